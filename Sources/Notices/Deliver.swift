package import Billing

/// Sends what is due, one after the other, and hands over how each went before the next begins, so that the caller can note it: killed
/// in between, at most the last one is sent again, under the same id.
///
/// A channel that cannot be used is waited for once: what else it was to carry fails alike, untried. So does what is left when its
/// timeout is used up, which is for all that it carries. Files of secrets and certificates
/// are relative to `folder`; `moment` is the date of mail. Nothing is thrown but what `note` throws.
package func deliver<Failure: Error>(
    _ due: [DueDelivery], secretsIn folder: String, at moment: Timestamp, note: (SendOutcome) throws(Failure) -> Void
) throws(Failure) {
    var down: [String: DeliveryFailure] = [:]
    var spent: [String: Duration] = [:]
    let clock = ContinuousClock()
    for delivery in due {
        var outcome = SendOutcome(delivery: delivery, failure: down[delivery.channel.id])
        if outcome.failure == nil {
            let channel = delivery.channel, started = clock.now
            let left = .seconds(channel.timeout) - spent[channel.id, default: .zero]
            do throws(DeliveryFailure) {
                guard left >= .milliseconds(1) else { throw delivery.outOfTime }
                try delivery.requireLibcrypto()
                try send(delivery, folder, moment, Int(left / .milliseconds(1)))
            } catch {
                outcome.failure = error
                if error.isOfChannel { down[channel.id] = error }
            }
            spent[channel.id, default: .zero] += clock.now - started
        }
        outcome.failure?.recipient = delivery.recipient
        try note(outcome)
    }
}

/// Sends a mail or request, which may take so many milliseconds.
private func send(
    _ delivery: DueDelivery, _ folder: String, _ moment: Timestamp, _ milliseconds: Int
) throws(DeliveryFailure) {
    switch delivery.channel.kind {
    case .webhook(let webhook):
        try post(delivery, to: webhook, folder, milliseconds)
    case .mail(let mailing):
        let message = mailMessage(delivery, sender: mailing.sender, at: moment)
        switch mailing.carrier {
        case .smtp(let server): try mail(message, of: delivery, sender: mailing.sender, through: server, folder, milliseconds)
        case .program(let words): try mail(message, of: delivery, by: words, milliseconds)
        }
    }
}

extension DueDelivery {
    /// A failure of this delivery.
    func failure(_ cause: DeliveryFailure.Cause, _ reason: String, hint: String = "") -> DeliveryFailure {
        DeliveryFailure(channel: channel.id, recipient: recipient, cause: cause, reason: reason, hint: hint)
    }

    /// That what was sent before has used up the channel's time.
    fileprivate var outOfTime: DeliveryFailure {
        failure(
            .timeout, "not tried: what was sent before took the \(channel.timeout) s that the channel has in a run",
            hint: "a larger timeout: of the channel gives it more")
    }
}

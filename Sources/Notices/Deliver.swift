package import Billing

/// Sends what is due, one after the other, and hands over how each went before the next begins, so that the caller can note it: killed
/// in between, at most the last one is sent again, under the same id.
///
/// A channel that cannot be used is waited for once: what else it was to carry fails alike, untried. Files of secrets and certificates
/// are relative to `folder`; `moment` is the date of mail. Nothing is thrown but what `note` throws.
package func deliver<Failure: Error>(
    _ due: [DueDelivery], secretsIn folder: String, at moment: Timestamp, note: (SendOutcome) throws(Failure) -> Void
) throws(Failure) {
    var down: [String: DeliveryFailure] = [:]
    for delivery in due {
        var outcome = SendOutcome(delivery: delivery, failure: down[delivery.channel.id])
        if outcome.failure == nil {
            do throws(DeliveryFailure) {
                try send(delivery, folder, moment)
            } catch {
                outcome.failure = error
                if error.isOfChannel { down[delivery.channel.id] = error }
            }
        }
        outcome.failure?.recipient = delivery.recipient
        try note(outcome)
    }
}

/// Sends a mail or request.
private func send(_ delivery: DueDelivery, _ folder: String, _ moment: Timestamp) throws(DeliveryFailure) {
    switch delivery.channel.kind {
    case .webhook(let webhook):
        try post(delivery, to: webhook, folder)
    case .mail(let mailing):
        let message = mailMessage(delivery, sender: mailing.sender, at: moment)
        switch mailing.carrier {
        case .smtp(let server): try mail(message, of: delivery, sender: mailing.sender, through: server, folder)
        case .program(let words): try mail(message, of: delivery, by: words)
        }
    }
}

extension DueDelivery {
    /// A failure of this delivery.
    func failure(_ cause: DeliveryFailure.Cause, _ reason: String, hint: String = "") -> DeliveryFailure {
        DeliveryFailure(channel: channel.id, recipient: recipient, cause: cause, reason: reason, hint: hint)
    }

    /// How long it may take to connect, and all in all, in milliseconds.
    var limits: (connecting: Int, all: Int) { (channel.timeout * 1000, channel.timeout * 3000) }
}

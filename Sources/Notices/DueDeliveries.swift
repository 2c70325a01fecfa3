package import Billing

/// Who a webhook's delivery is for.
package let webhookRecipient = "webhook"

/// What is to be sent now: of every run one mail per recipient and one request per webhook, without what has been settled.
///
/// A channel tells thresholds from its own on; a correction goes where the threshold itself went. Runs come in their order, and a
/// run whose delivery did not succeed keeps its own mail, so that trying again repeats it rather than making another.
package func dueDeliveries(_ notices: [Notice], through channels: [Channel], settled: Set<Told>) -> [DueDelivery] {
    let runs = Dictionary(grouping: notices, by: \.run).sorted { $0.key < $1.key }
    var mailed: Set<Told> = []
    return channels.flatMap { channel in
        runs.flatMap { run in
            deliveries(run.value.filter { $0.threshold >= channel.from }, channel, settled, &mailed)
        }
    }
}

/// One delivery per recipient of what one run raised.
private func deliveries(
    _ notices: [Notice], _ channel: Channel, _ settled: Set<Told>, _ mailed: inout Set<Told>
) -> [DueDelivery] {
    let sorted = notices.sorted { $0.isBefore($1) }
    var recipients: [String] = []
    var told: [String: [Notice]] = [:]
    for notice in sorted {
        for recipient in channel.recipients(of: notice) {
            let known = recipient.lowercased()
            // Who stands in two channels gets one mail, of the first.
            if case .mail = channel.kind, !mailed.insert(Told(alert: notice.alert, channel: "", recipient: known)).inserted {
                continue
            }
            guard !settled.contains(Told(alert: notice.alert, channel: channel.id, recipient: recipient)) else { continue }
            if told[known] == nil { recipients.append(recipient) }
            told[known, default: []].append(notice)
        }
    }
    return recipients.map { DueDelivery(channel: channel, recipient: $0, notices: told[$0.lowercased()] ?? []) }
}

extension Channel {
    /// Whom the channel tells of something, each once.
    fileprivate func recipients(of notice: Notice) -> [String] {
        guard case .mail(let mailing) = kind else { return [webhookRecipient] }
        guard let owner = notice.owner, isMailAddress(owner),
            !mailing.recipients.contains(where: { $0.lowercased() == owner.lowercased() })
        else { return mailing.recipients }
        return mailing.recipients + [owner]
    }

    /// A try of the channel: one delivery per recipient that it always has.
    package func test(_ number: Int, day: Day) -> [DueDelivery] {
        let notice = Notice.test(number, day: day)
        return recipients(of: notice).map { DueDelivery(channel: self, recipient: $0, notices: [notice]) }
    }
}

extension Notice {
    /// Whether it is more important: what was reached before what was corrected, then the greater share of the budget, then by name.
    fileprivate func isBefore(_ other: Notice) -> Bool {
        if (state == .corrected) != (other.state == .corrected) { return other.state == .corrected }
        if percent != other.percent { return percent > other.percent }
        return (budget, period, alert) < (other.budget, other.period, other.alert)
    }
}

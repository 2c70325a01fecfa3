import Billing
import Formats
import History
import Notices

/// Tells people and programs of alerts: what is noted when an alert is raised is sent once the figures are published, and again by
/// every run until somebody has taken it.
struct Outbox {
    let place: Workplace
    let history: History

    private var channels: [Channel] { place.settings.channels }

    /// Who is to be told of an alert by the channels of the settings.
    func recipients(of alert: AlertRecord) -> [AlertRecipient] {
        guard let notice = notice(alert) else { return [] }
        return dueDeliveries([notice], through: channels, settled: []).map {
            AlertRecipient(alert: alert.id, channel: $0.channel.id, recipient: $0.recipient.lowercased())
        }
    }

    /// Sends what is pending, noting each delivery before the next; returns what failed. What the settings have no channel or
    /// recipient for any more is dropped, and said.
    func send() throws(CommandFailure) -> [DeliveryFailure] {
        let pending = try stored { () throws(HistoryError) in try history.pendingDeliveries() }
        guard !pending.isEmpty else { return [] }
        let wanted = Set(pending.map(\.alert))
        let alerts = try stored { () throws(HistoryError) in try history.alerts() }
        let notices = alerts.filter { wanted.contains($0.id) }.compactMap(notice)
        let due = dueDeliveries(notices, through: channels, settled: []).compactMap { whole -> DueDelivery? in
            let notices = whole.notices.filter { pending.contains(Outbox.recipient($0.alert, whole)) }
            return notices.isEmpty ? nil : DueDelivery(channel: whole.channel, recipient: whole.recipient, notices: notices)
        }
        let known = Set(due.flatMap { delivery in delivery.notices.map { Outbox.recipient($0.alert, delivery) } })
        let dropped = pending.subtracting(known)
        if !dropped.isEmpty {
            let places = Set(dropped.map { "\($0.channel) to \($0.recipient)" }).sorted().joined(separator: ", ")
            place.console.say(
                Console.printable("\(dropped.count) alerts are no longer to be sent: the settings do not have \(places)"))
            try stored { () throws(HistoryError) in try history.note(dropped.sorted { $0.alert < $1.alert }, .dropped, at: "") }
        }
        var failures: [DeliveryFailure] = []
        try stored { () throws(HistoryError) in
            try deliver(due, secretsIn: place.globals.inputs, at: Workplace.moment()) { outcome throws(HistoryError) in
                if let failure = outcome.failure { failures.append(failure) }
                let state: History.DeliveryState =
                    outcome.failure == nil ? .delivered : outcome.isSettled ? .failed : .pending
                try history.note(
                    outcome.delivery.notices.map { Outbox.recipient($0.alert, outcome.delivery) }, state, at: Workplace.now())
            }
        }
        return failures
    }

    /// The days of a period as it is published; nil where that is no day or month.
    private static func days(of period: String) -> Period? {
        if let day = Day(period) { return Period(start: day, end: day.advanced(by: 1)) }
        return Month(period)?.period
    }

    private static func recipient(_ alert: Int, _ delivery: DueDelivery) -> AlertRecipient {
        AlertRecipient(alert: alert, channel: delivery.channel.id, recipient: delivery.recipient.lowercased())
    }

    /// An alert as people are told of it; nil for one that is not sent.
    private func notice(_ alert: AlertRecord) -> Notice? {
        guard let state = Notice.State(rawValue: alert.state), let day = Day(alert.raisedAt) else { return nil }
        let period = Outbox.days(of: alert.period)
        let days = period?.days ?? 0
        let gone = period.map { max(0, min(days, $0.start.distance(to: day))) } ?? 0
        let isActual = alert.basis == AlertBasis.actual.rawValue
        return Notice(
            alert: alert.id, run: alert.run, budget: alert.budget, owner: alert.owner, period: alert.period,
            basis: isActual ? .actual : .forecast, threshold: alert.threshold, actual: alert.actual, amount: alert.amount,
            unit: alert.isMoney ? .money(alert.currency) : .usage(alert.currency.code), state: state, day: day, daysGone: gone,
            days: days, pace: isActual && gone > 0 ? alert.actual.scaled(by: 1, over: Int128(gone)) : nil,
            landing: alert.landing, report: nil)
    }
}

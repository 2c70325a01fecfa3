import Billing
import Formats
import History
import Notices

/// Tells people and programs of alerts: what is noted when an alert is raised is sent once the figures are published, and again by
/// every run until somebody has taken it.
struct Outbox {
    let place: Workplace
    let history: History
    let settings: Settings

    private var channels: [Channel] { settings.channels }

    /// Who is to be told of an alert by the channels of the settings.
    func recipients(of alert: AlertRecord) -> [AlertRecipient] {
        guard let notice = notice(alert) else { return [] }
        return dueDeliveries([notice], through: channels, settled: []).map {
            AlertRecipient(alert: alert.id, channel: $0.channel.id, recipient: $0.recipient.lowercased())
        }
    }

    /// Sends what is pending, noting each delivery before the next; returns what failed, which is tried again by every run. What the
    /// settings have no channel or recipient for any more goes to those that they have now, and else is dropped, and said.
    func send() throws(CommandFailure) -> [DeliveryFailure] {
        var pending = try stored { () throws(HistoryError) in try history.pendingDeliveries() }
        guard !pending.isEmpty else { return [] }
        let wanted = Set(pending.map(\.alert))
        let alerts = try stored { () throws(HistoryError) in try history.alerts() }
        let notices = alerts.filter { wanted.contains($0.id) }.compactMap(notice)
        // What was to be told is told, whatever threshold a channel begins with now.
        let possible = channels.flatMap { channel in
            var channel = channel
            channel.from = 1
            return dueDeliveries(notices, through: [channel], settled: [])
        }
        let lost = pending.subtracting(possible.flatMap(Outbox.recipients))
        if !lost.isEmpty {
            let now = dueDeliveries(notices, through: channels, settled: []).flatMap(Outbox.recipients)
            let instead = now.filter { recipient in lost.contains { $0.alert == recipient.alert } }
            try stored { () throws(HistoryError) in try history.readdress(lost, to: instead) }
            pending = try stored { () throws(HistoryError) in try history.pendingDeliveries() }
            let places = Set(lost.map { "\($0.channel) to \($0.recipient)" }).sorted().joined(separator: ", ")
            let found = instead.isEmpty ? "are no longer to be sent" : "go to those whom the settings name now"
            place.console.say(
                Console.printable("\(Set(lost.map(\.alert)).count) alerts \(found): the settings no longer have \(places)"))
        }
        let due = possible.compactMap { whole -> DueDelivery? in
            let notices = whole.notices.filter { pending.contains(Outbox.recipient($0.alert, whole)) }
            return notices.isEmpty ? nil : DueDelivery(channel: whole.channel, recipient: whole.recipient, notices: notices)
        }
        var failures: [DeliveryFailure] = []
        try stored { () throws(HistoryError) in
            try deliver(due, secretsIn: place.globals.inputs, at: Workplace.moment()) { outcome throws(HistoryError) in
                if let failure = outcome.failure { failures.append(failure) }
                try history.note(
                    Outbox.recipients(outcome.delivery), outcome.failure == nil ? .delivered : .pending, at: Workplace.now())
            }
        }
        return failures
    }

    private static func recipients(_ delivery: DueDelivery) -> [AlertRecipient] {
        delivery.notices.map { recipient($0.alert, delivery) }
    }

    private static func recipient(_ alert: Int, _ delivery: DueDelivery) -> AlertRecipient {
        AlertRecipient(alert: alert, channel: delivery.channel.id, recipient: delivery.recipient.lowercased())
    }

    /// An alert as people are told of it; nil for one that is not sent.
    private func notice(_ alert: AlertRecord) -> Notice? {
        guard let state = Notice.State(rawValue: alert.state), let day = Day(alert.raisedAt) else { return nil }
        if let source = alert.sourceAlert {
            var notice = Notice(
                alert: alert.id, run: alert.run, budget: alert.budget, period: alert.period, threshold: alert.threshold,
                actual: alert.actual, amount: alert.amount, unit: .usage(alert.currency.code), state: state, day: day,
                daysGone: 0, days: 0)
            notice.source = source
            return notice
        }
        let progress = PeriodProgress(alert.period, on: day, fiscalYearStart: settings.fiscalYearStart)
        let isActual = alert.basis == AlertBasis.actual.rawValue
        return Notice(
            alert: alert.id, run: alert.run, budget: alert.budget, owner: alert.owner, period: alert.period,
            basis: isActual ? .actual : .forecast, threshold: alert.threshold, actual: alert.actual, amount: alert.amount,
            unit: alert.isMoney ? .money(alert.currency) : .usage(alert.currency.code), state: state, day: day,
            daysGone: progress?.daysGone ?? 0, days: progress?.days ?? 0,
            pace: alert.counted.flatMap { progress?.pace($0) }, landing: alert.landing, report: nil)
    }
}

extension Console {
    /// Says what could not be sent.
    func undelivered(_ failures: [DeliveryFailure]) {
        for failure in failures { fail("\(failure); kept for the next run", hint: failure.hint) }
    }
}

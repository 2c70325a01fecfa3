import Analysis
import Billing

/// Something that happened, as feed readers show it.
struct FeedEntry: Hashable {
    /// Where it comes among those of its day, highest first.
    struct Rank: Hashable {
        var kind: Int, number: Int
        var name = ""
    }

    /// `alert`, `correction`, `close`, `reopening`, `adjustment` or `late-source`.
    var category: String
    /// What tells it apart within its category for ever, a part of its id each; nothing of it depends on a clock.
    var key: [String]
    /// One line for people.
    var title: String
    /// What else is known.
    var summary: String
    /// The day it happened.
    var day: Day
    /// The month whose page tells more; nil for the page of all months.
    var month: Month?
    var rank: Rank
    /// Whether no feed has told of it before.
    var isNew = false

    /// Its id, a tag URI (RFC 4151).
    var id: String { FeedEntry.authority + category + "/" + key.map(FeedEntry.escaped).joined(separator: "/") }

    /// What every id begins with.
    static let authority = "tag:outlay.example,2026:"

    /// Its bytes where an id may have them, else percent-encoded.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    /// As an Atom entry.
    var markup: Markup {
        let page = month.map { "\($0)/index.html" } ?? "index.html"
        return element(
            "entry", [:],
            [
                element("id", [:], [.text(id)]),
                element("title", ["type": "text"], [.text(title)]),
                element("updated", [:], [.text("\(day)T00:00:00Z")]),
                element("link", ["rel": "alternate", "type": "text/html", "href": page]),
                element("category", ["term": category]),
                element("summary", ["type": "text"], [.text(summary)]),
            ])
    }
}

extension FeedEntry {
    /// An alert or its correction; nil for one that was only passed. `currency` is the reporting currency.
    init?(_ alert: ReportAlert, reporting currency: Currency) {
        guard alert.state == "raised" || alert.state == "corrected" else { return nil }
        if let source = alert.source {
            self.init(source, of: alert)
            return
        }
        let isRaised = alert.state == "raised", isForecast = alert.basis == "forecast"
        let limit = "\(alert.threshold) % of the \(alert.period) budget"
        let news =
            switch (isForecast, isRaised) {
            case (false, true): "\(limit) reached"
            case (false, false): "back below \(limit)"
            case (true, true): "heading for \(limit)"
            case (true, false): "no longer heading for \(limit)"
            }
        let code = alert.currency.code
        func text(_ value: Amount) -> String {
            let isMoney = alert.currency == currency || code.utf8.count == 3 && Currency.isCode(code.utf8)
            return isMoney ? NumberText.amount(value) : NumberText.quantity(Quantity(value))
        }
        let amounts = "\(text(alert.actual)) of \(text(alert.amount)) \(code)"
        let percent = alert.actual.percent(of: alert.amount).map { " (\(NumberText.percent($0, decimals: 1)))" } ?? ""
        let standing = alert.progress.map { progress in
            let pace = alert.pace.map { ", \(text($0)) \(code) a day" } ?? ""
            let landing = alert.landing.map { ", landing at \(text($0)) \(code)" } ?? ""
            return "\(progress.daysGone) of \(progress.days) days gone\(pace)\(landing)"
        }
        self.init(
            category: isRaised ? "alert" : "correction",
            key: [String(alert.id), alert.budget, alert.period, alert.basis, String(alert.threshold)],
            title: "\(alert.budget): \(news) (\(amounts)\(isForecast ? " expected" : ""))",
            summary: [
                "\(isForecast ? "Expected" : "Counted"): \(amounts)\(percent)", standing, "alert \(alert.id), \(alert.raisedAt).",
            ]
            .compactMap(\.self).joined(separator: "; "),
            day: alert.raisedAt, month: Month(String(alert.period.prefix(7))), rank: Rank(kind: 3, number: alert.id))
    }

    /// A close or a reopening.
    init(_ event: CloseEvent, isNew: Bool) {
        let text: (category: String, title: String, summary: String) =
            switch event.kind {
            case .closed(let by, let note):
                (
                    "close", "\(event.month) closed",
                    "Closed on \(event.day) by \(by)\(note.map { ", although the checklist was not clean: \($0)" } ?? "")."
                )
            case .reopened(let reason):
                ("reopening", "\(event.month) opened again", "Opened again on \(event.day): \(reason).")
            }
        self.init(
            category: text.category, key: [event.month.description, String(event.sequence)], title: text.title,
            summary: text.summary, day: event.day, month: event.month, rank: Rank(kind: 2, number: event.sequence), isNew: isNew)
    }

    /// A change of a closed month.
    init(_ change: ChangedClose, isNew: Bool) {
        let amounts = change.amounts.map { "\(NumberText.amount($0.amount)) \($0.currency.code)" }.joined(separator: " and ")
        self.init(
            category: "adjustment",
            key: [
                change.closedMonth.description, change.bookedMonth.description, String(change.sequence), change.cause,
            ], title: "\(change.closedMonth) has changed by \(amounts): booked in \(change.bookedMonth)",
            summary: "The closed month has changed by \(amounts), \(change.cause); booked in \(change.bookedMonth).",
            day: change.day, month: change.bookedMonth,
            rank: Rank(kind: 1, number: change.sequence, name: "\(change.closedMonth) \(change.bookedMonth) \(change.cause)"),
            isNew: isNew)
    }

    /// A source that is late, or no longer is.
    private init(_ source: SourceAlert, of alert: ReportAlert) {
        let name = source.source, age = source.newestDay.distance(to: alert.raisedAt)
        self.init(
            category: source.isOver ? "correction" : "late-source",
            key: source.isOver
                ? [String(alert.id), alert.budget, alert.period, alert.basis, String(alert.threshold)]
                : [name, source.lastDay.description], title: source.description,
            summary: source.isOver
                ? "The last day from \(name) is \(source.newestDay), it had been \(source.lastDay); alert \(alert.id), \(alert.raisedAt)."
                : "The last day from \(name) is \(source.lastDay), \(age) \(age == 1 ? "day" : "days") before; alert \(alert.id), \(alert.raisedAt).",
            day: alert.raisedAt, month: nil, rank: Rank(kind: 0, number: alert.id, name: name))
    }

    /// Whether it stands before another in the feed: the newest first.
    func isBefore(_ other: FeedEntry) -> Bool {
        (other.day, other.rank.kind, other.rank.number, rank.name) < (day, rank.kind, rank.number, other.rank.name)
    }
}

package import Billing

/// `alerts.atom`: alerts and corrections, also of sources that are late, closes and reopenings, and changes of closed months, the newest
/// first (Atom, RFC 4287). The same values give the same bytes, whatever the clock.
package struct AlertsFeed: Sendable {
    /// All alerts; those that were only passed are left out.
    package var alerts: [ReportAlert]
    /// Every close and reopening.
    package var closes: [CloseEvent]
    /// Every change of a closed month.
    package var changes: [ChangedClose]
    /// The reporting currency.
    package var currency: Currency

    /// Up to where a feed had told of everything before: every alert of that run, and whatever happened at that sequence; nil where none
    /// had, so that all is news.
    package var before: Reach?

    /// How far an earlier feed had told.
    package struct Reach: Hashable, Sendable {
        /// The run that placed it, and the newest change that it knew.
        package var run: Int, sequence: Int

        /// How far a feed had told.
        package init(run: Int, sequence: Int) {
            self.run = run
            self.sequence = sequence
        }
    }

    /// The most entries that it has, unless more than these are news; older ones have been told.
    package static let limit = 200

    /// A feed of these; in any order.
    package init(
        alerts: [ReportAlert], closes: [CloseEvent], changes: [ChangedClose], currency: Currency
    ) {
        self.alerts = alerts
        self.closes = closes
        self.changes = changes
        self.currency = currency
    }

    /// Its bytes: XML in UTF-8.
    package func document() -> [UInt8] {
        let known = before?.sequence ?? 0
        let others =
            closes.map { FeedEntry($0, isNew: $0.sequence > known) } + changes.map { FeedEntry($0, isNew: $0.sequence > known) }
        let entries = (alertEntries + others).sorted { $0.isBefore($1) }.enumerated()
            .filter { $0.offset < AlertsFeed.limit || $0.element.isNew }.map(\.element)
        let newest = entries.first?.day ?? Day(number: 0)
        let head = [
            element("id", [:], [.text(FeedEntry.authority + "alerts")]),
            element("title", ["type": "text"], ["Outlay: alerts and closes"]),
            element("updated", [:], [.text("\(newest)T00:00:00Z")]),
            element("author", [:], [element("name", [:], ["outlay"])]),
            element("link", ["rel": "self", "type": "application/atom+xml", "href": "alerts.atom"]),
            element("link", ["rel": "alternate", "type": "text/html", "href": "index.html"]),
        ]
        let root = ["xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"] as KeyValuePairs<String, String?>
        return element("feed", root, head + entries.map(\.markup)).document(.xml)
    }

    /// What is told of alerts.
    private var alertEntries: [FeedEntry] {
        var known: Set<[String]> = []
        return alerts.sorted { $0.id < $1.id }.compactMap { alert in
            guard var entry = FeedEntry(alert, reporting: currency) else { return nil }
            entry.isNew = alert.raisedInRun > before?.run ?? 0
            // A source that becomes late again without a day between, because its settings changed, is news of its own.
            if !known.insert([entry.category] + entry.key).inserted { entry.key.append(String(alert.id)) }
            return entry
        }
    }
}

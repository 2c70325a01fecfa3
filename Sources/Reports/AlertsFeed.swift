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

    /// The most entries that it has; older ones have been told.
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
        let entries = (alertEntries + closes.map { FeedEntry($0) } + changes.map { FeedEntry($0) })
            .sorted { $0.isBefore($1) }.prefix(AlertsFeed.limit)
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
            // A source that becomes late again without a day between, because its settings changed, is news of its own.
            if !known.insert([entry.category] + entry.key).inserted { entry.key.append(String(alert.id)) }
            return entry
        }
    }
}

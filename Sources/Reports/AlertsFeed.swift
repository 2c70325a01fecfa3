package import Billing

/// `alerts.atom`: alerts and corrections, closes and reopenings, changes of closed months, and sources that are late, the newest first
/// (Atom, RFC 4287). The same values give the same bytes, whatever the clock.
package struct AlertsFeed: Sendable {
    /// All alerts; those that were only passed are left out.
    package var alerts: [ReportAlert]
    /// Every close and reopening.
    package var closes: [CloseEvent]
    /// Every change of a closed month.
    package var changes: [ChangedClose]
    /// The sources that are late now.
    package var late: [LateSource]
    /// The reporting currency.
    package var currency: Currency

    /// The most entries that it has; older ones have been told.
    package static let limit = 200

    /// A feed of these; in any order.
    package init(
        alerts: [ReportAlert], closes: [CloseEvent], changes: [ChangedClose], late: [LateSource], currency: Currency
    ) {
        self.alerts = alerts
        self.closes = closes
        self.changes = changes
        self.late = late
        self.currency = currency
    }

    /// Its bytes: XML in UTF-8.
    package func document() -> [UInt8] {
        let known = alerts.compactMap { FeedEntry($0, reporting: currency) } + closes.map { FeedEntry($0) }
        let entries = (known + changes.map { FeedEntry($0) } + late.map { FeedEntry($0) })
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
}

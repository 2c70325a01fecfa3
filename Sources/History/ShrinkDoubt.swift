import Billing

/// Why a delivery must be confirmed before it replaces what is in force: it drops most of it, or seems to be about something else.
struct ShrinkDoubt {
    private let connection: Connection
    private let origin: DeliveryOrigin
    private let comparisons: [Int64: ChargeComparison]

    init(_ writer: DeliveryWriter) {
        connection = writer.connection
        origin = writer.origin
        comparisons = writer.charges.comparisons
    }

    /// The line-days that vanish carry more than half of a bill's gross cost: either the bill has fewer rows, or its days really
    /// lose that cost (lines that only changed a tag are back on the same day).
    func loss(_ scope: Int64) throws(HistoryError) -> HeldDelivery? {
        guard let bill = comparisons[scope], bill.gone * 2 > bill.cost,
            bill.delivered < bill.inForce || bill.lost * 2 > bill.cost
        else { return nil }
        let percent = Int((bill.gone / bill.cost * 100).rounded())
        let name = try connection.rows("SELECT \(ShrinkDoubt.bill) FROM scope WHERE scope = ?", [.integer(scope)]) { $0.text(0) }
        return HeldDelivery(
            "drops \(percent) % of the cost of bill \(name.joined()), expected at most half to vanish", .confirm)
    }

    /// A file of another name that shares nothing with the one in force is rather its other half than its restatement.
    func stranger(_ scope: Int64) throws(HistoryError) -> HeldDelivery? {
        // A bill that has no charges in force was not compared.
        if let bill = comparisons[scope], bill.isShared { return nil }
        let other = try connection.rows(
            """
            SELECT f.path FROM file f WHERE f.path <> ?2 AND f.series <> ?3
                AND f.path = (SELECT file FROM scope_delivery WHERE scope = ?1 ORDER BY sequence DESC LIMIT 1)
            """, [.integer(scope), .text(origin.file), .text(origin.series)]
        ) { $0.text(0) }.first
        guard let other else { return nil }
        let labels = ["kind", "system", "component", "customer", "feature", "model", "environment", "unit"]
        let same = labels.map { "f.\($0) = c.\($0)" }.joined(separator: " AND ")
        let shared = try connection.integer(
            """
            SELECT EXISTS (SELECT 1 FROM usage c JOIN staged_usage f ON f.scope = c.scope AND \(same)
                    WHERE c.scope = ?1 AND c.known_to IS NULL)
                OR ?2 AND NOT EXISTS (SELECT 1 FROM usage WHERE scope = ?1 AND known_to IS NULL)
            """, .integer(scope), .integer(comparisons[scope] == nil ? 1 : 0))
        guard shared == 0 else { return nil }
        return HeldDelivery(
            "shares no line with \(other), which holds the same bill or day; expected a restatement of it",
            .confirmOrJoin(other: other))
    }

    /// A file that held a bill holds usage `now`, or the other way round: rather another file under its name than an empty bill.
    func otherKind(_ emptied: [Int64], now staged: [Int64]) throws(HistoryError) -> HeldDelivery? {
        func scopes(_ numbers: [Int64], _ kind: String) throws(HistoryError) -> [(name: String, day: Int64)] {
            var found: [(name: String, day: Int64)] = []
            for number in numbers {
                found += try connection.rows(
                    "SELECT \(ShrinkDoubt.bill), period_start FROM scope WHERE scope = ? AND kind = ?",
                    [.integer(number), .text(kind)]
                ) { ($0.text(0), $0.integer(1)) }
            }
            return found
        }
        guard !emptied.isEmpty, !staged.isEmpty else { return nil }
        let bills = try scopes(emptied, "bill")
        if bills.count == emptied.count, try scopes(staged, "usage").count == staged.count {
            let more = bills.count > 1 ? " and \(bills.count - 1) more" : ""
            return HeldDelivery(
                "changed from a bill to usage: it had bill \(bills[0].name)\(more), expected a restatement of that", .separate)
        }
        if bills.isEmpty, try scopes(staged, "bill").count == staged.count {
            let days = Set(try scopes(emptied, "usage").map(\.day)).count
            return HeldDelivery(
                "changed from usage to a bill: it had \(days) day\(days == 1 ? "" : "s") of usage, expected a restatement of them",
                .separate)
        }
        return nil
    }

    /// More than half of the days of usage that the file held vanish.
    func lostDays(_ emptied: [Int64], of before: Int) throws(HistoryError) -> HeldDelivery? {
        var days = 0
        for scope in emptied {
            days += Int(
                try connection.integer("SELECT count(*) FROM scope WHERE scope = ? AND kind = 'usage'", .integer(scope)) ?? 0)
        }
        guard days * 2 > before else { return nil }
        return HeldDelivery("drops \(days) of \(before) days of usage, expected at most half to vanish", .confirm)
    }

    /// A bill's name for people: its account, as far as known, and its month; the subject of one of its days says the day.
    private static let bill =
        "trim(subject || iif(export_day IS NULL, strftime(' %Y-%m', period_start * 86400, 'unixepoch'), ''))"
}

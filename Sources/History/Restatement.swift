import Billing

/// Replaces what changed in the scopes of a delivery and leaves every other row alone.
struct Restatement {
    let writer: DeliveryWriter
    let sequence: Int64

    private var connection: Connection { writer.connection }
    private static let usageKey = ["kind", "system", "component", "customer", "feature", "model", "environment", "unit"]

    private static func all(_ columns: [String], _ relation: String, _ one: String, _ other: String) -> String {
        columns.map { "\(one).\($0) \(relation) \(other).\($0)" }.joined(separator: " AND ")
    }

    /// Brings `scopes` to what is staged of them.
    func apply(
        _ scopes: [Int64], totals: [Int64: ControlTotal], contents: [Int64: String], refused: Int
    ) throws(HistoryError) {
        for scope in scopes { try connection.run("INSERT INTO target VALUES (?)", .integer(scope)) }
        // Charges in force that changed or vanished end.
        try connection.run("UPDATE charge SET known_to = ?1 WHERE charge IN (SELECT charge FROM ended)", .integer(sequence))
        let invoicing = Invoicing(connection: connection, sequence: sequence)
        try invoicing.fill()
        for scope in scopes { try invoicing.addParts(writer.charges.invoices(of: scope), to: scope) }
        try writer.charges.store(scopes, sequence)
        try replaceUsage()
        for scope in scopes {
            let isBill = try connection.integer("SELECT kind = 'bill' FROM scope WHERE scope = ?", .integer(scope)) == 1
            let total = isBill ? totals[scope] ?? ControlTotal() : nil
            let stored = try isBill ? StoredBill(scope, connection) : nil
            try keepWithinBounds(scope, stored)
            if let total, let stored, writer.origin.mode == .replace { try check(stored, total) }
            if !isBill { try checkUsage(scope) }
            try record(scope, total, contents[scope] ?? "", lastDay: stored?.lastDay, refused: refused)
            if isBill { try noteInvoicing(scope) }
        }
    }

    /// Notes that the delivery changed nothing of a bill but the numbers of its invoices, where that is so: then it is none of its own.
    private func noteInvoicing(_ scope: Int64) throws(HistoryError) {
        try connection.run(
            """
            UPDATE scope_delivery SET is_invoicing = 1 WHERE scope = ?1 AND sequence = ?2
                AND EXISTS (SELECT 1 FROM scope_invoicing WHERE scope = ?1 AND invoice_from = ?2 AND invoice <> '')
                AND NOT EXISTS (SELECT 1 FROM charge WHERE scope = ?1 AND known_to IS NULL AND known_from = ?2)
                AND NOT EXISTS (SELECT 1 FROM charge WHERE scope = ?1 AND known_to = ?2)
            """, .integer(scope), .integer(sequence))
    }

    private func replaceUsage() throws(HistoryError) {
        let key = Restatement.all(["scope"] + Restatement.usageKey, "=", "f", "c")
        let same = Restatement.all(["quantity_units", "quantity_nanos", "records"], "=", "f", "c")
        let columns = ["scope"] + Restatement.usageKey + ["quantity_units", "quantity_nanos", "records"]
        try connection.run(
            """
            UPDATE usage AS c SET known_to = ?1
            WHERE c.known_to IS NULL AND c.scope IN (SELECT scope FROM target)
                AND NOT EXISTS (SELECT 1 FROM staged_usage f WHERE \(key) AND \(same))
            """, .integer(sequence))
        try connection.run(
            """
            INSERT INTO usage (\(columns.joined(separator: ", ")), known_from)
            SELECT \(columns.map { "f.\($0)" }.joined(separator: ", ")), ?1 FROM staged_usage f
            WHERE f.scope IN (SELECT scope FROM target)
                AND NOT EXISTS (SELECT 1 FROM usage c WHERE c.known_to IS NULL AND \(key))
            ORDER BY f.scope
            """, .integer(sequence))
    }

    /// Makes sure that the month's sums stay within what SQLite adds exactly, so that no file can make the history unreadable.
    private func keepWithinBounds(_ scope: Int64, _ bill: StoredBill?) throws(HistoryError) {
        let columns = bill != nil ? MeasureColumns.all.map(\.high) : ["quantity_units"]
        let sums = columns.map { "total(abs(\($0)))" }.joined(separator: ", ")
        let table = bill != nil ? "charge" : "usage"
        func greatest(_ scopes: String) throws(HistoryError) -> Double {
            try connection.rows(
                "SELECT \(sums) FROM \(table) WHERE known_to IS NULL AND scope IN (\(scopes))", [.integer(scope)]
            ) { row in columns.indices.map(row.real).max() ?? 0 }.first ?? 0
        }
        // A thousandth of the bound in one bill is rare enough to look at the whole month.
        let own = if let bill { bill.greatest } else { try greatest("?1") }
        guard own > 9e15 else { return }
        let month = """
            SELECT o.scope FROM scope o JOIN scope s ON s.scope = ?1 AND o.kind = s.kind
            AND strftime('%Y-%m', o.period_start * 86400, 'unixepoch') = strftime('%Y-%m', s.period_start * 86400, 'unixepoch')
            """
        if try greatest(month) > 9e18 { throw .beyondBounds(subject: bill != nil ? "the month's bills" : "the month's usage") }
    }

    /// Compares a bill with what was counted while the file was read.
    private func check(_ stored: StoredBill, _ total: ControlTotal) throws(HistoryError) {
        guard (stored.records, stored.billed, stored.effective) != (total.records, total.billed, total.effective) else { return }
        throw .mismatch(
            subject: "bill of \(writer.origin.file)",
            counted: "\(total.records) records, \(total.billed) billed, \(total.effective) effective", stored: stored.description)
    }

    /// Reads a day of usage back and compares it with what was staged.
    private func checkUsage(_ scope: Int64) throws(HistoryError) {
        func sums(_ table: String, _ condition: String) throws(HistoryError) -> [Int64] {
            try connection.rows(
                """
                SELECT coalesce(sum(records), 0), coalesce(sum(quantity_units), 0), coalesce(sum(quantity_nanos), 0)
                FROM \(table) WHERE scope = ?\(condition)
                """, [.integer(scope)]
            ) { [$0.integer(0), $0.integer(1), $0.integer(2)] }.first ?? []
        }
        let counted = try sums("staged_usage", "")
        let stored = try sums("usage", " AND known_to IS NULL")
        guard counted == stored else {
            throw .mismatch(subject: "usage of \(writer.origin.file)", counted: "\(counted)", stored: "\(stored)")
        }
    }

    /// Writes down that the scope was delivered.
    private func record(
        _ scope: Int64, _ total: ControlTotal?, _ content: String, lastDay: Int64?, refused: Int
    ) throws(HistoryError) {
        let origin = writer.origin
        let usageRows = try connection.integer("SELECT sum(records) FROM staged_usage WHERE scope = ?", .integer(scope))
        try connection.run(
            """
            INSERT INTO scope_delivery (sequence, scope, file, mode, received_at, today, last_day, rows, refused, billed_total,
                effective_total, content_hash, note)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, CASE s.kind
                    WHEN 'usage' THEN (SELECT s.period_start WHERE EXISTS (SELECT 1 FROM staged_usage WHERE scope = ?2))
                    ELSE ?7 END,
                ?8, ?9, ?10, ?11, ?12, ?13
            FROM scope s WHERE s.scope = ?2
            """,
            .integer(sequence), .integer(scope), .text(origin.file), .text(origin.mode.rawValue), .text(origin.receivedAt),
            .integer(Int64(origin.today.number)), .optional(lastDay), .integer(total?.records ?? usageRows ?? 0),
            .integer(Int64(refused)), .optional(total?.billedText), .optional(total?.effectiveText), .text(content),
            .optional(origin.note))
    }
}

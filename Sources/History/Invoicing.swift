/// Fills in the numbers of invoices in a bill that becomes final. The charges of a bill that are invoiced together share one row with
/// their number, so that filling it in writes that row and leaves the charges alone, but for the few that go another way than most.
struct Invoicing {
    let connection: Connection
    /// The sequence of the delivery.
    let sequence: Int64

    /// Makes the temporary table of the charges in force that get a number.
    static func prepare(_ connection: Connection) throws(HistoryError) {
        try connection.execute("CREATE TEMP TABLE filled (charge INTEGER PRIMARY KEY, invoice TEXT NOT NULL) STRICT")
    }

    /// Joins the number of the invoice of `charge` as `name.invoice`.
    static func number(_ name: String, of charge: String) -> String {
        "scope_invoicing \(name) ON \(name).scope = \(charge).scope AND \(name).invoicing = \(charge).invoicing"
    }

    /// Finds the charges in force without a number that are staged with one, and are otherwise the same. `key` says that `f` and `c`
    /// are of one line and period, `same` that they are of the same amounts.
    func find(key: String, same: String) throws(HistoryError) {
        try connection.run("DELETE FROM filled")
        try connection.run(
            """
            INSERT INTO filled
            SELECT c.charge, f.invoice
            FROM scope_invoicing i
            JOIN charge c ON c.scope = i.scope AND c.invoicing = i.invoicing AND c.known_to IS NULL
            JOIN staged_charge f ON \(key) AND \(same)
            WHERE i.invoice = '' AND f.invoice <> '' AND i.scope IN (SELECT scope FROM target)
                AND NOT EXISTS (SELECT 1 FROM staged_charge o WHERE o.scope = f.scope AND o.line = f.line
                    AND o.start_day = f.start_day AND o.end_day = f.end_day AND o.invoice < f.invoice)
                AND NOT EXISTS (SELECT 1 FROM charge o JOIN \(Invoicing.number("n", of: "o")) WHERE o.known_to IS NULL
                    AND o.scope = f.scope AND o.line = f.line AND o.start_day = f.start_day AND o.end_day = f.end_day
                    AND n.invoice = f.invoice)
            """)
    }

    /// Fills in the numbers that were found. What most charges of a part get, it gets; the others move to a part of their own.
    func fill() throws(HistoryError) {
        let outcomes = try connection.rows(
            """
            SELECT c.scope, c.invoicing, coalesce(f.invoice, ''), count(*) FROM charge c LEFT JOIN filled f ON f.charge = c.charge
            WHERE c.known_to IS NULL
                AND (c.scope, c.invoicing) IN (SELECT scope, invoicing FROM charge WHERE charge IN (SELECT charge FROM filled))
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 4 DESC, 3
            """
        ) { (scope: $0.integer(0), invoicing: $0.integer(1), invoice: $0.text(2)) }
        var settled: (scope: Int64, invoicing: Int64)?
        for outcome in outcomes {
            if let part = settled, part == (outcome.scope, outcome.invoicing) {
                try move(outcome.scope, outcome.invoicing, outcome.invoice)
            } else {
                settled = (outcome.scope, outcome.invoicing)
                guard !outcome.invoice.isEmpty else { continue }
                try connection.run(
                    "UPDATE scope_invoicing SET invoice = ?3, invoice_from = ?4 WHERE scope = ?1 AND invoicing = ?2",
                    .integer(outcome.scope), .integer(outcome.invoicing), .text(outcome.invoice), .integer(sequence))
            }
        }
    }

    private func move(_ scope: Int64, _ invoicing: Int64, _ invoice: String) throws(HistoryError) {
        // Never into a part that has the number already: there it would count from before this delivery.
        try connection.run(
            "INSERT INTO scope_invoicing SELECT ?1, max(invoicing) + 1, ?2, ?3 FROM scope_invoicing WHERE scope = ?1",
            .integer(scope), .text(invoice), .integer(sequence))
        try connection.run(
            """
            UPDATE charge SET invoicing = (SELECT max(invoicing) FROM scope_invoicing WHERE scope = ?1)
            WHERE scope = ?1 AND invoicing = ?2 AND known_to IS NULL
                AND coalesce((SELECT f.invoice FROM filled f WHERE f.charge = charge.charge), '') = ?3
            """, .integer(scope), .integer(invoicing), .text(invoice))
    }

    /// Adds a part for each number that is staged and that the bill has none of yet.
    func addParts() throws(HistoryError) {
        try connection.run(
            """
            INSERT INTO scope_invoicing
            SELECT scope, row_number() OVER (PARTITION BY scope ORDER BY invoice)
                + (SELECT coalesce(max(invoicing), -1) FROM scope_invoicing i WHERE i.scope = staged.scope), invoice, ?
            FROM (SELECT scope, invoice FROM staged_charge WHERE scope IN (SELECT scope FROM target)
                EXCEPT SELECT scope, invoice FROM scope_invoicing) staged
            """, .integer(sequence))
    }
}

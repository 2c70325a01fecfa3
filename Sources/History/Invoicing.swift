/// Fills in the numbers of invoices in a bill that becomes final. The charges of a bill that are invoiced together share one row with
/// their number, so that filling it in writes that row and leaves the charges alone, but for the few that go another way than most.
struct Invoicing {
    let connection: Connection
    /// The sequence of the delivery.
    let sequence: Int64

    /// Makes the temporary tables: the charges in force that get a number, and what becomes of the part that had none.
    static func prepare(_ connection: Connection) throws(HistoryError) {
        try connection.execute(
            """
            CREATE TEMP TABLE filled (
                charge INTEGER PRIMARY KEY, scope INTEGER NOT NULL, invoicing INTEGER NOT NULL, invoice TEXT NOT NULL
            ) STRICT;
            CREATE TEMP TABLE outcome (
                scope INTEGER NOT NULL, invoice TEXT NOT NULL, invoicing INTEGER NOT NULL, PRIMARY KEY (scope, invoice)
            ) STRICT, WITHOUT ROWID;
            """)
    }

    /// Joins the number of the invoice of `charge` as `name.invoice`.
    static func number(_ name: String, of charge: String) -> String {
        "scope_invoicing \(name) ON \(name).scope = \(charge).scope AND \(name).invoicing = \(charge).invoicing"
    }

    /// Fills in the numbers that were found. What most charges of a part get, it gets; the others move to parts of their own, never
    /// to one that has their number already, since there it would count from before this delivery.
    func fill() throws(HistoryError) {
        guard try connection.integer("SELECT 1 FROM filled LIMIT 1") != nil else { return }
        try connection.run(
            """
            INSERT INTO filled
            SELECT charge, scope, invoicing, '' FROM charge
            WHERE known_to IS NULL AND (scope, invoicing) IN (SELECT DISTINCT scope, invoicing FROM filled)
                AND charge NOT IN (SELECT charge FROM filled)
            """)
        try connection.run("DELETE FROM outcome")
        try connection.run(
            """
            INSERT INTO outcome
            SELECT scope, invoice, CASE place WHEN 1 THEN invoicing
                ELSE (SELECT max(invoicing) FROM scope_invoicing i WHERE i.scope = counted.scope) + place - 1 END
            FROM (SELECT scope, invoice, invoicing, row_number() OVER (PARTITION BY scope ORDER BY count(*) DESC, invoice) AS place
                FROM filled GROUP BY scope, invoice) counted
            """)
        try connection.run(
            """
            INSERT INTO scope_invoicing SELECT scope, invoicing, invoice, ?1 FROM outcome WHERE true
            ON CONFLICT DO UPDATE SET invoice = excluded.invoice, invoice_from = excluded.invoice_from WHERE excluded.invoice <> ''
            """, .integer(sequence))
        try connection.run(
            """
            UPDATE charge SET invoicing = o.invoicing FROM filled f JOIN outcome o ON o.scope = f.scope AND o.invoice = f.invoice
            WHERE charge.charge = f.charge AND o.invoicing <> f.invoicing
            """)
    }

    /// Adds a part to a bill for each of these numbers that it has none of yet.
    func addParts(_ invoices: [String], to scope: Int64) throws(HistoryError) {
        var parts = try connection.integer("SELECT max(invoicing) FROM scope_invoicing WHERE scope = ?", .integer(scope)) ?? -1
        let known = try connection.kept("SELECT 1 FROM scope_invoicing WHERE scope = ? AND invoice = ? LIMIT 1")
        for invoice in invoices.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            known.bind(0, scope)
            try known.bind(1, invoice)
            let isKnown = try known.step()
            known.reset()
            guard !isKnown else { continue }
            parts += 1
            try connection.run(
                "INSERT INTO scope_invoicing VALUES (?, ?, ?, ?)", .integer(scope), .integer(parts), .text(invoice),
                .integer(sequence))
        }
    }
}

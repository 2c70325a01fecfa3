import Billing

/// The temporary table that a delivery's charges are added up in before it is known what is new of them.
struct ChargeStage {
    /// The numbers of the delivery's invoices, by their place.
    private(set) var invoices: [String] = [""]
    private let insert: Statement

    init(_ connection: Connection) throws(HistoryError) {
        let columns = MeasureColumns.names + MeasureColumns.rests
        insert = try connection.kept(
            """
            INSERT INTO staged_charge VALUES (?, ?, ?, ?, ?, \(columns.map { _ in "?, " }.joined())?)
            ON CONFLICT DO UPDATE SET \(MeasureColumns.all.map { $0.upsert + ", " }.joined())
                records = staged_charge.records + excluded.records
            """)
    }

    /// Makes the table.
    static func prepare(_ connection: Connection) throws(HistoryError) {
        let measures = MeasureColumns.names.map { "\($0) INTEGER, " }.joined()
        let rests = MeasureColumns.rests.map { "\($0) INTEGER NOT NULL, " }.joined()
        try connection.execute(
            """
            CREATE TEMP TABLE staged_charge (
                scope INTEGER NOT NULL, line INTEGER NOT NULL, start_day INTEGER NOT NULL, end_day INTEGER NOT NULL,
                invoice TEXT NOT NULL, \(measures)\(rests)records INTEGER NOT NULL,
                PRIMARY KEY (scope, line, start_day, end_day, invoice)
            ) STRICT, WITHOUT ROWID
            """)
    }

    /// The place of an invoice's number.
    mutating func invoice(_ number: String) -> Int32 {
        invoices.append(number)
        return Int32(invoices.count - 1)
    }

    /// Adds what a line was charged.
    func add(_ charge: ChargeDay) throws(HistoryError) {
        insert.bind(0, Int64(charge.scope))
        insert.bind(1, Int64(charge.line))
        insert.bind(2, Int64(charge.period.start.number))
        insert.bind(3, Int64(charge.period.end.number))
        try insert.bind(4, invoices[Int(charge.invoice)])
        var place = 5, rest = 5 + MeasureColumns.names.count
        for measure in Measure.allCases {
            if let sum = charge.sums[measure.rawValue] {
                let unit: Int128 = measure.isCost ? 1_000_000_000 : Amount.unit
                let high = floorDivide(sum.femtos, unit)
                guard let stored = Int64(exactly: high) else { throw .beyondBounds(subject: "a line's \(measure.name) of a day") }
                let low = Int64(sum.femtos - high * unit)
                insert.bind(place, stored)
                insert.bind(place + 1, measure.isCost ? low : low / 1_000_000)
                if !measure.isCost { insert.bind(rest, low % 1_000_000) }
            } else {
                insert.bindNull(place)
                insert.bindNull(place + 1)
                if !measure.isCost { insert.bind(rest, 0) }
            }
            place += 2
            if !measure.isCost { rest += 1 }
        }
        insert.bind(rest, charge.records)
        try insert.runWithinBounds()
    }

    /// Rounds the sums to what is kept of them, now that nothing is added any more.
    static func round(_ connection: Connection) throws(HistoryError) {
        let rounding = MeasureColumns.all.compactMap(\.rounding).joined(separator: ", ")
        let isInexact = MeasureColumns.rests.map { "\($0) > 0" }.joined(separator: " OR ")
        try connection.run("UPDATE staged_charge SET \(rounding) WHERE \(isInexact)")
    }
}

extension Statement {
    /// Adds to a staged sum; one beyond 64 bits turns REAL in SQLite, which a STRICT table does not take.
    func runWithinBounds() throws(HistoryError) {
        do throws(HistoryError) {
            try run()
        } catch .sqlite(_, 19, _) {
            throw .beyondBounds(subject: "a sum of this file")
        }
    }
}

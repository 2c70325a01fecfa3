import Billing

/// The table of charges: adds rows that are in force from a sequence on, and notes them.
struct ChargeStore {
    private struct Row {
        var charge: StoredCharge
        /// The part of its bill that it is invoiced with.
        var invoicing: Int64
    }

    private let digest: RowDigest
    /// The table's number among those that are fingerprinted.
    private let table: Int
    private let connection: Connection
    private let sequence: Int64
    private let part: Statement
    /// By how many rows they add.
    private var inserts: [Int: Statement] = [:]
    private var waiting: [Row] = []
    private var bytes = RowBytes()
    /// The invoice of the charge before, and the part of its bill that it goes with.
    private var last: (scope: Int32, invoice: String, part: Int64)?

    /// Rows of one statement: to begin and end one for each takes a quarter of the time.
    private static let size = 16
    private static let columns =
        ["scope", "line", "start_day", "end_day", "invoicing"] + MeasureColumns.names + ["records", "known_from"]

    init(_ history: History, _ sequence: Int64) throws(HistoryError) {
        connection = history.connection
        self.sequence = sequence
        guard let digest = history.digest, let table = connection.watch?.tables.firstIndex(of: TableWatch.charges) else {
            preconditionFailure("a history that charges are added to is open for writing")
        }
        self.digest = digest
        self.table = table
        part = try connection.kept("SELECT min(invoicing) FROM scope_invoicing WHERE scope = ? AND invoice = ?")
    }

    /// Adds a charge; its bill has a part that is invoiced by this number.
    mutating func add(_ charge: StoredCharge, invoice: String) throws(HistoryError) {
        waiting.append(Row(charge: charge, invoicing: try invoicing(charge.key.scope, invoice)))
        guard waiting.count == ChargeStore.size else { return }
        try write(waiting[...])
        waiting.removeAll(keepingCapacity: true)
    }

    /// Writes what is left.
    mutating func finish() throws(HistoryError) {
        for place in waiting.indices { try write(waiting[place...place]) }
        waiting.removeAll()
    }

    private mutating func write(_ rows: ArraySlice<Row>) throws(HistoryError) {
        let insert = try insert(of: rows.count)
        var place = 0
        for row in rows {
            let key = row.charge.key
            insert.bind(place, Int64(key.scope))
            insert.bind(place + 1, Int64(key.line))
            insert.bind(place + 2, Int64(key.period.start.number))
            insert.bind(place + 3, Int64(key.period.end.number))
            insert.bind(place + 4, row.invoicing)
            row.charge.bind(to: insert, from: place + 5)
            insert.bind(place + ChargeStore.columns.count - 1, sequence)
            place += ChargeStore.columns.count
        }
        try insert.run()
        // Each row's number is the one after the row before.
        var number = connection.lastKey - Int64(rows.count)
        for row in rows {
            number += 1
            note(row, number)
        }
    }

    private mutating func insert(of rows: Int) throws(HistoryError) -> Statement {
        if let insert = inserts[rows] { return insert }
        let marks = ChargeStore.columns.map { _ in "?" }.joined(separator: ", ")
        let insert = try connection.kept(
            """
            INSERT INTO charge (\(ChargeStore.columns.joined(separator: ", ")))
            VALUES \(Array(repeating: "(\(marks))", count: rows).joined(separator: ", "))
            """)
        inserts[rows] = insert
        return insert
    }

    /// Notes a row as the table has it.
    private mutating func note(_ row: Row, _ number: Int64) {
        let key = row.charge.key
        bytes.clear()
        bytes.append(number)
        bytes.append(Int64(key.scope))
        bytes.append(Int64(key.line))
        bytes.append(Int64(key.period.start.number))
        bytes.append(Int64(key.period.end.number))
        bytes.append(row.invoicing)
        row.charge.append(to: &bytes)
        bytes.append(sequence)
        bytes.appendNull()
        digest.note(bytes, in: table, at: number)
    }

    private mutating func invoicing(_ scope: Int32, _ invoice: String) throws(HistoryError) -> Int64 {
        if let last, last.scope == scope, last.invoice.utf8.elementsEqual(invoice.utf8) { return last.part }
        part.bind(0, Int64(scope))
        try part.bind(1, invoice)
        defer { part.reset() }
        guard try part.step() else {
            throw .mismatch(subject: "an invoice of bill \(scope)", counted: invoice, stored: "none")
        }
        last = (scope, invoice, part.integer(0))
        return part.integer(0)
    }
}

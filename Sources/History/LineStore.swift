import Billing

/// The table of lines: found by identity, stored once, placed by the mapping.
struct LineStore {
    private let connection: Connection
    private let digest: RowDigest
    /// The table's number among those that are fingerprinted.
    private let table: Int
    private let find: Statement
    private let insert: Statement
    /// Whether the line before was new, so that the next most likely is.
    private var expectsNew = false
    private var row = RowBytes()

    private static let columns = Dimension.allCases.map(\.name).joined(separator: ", ")

    init(_ history: History) throws(HistoryError) {
        connection = history.connection
        guard let digest = history.digest, let table = connection.watch?.tables.firstIndex(of: TableWatch.lines) else {
            preconditionFailure("a history that lines are added to is open for writing")
        }
        self.digest = digest
        self.table = table
        find = try connection.kept("SELECT line, \(LineStore.columns) FROM line WHERE hash_high = ? AND hash_low = ?")
        let marks = Dimension.allCases.map { _ in ", ?" }.joined()
        insert = try connection.kept(
            "INSERT INTO line (hash_high, hash_low, \(LineStore.columns)) VALUES (?, ?\(marks)) ON CONFLICT DO NOTHING")
    }

    /// The number of the line with this identity, which is stored at its first sight; its values are compared in full.
    mutating func line(_ identity: Hash128, _ values: LineValues) throws(HistoryError) -> Int64 {
        if expectsNew, let number = try add(identity, values) { return number }
        find.bind(0, Int64(bitPattern: identity.high))
        find.bind(1, Int64(bitPattern: identity.low))
        defer { find.reset() }
        expectsNew = try !find.step()
        if expectsNew, let number = try add(identity, values) { return number }
        if expectsNew { throw .mismatch(subject: "a line", counted: "new", stored: "another of the same key") }
        for column in Dimension.allCases where !find.isText(column.rawValue + 1, values.bytes, values.range(column)) {
            throw .mismatch(subject: "line \(find.integer(0))", counted: column.name, stored: "another line of the same hash")
        }
        return find.integer(0)
    }

    /// Adds a line; nil where there is one of this identity.
    private mutating func add(_ identity: Hash128, _ values: LineValues) throws(HistoryError) -> Int64? {
        let (high, low) = (Int64(bitPattern: identity.high), Int64(bitPattern: identity.low))
        insert.bind(0, high)
        insert.bind(1, low)
        try insert.run(with: values, from: 2)
        guard connection.changes == 1 else { return nil }
        let number = connection.lastKey
        // In the order of the table's columns, which is that of the dimensions: whoever verifies takes them as they come.
        row.clear()
        for key in [number, high, low] { row.append(key) }
        unsafe values.bytes.withUnsafeBytes { bytes in
            for column in Dimension.allCases {
                let range = values.range(column)
                if range.isEmpty { row.appendNull() } else { unsafe row.append(UnsafeRawBufferPointer(rebasing: bytes[range])) }
            }
        }
        digest.note(row, in: table, at: number)
        return number
    }

    /// Places lines by the mapping: those above a number (new ones) or, from 0, all. A line whose place has not changed is
    /// not touched.
    static func map(linesAfter first: Int64, _ mapping: Mapping, _ sequence: Int64, _ connection: Connection) throws(HistoryError)
    {
        let lines = try connection.prepare(
            """
            SELECT l.line, m.line_mapping, m.system, m.component, m.customer, m.environment\(select(mapping.fields))
            FROM line l LEFT JOIN line_mapping m ON m.line = l.line AND m.known_to IS NULL
            WHERE l.line > ? ORDER BY l.line
            """)
        try lines.bind(keys(mapping.fields) + [.integer(first)])
        let add = try connection.kept(
            "INSERT INTO line_mapping (line, system, component, customer, environment, known_from) VALUES (?, ?, ?, ?, ?, ?)")
        while try lines.step() {
            let values = mapping.fields.indices.map { lines.optionalText($0 + 6) }
            let assignment = mapping.rule(for: values).map { mapping.rules[$0].assignment }
            let old =
                lines.isNull(1)
                ? nil
                : Assignment(
                    system: lines.optionalText(2), component: lines.optionalText(3), customer: lines.optionalText(4),
                    environment: lines.optionalText(5))
            guard assignment != old else { continue }
            if old != nil {
                try connection.run(
                    "UPDATE line_mapping SET known_to = ? WHERE line_mapping = ?", .integer(sequence), .integer(lines.integer(1)))
            }
            guard let assignment else { continue }
            try add.bind([
                .integer(lines.integer(0)), .optional(assignment.system), .optional(assignment.component),
                .optional(assignment.customer), .optional(assignment.environment), .integer(sequence),
            ])
            try add.run()
        }
    }

    /// The columns that mapping fields match, each with a comma before it, of the line `l`.
    static func select(_ fields: [Mapping.Field]) -> String {
        fields.map { field in
            switch field {
            case .dimension(let dimension): ", l.\(dimension.name)"
            case .tag: ", (SELECT value FROM json_each(l.Tags) WHERE key = ?)"
            }
        }.joined()
    }

    /// The tags' keys, to be bound in the order of `select`.
    static func keys(_ fields: [Mapping.Field]) -> [SQLValue] {
        fields.compactMap { field in
            if case .tag(let key) = field { SQLValue.text(key) } else { nil }
        }
    }
}

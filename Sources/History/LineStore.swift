import Billing

/// The table of lines: found by identity, stored once, placed by the mapping.
struct LineStore {
    private let connection: Connection
    private let digest: RowDigest
    /// The table's number among those that are fingerprinted.
    private let table: Int
    private let find: Statement
    private let insert: Statement
    private var commonValues: CommonValues
    /// Whether the line before was new, so that the next most likely is.
    private var expectsNew = false
    private var row = RowBytes()

    init(_ history: History) throws(HistoryError) {
        connection = history.connection
        guard let digest = history.digest, let tables = connection.watch?.tables,
            let table = tables.firstIndex(of: TableWatch.lines), let common = tables.firstIndex(of: TableWatch.commonValues)
        else { preconditionFailure("a history that lines are added to is open for writing") }
        self.digest = digest
        self.table = table
        commonValues = try CommonValues(connection, digest, table: common)
        let columns = LineColumns.own
        find = try connection.kept(
            "SELECT line, common\(LineColumns.names(columns)) FROM billed_line WHERE hash_high = ? AND hash_low = ?")
        insert = try connection.kept(
            """
            INSERT INTO billed_line (hash_high, hash_low, common\(LineColumns.names(columns)))
            VALUES (?, ?, ?\(LineColumns.marks(columns))) ON CONFLICT DO NOTHING
            """)
    }

    /// The number of the line with this identity, which is stored at its first sight; its values are compared in full.
    mutating func line(_ identity: Hash128, _ values: LineValues) throws(HistoryError) -> Int64 {
        let common = try commonValues.number(of: values)
        if expectsNew, let number = try add(identity, common, values) { return number }
        find.bind(0, Int64(bitPattern: identity.high))
        find.bind(1, Int64(bitPattern: identity.low))
        defer { find.reset() }
        expectsNew = try !find.step()
        if expectsNew, let number = try add(identity, common, values) { return number }
        if expectsNew { throw .damaged("a line is there under its hash, and is not") }
        let isOther = find.integer(1) != common
        let other = LineColumns.own.indices.first { index in
            !find.isText(index + 2, values.bytes, values.range(LineColumns.own[index]))
        }
        guard !isOther, other == nil else {
            let column = other.map { LineColumns.own[$0].name } ?? "common"
            throw .damaged("\(column) of row \(find.integer(0)) of billed_line is not what its hash says")
        }
        return find.integer(0)
    }

    /// Adds a line; nil where there is one of this identity.
    private mutating func add(_ identity: Hash128, _ common: Int64, _ values: LineValues) throws(HistoryError) -> Int64? {
        let keys = (high: Int64(bitPattern: identity.high), low: Int64(bitPattern: identity.low))
        insert.bind(0, keys.high)
        insert.bind(1, keys.low)
        insert.bind(2, common)
        try insert.run(with: values, LineColumns.own, from: 3)
        guard connection.changes == 1 else { return nil }
        let number = connection.lastKey
        // In the order of the table's columns: whoever verifies takes them as they come.
        row.clear()
        row.append(number)
        row.append(keys.high)
        row.append(keys.low)
        row.append(common)
        row.append(values, LineColumns.own)
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

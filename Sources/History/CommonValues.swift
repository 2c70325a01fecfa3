import Billing
import CSQLite

/// The table of the values that lines have in common: found by their hash, each combination stored once.
struct CommonValues {
    /// A combination that this delivery has had.
    private struct Known {
        var number: Int64
        var values: [UInt8]
    }

    private let connection: Connection
    private let digest: RowDigest
    /// The table's number among those that are fingerprinted.
    private let table: Int
    private let find: Statement
    private let insert: Statement
    private var row = RowBytes()
    private var known: [Hash128: Known] = [:]
    /// How many bytes the known ones have.
    private var size = 0

    /// What is known may take so many bytes; beyond that it is forgotten. A bill of a million lines may have as many combinations.
    private static let limit = 4 << 20

    init(_ connection: Connection, _ digest: RowDigest, table: Int) throws(HistoryError) {
        (self.connection, self.digest, self.table) = (connection, digest, table)
        let columns = LineColumns.common
        find = try connection.kept("SELECT common\(LineColumns.names(columns)) FROM line_common WHERE hash = ?")
        insert = try connection.kept(
            """
            INSERT INTO line_common (hash\(LineColumns.names(columns))) VALUES (?\(LineColumns.marks(columns))) ON CONFLICT DO NOTHING
            """)
    }

    /// The number of what a line has in common with others, which is stored at its first sight and compared in full at each.
    mutating func number(of values: LineValues) throws(HistoryError) -> Int64 {
        row.clear()
        row.append(values, LineColumns.common)
        let hash = row.hash(by: digest.hash)
        if let known = known[hash] {
            guard row.isEqual(to: known.values) else { throw CommonValues.damaged(known.number) }
            return known.number
        }
        let bytes = row.bytes
        let number: Int64
        if let new = try add(hash, values) { number = new } else { number = try found(hash, values) }
        if size > CommonValues.limit {
            known.removeAll()
            size = 0
        }
        known[hash] = Known(number: number, values: bytes)
        size += bytes.count + MemoryLayout<(Hash128, Known)>.stride
        return number
    }

    /// Adds a row; nil where there is one of this hash.
    private mutating func add(_ hash: Hash128, _ values: LineValues) throws(HistoryError) -> Int64? {
        let key = hash.bytes
        try insert.bind(0, key)
        try insert.run(with: values, LineColumns.common, from: 1)
        guard connection.changes == 1 else { return nil }
        let number = connection.lastKey
        // In the order of the table's columns: whoever verifies takes them as they come.
        row.clear()
        row.append(number)
        unsafe key.withUnsafeBytes { unsafe row.append($0, type: SQLITE_BLOB) }
        row.append(values, LineColumns.common)
        digest.note(row, in: table, at: number)
        return number
    }

    private func found(_ hash: Hash128, _ values: LineValues) throws(HistoryError) -> Int64 {
        try find.bind(0, hash.bytes)
        defer { find.reset() }
        guard try find.step() else { throw .damaged("what lines have in common is there under its hash, and is not") }
        let number = find.integer(0)
        for (index, column) in LineColumns.common.enumerated()
        where !find.isText(index + 1, values.bytes, values.range(column)) { throw CommonValues.damaged(number) }
        return number
    }

    private static func damaged(_ number: Int64) -> HistoryError {
        .damaged("row \(number) of line_common is not what its hash says")
    }
}

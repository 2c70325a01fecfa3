import Billing

/// A table's fingerprint: how many rows it has, the sum of their hashes, and the sum of each row's hash times its rowid.
///
/// Both sums are modulo 2^128. Where one row is another one, the second differs by the first's difference times the row's rowid, which
/// names the row. The second is 0 of a table whose rows have no numbers that last.
struct TableDigest: Hashable {
    var rows: Int64 = 0
    var sum = Hash128.zero
    var places = Hash128.zero

    /// Adds a row, or takes it out where `sign` is negative.
    mutating func note(_ hash: Hash128, at rowid: Int64, sign: Int64) {
        rows += sign
        let place = hash.times(rowid)
        sum = sign > 0 ? sum &+ hash : sum &- hash
        places = sign > 0 ? places &+ place : places &- place
    }

    /// Adds what a transaction changed.
    static func + (one: TableDigest, other: TableDigest) -> TableDigest {
        TableDigest(rows: one.rows + other.rows, sum: one.sum &+ other.sum, places: one.places &+ other.places)
    }

    /// Whether a row that was changed, added or taken out at this rowid explains all of the difference to another digest.
    func differs(from other: TableDigest, onlyAt rowid: Int64) -> Bool {
        (sum &- other.sum).times(rowid) == places &- other.places
    }

    // MARK: In the history

    /// What the history keeps of a table.
    static func kept(of table: String, _ connection: Connection) throws(HistoryError) -> TableDigest {
        let places = try keepsPlaces(connection) ? "places_high, places_low" : "0, 0"
        return try connection.rows(
            "SELECT rows, hash_high, hash_low, \(places) FROM table_digest WHERE table_name = ?", [.text(table)]
        ) { row in
            TableDigest(
                rows: row.integer(0), sum: Hash128(row.integer(1), row.integer(2)),
                places: Hash128(row.integer(3), row.integer(4)))
        }.first ?? TableDigest()
    }

    /// The digest of a table's rows as they are.
    static func found(in table: String, _ connection: Connection) throws(HistoryError) -> TableDigest {
        let columns = try History.columns(of: table, connection).map { "\"\($0)\"" }.joined(separator: ", ")
        let place = try hasPlaces(table, connection) ? "rowid" : "0"
        return try connection.prepare("SELECT count(*), table_digest(\(place), \(columns)) FROM main.\"\(table)\"").collect {
            row in
            let text = row.text(1)
            return TableDigest(
                rows: row.integer(0), sum: hash(text.prefix(32)), places: hash(text.suffix(32)))
        }.first ?? TableDigest()
    }

    private static func hash(_ digits: Substring) -> Hash128 {
        Hash128(high: UInt64(digits.prefix(16), radix: 16) ?? 0, low: UInt64(digits.suffix(16), radix: 16) ?? 0)
    }

    /// Writes it down as what the history keeps of a table.
    func keep(of table: String, _ connection: Connection) throws(HistoryError) {
        func integers(_ hash: Hash128) -> [SQLValue] { [hash.high, hash.low].map { .integer(Int64(bitPattern: $0)) } }
        let hasPlaces = try TableDigest.keepsPlaces(connection)
        _ = try connection.rows(
            """
            INSERT OR REPLACE INTO table_digest (table_name, rows, hash_high, hash_low\(hasPlaces ? ", places_high, places_low" : ""))
            VALUES (?, ?, ?, ?\(hasPlaces ? ", ?, ?" : ""))
            """, [.text(table), .integer(rows)] + integers(sum) + (hasPlaces ? integers(places) : [])
        ) { _ in 0 }
    }

    /// Histories before schema 14 keep no places.
    private static func keepsPlaces(_ connection: Connection) throws(HistoryError) -> Bool {
        try History.columns(of: "table_digest", connection).contains("places_high")
    }

    /// Whether rows of a table have numbers that last, being a column of it: others change with somebody's VACUUM. A table that is kept
    /// by its key has an index for it, which numbers need not.
    static func hasPlaces(_ table: String, _ connection: Connection) throws(HistoryError) -> Bool {
        try connection.integer(
            """
            SELECT (SELECT group_concat(type) FROM pragma_table_info(?1) WHERE pk > 0) IS 'INTEGER'
                AND NOT EXISTS (SELECT 1 FROM pragma_index_list(?1) WHERE origin = 'pk')
            """, .text(table)) == 1
    }
}

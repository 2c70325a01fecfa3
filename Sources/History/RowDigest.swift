import Billing
import CSQLite

/// Order-free fingerprints of rows, computed inside SQLite.
///
/// Four functions are registered: `row_hash(values…)` gives the hash of a row as 16 bytes, the aggregate `digest(values…)` the sum modulo
/// 2^128 of the hashes of all rows as 32 hexadecimal digits, the aggregate `table_digest(rowid, values…)` the two sums of a `TableDigest`
/// as 64, and `note(table, sign, rowid, values…)`, called by temporary triggers, adds a row to its table's pending change or takes it out.
/// A row is hashed as the types and bytes of its values in order.
@safe final class RowDigest {
    /// What the open transaction has changed, by table; written to `table_digest` before the commit, forgotten by a rollback.
    var pending: [Int: TableDigest] = [:]
    /// Makes the fingerprints of rows.
    let hash: ContentHash
    private var row = RowBytes()

    init(_ connection: Connection, hash: @escaping ContentHash) throws(HistoryError) {
        self.hash = hash
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        let aggregate = unsafe sqlite3_create_function_v2(
            connection.handle, "digest", -1, flags, context, nil,
            { context, count, values in unsafe RowDigest.add(context, values, 0..<Int(count), at: 0) },
            { context in unsafe RowDigest.finish(context) { $0.sum.description } }, nil)
        let table = unsafe sqlite3_create_function_v2(
            connection.handle, "table_digest", -1, flags, context, nil,
            { context, count, values in
                guard count > 0, let rowid = unsafe values?[0] else { return }
                unsafe RowDigest.add(context, values, 1..<Int(count), at: sqlite3_value_int64(rowid))
            },
            { context in unsafe RowDigest.finish(context) { $0.sum.description + $0.places.description } }, nil)
        let trigger = unsafe sqlite3_create_function_v2(
            connection.handle, "note", -1, SQLITE_UTF8 | SQLITE_INNOCUOUS, context,
            { context, count, values in unsafe RowDigest.note(context, count, values) }, nil, nil, nil)
        let single = unsafe sqlite3_create_function_v2(
            connection.handle, "row_hash", -1, flags, context,
            { context, count, values in
                guard let owner = unsafe RowDigest.owner(context) else { return }
                let bytes = unsafe owner.rowHash(values, 0..<Int(count)).bytes
                unsafe sqlite3_result_blob(context, bytes, Int32(bytes.count), outlay_sqlite_transient())
            }, nil, nil, nil)
        guard aggregate == SQLITE_OK, table == SQLITE_OK, trigger == SQLITE_OK, single == SQLITE_OK else {
            throw connection.failure("registering digest")
        }
    }

    /// The hash of a row given as SQLite's values.
    private func rowHash(_ values: UnsafeMutablePointer<OpaquePointer?>?, _ range: Range<Int>) -> Hash128 {
        // Taken out while it is written: every look at a property of a class costs as much as a number's bytes.
        var row = RowBytes()
        swap(&row, &self.row)
        defer { swap(&row, &self.row) }
        row.clear()
        guard let values = unsafe values else { return .zero }
        for index in range {
            let value = unsafe values[index]
            let type = unsafe sqlite3_value_type(value)
            switch type {
            case SQLITE_NULL: row.appendNull()
            case SQLITE_INTEGER: row.append(unsafe sqlite3_value_int64(value))
            case SQLITE_FLOAT: row.append(unsafe sqlite3_value_double(value))
            default:
                let start = unsafe sqlite3_value_blob(value)
                let count = Int(unsafe sqlite3_value_bytes(value))
                unsafe row.append(UnsafeRawBufferPointer(start: start, count: count), type: type)
            }
        }
        return row.hash(by: hash)
    }

    /// Adds a row to its table's pending change, of a table whose insertions no trigger notes.
    func note(_ row: RowBytes, in table: Int, at rowid: Int64) {
        pending[table, default: TableDigest()].note(row.hash(by: hash), at: rowid, sign: 1)
    }

    private static func owner(_ context: OpaquePointer?) -> RowDigest? {
        guard let data = unsafe sqlite3_user_data(context) else { return nil }
        return unsafe Unmanaged<RowDigest>.fromOpaque(data).takeUnretainedValue()
    }

    private static func note(_ context: OpaquePointer?, _ count: Int32, _ values: UnsafeMutablePointer<OpaquePointer?>?) {
        guard let owner = unsafe owner(context), let values = unsafe values, count > 3 else { return }
        let table = Int(unsafe sqlite3_value_int64(values[0]))
        let sign = unsafe sqlite3_value_int64(values[1])
        let rowid = unsafe sqlite3_value_int64(values[2])
        let hash = unsafe owner.rowHash(values, 3..<Int(count))
        owner.pending[table, default: TableDigest()].note(hash, at: rowid, sign: sign)
    }

    private static func add(
        _ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?, _ range: Range<Int>, at rowid: Int64
    ) {
        let size = Int32(MemoryLayout<TableDigest>.size)
        guard let owner = unsafe owner(context),
            let digest = unsafe sqlite3_aggregate_context(context, size)?.assumingMemoryBound(to: TableDigest.self)
        else { return }
        // SQLite hands the first row zeroed memory, which is the fingerprint of nothing.
        unsafe digest.pointee.note(owner.rowHash(values, range), at: rowid, sign: 1)
    }

    private static func finish(_ context: OpaquePointer?, _ text: (TableDigest) -> String) {
        let digest = unsafe sqlite3_aggregate_context(context, 0)?.assumingMemoryBound(to: TableDigest.self)
        unsafe sqlite3_result_text(context, text(digest?.pointee ?? TableDigest()), -1, outlay_sqlite_transient())
    }
}

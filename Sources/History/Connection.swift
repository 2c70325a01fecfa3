import Billing
import CSQLite
import Glibc

/// An open database. One thread uses it at a time.
@safe final class Connection {
    let handle: OpaquePointer
    private var kept: [String: Statement] = [:]
    /// Adds charges up, once somebody asked for that.
    private var charges: ChargeSummation?
    /// Where it is written, what notes the rows that change.
    var watch: TableWatch?
    /// The newest day of each source, as of the sequence that it was asked for last.
    var lastDays: (sequence: Int64, days: [String: Day])?
    /// Is told of every statement that is prepared: tests look at how SQLite would run it.
    var onPrepare: ((String) -> Void)?

    /// Opens a file; read-only, or for writing (made where it is missing). One that nobody writes meanwhile may be read as
    /// `immutable`: then nothing is locked, and no log is made beside it. With `names` others may be attached with settings.
    init(path: String, readOnly: Bool, immutable: Bool = false, names: Bool = false) throws(HistoryError) {
        // A pipe would be waited for.
        var status = stat()
        if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { throw .foreign(path: path) }
        var opened: OpaquePointer?
        let flags =
            (readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
            | (immutable || names ? SQLITE_OPEN_URI : 0)
        let name = immutable || names ? Connection.name(path, immutable ? "?immutable=1" : "") : path
        let code = unsafe sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened = unsafe opened else {
            let text = unsafe opened.map { unsafe String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            unsafe sqlite3_close_v2(opened)
            throw .sqlite(operation: "opening \(path)", code: code & 0xFF, message: text)
        }
        unsafe handle = opened
        unsafe sqlite3_busy_timeout(handle, 10_000)
    }

    deinit {
        kept.removeAll()
        unsafe sqlite3_close_v2(handle)
    }

    /// A path as SQLite takes it with settings behind it: what would end the path or stand for another character is encoded.
    private static func name(_ path: String, _ settings: String) -> String {
        let encoded = path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
        // Two slashes would begin the name of a machine.
        return "file:" + (encoded.hasPrefix("//") ? "//" : "") + encoded + settings
    }

    /// Attaches another database, to be read only.
    func attach(_ path: String, as schema: String) throws(HistoryError) {
        try run("ATTACH ? AS \(schema)", .text(Connection.name(path, "?mode=ro")))
    }

    /// Runs statements without results. One that writes rows goes through `run`, which has the table watched first.
    func execute(_ sql: String) throws(HistoryError) {
        guard unsafe sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
    }

    /// A statement for one use.
    func prepare(_ sql: String) throws(HistoryError) -> Statement { try Statement(self, sql) }

    /// A statement that is prepared once and kept.
    func kept(_ sql: String) throws(HistoryError) -> Statement {
        if let statement = kept[sql] { return statement }
        let statement = try Statement(self, sql)
        kept[sql] = statement
        return statement
    }

    /// What adds charges up where a statement calls `add_charge`.
    func summation() throws(HistoryError) -> ChargeSummation {
        if let charges { return charges }
        let made = try ChargeSummation(self)
        charges = made
        return made
    }

    /// Runs a kept statement with values, for its effect.
    func run(_ sql: String, _ values: SQLValue...) throws(HistoryError) {
        let statement = try kept(sql)
        try statement.bind(values)
        defer { statement.reset() }
        while try statement.step() {}
    }

    /// The first column of the first row; nil where there is no row or it is NULL.
    func integer(_ sql: String, _ values: SQLValue...) throws(HistoryError) -> Int64? {
        let statement = try kept(sql)
        try statement.bind(values)
        defer { statement.reset() }
        return try statement.step() ? statement.optionalInteger(0) : nil
    }

    /// All rows, each as `row` reads it.
    func rows<Row>(
        _ sql: String, _ values: [SQLValue] = [], _ row: (Statement) throws(HistoryError) -> Row
    ) throws(HistoryError) -> [Row] {
        let statement = try kept(sql)
        try statement.bind(values)
        defer { statement.reset() }
        var rows: [Row] = []
        while try statement.step() { rows.append(try row(statement)) }
        return rows
    }

    /// The first bytes of the file, whatever its log says, read without a lock; zeros beyond its end and in memory.
    func firstBytes(_ count: Int) throws(HistoryError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let code = unsafe bytes.withUnsafeMutableBytes {
            unsafe outlay_sqlite_first_bytes(handle, $0.baseAddress, Int32($0.count))
        }
        guard code == SQLITE_OK else {
            throw .sqlite(
                operation: "reading the header", code: code & 0xFF, message: unsafe String(cString: sqlite3_errstr(code)))
        }
        return bytes
    }

    /// How many rows the last statement changed.
    var changes: Int { Int(unsafe sqlite3_changes64(handle)) }
    /// The key of the last inserted row.
    var lastKey: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

    /// The error that SQLite has just reported, with the beginning of the statement.
    func failure(_ sql: String) -> HistoryError {
        let operation = sql.split(whereSeparator: \.isWhitespace).prefix(4).joined(separator: " ")
        return .sqlite(
            operation: operation, code: unsafe sqlite3_extended_errcode(handle) & 0xFF,
            message: unsafe String(cString: sqlite3_errmsg(handle)))
    }
}

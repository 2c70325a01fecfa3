import CSQLite
import Glibc

/// A read-only look at the history for SQL that somebody typed: nothing is written, attached or loaded, and it ends in time.
package final class QuerySession {
    /// How a query ends that is not answered.
    package enum Refusal: Error, Equatable, Sendable {
        /// SQLite's own words about the statement.
        case sql(String)
        /// It took longer than it may.
        case timeout(seconds: Double)
        /// It needed more memory than it may have.
        case memory
        /// It asks for something that a query may not do.
        case notAllowed(String)
        /// SQLite's own words about a statement that is asked of an older version's history, which may lack what it names.
        case older(String, HistoryError)
        /// The history cannot be opened.
        case history(HistoryError)
    }

    private let connection: Connection
    private let clock: Deadline
    /// That the history is an older version's; nil where it is of this one.
    private let age: HistoryError?

    /// When to stop and what was denied; SQLite's callbacks read and write it.
    private final class Deadline {
        var end = 0.0
        var isOver = false
        /// What the statement asked for and may not do; nil while nothing was denied.
        var denied: String?
        func check() { if Deadline.now > end { isOver = true } }
        static var now: Double {
            var time = timespec()
            unsafe clock_gettime(CLOCK_MONOTONIC, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
    }

    /// Opens the history at `path` to be read; an older version's answers what its tables can.
    package init(path: String) throws(Refusal) {
        do throws(HistoryError) {
            connection = try Connection(path: path, readOnly: true)
            try Migrations.checkReadable(connection, path: path)
            let found = try Int(connection.integer("PRAGMA user_version") ?? 0)
            let known = Migrations.scripts.count
            age = found < known ? .older(path: path, found: found, known: known) : nil
            for setting in ["query_only = ON", "temp_store = MEMORY", "trusted_schema = OFF", "cache_size = -32000"] {
                _ = try connection.rows("PRAGMA \(setting)") { _ in 0 }
            }
        } catch {
            throw .history(error)
        }
        clock = Deadline()
        let handle = unsafe connection.handle
        _ = sqlite3_hard_heap_limit64(256 << 20)
        unsafe outlay_sqlite_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        unsafe outlay_sqlite_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        let limits: [(Int32, Int32)] = [
            (SQLITE_LIMIT_LENGTH, 64 << 20), (SQLITE_LIMIT_SQL_LENGTH, 1 << 20), (SQLITE_LIMIT_ATTACHED, 0),
            (SQLITE_LIMIT_WORKER_THREADS, 0),
        ]
        for (limit, value) in limits {
            _ = unsafe sqlite3_limit(handle, limit, value)
        }
        let context = unsafe Unmanaged.passUnretained(clock).toOpaque()
        unsafe sqlite3_set_authorizer(
            handle,
            { context, action, first, second, _, _ in
                guard let denied = unsafe QuerySession.denied(action, first, second) else { return SQLITE_OK }
                if let context = unsafe context {
                    let clock = unsafe Unmanaged<Deadline>.fromOpaque(context).takeUnretainedValue()
                    clock.denied = clock.denied ?? denied
                }
                return SQLITE_DENY
            }, context)
        unsafe sqlite3_progress_handler(
            handle, 10_000,
            { context in
                guard let context = unsafe context else { return 0 }
                let clock = unsafe Unmanaged<Deadline>.fromOpaque(context).takeUnretainedValue()
                clock.check()
                return clock.isOver ? 1 : 0
            }, context)
    }

    /// What an action is called if a query may not do it; nil where it may.
    private static func denied(_ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?) -> String? {
        func text(_ name: UnsafePointer<CChar>?) -> String { unsafe name.map { unsafe String(cString: $0) } ?? "" }
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return nil
        case SQLITE_FUNCTION:
            let name = unsafe text(second)
            return ["load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"].contains(name) ? "\(name)()" : nil
        case SQLITE_PRAGMA:
            let name = unsafe text(first)
            let reads = [
                "table_info", "table_xinfo", "table_list", "index_list", "index_info", "database_list", "foreign_key_list",
            ]
            if reads.contains(name) { return nil }
            // A value would be a setting.
            let isRead = unsafe second == nil
            return isRead && name == "user_version" ? nil : "PRAGMA \(name)"
        case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE:
            let table = unsafe text(first)
            return table.hasPrefix("sqlite_") ? "a change of the schema" : "writing into \(table)"
        case SQLITE_ATTACH: return "ATTACH or VACUUM"
        case SQLITE_DETACH: return "DETACH"
        case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: return "a transaction"
        case SQLITE_ANALYZE, SQLITE_REINDEX: return "ANALYZE or REINDEX"
        default: return "a change of the schema"
        }
    }

    /// Runs one statement. `names` come first, then each row until `row` returns false; named parameters are bound as numbers
    /// where they look like one, else as text.
    package func run(
        _ sql: String, parameters: [String: String], timeout: Double, names: ([String]) -> Void, row: ([SQLValue]) -> Bool
    ) throws(Refusal) {
        clock.end = Deadline.now + timeout
        clock.isOver = false
        clock.denied = nil
        guard !sql.utf8.contains(0) else { throw .sql("a NUL byte in the text, expected SQL") }
        guard !isSeveral(sql) else { throw .notAllowed("more than one statement") }
        clock.denied = nil
        do throws(HistoryError) {
            let statement = try connection.prepare(sql)
            let known = statement.parameters
            if let unknown = parameters.keys.filter({ !known.contains($0) }).min() {
                let expected =
                    known.isEmpty ? "which has no parameter" : "expected " + known.map { ":" + $0 }.joined(separator: ", ")
                throw HistoryError.sqlite(
                    operation: "", code: SQLITE_ERROR, message: "no :\(unknown) in the statement, \(expected)")
            }
            try statement.bind(named: parameters)
            let count = statement.columns
            names((0..<count).map(statement.name))
            while try statement.step() {
                // A row may take longer than the statement's own work.
                clock.check()
                if clock.isOver || !row((0..<count).map(statement.value)) { break }
            }
            statement.reset()
            if clock.isOver { throw HistoryError.sqlite(operation: "", code: SQLITE_INTERRUPT, message: "") }
        } catch {
            if let denied = clock.denied { throw .notAllowed(denied) }
            guard case .sqlite(_, let code, let message) = error else { throw .history(error) }
            switch code {
            case SQLITE_OK: throw .sql("nothing to ask, expected one SELECT statement")
            case SQLITE_INTERRUPT: throw .timeout(seconds: timeout)
            case SQLITE_NOMEM: throw .memory
            case SQLITE_AUTH, SQLITE_READONLY: throw .notAllowed("writing")
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_IOERR, SQLITE_CANTOPEN: throw .history(error)
            case SQLITE_ERROR:
                if let age { throw .older(message, age) }
                throw .sql(message)
            default: throw .sql(message)
            }
        }
    }

    /// Whether something follows the first statement, comments and semicolons aside: SQLite would leave it unread.
    private func isSeveral(_ sql: String) -> Bool {
        var rest = Array(sql.utf8)[...]
        var count = 0
        while !rest.isEmpty, count < 2 {
            let handle = unsafe connection.handle
            var used = 0
            let code = unsafe rest.withUnsafeBytes { bytes in
                var statement: OpaquePointer?
                var tail: UnsafePointer<CChar>?
                let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                let code = unsafe sqlite3_prepare_v3(handle, start, Int32(bytes.count), 0, &statement, &tail)
                if let start = unsafe start, let tail = unsafe tail { used = unsafe tail - start }
                if unsafe code != SQLITE_OK || statement != nil { count += 1 }
                unsafe sqlite3_finalize(statement)
                return code
            }
            if code != SQLITE_OK || used == 0 { break }
            rest = rest.dropFirst(used)
        }
        return count > 1
    }
}

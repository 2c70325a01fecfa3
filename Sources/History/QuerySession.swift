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
        /// The history cannot be opened.
        case history(HistoryError)
    }

    private let connection: Connection
    private let clock: Deadline

    /// When to stop; the progress callback reads it.
    private final class Deadline {
        var end = 0.0
        var isOver = false
        static var now: Double {
            var time = timespec()
            unsafe clock_gettime(CLOCK_MONOTONIC, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
    }

    /// Opens the history at `path` to be read.
    package init(path: String) throws(Refusal) {
        do throws(HistoryError) {
            connection = try Connection(path: path, readOnly: true)
            for setting in ["query_only = ON", "temp_store = MEMORY", "trusted_schema = OFF", "cache_size = -32000"] {
                _ = try connection.rows("PRAGMA \(setting)") { _ in 0 }
            }
            if try connection.integer("PRAGMA application_id") != Migrations.applicationID { throw HistoryError.foreign(path: path) }
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
        unsafe sqlite3_set_authorizer(
            handle, { _, action, first, second, _, _ in unsafe QuerySession.allows(action, first, second) }, nil)
        let context = unsafe Unmanaged.passUnretained(clock).toOpaque()
        unsafe sqlite3_progress_handler(
            handle, 10_000,
            { context in
                guard let context = unsafe context else { return 0 }
                let clock = unsafe Unmanaged<Deadline>.fromOpaque(context).takeUnretainedValue()
                if Deadline.now > clock.end { clock.isOver = true }
                return clock.isOver ? 1 : 0
            }, context)
    }

    private static func allows(_ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?) -> Int32 {
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return SQLITE_OK
        case SQLITE_FUNCTION:
            let name = unsafe second.map { unsafe String(cString: $0) } ?? ""
            return ["load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"].contains(name) ? SQLITE_DENY : SQLITE_OK
        case SQLITE_PRAGMA:
            let name = unsafe first.map { unsafe String(cString: $0) } ?? ""
            // A value would be a setting.
            let reads = ["table_info", "table_xinfo", "table_list", "index_list", "index_info", "database_list", "foreign_key_list"]
            if reads.contains(name) { return SQLITE_OK }
            let isRead = unsafe second == nil
            return isRead && name == "user_version" ? SQLITE_OK : SQLITE_DENY
        default: return SQLITE_DENY
        }
    }

    /// Runs one statement. `names` come first, then each row until `row` returns false; named parameters are bound as text, or
    /// as numbers where they look like one.
    package func run(
        _ sql: String, parameters: [String: String], timeout: Double, names: ([String]) -> Void, row: ([SQLValue]) -> Bool
    ) throws(Refusal) {
        clock.end = Deadline.now + timeout
        clock.isOver = false
        do throws(HistoryError) {
            let statement = try connection.prepare(sql)
            try statement.bind(named: parameters)
            let count = statement.columns
            names((0..<count).map(statement.name))
            while try statement.step() {
                if clock.isOver { break }
                if !row((0..<count).map(statement.value)) { break }
            }
            statement.reset()
            if clock.isOver { throw HistoryError.sqlite(operation: "", code: SQLITE_INTERRUPT, message: "") }
        } catch {
            guard case .sqlite(_, let code, let message) = error else { throw .history(error) }
            switch code {
            case SQLITE_INTERRUPT: throw .timeout(seconds: timeout)
            case SQLITE_NOMEM: throw .memory
            case SQLITE_AUTH: throw .notAllowed(message)
            case SQLITE_READONLY: throw .notAllowed("queries only read")
            default: throw .sql(message)
            }
        }
    }
}

import CSQLite
import Glibc

/// A read-only look at the history for SQL that somebody typed: nothing is written, attached or loaded, and it ends in time.
package final class QuerySession {
    /// How a query ends that is not answered.
    package enum Refusal: Error, Equatable, Sendable {
        /// SQLite's own words about the statement.
        case sql(String)
        /// A value was given for a parameter that it does not have; those that it has.
        case parameter(String, known: [String])
        /// It took longer than it may; whether it rested meanwhile for a run.
        case timeout(seconds: Double, hasRested: Bool)
        /// It needed more memory than it may have.
        case memory
        /// It asks for something that a query may not do.
        case notAllowed(String)
        /// SQLite's own words about a statement that is asked of an older version's history, which may lack what it names.
        case older(String, HistoryError)
        /// Somebody has written the history meanwhile, so that rows may be of two states.
        case changed
        /// The history cannot be opened.
        case history(HistoryError)
    }

    private let connection: Connection
    private let clock: Deadline
    /// That the history is an older version's; nil where it is of this one.
    private let age: HistoryError?
    /// The history's file where nobody had it open; nil where its log keeps readers apart from who writes.
    private let still: StillFile?

    /// When to stop and what was denied; SQLite's callbacks read and write it.
    private final class Deadline {
        private var end = 0.0
        private(set) var isOver = false
        /// What the statement asked for and may not do; nil while nothing was denied.
        var denied: String?
        /// Whether a run writes the history, and when that was asked last.
        private let isWritten: () -> Bool
        private var asked = 0.0, isResting = false
        /// What of the processor this thread had had when the statement's work was interrupted last.
        private var worked = 0.0
        /// Whether it has rested, so that it took longer than it would have.
        private(set) var hasRested = false

        init(_ isWritten: @escaping () -> Bool) { self.isWritten = isWritten }

        /// A statement begins that may take so many seconds.
        func begin(_ timeout: Double) {
            worked = Deadline.time(CLOCK_THREAD_CPUTIME_ID)
            end = Deadline.now + timeout
            isOver = false
        }

        func check() { if Deadline.now > end { isOver = true } }

        /// Where a run writes, rests for a while that is in proportion to the work since the last time: so that the run has the
        /// processors, whatever priorities and sessions it and those who ask have.
        func giveWay() {
            let now = Deadline.now
            if now - asked > 0.1 {
                asked = now
                isResting = isWritten()
            }
            // A step of SQLite may have been long.
            let rest = min((Deadline.time(CLOCK_THREAD_CPUTIME_ID) - worked) * QueryRights.rest, end - now, 1)
            if isResting, rest > 0 {
                hasRested = true
                usleep(UInt32(rest * 1e6))
            }
            worked = Deadline.time(CLOCK_THREAD_CPUTIME_ID)
        }

        static var now: Double { time(CLOCK_MONOTONIC) }

        private static func time(_ clock: clockid_t) -> Double {
            var time = timespec()
            unsafe clock_gettime(clock, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
    }

    /// Opens the history at `path` to be read; an older version's answers what its tables can. No file is made beside one that nobody
    /// has open. While a run writes it, which `isWritten` is asked now and then, statements work a fifth of the time.
    package init(path: String, isWritten: @escaping () -> Bool = { false }) throws(Refusal) {
        clock = Deadline(isWritten)
        still = StillFile(path)
        do throws(HistoryError) {
            connection = try Connection(path: path, readOnly: true, immutable: still != nil)
            try Migrations.checkReadable(connection, path: path)
            for setting in ["query_only = ON", "temp_store = MEMORY", "trusted_schema = OFF", "cache_size = -32000"] {
                _ = try connection.rows("PRAGMA \(setting)") { _ in 0 }
            }
            // One state answers for all values that are asked for.
            try connection.execute("BEGIN")
            let found = try Int(connection.integer("PRAGMA user_version") ?? 0)
            let known = Migrations.scripts.count
            age = found < known ? .older(path: path, found: found, known: known) : nil
            for table in QueryRights.tables { _ = try connection.prepare("SELECT * FROM \(table)").collect { _ in 0 } }
        } catch {
            throw .history(error)
        }
        let handle = unsafe connection.handle
        _ = sqlite3_hard_heap_limit64(QueryRights.memory)
        unsafe outlay_sqlite_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        unsafe outlay_sqlite_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        for (limit, value) in QueryRights.limits { _ = unsafe sqlite3_limit(handle, limit, value) }
        let context = unsafe Unmanaged.passUnretained(clock).toOpaque()
        unsafe sqlite3_set_authorizer(
            handle,
            { context, action, first, second, _, _ in
                let words = unsafe (first.map { unsafe String(cString: $0) } ?? "", second.map { unsafe String(cString: $0) })
                guard let denied = QueryRights.denied(action, words.0, words.1) else { return SQLITE_OK }
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
                if !clock.isOver { clock.giveWay() }
                return clock.isOver ? 1 : 0
            }, context)
    }

    /// The published tables of the history at `path`, with their columns and what these mean.
    package static func tables(of path: String) throws(HistoryError) -> [PublishedTable] {
        let connection = try Connection(path: path, readOnly: true, immutable: StillFile(path) != nil)
        try Migrations.checkReadable(connection, path: path)
        return try PublishedTable.all(in: "main", connection)
    }

    /// How long a statement may be, in bytes.
    package static let longest = QueryRights.statement

    /// Runs one statement, once for each of the choices of values for its named parameters, which are all of the same names. `names`
    /// come first, then each row until there are `limit` or `row` returns false, all of one state of the history; a value is bound as a
    /// number where it looks like one, else as text. The answer names the parameters that have no value, which counts as NULL.
    package func run(
        _ sql: String, parameters choices: some Sequence<[String: String]>, timeout: Double, limit: Int = .max,
        names: ([String]) -> Void, row: ([SQLValue]) -> Bool
    ) throws(Refusal) -> [String] {
        clock.begin(timeout)
        clock.denied = nil
        guard sql.utf8.count <= QueryRights.statement else {
            throw .sql("a statement over \(QueryRights.statement >> 20) MiB, expected a shorter one")
        }
        guard !sql.utf8.contains(0) else { throw .sql("a NUL byte in the text, expected SQL") }
        guard !isSeveral(sql) else { throw .notAllowed("more than one statement") }
        clock.denied = nil
        var unbound: [String] = []
        var known: [String] = []
        var unknown: String?
        do throws(HistoryError) {
            let statement = try connection.prepare(sql)
            known = statement.parameters
            let count = statement.columns
            var left = limit
            var isFirst = true
            for values in choices {
                if isFirst {
                    unknown = values.keys.filter { !known.contains($0) }.min()
                    guard unknown == nil else { throw HistoryError.sqlite(operation: "", code: SQLITE_ERROR, message: "") }
                    unbound = known.filter { values[$0] == nil }
                    // VACUUM asks for its rights only when it is run.
                    guard count > 0 else {
                        clock.denied = "VACUUM, or another statement without an answer"
                        throw HistoryError.sqlite(operation: "", code: SQLITE_AUTH, message: "")
                    }
                    names((0..<count).map(statement.name))
                }
                isFirst = false
                guard try answer(statement, values, &left, row) else { break }
            }
            statement.reset()
            if clock.isOver { throw HistoryError.sqlite(operation: "", code: SQLITE_INTERRUPT, message: "") }
        } catch {
            if still?.hasChanged == true { throw .changed }
            if let denied = clock.denied { throw .notAllowed(denied) }
            if let unknown { throw .parameter(unknown, known: known) }
            guard case .sqlite(_, let code, let message) = error else { throw .history(error) }
            switch code {
            case SQLITE_OK: throw .sql("nothing to ask, expected one SELECT statement")
            case SQLITE_INTERRUPT: throw .timeout(seconds: timeout, hasRested: clock.hasRested)
            case SQLITE_NOMEM: throw .memory
            case SQLITE_AUTH, SQLITE_READONLY: throw .notAllowed("writing")
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_IOERR, SQLITE_CANTOPEN: throw .history(error)
            case SQLITE_ERROR:
                if let age { throw .older(message, age) }
                throw .sql(message)
            default: throw .sql(message)
            }
        }
        if still?.hasChanged == true { throw .changed }
        return unbound
    }

    /// Asks a statement with these values; false where no more rows are to come, from these values or others.
    private func answer(
        _ statement: Statement, _ values: [String: String], _ left: inout Int, _ row: ([SQLValue]) -> Bool
    ) throws(HistoryError) -> Bool {
        statement.reset()
        try statement.bind(named: values)
        // A row that is not asked for is not waited for.
        while left > 0, try statement.step() {
            // A row may take longer than the statement's own work.
            clock.check()
            guard statement.size <= QueryRights.length else {
                throw HistoryError.sqlite(
                    operation: "", code: SQLITE_TOOBIG,
                    message: "a row over \(QueryRights.length >> 20) MiB, expected shorter ones")
            }
            left -= 1
            guard !clock.isOver, row((0..<statement.columns).map(statement.value)) else { return false }
        }
        return left > 0
    }

    /// Whether something follows the first statement, comments and semicolons aside: SQLite would leave it unread.
    private func isSeveral(_ sql: String) -> Bool {
        guard sql.utf8.contains(UInt8(ascii: ";")) else { return false }
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

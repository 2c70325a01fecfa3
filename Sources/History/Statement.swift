import Billing
import CSQLite

/// A prepared statement, bound and stepped; bound text is copied.
@safe final class Statement {
    /// A connection keeps statements, so they do not keep it: it is closed with the last use of the history.
    private unowned let connection: Connection
    private let handle: OpaquePointer
    private let sql: String

    init(_ connection: Connection, _ sql: String) throws(HistoryError) {
        var prepared: OpaquePointer?
        func prepare() -> Int32 {
            unsafe sqlite3_prepare_v3(connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        }
        var code = prepare()
        // A foreign key may lead from one table to the next.
        while code == SQLITE_AUTH, let watch = connection.watch, try watch.watchDenied(connection) { code = prepare() }
        guard code == SQLITE_OK, let prepared = unsafe prepared else { throw connection.failure(sql) }
        self.connection = connection
        unsafe handle = prepared
        self.sql = sql
        connection.onPrepare?(sql)
    }

    deinit { unsafe sqlite3_finalize(handle) }

    func bind(_ values: [SQLValue]) throws(HistoryError) {
        for (index, value) in values.enumerated() {
            switch value {
            case .null: bindNull(index)
            case .integer(let number): bind(index, number)
            case .real(let number): unsafe sqlite3_bind_double(handle, Int32(index + 1), number)
            case .text(let text): try bind(index, text)
            case .blob(let bytes): try bind(index, bytes)
            }
        }
    }

    /// The names of its `:name`, `@name` and `$name` parameters, in order and without their sign.
    var parameters: [String] {
        var names: [String] = []
        for index in 0..<Int(unsafe sqlite3_bind_parameter_count(handle)) {
            guard let name = unsafe sqlite3_bind_parameter_name(handle, Int32(index + 1)) else { continue }
            names.append(String(unsafe String(cString: name).dropFirst()))
        }
        return names
    }

    /// Binds `:name`, `@name` and `$name` parameters: a number where the text is how one is written, else text. `007` is text,
    /// since it would not be found again as 7.
    func bind(named parameters: [String: String]) throws(HistoryError) {
        for index in 0..<Int(unsafe sqlite3_bind_parameter_count(handle)) {
            guard let name = unsafe sqlite3_bind_parameter_name(handle, Int32(index + 1)) else { continue }
            let text = unsafe parameters[String(String(cString: name).dropFirst())]
            guard let text else { continue }
            let isDecimal = text.utf8.allSatisfy {
                $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
            }
            if let number = Int64(text), String(number) == text {
                bind(index, number)
            } else if isDecimal, let number = Double(text), "\(number)" == text {
                unsafe sqlite3_bind_double(handle, Int32(index + 1), number)
            } else {
                try bind(index, text)
            }
        }
    }

    func bindNull(_ index: Int) { unsafe sqlite3_bind_null(handle, Int32(index + 1)) }
    func bind(_ index: Int, _ number: Int64) { unsafe sqlite3_bind_int64(handle, Int32(index + 1), number) }

    func bind(_ index: Int, _ text: String) throws(HistoryError) {
        // Given with its length, so that a NUL inside does not end it.
        let code = unsafe sqlite3_bind_text(
            handle, Int32(index + 1), text, Int32(text.utf8.count), outlay_sqlite_transient())
        guard code == SQLITE_OK else { throw connection.failure(sql) }
    }

    /// Binds some values of a line from `first` on, and runs it to its end; their bytes are not copied, and forgotten afterwards.
    func run(with values: LineValues, _ columns: [Dimension], from first: Int) throws(HistoryError) {
        let code = unsafe values.bytes.withUnsafeBytes { bytes in
            for (place, column) in columns.enumerated() {
                let range = values.range(column), index = Int32(first + place + 1)
                let start = unsafe bytes.baseAddress.map { unsafe ($0 + range.lowerBound).assumingMemoryBound(to: CChar.self) }
                let code =
                    unsafe range.isEmpty
                    ? sqlite3_bind_null(handle, index) : sqlite3_bind_text(handle, index, start, Int32(range.count), nil)
                guard code == SQLITE_OK else { return code }
            }
            return unsafe sqlite3_step(handle)
        }
        let failure = code == SQLITE_DONE ? nil : connection.failure(sql)
        reset()
        unsafe sqlite3_clear_bindings(handle)
        if let failure { throw failure }
    }

    /// Binds values as a blob of what they are in memory, without copying them, runs it to its end and forgets them.
    func run<Value: BitwiseCopyable>(with values: [Value], at index: Int) throws(HistoryError) {
        let code = unsafe values.withUnsafeBytes { bytes in
            let bound = unsafe sqlite3_bind_blob64(handle, Int32(index + 1), bytes.baseAddress, UInt64(bytes.count), nil)
            return unsafe bound == SQLITE_OK ? sqlite3_step(handle) : bound
        }
        let failure = code == SQLITE_DONE ? nil : connection.failure(sql)
        reset()
        bindNull(index)
        if let failure { throw failure }
    }

    func bind(_ index: Int, _ bytes: [UInt8]) throws(HistoryError) {
        // A null pointer, as an empty array may have, would mean NULL.
        let code =
            unsafe bytes.isEmpty
            ? sqlite3_bind_zeroblob(handle, Int32(index + 1), 0)
            : bytes.withUnsafeBytes { bytes in
                unsafe sqlite3_bind_blob64(
                    handle, Int32(index + 1), bytes.baseAddress, UInt64(bytes.count), outlay_sqlite_transient())
            }
        guard code == SQLITE_OK else { throw connection.failure(sql) }
    }

    /// Goes to the next row; false at the end.
    func step() throws(HistoryError) -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let failure = connection.failure(sql)
            reset()
            throw failure
        }
    }

    /// Runs it to its end and makes it ready for the next binding.
    func run() throws(HistoryError) {
        while try step() {}
        reset()
    }

    /// Adds to a staged sum; one beyond 64 bits turns REAL in SQLite, which a STRICT table does not take.
    func runWithinBounds() throws(HistoryError) {
        do throws(HistoryError) {
            try run()
        } catch .sqlite(_, 19, _) {
            throw .beyondBounds(subject: "a sum of this file")
        }
    }

    /// All rows, each as `row` reads it.
    func collect<Row>(_ row: (Statement) -> Row) throws(HistoryError) -> [Row] {
        var rows: [Row] = []
        while try step() { rows.append(row(self)) }
        reset()
        return rows
    }

    func reset() { unsafe sqlite3_reset(handle) }

    var columns: Int { Int(unsafe sqlite3_column_count(handle)) }
    func name(_ index: Int) -> String {
        unsafe sqlite3_column_name(handle, Int32(index)).map { unsafe String(cString: $0) } ?? ""
    }
    func integer(_ index: Int) -> Int64 { unsafe sqlite3_column_int64(handle, Int32(index)) }
    func optionalInteger(_ index: Int) -> Int64? { isNull(index) ? nil : integer(index) }
    func real(_ index: Int) -> Double { unsafe sqlite3_column_double(handle, Int32(index)) }
    /// A column's day or month by its number; one that is damaged beyond the years that there are is taken for the last of them.
    func day(_ index: Int) -> Day { Statement.day(integer(index)) }
    static func day(_ number: Int64) -> Day { Day(number: Int32(min(max(number, -4_000_000), 4_000_000))) }
    func month(_ index: Int) -> Month { Month(number: Int32(min(max(integer(index), -100_000), 100_000))) }
    func isNull(_ index: Int) -> Bool { unsafe sqlite3_column_type(handle, Int32(index)) == SQLITE_NULL }
    func text(_ index: Int) -> String { optionalText(index) ?? "" }

    /// The BillingCurrency of a line. Every line has one: where it is missing, the line's values were lost.
    func lineCurrency(_ index: Int) throws(HistoryError) -> Currency {
        guard let code = optionalText(index) else { throw .lostRow }
        return Currency(code)
    }

    func optionalText(_ index: Int) -> String? {
        guard let start = unsafe sqlite3_column_text(handle, Int32(index)) else { return nil }
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(index)))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Whether a column's text is exactly these bytes; NULL is the same as none.
    func isText(_ index: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let start = unsafe sqlite3_column_text(handle, Int32(index))
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(index)))
        guard count == range.count else { return false }
        return unsafe UnsafeBufferPointer(start: start, count: count).elementsEqual(bytes[range])
    }

    /// Adds a column's text to a row's bytes.
    func append(_ index: Int, to row: inout RowBytes) {
        guard let start = unsafe sqlite3_column_text(handle, Int32(index)) else { return row.appendNull() }
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(index)))
        unsafe row.append(UnsafeRawBufferPointer(start: start, count: count))
    }

    func blob(_ index: Int) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(handle, Int32(index)) else { return [] }
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(index)))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Takes a column's blob for values that stand there as they are in memory.
    func copyBlob<Value: BitwiseCopyable>(_ index: Int, into values: inout [Value]) {
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(index)))
        let start = unsafe sqlite3_column_blob(handle, Int32(index))
        values = unsafe Array(unsafeUninitializedCapacity: count / MemoryLayout<Value>.stride) { buffer, filled in
            unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: UnsafeRawBufferPointer(start: start, count: count))
            filled = count / MemoryLayout<Value>.stride
        }
    }

    /// How many bytes the texts and blobs of the row have.
    var size: Int {
        (0..<columns).reduce(0) { sum, index in
            let type = unsafe sqlite3_column_type(handle, Int32(index))
            return type == SQLITE_TEXT || type == SQLITE_BLOB ? sum + Int(unsafe sqlite3_column_bytes(handle, Int32(index))) : sum
        }
    }

    func value(_ index: Int) -> SQLValue {
        switch unsafe sqlite3_column_type(handle, Int32(index)) {
        case SQLITE_INTEGER: .integer(integer(index))
        case SQLITE_FLOAT: .real(unsafe sqlite3_column_double(handle, Int32(index)))
        case SQLITE_TEXT: .text(text(index))
        case SQLITE_BLOB: .blob(blob(index))
        default: .null
        }
    }
}

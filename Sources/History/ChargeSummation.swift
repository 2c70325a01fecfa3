import CSQLite

/// The values that an SQL function is given for one row.
@safe struct ChargeRow {
    private let values: UnsafeMutablePointer<OpaquePointer?>

    fileprivate init(_ values: UnsafeMutablePointer<OpaquePointer?>) { unsafe self.values = unsafe values }

    func integer(_ index: Int) -> Int64 { unsafe sqlite3_value_int64(values[index]) }
    func isNull(_ index: Int) -> Bool { unsafe sqlite3_value_type(values[index]) == SQLITE_NULL }
}

/// The SQL function `add_charge(values…)`, an aggregate that hands every row to a `ChargeSums`: to step from row to row outside of SQLite,
/// and to ask for each column, takes as long as finding them.
@safe final class ChargeSummation {
    private var sums: ChargeSums?
    private var failure: HistoryError?

    /// Makes the function known to a connection that this lives as long as.
    init(_ connection: Connection) throws(HistoryError) {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        let code = unsafe sqlite3_create_function_v2(
            connection.handle, "add_charge", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, context, nil,
            { context, _, values in unsafe ChargeSummation.step(context, values) },
            { context in unsafe sqlite3_result_null(context) }, nil)
        guard code == SQLITE_OK else { throw connection.failure("registering add_charge") }
    }

    /// The sums of a query that calls the function, added to `sums`; its values are bound.
    func add(_ query: Statement, to sums: ChargeSums) throws(HistoryError) -> ChargeSums {
        self.sums = sums
        failure = nil
        defer {
            query.reset()
            self.sums = nil
        }
        do throws(HistoryError) {
            while try query.step() {}
        } catch {
            throw failure ?? error
        }
        return self.sums ?? sums
    }

    private static func step(_ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?) {
        guard let data = unsafe sqlite3_user_data(context), let values = unsafe values else { return }
        let owner = unsafe Unmanaged<ChargeSummation>.fromOpaque(data).takeUnretainedValue()
        do throws(HistoryError) {
            try unsafe owner.sums?.add(ChargeRow(values))
        } catch {
            owner.failure = error
            unsafe sqlite3_result_error(context, "a charge that cannot be added", -1)
        }
    }
}

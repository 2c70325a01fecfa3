/// Why a row of Google Cloud's billing export is not taken.
struct BillingExportRefusal: Error {
    /// Where the row is wrong.
    var column: BillingExportColumn
    /// What was found and what was expected.
    var reason: String

    init(_ column: BillingExportColumn, _ reason: String) {
        self.column = column
        self.reason = reason
    }
}

/// Why a record that has no columns to point at is not taken.
struct RecordRefusal: Error, Equatable {
    /// What was found and what was expected.
    var reason: String
    /// What to do about it; empty for nothing.
    var hint = ""
    /// What the charges of the record cost; none where that cannot be read.
    var costs: [RecordCost] = []
}

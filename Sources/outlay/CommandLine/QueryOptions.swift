/// What `outlay query` is asked.
struct QueryOptions: Hashable, Sendable {
    /// Where the SQL comes from.
    enum Statement: Hashable, Sendable {
        /// It stands on the command line.
        case sql(String)
        /// It is read from standard input.
        case standardInput
        /// It is one of the queries that come with the program, or of the inputs' own.
        case saved(String)
        /// None: which queries there are is asked.
        case savedNames
        /// None: which tables there are is asked.
        case tables
        /// None: which columns a table has is asked.
        case columns(of: String)
    }

    /// How the result is written.
    enum Format: String, CaseIterable, Sendable {
        case table, csv, json, markdown
    }

    /// A value for a named parameter of the SQL.
    struct Parameter: Hashable, Sendable {
        /// Without the colon.
        var name: String
        var value: String
    }

    /// What is asked.
    var statement: Statement
    /// In the order given; with several for one name it is asked for each.
    var parameters: [Parameter] = []
    /// How the result is written.
    var format = Format.table
    /// At most so many rows; nil for all.
    var limit: Int?
    /// Stop after so many seconds; nil for the command's own limit.
    var timeout: Int?
}

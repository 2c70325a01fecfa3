/// A published table of a month: the same rows are stored in the history and written as CSV.
package struct Table: Sendable {
    /// A column of a table.
    package struct Column: Hashable, Sendable {
        /// What its cells hold where they are not absent.
        package enum Kind: String, Sendable {
            case text, integer, amount, quantity, percent, real
        }

        /// Its name in SQL and in the CSV header.
        package var name: String
        /// What it holds.
        package var kind: Kind
        /// The unit: `currency` for the row's currency, `%`, `days`, `unit` for what the row's unit column says; else empty.
        package var unit: String
        /// What it means, one phrase, for `column_doc`.
        package var meaning: String
        /// Whether the history keeps the amount exactly too, in `<name>_micros` and `<name>_femtos`.
        package var isExact: Bool
    }

    /// Its name in SQL; the CSV is `<name>.csv`.
    package var name: String
    /// Its columns; `month` is the first.
    package var columns: [Column]
    /// Its rows, each with a cell per column.
    package var rows: TableRows
}

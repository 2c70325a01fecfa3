/// A table or view that the outside may rely on, as `column_doc` names it, and the table that a published copy has of it.
package struct PublishedTable: Hashable, Sendable {
    /// A column and what it means.
    package struct Column: Hashable, Sendable {
        /// Its name.
        package var name: String
        /// `TEXT`, `INTEGER` or `REAL`.
        package var type: String
        /// What its values are measured in; nil for none.
        package var unit: String?
        /// What it means, a phrase; empty where the history does not say.
        package var meaning: String
        var isRequired: Bool
        /// Its place in the primary key, from 1; 0 outside of it.
        var key: Int
    }

    /// Its name.
    package var name: String
    /// Its columns, in order.
    package var columns: [Column]
    /// How many rows the copy has.
    package var rows: Int
    /// Which column names a row of which other published table.
    var references: [(column: String, table: String)] { zip(referring, referred).map { ($0, $1) } }
    private var referring: [String]
    private var referred: [String]

    /// What people filter and join by; of these every table has an index, unless its key begins with it.
    static let sought = [
        "month", "system", "component", "customer", "day", "source", "metric", "budget", "period", "sequence", "plan", "model",
        "closed_month", "booked_month", "billing_period", "BillingPeriodStart", "ChargePeriodStart", "ServiceName", "x_Source",
        "x_System", "x_Customer",
    ]
    /// What the unit of a text is, where a view's column does not say of itself what type it has.
    private static let texts: Set = ["month", "day", "date", "time"]

    /// What `column_doc` names in the attached history, by name; with the rows that they have there still to be counted.
    static func all(in schema: String, _ connection: Connection) throws(HistoryError) -> [PublishedTable] {
        let names = try connection.rows("SELECT DISTINCT table_name FROM \(schema).column_doc ORDER BY 1") { $0.text(0) }
        var tables: [PublishedTable] = []
        for name in names {
            let columns = try connection.rows(
                """
                SELECT c.name, c.type, c."notnull", c.pk, d.unit, coalesce(d.meaning, '')
                FROM pragma_table_info(?, '\(schema)') c
                LEFT JOIN \(schema).column_doc d ON d.table_name = ? AND d.column_name = c.name ORDER BY c.cid
                """, [.text(name), .text(name)]
            ) { row in
                let unit = row.optionalText(4)
                let guess = unit.map { texts.contains($0) } ?? true ? "TEXT" : "REAL"
                return Column(
                    name: row.text(0), type: row.text(1).isEmpty ? guess : row.text(1), unit: unit, meaning: row.text(5),
                    isRequired: row.integer(2) != 0, key: Int(row.integer(3)))
            }
            let references = try connection.rows(
                """
                SELECT "from", "table" FROM pragma_foreign_key_list(?, '\(schema)')
                WHERE "table" IN (SELECT table_name FROM \(schema).column_doc) ORDER BY id
                """, [.text(name)]
            ) { ($0.text(0), $0.text(1)) }
            // A name without columns is of a table that this history does not have.
            guard !columns.isEmpty else { continue }
            tables.append(
                PublishedTable(
                    name: name, columns: columns, rows: 0, referring: references.map(\.0), referred: references.map(\.1)))
        }
        return tables
    }

    /// The names of its columns, quoted and in order.
    var list: String { columns.map { "\"\($0.name)\"" }.joined(separator: ", ") }
    private var key: [Column] { columns.filter { $0.key > 0 }.sorted { $0.key < $1.key } }

    /// The statement that makes it in the copy.
    var definition: String {
        var parts = columns.map { "\"\($0.name)\" \($0.type)" + ($0.isRequired ? " NOT NULL" : "") }
        if !key.isEmpty { parts.append("PRIMARY KEY (\(key.map { "\"\($0.name)\"" }.joined(separator: ", ")))") }
        parts += references.map { "FOREIGN KEY (\"\($0.column)\") REFERENCES \"\($0.table)\"" }
        return "CREATE TABLE \"\(name)\" (\n    \(parts.joined(separator: ",\n    "))\n) STRICT"
    }

    /// The statement that fills it from the attached history. Rows come in the order of the key, else of all columns; those of
    /// `focus`, of which there are too many to be sorted, as they lie in the history.
    func filling(from schema: String) -> String {
        let order = (key.isEmpty ? columns : key).map { "\"\($0.name)\"" }.joined(separator: ", ")
        return "INSERT INTO main.\"\(name)\" SELECT \(list) FROM \(schema).\"\(name)\""
            + (name == "focus" ? "" : " ORDER BY \(order)")
    }

    /// The statements that make its indexes.
    var indexes: [String] {
        columns.filter { column in PublishedTable.sought.contains(column.name) && column.name != key.first?.name }
            .map { "CREATE INDEX \"\(name)_\($0.name)\" ON \"\(name)\" (\"\($0.name)\")" }
    }
}

import Billing

/// Writes tables as one JSON object: the month, what it is of, and each table by its name as a list of objects, one a row. Numbers have
/// all their digits; what is unknown is null.
func reportJSON(_ report: Report) -> [UInt8] {
    var output = "{\"month\":\(json(report.context.month.description)),\"sequence\":\(report.context.sequence)"
    output += ",\"generatedFor\":\(json(report.context.generatedFor.description)),\"tables\":{"
    output += report.allTables.map { table in
        let rows = table.rows.map { row in
            "{" + zip(table.columns, row).map { json($0.name) + ":" + jsonValue($1) }.joined(separator: ",") + "}"
        }
        return "\n\(json(table.name)):[" + rows.map { "\n" + $0 }.joined(separator: ",") + "]"
    }.joined(separator: ",")
    return Array((output + "}}\n").utf8)
}

private func jsonValue(_ cell: Cell) -> String {
    if case .text(let text) = cell { return json(SafeText(text).text) }
    return cell.plainText ?? "null"
}

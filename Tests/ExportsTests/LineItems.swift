import Billing

import struct Foundation.Decimal

@testable import Exports

/// Line items of AWS written in the generations of its report.
enum LineItems {
    /// How a report names its columns.
    enum Generation: CaseIterable { case legacy, snakeCase, maps }

    /// A line item by the legacy names of its columns, over what each has.
    static func item(_ values: [String: String]) -> [String: String] {
        let usual = [
            "bill/PayerAccountId": "001234567890", "bill/BillingPeriodStartDate": "2026-08-01T00:00:00.000Z",
            "bill/BillingPeriodEndDate": "2026-09-01T00:00:00.000Z", "lineItem/UsageAccountId": "000000000042",
            "lineItem/UsageStartDate": "2026-08-03T10:00:00Z", "lineItem/UsageEndDate": "2026-08-03T11:00:00Z",
            "lineItem/LineItemType": "Usage", "lineItem/CurrencyCode": "USD", "lineItem/UnblendedCost": "1",
        ]
        return usual.merging(values) { $1 }
    }

    /// A report of these items, its columns in the order of their names or as `order` has them.
    static func report(
        _ items: [[String: String]], as generation: Generation = .legacy, order: ([String]) -> [String] = { $0 }
    ) -> String {
        let rows = generation == .maps ? items.map(mapped) : items
        let names = order(Set(rows.flatMap(\.keys)).sorted())
        let header = names.map { generation == .legacy ? $0 : LineItemColumns.snakeCase($0).replacing(":", with: "_") }
        let lines = [header] + rows.map { row in names.map { row[$0] ?? "" } }
        return lines.map { $0.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n" }.joined()
    }

    /// Tags and names of products moved into the columns `resource_tags` and `product`.
    private static func mapped(_ item: [String: String]) -> [String: String] {
        var columns: [String: String] = [:]
        var tags: [String: String] = [:]
        var product: [String: String] = [:]
        for (name, value) in item {
            if name.hasPrefix("resourceTags/") {
                tags[String(name.dropFirst(13)).replacing(":", with: "_")] = value
            } else if name == "product/ProductName" {
                product["product_name"] = value
            } else {
                columns[name] = value
            }
        }
        columns["product"] = object(product)
        columns["resource_tags"] = object(tags)
        return columns
    }

    private static func object(_ values: [String: String]) -> String {
        "{" + values.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ") + "}"
    }

    /// The sums of a column of a CSV file by its values in others, exactly; read without the program's own code. Only for files
    /// without quoted line feeds.
    static func sums(_ text: String, of cost: String, by names: [String]) throws -> [[String]: Decimal] {
        var lines = text.split(whereSeparator: \.isNewline).map(fields)
        let header = lines.removeFirst()
        let columns = names.map { name in header.firstIndex { $0 == name } ?? -1 }
        let column = header.firstIndex(of: cost) ?? -1
        var sums: [[String]: Decimal] = [:]
        for line in lines {
            sums[columns.map { day(line[$0]) }, default: 0] += Decimal(string: line[column]) ?? .nan
        }
        return sums
    }

    /// The day of a moment; anything else as it is.
    private static func day(_ text: String) -> String { text.contains(":") ? String(text.prefix(10)) : text }

    private static func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                fields.append("")
            } else {
                fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}

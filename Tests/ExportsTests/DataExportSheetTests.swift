import Billing
import Testing

import struct Foundation.Decimal
import struct Foundation.URL

@testable import Exports

@Suite struct DataExportSheetTests {
    private static func read(_ values: [String: String]) throws -> ReadExport {
        let item = LineItems.item(values).merging(["product": "{}", "resource_tags": "{}"]) { left, _ in left }
        return try ReadExport(LineItems.report([item], as: .snakeCase))
    }

    @Test func aMapOfTagsLosesTheMarkOfUsersAndKeepsThatOfAmazon() throws {
        let bill = try DataExportSheetTests.read([
            "resource_tags":
                #"{"user_Name": "w\"eb", "aws_created_by": "root", "user_empty": "", "user_none": null, "user_n": 3}"#
        ])
        #expect(bill.format == .awsCUR2)
        #expect(bill.all(.tags) == [#"{"Name":"w\"eb","aws_created_by":"root","n":"3"}"#])
    }

    @Test func aUsersKeyThatIsThereWithoutItsMarkTooKeepsIt() throws {
        for map in [#"{"user_app": "1", "app": "2"}"#, #"{"app": "2", "user_app": "1"}"#] {
            #expect(try DataExportSheetTests.read(["resource_tags": map]).all(.tags) == [#"{"app":"2","user_app":"1"}"#])
        }
    }

    @Test func theProductIsNamedByItsMap() throws {
        let bill = try DataExportSheetTests.read([
            "product": #"{"product_name": "Amazon Athena", "region": "eu-west-1"}"#, "lineItem/ProductCode": "AmazonAthena",
        ])
        #expect(bill.all(.serviceName) == ["Amazon Athena"])
        #expect(bill.all(.regionId) == ["eu-west-1"])
        let other = try DataExportSheetTests.read(["product": #"{"region": "x"}"#, "product/regionCode": "eu-west-2"])
        #expect(other.all(.regionId) == ["eu-west-2"])
    }

    @Test func recordsKeepTheirOwnMaps() throws {
        let items = [
            "{\"user_a\": \"1\"}", "{\"user_a\": \"2\"}", "", "{}", "{\"user_a\": \"1\"}", "{\"user_a\": \"2\"}",
            "{\"user_a\": \"2\"}",
        ].map {
            LineItems.item(["resource_tags": $0])
        }
        let bill = try ReadExport(LineItems.report(items, as: .snakeCase))
        let counts = Dictionary(uniqueKeysWithValues: bill.sink.charges.map { (bill.values($0)[.tags], $0.records) })
        #expect(counts == [#"{"a":"1"}"#: 2, #"{"a":"2"}"#: 3, nil: 2])
    }

    @Test func allColumnsAreFoundByTheirNames() throws {
        guard let path = SampleFolder.path("aws/aws_cur2_columns.txt") else { return }
        let names = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8).split(whereSeparator: \.isNewline)
        #expect(names.count == 114)
        let columns = LineItemColumns(SheetColumns(names.map(String.init)))
        // Of the legacy columns these have become members of a map, or are only there with split cost allocation.
        let found = Mirror(reflecting: columns).children.filter { ($0.value as? Int?) != .some(.none) }.compactMap(\.label)
        let missing = Mirror(reflecting: columns).children.compactMap(\.label).filter { !found.contains($0) }
        #expect(missing == ["productName", "serviceName", "region", "parentResource", "splitCost"])
        #expect(columns.spreadsReservations && columns.spreadsSavingsPlans)
        let header = names.joined(separator: ",")
        let values = names.map { name in
            switch name {
            case "line_item_unblended_cost": "1.000000000000000000001"
            case "line_item_usage_start_date": "2026-08-03T00:00:00.000Z"
            case "line_item_currency_code": "USD"
            case "product", "resource_tags", "discount", "cost_category": "{}"
            default: ""
            }
        }
        let bill = try ReadExport(header + "\n" + values.joined(separator: ",") + "\n")
        #expect(bill.format == .awsCUR2)
        #expect(bill.refusals == [])
        #expect(bill.billed == Decimal(string: "1.000000000000000000001"))
    }

    @Test(arguments: [
        ("{user_app=web}", "is no JSON, expected a value with its quotes, commas and brackets"),
        ("[]", "is not a JSON object, expected {\"key\":\"value\"}"),
        (#"{"a": "1", "a": "2"}"#, "has a key twice in one object, expected each once"),
    ]) func aMapThatIsNoneIsRefused(_ map: String, _ reason: String) throws {
        for column in ["resource_tags", "product"] {
            let bill = try DataExportSheetTests.read([column: map])
            #expect(bill.reading.refused == 1)
            let found = try #require(bill.refusals.first)
            #expect(found.hasPrefix("2 \(column) \""))
            #expect(found.hasSuffix(reason), "\(found)")
        }
    }
}

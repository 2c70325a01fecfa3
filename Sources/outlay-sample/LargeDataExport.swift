import Billing
import Foundation

/// An AWS data export (CUR 2.0) of hourly line items for one month as CSV, for measuring: as many resources as the number of lines asks
/// for, each charged for every hour.
struct LargeDataExport {
    /// Line items to write, the header not counted.
    let lines: Int

    private static let flushAt = 1 << 20

    private static let kinds = [
        (
            "AmazonEC2", "BoxUsage:m6i.2xlarge", "RunInstances", "Compute Instance", "Hrs",
            "m6i.2xlarge Linux per On Demand instance hour"
        ),
        (
            "AmazonRDS", "Multi-AZUsage:db.r6g.xl", "CreateDBInstance:0014", "Database Instance", "Hrs",
            "db.r6g.xlarge Multi-AZ PostgreSQL"
        ),
        (
            "AmazonS3", "TimedStorage-ByteHrs", "StandardStorage", "Storage", "GB-Mo",
            "per GB - first 50 TB / month of storage used"
        ),
        (
            "AWSQueueService", "Requests-Tier1", "SendMessage", "API Request", "Requests",
            "per million SQS standard requests in Tier1"
        ),
    ]

    /// What is written into a column.
    private enum Field {
        case same(String)
        case start, end, interval, quantity, cost
    }

    /// What stays the same in all line items of a resource: the text before each field that changes, and after the last.
    private struct Resource {
        var texts: [[UInt8]] = [[]]
        /// In units of 1e-7.
        var price: UInt64 = 0
    }

    func write(to file: URL) throws {
        let hours = 31 * 24
        var random = Random(seed: 20_260_803)
        let resources = (0..<(lines + hours - 1) / hours).map { Self.resource($0, &random) }
        let changing = Self.fields(0, &random).map(\.field).filter { if case .same = $0 { false } else { true } }
        guard FileManager.default.createFile(atPath: file.path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
        let handle = try FileHandle(forWritingTo: file)
        var buffer = Array((Self.fields(0, &random).map(\.column).joined(separator: ",") + "\n").utf8)
        let first = Month(year: 2026, month: 8).first
        func moment(_ hour: Int) -> String {
            "\(first.advanced(by: hour / 24))T\(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00.000Z"
        }
        var written = 0
        for hour in 0..<hours {
            let (start, end) = (Array(moment(hour).utf8), Array(moment(hour + 1).utf8))
            for resource in resources where written < lines {
                // Much of what such bills list is free.
                let quantity = written % 5 == 0 ? 0 : random.next() & 0x7F_FFFF
                for (text, field) in zip(resource.texts, changing) {
                    buffer.append(contentsOf: text)
                    switch field {
                    case .same: break
                    case .start: buffer.append(contentsOf: start)
                    case .end: buffer.append(contentsOf: end)
                    case .interval:
                        buffer.append(contentsOf: start)
                        buffer.append(UInt8(ascii: "/"))
                        buffer.append(contentsOf: end)
                    case .quantity: LargeBill.number(quantity, decimals: 4, to: &buffer)
                    case .cost: LargeBill.number(quantity * resource.price, decimals: 11, to: &buffer)
                    }
                }
                buffer.append(contentsOf: resource.texts[resource.texts.count - 1])
                written += 1
                if buffer.count >= Self.flushAt {
                    try handle.write(contentsOf: Data(buffer))
                    buffer.removeAll(keepingCapacity: true)
                }
            }
        }
        try handle.write(contentsOf: Data(buffer))
        try handle.close()
    }

    private static func resource(_ number: Int, _ random: inout Random) -> Resource {
        var resource = Resource()
        resource.price = UInt64(random.whole(4...9_000_000))
        for (index, (_, field)) in fields(number, &random).enumerated() {
            if index > 0 { resource.texts[resource.texts.count - 1].append(UInt8(ascii: ",")) }
            if case .same(let text) = field {
                resource.texts[resource.texts.count - 1].append(contentsOf: text.utf8)
            } else {
                resource.texts.append([])
            }
        }
        resource.texts[resource.texts.count - 1].append(UInt8(ascii: "\n"))
        return resource
    }

    /// The columns of the export in their order, but those that are empty without reservations and savings plans, of which some stand
    /// for all.
    private static func fields(_ number: Int, _ random: inout Random) -> [(column: String, field: Field)] {
        let (product, usage, operation, family, unit, text) = kinds[number % kinds.count]
        let account = 100_000_000_001 + random.whole(0...19) * 7_919
        let region = ["us-west-2", "us-east-1", "eu-central-1"][random.whole(0...2)]
        let id = String(random.next(), radix: 36)
        let team = ["checkout", "search", "billing", "ingest", "reports"][random.whole(0...4)]
        let sku = String(id.prefix(10)).uppercased()
        let environment = number % 5 == 0 ? "dev" : "prod"
        let tags = "\"{\"\"user_application\"\":\"\"\(team)-\(number % 37)\"\",\"\"user_environment\"\":\"\"\(environment)\"\"}\""
        let empty = [
            "reservation_effective_cost", "reservation_end_time", "reservation_reservation_a_r_n", "reservation_start_time",
            "reservation_unused_amortized_upfront_fee_for_billing_period", "reservation_unused_recurring_fee",
        ]
        let last = [
            "savings_plan_end_time", "savings_plan_savings_plan_a_r_n", "savings_plan_savings_plan_effective_cost",
            "savings_plan_start_time", "savings_plan_total_commitment_to_date", "savings_plan_used_commitment",
        ]
        let own: [(String, Field)] = [
            ("bill_bill_type", .same("Anniversary")), ("bill_billing_entity", .same("AWS")),
            ("bill_billing_period_end_date", .same("2026-09-01T00:00:00.000Z")),
            ("bill_billing_period_start_date", .same("2026-08-01T00:00:00.000Z")), ("bill_invoice_id", .same("")),
            ("bill_invoicing_entity", .same("\"Amazon Web Services, Inc.\"")), ("bill_payer_account_id", .same("100000000001")),
            ("bill_payer_account_name", .same("Example Organisation")), ("cost_category", .same("{}")), ("discount", .same("{}")),
            ("identity_line_item_id", .same(id)), ("identity_time_interval", .interval),
            ("line_item_availability_zone", .same(region + "a")), ("line_item_blended_cost", .cost),
            ("line_item_blended_rate", .same("")), ("line_item_currency_code", .same("USD")),
            ("line_item_legal_entity", .same("\"Amazon Web Services, Inc.\"")), ("line_item_line_item_description", .same(text)),
            ("line_item_line_item_type", .same("Usage")), ("line_item_normalization_factor", .same("")),
            ("line_item_operation", .same(operation)), ("line_item_product_code", .same(product)),
            ("line_item_resource_id", .same("arn:aws:service:\(region):\(account):resource/\(id)")),
            ("line_item_tax_type", .same("")),
            ("line_item_unblended_cost", .cost), ("line_item_unblended_rate", .same("")),
            ("line_item_usage_account_id", .same("\(account)")),
            ("line_item_usage_account_name", .same("Account \(account % 1000)")),
            ("line_item_usage_amount", .quantity), ("line_item_usage_end_date", .end), ("line_item_usage_start_date", .start),
            ("line_item_usage_type", .same(usage)), ("pricing_currency", .same("USD")), ("pricing_public_on_demand_cost", .cost),
            ("pricing_public_on_demand_rate", .same("")), ("pricing_rate_code", .same("\(sku).JRTCKXETXF.6YS6EN2CT7")),
            ("pricing_rate_id", .same("\(number)")), ("pricing_term", .same("OnDemand")), ("pricing_unit", .same(unit)),
            ("product", .same("{}")), ("product_location", .same("Region \(region)")), ("product_product_family", .same(family)),
            ("product_region_code", .same(region)), ("product_servicecode", .same(product)), ("product_sku", .same(sku)),
            ("product_usagetype", .same(usage)),
        ]
        return own + empty.map { ($0, .same("")) } + [("resource_tags", .same(tags))] + last.map { ($0, .same("")) }
    }
}

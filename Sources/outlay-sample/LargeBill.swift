import Billing
import Foundation

/// A FOCUS 1.0 bill of hourly records for one month, for measuring: as many resources as the number of lines asks for, each
/// charged for 24 hours on 20 days, in the order of time as providers export it; or, at worst, every record of another resource.
struct LargeBill {
    /// Records to write, the header not counted.
    let lines: Int
    /// Whether no two records are of one resource.
    var isWorst = false

    private static let hoursOfResource = 24 * 20
    private static let flushAt = 1 << 20

    private static let kinds = [
        ("Amazon Elastic Compute Cloud", "Compute", "m6i.2xlarge Linux/UNIX per On Demand instance hour", "Hours"),
        ("Amazon Relational Database Service", "Databases", "db.r6g.xlarge Multi-AZ PostgreSQL instance hour", "Hours"),
        ("Amazon Simple Storage Service", "Storage", "per GB-month of storage used in Standard, first 50 TB", "GB-Months"),
        ("Amazon Simple Queue Service", "Integration", "$0.40 per million Amazon SQS standard requests in Tier1", "Requests"),
        ("AmazonCloudWatch", "Management and Governance", "per metric-month for the first 10,000 metrics", "Metrics"),
        ("Elastic Load Balancing", "Networking", "$0.008 per used Application load balancer capacity unit-hour", "LCU-Hours"),
    ]

    /// What stays the same in all records of a resource: the text between the fields that change.
    private struct Resource {
        var beforeCost: [UInt8] = []
        var beforeEnd: [UInt8] = []
        var beforeQuantity: [UInt8] = []
        var beforeContracted: [UInt8] = []
        var beforeEffective: [UInt8] = []
        var beforeList: [UInt8] = []
        var beforePricing: [UInt8] = []
        var rest: [UInt8] = []
        /// In units of 1e-7.
        var price: UInt64 = 0
        /// The hours of the month it is charged for.
        var hours = 0..<0
    }

    func write(to file: URL) throws {
        var random = Random(seed: 20_260_801)
        guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
            throw CocoaError(.fileWriteUnknown)
        }
        let handle = try FileHandle(forWritingTo: file)
        var buffer: [UInt8] = []
        buffer.reserveCapacity(Self.flushAt + 4096)
        buffer.append(contentsOf: (FocusColumn.focus10.map { "\"\($0)\"" }.joined(separator: ",") + "\n").utf8)
        let month = Month(year: 2026, month: 8)
        let hours = month.days * 24
        func write(_ resource: Resource, _ hour: Int) throws {
            Self.append(
                resource, start: Self.moment(month, hour), end: Self.moment(month, hour + 1), random.next(), to: &buffer)
            guard buffer.count >= Self.flushAt else { return }
            try handle.write(contentsOf: Data(buffer))
            buffer.removeAll(keepingCapacity: true)
        }
        if isWorst {
            for number in 0..<lines { try write(Self.resource(number, &random), number * hours / lines) }
        } else {
            let count = (lines + Self.hoursOfResource - 1) / Self.hoursOfResource
            let resources = (0..<count).map { Self.resource($0, &random) }
            var written = 0
            for hour in 0..<hours {
                for resource in resources where resource.hours.contains(hour) && written < lines {
                    try write(resource, hour)
                    written += 1
                }
            }
        }
        try handle.write(contentsOf: Data(buffer))
        try handle.close()
    }

    private static func append(
        _ resource: Resource, start: [UInt8], end: [UInt8], _ drawn: UInt64, to buffer: inout [UInt8]
    ) {
        // A quantity below 838.9 in units of 1e-4, so that quantity times price fits into 64 bits with room to spare.
        let quantity = drawn & 0x7F_FFFF
        let cost = quantity * resource.price
        buffer.append(contentsOf: resource.beforeCost)
        number(cost, decimals: 11, to: &buffer)
        buffer.append(contentsOf: resource.beforeEnd)
        buffer.append(contentsOf: end)
        buffer.append(UInt8(ascii: ","))
        buffer.append(contentsOf: start)
        buffer.append(contentsOf: resource.beforeQuantity)
        number(quantity, decimals: 4, to: &buffer)
        buffer.append(contentsOf: resource.beforeContracted)
        number(cost, decimals: 11, to: &buffer)
        buffer.append(contentsOf: resource.beforeEffective)
        number(cost, decimals: 11, to: &buffer)
        buffer.append(contentsOf: resource.beforeList)
        number(cost, decimals: 11, to: &buffer)
        buffer.append(contentsOf: resource.beforePricing)
        number(quantity, decimals: 4, to: &buffer)
        buffer.append(contentsOf: resource.rest)
    }

    /// Writes a number of units of 10^-decimals with all its decimals.
    static func number(_ value: UInt64, decimals: Int, to buffer: inout [UInt8]) {
        var digits: [24 of UInt8] = .init(repeating: 0)
        var count = 0
        var rest = value
        while rest > 0 || count <= decimals {
            digits[count] = UInt8(rest % 10) + UInt8(ascii: "0")
            rest /= 10
            count += 1
        }
        while count > 0 {
            if count == decimals { buffer.append(UInt8(ascii: ".")) }
            count -= 1
            buffer.append(digits[count])
        }
    }

    private static func moment(_ month: Month, _ hour: Int) -> [UInt8] {
        Array("\"\(month.first.advanced(by: hour / 24)) \(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00\"".utf8)
    }

    private static func resource(_ number: Int, _ random: inout Random) -> Resource {
        let (service, category, text, unit) = kinds[number % kinds.count]
        let account = 100_000_000_001 + random.whole(0...19) * 7_919
        let region = ["us-west-2", "us-east-1", "eu-central-1"][random.whole(0...2)]
        let id = String(random.next(), radix: 36)
        let team = ["checkout", "search", "billing", "ingest", "reports"][random.whole(0...4)]
        var resource = Resource()
        resource.price = UInt64(random.whole(4...9_000_000))
        let unitPrice = "\(resource.price / 10_000_000).\(String(String(10_000_000 + resource.price % 10_000_000).dropFirst()))"
        func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
        resource.beforeCost = bytes("\"\(region)\(["a", "b", "c"][random.whole(0...2)])\",")
        resource.beforeEnd = bytes(
            ",\"100000000001\",\"Example Organisation\",\"USD\",\"2026-09-01 00:00:00\",\"2026-08-01 00:00:00\",\"Usage\","
                + "NULL,\"\(text)\",\"Usage-Based\",")
        resource.beforeQuantity = bytes(",NULL,NULL,NULL,NULL,NULL,")
        resource.beforeContracted = bytes(",\"\(unit)\",")
        resource.beforeEffective = bytes(",\(unitPrice),")
        resource.beforeList = bytes(",\"Amazon Web Services, Inc.\",")
        resource.beforePricing = bytes(",\"\(unitPrice)\",\"Standard\",")
        let sku = String(id.prefix(10)).uppercased()
        let environment = number % 5 == 0 ? "dev" : "prod"
        let fields = [
            unit, "AWS", "Amazon Web Services, Inc.", region, "Region \(region)",
            "arn:aws:service:\(region):\(account):resource/\(id)", "", "", category, service, sku,
            "\(sku).JRTCKXETXF.6YS6EN2CT7", "\(account)", "Account \(account % 1000)",
            "{\"\"application\"\": \"\"\(team)-\(number % 37)\"\", \"\"environment\"\": \"\"\(environment)\"\"}",
        ]
        resource.rest = bytes("," + fields.map { $0.isEmpty ? "NULL" : "\"\($0)\"" }.joined(separator: ",") + "\n")
        // 480 consecutive hours from any hour of the month's first eleven days.
        let first = random.whole(0...264)
        resource.hours = first..<first + hoursOfResource
        return resource
    }
}

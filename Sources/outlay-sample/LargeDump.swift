import Billing
import Foundation

/// A Google Cloud billing export of hourly records for one month as JSON lines, for measuring: as many resources
/// as the number of lines asks for, each charged for every hour, every third record with a credit.
struct LargeDump {
    /// Records to write.
    let lines: Int

    private static let flushAt = 1 << 20

    private static let kinds = [
        ("6F81-5844-456A", "Compute Engine", "CF4E-A0C7-E3BF", "N2 Instance Core running in Americas", "seconds", "hour"),
        (
            "95FF-2EF5-5EA1", "Cloud Storage", "0D5D-6E23-4250", "Standard Storage US Multi-region", "byte-seconds",
            "gibibyte month"
        ),
        ("9662-B51E-5089", "Cloud SQL", "1F4E-77E1-3B3C", "Cloud SQL for PostgreSQL: Regional - vCPU", "seconds", "hour"),
        ("152E-C115-5142", "Cloud Run", "A7D1-0A08-3C21", "Services CPU (Request-based billing)", "seconds", "second"),
    ]

    /// What stays the same in all records of a resource: the text around the times and the cost.
    private struct Resource {
        var beforeStart: [UInt8] = []
        var beforeCost: [UInt8] = []
        var rest: [UInt8] = []
        /// In units of 1e-7.
        var price: UInt64 = 0
    }

    func write(to file: URL) throws {
        let hours = 31 * 24
        var random = Random(seed: 20_260_802)
        let resources = (0..<(lines + hours - 1) / hours).map { Self.resource($0, &random) }
        guard FileManager.default.createFile(atPath: file.path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
        let handle = try FileHandle(forWritingTo: file)
        var buffer: [UInt8] = []
        buffer.reserveCapacity(Self.flushAt + 4096)
        let first = Month(year: 2026, month: 8).first
        func moment(_ hour: Int) -> String {
            "\(first.advanced(by: hour / 24))T\(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00Z"
        }
        var written = 0
        for hour in 0..<hours {
            let times = "\"usage_start_time\":\"\(moment(hour))\",\"usage_end_time\":\"\(moment(hour + 1))\"".utf8
            for resource in resources where written < lines {
                let cost = (random.next() & 0x7F_FFFF) * resource.price
                buffer.append(contentsOf: resource.beforeStart)
                buffer.append(contentsOf: times)
                buffer.append(contentsOf: resource.beforeCost)
                LargeBill.number(cost, decimals: 11, to: &buffer)
                if written % 3 == 0 {
                    buffer.append(contentsOf: ",\"credits\":[{\"name\":\"Committed use\",\"amount\":-".utf8)
                    LargeBill.number(cost / 4, decimals: 11, to: &buffer)
                    buffer.append(contentsOf: ",\"id\":\"cud-1\",\"type\":\"COMMITTED_USAGE_DISCOUNT\"}]".utf8)
                } else {
                    buffer.append(contentsOf: ",\"credits\":[]".utf8)
                }
                buffer.append(contentsOf: resource.rest)
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
        let (service, serviceName, sku, skuName, unit, pricingUnit) = kinds[number % kinds.count]
        let team = ["checkout", "search", "billing", "ingest", "reports"][random.whole(0...4)]
        let project = "\(team)-\(random.whole(1...40))"
        let region = ["us-central1", "us-east1", "europe-west3"][random.whole(0...2)]
        let quantity = random.whole(1...86_400)
        var resource = Resource()
        resource.price = UInt64(random.whole(4...9_000))
        func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
        resource.beforeStart = bytes(
            "{\"billing_account_id\":\"01AB23-45CD67-89EF01\",\"service\":{\"id\":\"\(service)\",\"description\":\"\(serviceName)\"},"
                + "\"sku\":{\"id\":\"\(sku)\",\"description\":\"\(skuName)\"},")
        resource.beforeCost = bytes(
            """
            ,"project":{"id":"\(project)","number":"\(100_000_000 + number)","name":"\(project)","labels":[],"ancestry_numbers":"/1/2/"},\
            "labels":[{"key":"team","value":"\(team)"},{"key":"environment","value":"\(number % 5 == 0 ? "dev" : "prod")"}],\
            "system_labels":[],"location":{"location":"\(region)","country":"US","region":"\(region)","zone":"\(region)-a"},\
            "resource":{"name":"instance-\(number)","global_name":"//compute.example/instances/\(number)"},"tags":[],\
            "export_time":"2026-09-03T08:15:27.413213Z","currency":"USD","currency_conversion_rate":1.0,\
            "usage":{"amount":\(quantity).0,"unit":"\(unit)","amount_in_pricing_units":\(quantity / 3600).5,"pricing_unit":"\(pricingUnit)"},\
            "invoice":{"month":"202608"},"cost_type":"regular","cost":
            """)
        resource.rest = bytes("}\n")
        return resource
    }
}

import Billing
import Foundation

/// A generator with a printed seed (SplitMix64), so that a failing schedule can be made again.
struct ScheduleRandom: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// A record of a bill, as a provider would keep it.
struct BillRecord: Hashable {
    var account: String
    var month: Month
    var service: String
    var tag: String
    var start: Day
    var days: Int
    var billed: String
    var effective: String
    var quantity: String
    var correction: Bool
    var invoice: String

    var text: String {
        [account, "\(month)", service, tag, "\(start)", "\(days)", billed, effective, quantity, "\(correction)", invoice].joined(
            separator: "|")
    }
    var scope: BillScope { BillScope(billingAccount: account, billingPeriod: month.period) }
}

/// Writes records as FOCUS CSV in one of many equal shapes: other column order, quoting, line ends, NULL or empty.
struct BillWriter {
    static func bytes(_ records: [BillRecord], random: inout ScheduleRandom) -> Data {
        var columns = [
            "BillingAccountId", "BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd", "BilledCost",
            "EffectiveCost", "ConsumedQuantity", "ConsumedUnit", "ServiceName", "Tags", "ChargeClass", "InvoiceId",
            "BillingCurrency",
            "ChargeCategory", "x_RowNumber",
        ]
        columns.shuffle(using: &random)
        let quotesAll = random.chance(50)
        let ending = random.chance(50) ? "\r\n" : "\n"
        let absent = random.chance(50) ? "NULL" : ""
        let isTimed = random.chance(50)
        func cell(_ text: String) -> String {
            quotesAll || text.contains { ",\"\n".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
        }
        func moment(_ day: Day) -> String { isTimed ? "\(day)T00:00:00Z" : "\(day)" }
        var text = (random.chance(20) ? "\u{FEFF}" : "") + columns.map(cell).joined(separator: ",") + ending
        for (number, record) in records.shuffled(using: &random).enumerated() {
            let values: [String: String] = [
                "BillingAccountId": record.account, "BillingPeriodStart": moment(record.month.first),
                "BillingPeriodEnd": moment(record.month.end), "ChargePeriodStart": moment(record.start),
                "ChargePeriodEnd": moment(record.start.advanced(by: record.days)), "BilledCost": record.billed,
                "EffectiveCost": record.effective, "ConsumedQuantity": record.quantity.isEmpty ? absent : record.quantity,
                "ConsumedUnit": record.quantity.isEmpty ? absent : "GB", "ServiceName": record.service,
                "Tags": record.tag.isEmpty ? absent : "{\"team\": \"\(record.tag)\", \"note\": \"a, \\\"b\\\"\"}",
                "ChargeClass": record.correction ? "Correction" : absent,
                "InvoiceId": record.invoice.isEmpty ? absent : record.invoice,
                "BillingCurrency": "USD", "ChargeCategory": "Usage", "x_RowNumber": String(number),
            ]
            text += columns.map { cell(values[$0] ?? "") }.joined(separator: ",") + ending
        }
        return Data(text.utf8)
    }
}

/// What a chain of deliveries must lead to, kept as plain dictionaries: the rule of the history without its tables.
struct DeliveryModel {
    typealias Bill = [BillRecord]
    /// The records in force, by bill.
    private(set) var inForce: [BillScope: Bill] = [:]
    private var past: [BillScope: [Bill]] = [:]
    private var lastOf: [String: [BillScope: Bill]] = [:]
    private var newest: [String: String] = [:]
    private var newestStamp: [String: Day] = [:]
    private var fileInForce: [BillScope: (series: String, path: String, stamp: Day?)] = [:]

    static func sorted(_ records: [BillRecord]) -> Bill { records.map { ($0.text, $0) }.sorted { $0.0 < $1.0 }.map(\.1) }

    /// Takes a file; false where it waits.
    mutating func deliver(_ path: String, series: String, stamp: Day?, _ records: [BillRecord]) -> Bool {
        let content = Dictionary(grouping: records, by: \.scope).mapValues(DeliveryModel.sorted)
        // A file that has only been empty is as good as new: it follows what its predecessor held.
        let own = lastOf[path].flatMap { $0.isEmpty ? nil : $0 }
        if records.isEmpty, own == nil, let stamp, let newer = newestStamp[series], newer > stamp { return true }
        let before = own ?? newest[series].flatMap { lastOf[$0] } ?? [:]
        if records.isEmpty, before.isEmpty { return false }
        var kept = content
        var changed = false
        for (scope, bill) in content where bill != inForce[scope] {
            if let stamp, let other = fileInForce[scope], other.series == series, other.path != path, let newer = other.stamp,
                newer > stamp
            {
                continue
            }
            let isOld = past[scope, default: []].contains(bill)
            if isOld, own?[scope] != inForce[scope] || own?[scope] == nil { continue }
            put(scope, bill)
            fileInForce[scope] = (series, path, stamp)
            changed = true
        }
        let first = content.keys.map(\.billingPeriod.start).min()
        for (scope, bill) in before where content[scope] == nil {
            guard inForce[scope] == bill, !bill.isEmpty else {
                if own != nil { kept[scope] = bill }
                continue
            }
            if let first {
                if own == nil {
                    guard content.keys.contains(where: { $0.billingPeriod == scope.billingPeriod }) else { continue }
                } else if scope.billingPeriod.end <= first, before.keys.allSatisfy({ $0.billingPeriod.end <= first }) {
                    continue
                }
            }
            put(scope, [])
            fileInForce[scope] = (series, path, stamp)
            changed = true
            kept[scope] = []
        }
        lastOf[path] = kept
        if changed { newest[series] = path }
        newestStamp[series] = [newestStamp[series], stamp].compactMap { $0 }.max()
        return true
    }

    private mutating func put(_ scope: BillScope, _ bill: Bill) {
        inForce[scope] = bill
        past[scope, default: []].append(bill)
    }
}

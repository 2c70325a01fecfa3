import Billing
import Formats

@testable import Exports

/// Collects what a reader of bills puts out.
final class CollectingSink: ChargeSink, UsageSink {
    typealias Failure = Never

    private(set) var scopes: [BillScope] = []
    private(set) var invoices: [String] = []
    private(set) var lines: [(identity: Hash128, values: LineValues)] = []
    private(set) var charges: [ChargeDay] = []
    private(set) var usage: [UsageDay] = []

    func scope(_ scope: BillScope) -> Int32 {
        scopes.append(scope)
        return Int32(scopes.count - 1)
    }

    func invoice(_ number: String) -> Int32 {
        invoices.append(number)
        return Int32(invoices.count)
    }

    func line(_ identity: Hash128, _ values: LineValues) -> Int32 {
        lines.append((identity, values))
        return Int32(lines.count - 1)
    }

    func add(_ charge: ChargeDay) { charges.append(charge) }

    func add(_ day: UsageDay) { usage.append(day) }

    func claim(_ call: Hash128) -> Bool { true }

    /// Everything about a charge but its sums, with a line's values by column name and its identity.
    func key(_ charge: ChargeDay) -> String {
        let line = lines[Int(charge.line)]
        let values = Dimension.allCases.compactMap { column in line.values[column].map { "\(column.name)=\($0)" } }
        let scope = scopes[Int(charge.scope)]
        return
            "\(scope.billingAccount) \(scope.billingPeriod.start) \(scope.billingPeriod.end) \(charge.period.start) \(charge.period.end) "
            + "\(charge.invoice == 0 ? "-" : invoices[Int(charge.invoice) - 1]) \(line.identity) \(values.joined(separator: "|"))"
    }

    /// The sums of each charge over all parts that it came in, by `key`; an absent measure is `-`.
    var totals: [String: String] {
        var sums: [String: (measures: [Amount?], records: Int64)] = [:]
        for charge in charges {
            var sum = sums[key(charge)] ?? ([Amount?](repeating: nil, count: Measure.allCases.count), 0)
            for measure in Measure.allCases {
                if let amount = charge[measure] {
                    sum.measures[measure.rawValue] = (sum.measures[measure.rawValue] ?? .zero) + amount
                }
            }
            sum.records += charge.records
            sums[key(charge)] = sum
        }
        return sums.mapValues { sum in
            (sum.measures.map { $0?.description ?? "-" } + ["\(sum.records) records"]).joined(separator: " ")
        }
    }

    /// The sum of a measure over all charges.
    func sum(_ measure: Measure, where isCounted: (LineValues) -> Bool = { _ in true }) -> Amount {
        charges.filter { isCounted(lines[Int($0.line)].values) }.reduce(Amount.zero) { $0 + ($1[measure] ?? .zero) }
    }
}

extension ChargeDay {
    /// The sum of each measure; nil where no record has it.
    var amounts: [Amount?] { Measure.allCases.map { self[$0] } }
}

/// A bill that was read: what came out, and what was found.
struct ReadBill {
    let sink = CollectingSink()
    /// Nil where the file is no FOCUS bill.
    var reading: ExportReading?
    /// What the header was no CSV for.
    var headerDefect: CSVReader.Step?

    init(_ text: String, memory: Int = 64 << 20, readsAhead: Bool = true) throws {
        try self.init(Array(text.utf8), memory: memory, readsAhead: readsAhead)
    }

    init(_ bytes: [UInt8], memory: Int = 64 << 20, readsAhead: Bool = true) throws {
        let file = try TemporaryFile(bytes)
        try self.init(path: file.path, memory: memory, readsAhead: readsAhead)
    }

    init(path: String, memory: Int = 64 << 20, readsAhead: Bool = true) throws {
        var csv = CSVReader(try ByteSource(path: path))
        let first = try csv.next()
        guard first == .record else {
            headerDefect = first
            return
        }
        let header = (0..<csv.count).map { csv.text($0) }
        guard ExportFormat.ofHeader(header) == .focus else { return }
        reading = try FocusReader(
            sink, header: header, file: "bill.csv", source: "s", currency: Currency("EUR"), memory: memory, readsAhead: readsAhead
        ).read(&csv)
    }

    /// Each refusal as `LINE:COLUMN+WIDTH reason`.
    var refusals: [String] {
        (reading?.refusals ?? []).map { "\($0.origin.line):\($0.origin.column)+\($0.width) \($0.reason)" }
    }
}

import Billing
import Exports
import History

/// Reads files again to find the records that charges were added up from; takes nothing.
final class RecordTrace: ChargeSink, UsageSink {
    typealias Failure = Never

    /// A line of a file.
    struct Place: Hashable {
        /// Which of the files that are read.
        var file: Int
        /// From 1.
        var line: Int
    }

    /// The records of a charge.
    struct Found {
        /// Their sum, by the basis asked for.
        var amount = Amount.zero
        var records = 0
        /// Where they stand, the first of them.
        var places: [Place] = []
    }

    /// How many places of a charge are kept.
    private static let limit = 20

    /// A bill as files name it.
    struct Bill: Hashable {
        var source: String
        var subject: String
        var start: Day
    }

    /// The file that is being read.
    var file = 0
    /// The source that it is of.
    var source = ""
    /// The charges asked for, with what was found of them.
    private(set) var found: [KnownCharge.Key: Found]
    private let bills: [Bill: Int64]
    private let basis: Settings.CostBasis
    private var lines: [Hash128] = []

    /// Looks for the records of some charges of some bills.
    init(_ charges: [KnownCharge.Key], bills: [Bill: Int64], basis: Settings.CostBasis) {
        found = Dictionary(charges.map { ($0, Found()) }) { first, _ in first }
        self.bills = bills
        self.basis = basis
    }

    let wantsRecords = true

    func scope(_ scope: BillScope) -> Int32 {
        Int32(bills[Bill(source: source, subject: scope.subject, start: scope.billingPeriod.start)] ?? -1)
    }

    func invoice(_ number: String) -> Int32 { 1 }

    func line(_ identity: Hash128, _ values: LineValues) -> Int32 {
        lines.append(identity)
        return Int32(lines.count - 1)
    }

    func record(_ record: ChargeRecord) {
        let key = KnownCharge.Key(scope: Int64(record.scope), line: lines[Int(record.line)], period: record.period)
        guard var charge = found[key] else { return }
        charge.amount += basis == .billed ? record.billed : record.effective
        charge.records += 1
        if charge.places.count < RecordTrace.limit { charge.places.append(Place(file: file, line: record.place)) }
        found[key] = charge
    }

    func add(_ charge: ChargeDay) {}

    func add(_ usage: UsageDay) {}

    func claim(_ call: Hash128) -> Bool { true }
}

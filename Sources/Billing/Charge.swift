/// Which bill a charge belongs to: the unit that a delivery replaces.
package struct BillScope: Hashable, Comparable, Sendable {
    /// BillingAccountId; empty where the source names none.
    package var billingAccount: String
    /// BillingPeriodStart to BillingPeriodEnd (exclusive).
    package var billingPeriod: Period
    /// Which part of the bill, where a provider tells one bill in two exports.
    package var part: BillPart
    /// The day on which the provider wrote these records, of a bill that is only ever added to: a later delivery of that day holds
    /// all of its records, and says nothing about other days. So does the first day of a bucket in an API's answer. Nil for a bill
    /// that is delivered whole.
    package var exportDay: Day?

    /// A bill of an account for a period, a part of it, or what was exported of it on a day.
    package init(billingAccount: String, billingPeriod: Period, part: BillPart = .main, exportDay: Day? = nil) {
        self.billingAccount = billingAccount
        self.billingPeriod = billingPeriod
        self.part = part
        self.exportDay = exportDay
    }

    /// What the history knows the bill by: `99`, `99, purchases of commitments`, `99 of 2026-10-03`.
    package var subject: String {
        let bill = part == .main ? billingAccount : "\(billingAccount), \(part.rawValue)"
        return exportDay.map { "\(bill) of \($0)" } ?? bill
    }

    package static func < (left: BillScope, right: BillScope) -> Bool {
        (left.billingPeriod, left.billingAccount, left.part.rawValue, left.exportDay?.number ?? 0)
            < (right.billingPeriod, right.billingAccount, right.part.rawValue, right.exportDay?.number ?? 0)
    }
}

/// The decoded values of a line by column, packed: one buffer of UTF-8 and where each value ends in it.
///
/// An absent value (empty, NULL, or no such column) is nil; there is no empty value. Several lines may be packed one behind the other;
/// then each is looked at by itself.
package struct LineValues: Sendable {
    /// The values of all columns one after the other, in the order of `Dimension`.
    package private(set) var bytes: [UInt8] = []
    /// Where the value of each column so far ends in `bytes`.
    package private(set) var ends: [Int32] = []
    /// How many columns of other lines come before its own.
    private var before = 0

    /// A line without values.
    package init() {
        bytes.reserveCapacity(512)
        ends.reserveCapacity(Dimension.allCases.count)
    }

    /// Forgets all values and keeps the room.
    package mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Adds the next column's value; empty for absent. Called once for each dimension, in order.
    package mutating func append(_ value: Span<UInt8>) {
        unsafe value.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        ends.append(Int32(bytes.count))
    }

    /// Leaves the next column absent.
    package mutating func appendNone() { ends.append(Int32(bytes.count)) }

    /// The bytes of a column's value; empty where it is absent.
    package func range(_ column: Dimension) -> Range<Int> {
        let place = before + column.rawValue
        return (place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])
    }

    /// Packs a line that has nothing before it behind those that are packed already.
    package mutating func pack(_ line: LineValues) {
        let start = Int32(bytes.count)
        bytes.append(contentsOf: line.bytes)
        for end in line.ends { ends.append(start + end) }
    }

    /// One of the lines that are packed, by its number from 0; it shares their room.
    package func packed(_ line: Int) -> LineValues {
        var one = self
        one.before = line * Dimension.allCases.count
        return one
    }

    /// A column's value; nil where it is absent.
    package subscript(column: Dimension) -> String? {
        let range = range(column)
        return range.isEmpty ? nil : String(decoding: bytes[range], as: UTF8.self)
    }
}

/// Where a reader of bills puts what it has read, a line at its first sight and its charges when they are added up.
package protocol ChargeSink: AnyObject {
    /// What can go wrong while storing.
    associatedtype Failure: Error
    /// The number of a bill in this delivery.
    func scope(_ scope: BillScope) throws(Failure) -> Int32
    /// The number of an invoice in this delivery, from 1.
    func invoice(_ number: String) throws(Failure) -> Int32
    /// The number of a line in the history; it is stored at its first sight. `identity` hashes its names and values.
    func line(_ identity: Hash128, _ values: LineValues) throws(Failure) -> Int32
    /// Adds what was charged; the same line and day may come in several parts.
    func add(_ charge: ChargeDay) throws(Failure)
    /// Whether it is to be told of each record by itself too.
    var wantsRecords: Bool { get }
    /// Is told of a record before it is added up.
    func record(_ record: ChargeRecord)
}

extension ChargeSink {
    /// What takes charges asks for sums alone.
    package var wantsRecords: Bool { false }
    /// What takes charges asks for sums alone.
    package func record(_ record: ChargeRecord) {}
}

/// What one record of a file charges, and where it stands.
package struct ChargeRecord: Sendable {
    /// The bill and the line, as numbered by the receiver.
    package var scope: Int32, line: Int32
    /// ChargePeriodStart to ChargePeriodEnd, in whole days.
    package var period: Period
    /// BilledCost and EffectiveCost.
    package var billed: Amount, effective: Amount
    /// The line of the file that it begins in, from 1.
    package var place: Int

    /// A record of a file.
    package init(scope: Int32, line: Int32, period: Period, billed: Amount, effective: Amount, place: Int) {
        self.scope = scope
        self.line = line
        self.period = period
        self.billed = billed
        self.effective = effective
        self.place = place
    }
}

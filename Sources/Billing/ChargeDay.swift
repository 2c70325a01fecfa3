/// What one line was charged on one day (or over a span of days) of one bill: the history's grain.
///
/// Plain bytes without gaps, so that many of them can be put aside as they are.
package struct ChargeDay: Sendable, BitwiseCopyable {
    /// What is added up apart.
    package struct Key: Hashable, Comparable, Sendable, BitwiseCopyable {
        /// The bill, as numbered by the receiver.
        package var scope: Int32
        /// The line, as numbered by the receiver.
        package var line: Int32
        /// ChargePeriodStart to ChargePeriodEnd, in whole days.
        package var period: Period
        /// InvoiceId, as numbered by the receiver; 0 while there is none.
        package var invoice: Int32

        /// A line's charge for a day.
        package init(scope: Int32, line: Int32, period: Period, invoice: Int32) {
            self.scope = scope
            self.line = line
            self.period = period
            self.invoice = invoice
        }

        /// The same line and period, whatever its invoice.
        package var withoutInvoice: Key { Key(scope: scope, line: line, period: period, invoice: 0) }

        package static func < (left: Key, right: Key) -> Bool {
            if left.scope != right.scope { return left.scope < right.scope }
            if left.line != right.line { return left.line < right.line }
            if left.period != right.period { return left.period < right.period }
            return left.invoice < right.invoice
        }
    }

    /// Which line of which bill, and when.
    package let key: Key
    /// A bit for each measure that some record has.
    private var present: UInt32 = 0
    /// How many records of the source were added into it.
    package private(set) var records: Int64
    /// In units of 1e-15, by `Measure`.
    private var sums: [8 of Int128] = .init(repeating: 0)

    /// A charge of so many records, and nothing added up yet.
    package init(_ key: Key, records: Int64) {
        self.key = key
        self.records = records
    }

    /// As in its key.
    package var scope: Int32 { key.scope }
    /// As in its key.
    package var line: Int32 { key.line }
    /// As in its key.
    package var period: Period { key.period }
    /// As in its key.
    package var invoice: Int32 { key.invoice }

    /// The sum of a measure over the records; nil where none of them has it.
    package subscript(measure: Measure) -> Amount? {
        get { present & bit(measure) == 0 ? nil : Amount(femtos: sums[measure.rawValue]) }
        set {
            present = newValue == nil ? present & ~bit(measure) : present | bit(measure)
            sums[measure.rawValue] = newValue?.femtos ?? 0
        }
    }

    private func bit(_ measure: Measure) -> UInt32 { 1 << UInt32(measure.rawValue) }

    /// Adds a further part of the same.
    package mutating func add(_ part: ChargeDay) {
        present |= part.present
        records += part.records
        for measure in sums.indices { sums[measure] += part.sums[measure] }
    }
}

import Billing

/// A charge as a provider's record makes it, under the names of FOCUS, before it is a line and its sums.
struct ChargeDraft {
    /// Each column's text; empty for absent. Indexed by `Dimension`.
    private(set) var texts: [[UInt8]] = Array(repeating: [], count: Dimension.allCases.count)
    /// Each measure's number in units of 1e-15. Indexed by `Measure`.
    private(set) var sums: [Int128] = Array(repeating: 0, count: Measure.allCases.count)
    /// A bit for each measure that it has.
    private(set) var mask: UInt8 = 0
    /// BilledCost and EffectiveCost; of two that are not both given one stands for the other.
    private(set) var billed: ParsedDecimal?, effective: ParsedDecimal?
    /// ChargePeriodStart to ChargePeriodEnd and the billing period, in whole days.
    var charge: Period, billing: Period
    /// The day on which the provider wrote the record, of a bill that is only ever added to, or the first day of the bucket of an
    /// answer; nil for a bill that is delivered whole.
    var exportDay: Day?
    /// The part of the bill that it belongs to.
    var part = BillPart.main
    /// InvoiceId; empty while there is none.
    var invoice: [UInt8] = []

    /// A charge without anything but its days.
    init(charge: Period, billing: Period) {
        self.charge = charge
        self.billing = billing
    }

    /// Whether it has a cost but names no currency: nobody can tell what it cost. Of nothing the currency is no matter.
    var lacksCurrency: Bool {
        self[.billingCurrency].isEmpty && Measure.allCases.contains { $0.isCost && sums[$0.rawValue] != 0 }
    }

    subscript(dimension: Dimension) -> [UInt8] {
        get { texts[dimension.rawValue] }
        set { texts[dimension.rawValue] = newValue }
    }

    /// Sets a column of our own words.
    mutating func set(_ dimension: Dimension, _ text: String) { texts[dimension.rawValue] = Array(text.utf8) }

    /// Sets a column where the record has a value.
    mutating func set(_ dimension: Dimension, _ text: [UInt8]?) { texts[dimension.rawValue] = text ?? [] }

    /// Sets a measure where the record has one.
    mutating func set(_ measure: Measure, _ number: ParsedDecimal?) {
        guard let number else { return }
        sums[measure.rawValue] = number.amount.femtos
        mask |= 1 << UInt8(measure.rawValue)
        switch measure {
        case .billedCost: billed = number
        case .effectiveCost: effective = number
        default: break
        }
    }

    /// Sets a measure that was computed.
    mutating func set(_ measure: Measure, _ amount: Amount) { set(measure, ParsedDecimal(amount: amount, residue: 0)) }
}

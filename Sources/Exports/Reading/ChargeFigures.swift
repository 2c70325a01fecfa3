import Billing

/// What a record charges: for which days, and its numbers.
struct ChargeFigures: Sendable {
    /// Each measure's number in units of 1e-15. Indexed by `Measure`.
    private(set) var sums: [8 of Int128] = .init(repeating: 0)
    /// A bit for each measure that it has.
    private(set) var mask: UInt8 = 0
    /// BilledCost and EffectiveCost; of two that are not both given one stands for the other.
    private(set) var billed: ParsedDecimal?, effective: ParsedDecimal?
    /// ChargePeriodStart to ChargePeriodEnd and the billing period, in whole days.
    var charge: Period, billing: Period
    /// The day on which the provider wrote the record, of a bill that is only ever added to, or the first day of the bucket of an
    /// answer; nil for a bill that is delivered whole.
    var exportDay: Day?

    /// Nothing but days.
    init(charge: Period, billing: Period) {
        self.charge = charge
        self.billing = billing
    }

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

    /// Lets one of the two costs stand for the other where only that is given.
    mutating func completeCosts() {
        if let billed, effective == nil { set(.effectiveCost, billed) }
        if let effective, billed == nil { set(.billedCost, effective) }
    }
}

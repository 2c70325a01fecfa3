/// The highest-level classification of a charge (FOCUS 1.2, ChargeCategory).
package enum ChargeCategory: String, CaseIterable, Sendable {
    case usage = "Usage"
    case purchase = "Purchase"
    case tax = "Tax"
    case credit = "Credit"
    case adjustment = "Adjustment"
}

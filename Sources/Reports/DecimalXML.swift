import Billing

/// The most digits of an `xs:decimal` that libxml2 reads; a longer one fails the validation, whatever the schema says.
private let digitLimit = 24

/// A value as `xs:decimal`: exact as long as its digits fit libxml2's limit of 24, or else rounded half to even to as many decimals
/// as have room beside the digits before the point. `decimals` is the most of them.
func decimalXML(_ value: Amount, decimals: Int = 15) -> String {
    let whole = value.femtos.magnitude / Amount.unit.magnitude
    return value.rounded(to: max(0, min(decimals, digitLimit - String(whole).utf8.count))).description
}

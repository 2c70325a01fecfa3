import Billing

/// The quantity in `wanted` units; nil where the two do not measure the same. GB and GiB are converted, also within a compound
/// unit (`GiB-Hours` to `GB-Hours`); everything else has to be the very unit.
func convert(_ quantity: Quantity, from unit: String, to wanted: String) -> Quantity? {
    if unit == wanted { return quantity }
    let gibibyte: Int128 = 1_073_741_824
    let gigabyte: Int128 = 1_000_000_000
    if unit.hasPrefix("GiB"), wanted.hasPrefix("GB"), unit.dropFirst(3) == wanted.dropFirst(2) {
        return Quantity(quantity.value.scaled(by: gibibyte, over: gigabyte))
    }
    if unit.hasPrefix("GB"), wanted.hasPrefix("GiB"), unit.dropFirst(2) == wanted.dropFirst(3) {
        return Quantity(quantity.value.scaled(by: gigabyte, over: gibibyte))
    }
    return nil
}

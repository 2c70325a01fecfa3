import Billing

extension [UsageDay] {
    /// The rows in a unit, those that measure something else left out. A row without a unit is in the wanted one, and any unit is
    /// right where the plan names none but the metric itself.
    func measured(in unit: String, metric: String) -> [UsageDay] {
        guard unit != metric else { return self }
        return compactMap { row in
            guard let own = row.unit else { return row }
            var row = row
            guard let converted = convert(row.quantity, from: own, to: unit) else { return nil }
            row.quantity = converted
            row.unit = unit
            return row
        }
    }
}

/// The quantity in `wanted` units; nil where the two do not measure the same. GB and GiB are converted, also within a compound
/// unit (`GiB-Hours` to `GB-Hours`); everything else has to be the very unit.
func convert(_ quantity: Quantity, from unit: String, to wanted: String) -> Quantity? {
    if unit == wanted || unit.lowercased() == wanted.lowercased() { return quantity }
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

/// Splits `whole` by `weights` so that the parts add up to it exactly: largest remainder (Hamilton's method) at 1e-15.
///
/// Each part is the floor of its exact share of the magnitude; what is left goes, one unit of 1e-15 each, to the largest
/// remainders, ties to the earlier part. The split of −x is minus the split of x. Weights are not negative.
/// Nil where the weights add up to nothing.
package func split(_ whole: Amount, by weights: [Amount]) -> [Amount]? {
    precondition(weights.allSatisfy { $0.femtos >= 0 }, "weights of a split are not negative")
    let total = weights.reduce(UInt128(0)) { $0 + $1.femtos.magnitude }
    guard total > 0 else { return nil }
    let magnitude = whole.femtos.magnitude
    var parts: [UInt128] = []
    var remainders: [UInt128] = []
    var given: UInt128 = 0
    for weight in weights {
        let product = magnitude.multipliedFullWidth(by: weight.femtos.magnitude)
        let (part, remainder) = total.dividingFullWidth(product)
        parts.append(part)
        remainders.append(remainder)
        given += part
    }
    let order = remainders.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
    for index in order.prefix(Int(magnitude - given)) { parts[index] += 1 }
    return parts.map { Amount(femtos: whole.femtos < 0 ? -Int128($0) : Int128($0)) }
}

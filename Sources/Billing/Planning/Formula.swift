/// How a figure follows from others, which are named by their ids.
package indirect enum Formula: Hashable, Sendable {
    /// A number that is no figure of its own.
    case number(Amount)
    /// A figure by its id; `PHASE.*` stands for all component amounts of a phase.
    case figure(String)
    /// All of them added.
    case sum([Formula])
    /// All of them multiplied.
    case product([Formula])
    /// The first less the second.
    case difference(Formula, Formula)
    /// The first over the second.
    case ratio(Formula, Formula)
    /// So many percent of a whole: `share(20, 5179)` is 1,035.80.
    case share(Formula, of: Formula)
    /// A part in percent of a whole: `percent(430, 10417)` is about 4.1.
    case percent(Formula, of: Formula)
    /// By how many percent the second is more than the first.
    case change(from: Formula, to: Formula)
    /// The greatest of them.
    case greatest([Formula])

    /// The ids that it names, in order, each as often as it stands there.
    package var figures: [String] {
        switch self {
        case .number: []
        case .figure(let id): [id]
        case .sum(let parts), .product(let parts), .greatest(let parts): parts.flatMap(\.figures)
        case .difference(let one, let other), .ratio(let one, let other), .share(let one, let other),
            .percent(let one, let other), .change(let one, let other):
            one.figures + other.figures
        }
    }

    /// What it comes to, rounded half to even at 1e-15; nil where a figure is unknown, a divisor is zero or a step is beyond 1e20,
    /// far more than any figure of a plan.
    package func value(_ figure: (String) -> Amount?) -> Amount? {
        func values(_ parts: [Formula]) -> [Amount]? {
            let known = parts.compactMap { $0.value(figure) }
            return known.count == parts.count ? known : nil
        }
        func pair(_ one: Formula, _ other: Formula, _ combine: (Amount, Amount) -> Amount?) -> Amount? {
            guard let one = one.value(figure), let other = other.value(figure) else { return nil }
            return combine(one, other).flatMap(bounded)
        }
        switch self {
        case .number(let number): return bounded(number)
        case .figure(let id): return figure(id).flatMap(bounded)
        case .sum(let parts):
            return values(parts)?.reduce(Amount.zero) { sum, part in sum.flatMap { bounded($0 + part) } }
        case .greatest(let parts): return values(parts)?.max()
        case .product(let parts):
            return values(parts)?.reduce(Amount(1)) { product, factor in product.flatMap { multiplied($0, factor) } }
        case .difference(let one, let other): return pair(one, other) { $0 - $1 }
        case .ratio(let one, let other): return pair(one, other) { divided($0, $1) }
        case .share(let percent, let whole):
            return pair(percent, whole) { multiplied($0, $1)?.scaled(by: 1, over: 100) }
        case .percent(let part, let whole): return pair(part, whole) { divided($0.scaled(by: 100, over: 1), $1) }
        case .change(let from, let to): return pair(from, to) { divided(($1 - $0).scaled(by: 100, over: 1), $0) }
        }
    }
}

/// The value where it is within 1e20, so that no step after it can be beyond 128 bits.
private func bounded(_ amount: Amount) -> Amount? {
    amount.femtos.magnitude <= UInt128(powerOfTen(35)) ? amount : nil
}

/// The product; nil where it is beyond 1e20.
private func multiplied(_ left: Amount, _ right: Amount) -> Amount? {
    let product = left.femtos.magnitude.multipliedFullWidth(by: right.femtos.magnitude)
    return product.high < UInt128(Amount.unit / 10) ? bounded(left * right) : nil
}

/// The quotient; nil where the divisor is zero or so small that the quotient is beyond 1e20.
private func divided(_ left: Amount, _ right: Amount) -> Amount? {
    guard !right.isZero, left.femtos.magnitude / right.femtos.magnitude < UInt128(powerOfTen(20)) else { return nil }
    return left.divided(by: right)
}

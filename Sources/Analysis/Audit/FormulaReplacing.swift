import Billing

extension Formula {
    /// The same formula with something else in the place of every figure; the parts of a sum join the sum that it stands in.
    func replacingFigures(_ replacement: (String) -> Formula) -> Formula {
        func replaced(_ formula: Formula) -> Formula { formula.replacingFigures(replacement) }
        switch self {
        case .number: return self
        case .figure(let id): return replacement(id)
        case .sum(let parts):
            return .sum(
                parts.flatMap { part in
                    if case .sum(let inner) = replaced(part) { return inner }
                    return [replaced(part)]
                })
        case .product(let parts): return .product(parts.map(replaced))
        case .greatest(let parts): return .greatest(parts.map(replaced))
        case .difference(let one, let other): return .difference(replaced(one), replaced(other))
        case .ratio(let one, let other): return .ratio(replaced(one), replaced(other))
        case .share(let percent, let whole): return .share(replaced(percent), of: replaced(whole))
        case .percent(let part, let whole): return .percent(replaced(part), of: replaced(whole))
        case .change(let from, let to): return .change(from: replaced(from), to: replaced(to))
        }
    }
}

import Billing

/// A planned amount, or the range that a document gives for it.
enum PlanFigure: Hashable {
    case exact(Amount)
    case range(low: Amount, high: Amount)

    /// The lower bound, or the amount.
    var low: Amount {
        switch self {
        case .exact(let amount): amount
        case .range(let low, _): low
        }
    }

    /// The upper bound, or the amount.
    var high: Amount {
        switch self {
        case .exact(let amount): amount
        case .range(_, let high): high
        }
    }

    /// The amount; nil for a range.
    var exact: Amount? {
        if case .exact(let amount) = self { return amount }
        return nil
    }

    /// Actual less plan; of a range the distance to the nearer bound, nothing inside it.
    func variance(of actual: Amount) -> Amount {
        if actual > high { return actual - high }
        if actual < low { return actual - low }
        return .zero
    }

    /// What a deviation of `actual` is measured against: the plan, or the bound that is nearer.
    func reference(for actual: Amount) -> Amount { actual > high ? high : actual < low ? low : high }

    /// The same change to the amount or to both bounds.
    func map(_ change: (Amount) -> Amount) -> PlanFigure {
        switch self {
        case .exact(let amount): .exact(change(amount))
        case .range(let low, let high): .range(low: change(low), high: change(high))
        }
    }

    /// The sum; a total with a range in it is a range.
    static func + (left: PlanFigure, right: PlanFigure) -> PlanFigure {
        if let left = left.exact, let right = right.exact { return .exact(left + right) }
        return .range(low: left.low + right.low, high: left.high + right.high)
    }
}

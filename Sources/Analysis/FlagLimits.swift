import Billing

/// When a variance of one system is worth a look.
struct FlagLimits {
    /// Of the component's plan to date.
    private let percent: Amount
    /// The larger of the fixed amount and the share of the system's plan to date.
    private let amount: Amount

    /// No variance is over a million percent; a greater limit means the same and would not fit the product.
    private static let greatest = Amount(1_000_000)

    /// The settings' limits for a system; a ranged plan counts with its upper bound.
    init(_ flag: Settings.Flag, _ system: SystemFacts) {
        percent = min(flag.percent, FlagLimits.greatest)
        amount = FlagLimits.material(flag, plan: system.plan?.toDate.high ?? .zero)
    }

    /// The larger of the fixed amount and the share of a system's plan.
    static func material(_ flag: Settings.Flag, plan: Amount) -> Amount {
        max(flag.amount, (plan * min(flag.systemPercent, greatest)).scaled(by: 1, over: 100))
    }

    /// Whether a variance is over every limit, up or down.
    func isOver(_ variance: Amount, of plan: Amount) -> Bool {
        let size = variance.magnitude
        return size > amount && size > (plan * percent).scaled(by: 1, over: 100)
    }
}

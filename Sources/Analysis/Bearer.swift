/// Who bears a charge before anything is split.
enum Bearer: Hashable {
    /// One customer alone.
    case customer(String)
    /// All customers of the component.
    case shared
    /// No customer: another environment than production.
    case notCostOfRevenue
    /// No customer: tax, kept beside the cost.
    case tax
    /// No customer: a credit that runs out, kept beside the cost.
    case promotion
    /// No customer of this month: what changed in a month after its close.
    case adjustment
}

extension Bearer {
    /// Whether it is kept beside the cost, in no total, margin, budget and landing.
    var isApart: Bool { self == .tax || self == .promotion }
}

/// Whether an environment's cost is cost of revenue; where nothing is said it is.
func isProduction(_ environment: String?) -> Bool {
    guard let environment = environment?.lowercased() else { return true }
    return environment.isEmpty || environment == "production" || environment == "prod"
}

import Billing

/// Under which component of a plan a charge counts: its own, or one that covers it in the phase in force. The cost of an environment
/// with a budget of its own stands beside the plan, in a component of its own, as the document keeps it apart.
struct PlanCoverage {
    private let planned: Set<String>
    private let covered: [String: String]
    /// The component that covers what the phase does not name.
    private let others: String?
    private let environments: Set<String>

    /// The coverage of a plan in a month; outside every phase only environments are told apart.
    init(_ plan: Plan, in month: Month) {
        let phase = plan.phase(in: month)
        planned = Set(phase?.components.map(\.id) ?? [])
        var covered: [String: String] = [:]
        var others: String?
        for component in phase?.components ?? [] {
            switch component.covers {
            case .others: others = component.id
            case .components(let ids): for id in ids { covered[id] = component.id }
            case nil: break
            }
        }
        self.covered = covered
        self.others = others
        environments = Set(plan.budgets.filter(\.metrics.isEmpty).compactMap(\.scope.environment)).filter { !isProduction($0) }
    }

    /// The component that a charge counts under, and whether it stands beside the plan.
    func place(of component: String, environment: String?) -> (component: String, isBeside: Bool) {
        if let environment, environments.contains(environment) {
            // Whatever component it names, production's figures are not to hold it.
            return (planned.contains(environment) ? environment + " (environment)" : environment, true)
        }
        if planned.contains(component) { return (component, false) }
        return (covered[component] ?? others ?? component, false)
    }
}

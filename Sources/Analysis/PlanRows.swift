import Billing

/// The rows that show the plans in force, in their own currencies.
func planRows(_ facts: MonthFacts) -> [PlanMonth] {
    facts.plans.sorted { $0.system < $1.system }.flatMap { plan in
        guard let phase = plan.phase(in: facts.month) else { return [PlanMonth]() }
        return phase.components.map { component in
            PlanMonth(
                system: plan.system, component: component.id, name: component.name,
                kind: component.low != nil ? "range" : component.driver != nil ? "driver" : "fixed",
                unit: component.driver?.unit, quantity: component.driver?.quantity, unitPrice: component.driver?.unitPrice,
                low: component.low, plan: component.plan, high: component.high, currency: plan.currency,
                document: plan.document, section: component.section, phase: phase.name)
        }
    }
}

import Billing

/// The rows that show the plans in force, in their own currencies; a component whose driver has several parts has a row for each
/// of them too.
func planRows(_ facts: MonthFacts) -> [PlanMonth] {
    facts.plans.sorted { $0.system < $1.system }.flatMap { plan in
        guard let phase = plan.phase(in: facts.month) else { return [PlanMonth]() }
        return phase.components.flatMap { component in
            let driver = component.driver
            let single = driver.flatMap { $0.parts.count == 1 ? $0.parts.first : nil }
            var whole = PlanMonth(
                system: plan.system, component: component.id, name: component.name,
                kind: component.low != nil ? "range" : driver != nil ? "driver" : "fixed",
                unit: driver?.unit, quantity: single?.quantity, unitPrice: single?.unitPrice,
                low: component.low, plan: component.plan(in: facts.month), high: component.high, currency: plan.currency,
                document: plan.document, section: component.section, phase: phase.name)
            whole.behaviour = component.behaviour?.rawValue
            guard let driver, single == nil else { return [whole] }
            return [whole]
                + driver.parts.map { part in
                    var row = whole
                    row.item = part.id
                    row.kind = "part"
                    row.quantity = part.quantity
                    row.unitPrice = part.unitPrice
                    row.plan = part.cost
                    return row
                }
        }
    }
}

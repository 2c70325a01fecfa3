import Billing

/// What decides a plan beside its figures, as text under a name: months, growth, scopes, what is measured and covered.
struct PlanFacts {
    /// By name, as in `week-13 starts`.
    private(set) var values: [String: String] = [:]

    init(_ plan: Plan) {
        note("plan", "document", plan.document)
        note("plan", "currency", plan.currency.code)
        note("plan", "plan_rate", plan.planRate)
        note("plan", "month_days", plan.monthDays)
        for phase in plan.phases {
            note(phase.id, "starts", phase.starts)
            note(phase.id, "ends", phase.ends)
            note(phase.id, "tier", phase.tier)
            note(phase.id, "total", phase.total.map { "\($0.lowerBound) to \($0.upperBound)" })
            for component in phase.components { note(component, in: phase.id + "." + component.id) }
            for volume in phase.volumes {
                let name = phase.id + "." + volume.id
                note(name, "metric", volume.metric)
                note(name, "feature", volume.feature)
                note(name, "kind", volume.kind.rawValue)
                note(name, "per", volume.isDaily ? "day" : nil)
            }
        }
        for budget in plan.budgets { note(budget) }
        for tier in plan.tiers { note("tier." + tier.id, "recommended", tier.isRecommended ? nil : "false") }
        for lever in plan.levers {
            let name = "lever." + lever.id
            note(name, "components", lever.components.isEmpty ? nil : lever.components.joined(separator: ", "))
            note(name, "metric", lever.metric)
            note(name, "assumed", lever.isAssumed ? "true" : nil)
            note(name, "adopted", lever.adopted)
        }
        for target in plan.targets {
            note("target." + target.id, target.isUpper ? "at_most" : "at_least", target.metric)
            note("target." + target.id, "tier", target.tier)
        }
    }

    private mutating func note(_ component: PlanComponent, in name: String) {
        note(name, "pacing", component.pacing == .even ? nil : component.pacing.rawValue)
        note(name, "behaviour", component.behaviour?.rawValue)
        switch component.covers {
        case .others: note(name, "covers", "others")
        case .components(let ids): note(name, "covers", ids.joined(separator: ", "))
        case nil: break
        }
        note(name, "growth", component.growth.map { Self.text($0.shape) })
        guard let driver = component.driver else { return }
        note(name, "unit", driver.unit)
        note(name, "per_day", driver.days.map { "of \($0) days" })
        switch driver.measurement {
        case .charged: break
        case .consumed: note(name, "measure", "consumed")
        case .pricing: note(name, "measure", "pricing")
        case .usage(let metrics): note(name, "measure", "usage:" + metrics.joined(separator: "+"))
        }
        for part in driver.parts { note(name + "." + part.id, "sku", part.sku) }
    }

    private mutating func note(_ budget: PlannedBudget) {
        let name = "budget." + budget.id
        note(name, "counts", budget.scope.description.isEmpty ? nil : budget.scope)
        note(name, "metric", budget.metrics.isEmpty ? nil : budget.metrics.joined(separator: "+"))
        note(name, "unit", budget.unit.isEmpty ? nil : budget.unit)
        note(name, "period", budget.period.rawValue)
        note(name, "owner", budget.owner)
        note(name, "silent_until", budget.silentUntil)
        note(name, "thresholds", budget.thresholds.map(String.init).joined(separator: ", "))
        for (number, step) in budget.steps.enumerated() {
            note(name, "step \(number + 1)", "\(step.starts) to \(step.ends.map(\.description) ?? "good")")
            note(name, "growth \(number + 1)", step.growth.map { Self.text($0.shape) })
        }
    }

    private mutating func note(_ name: String, _ what: String, _ value: (any CustomStringConvertible)?) {
        if let value { values[name + " " + what] = value.description }
    }

    private static func text(_ shape: Growth.Shape) -> String {
        switch shape {
        case .linear(let last): "to \(last)"
        case .stepped(let step, let every): "by \(step) every \(every)"
        }
    }
}

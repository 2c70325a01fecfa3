import Billing

/// The service targets of a system's plan, in its order; those of a tier only while the plan is in a phase of that tier.
func targetRows(_ system: SystemFacts) -> [TargetMonth] {
    guard let plan = system.document, system.plan != nil else { return [] }
    return plan.targets.filter { $0.tier == nil || $0.tier == system.plan?.tier }.map { target in
        let rows = system.ownUsage.rows(of: [target.metric]).measured(in: target.unit, metric: target.metric)
        return TargetMonth(system: system.id, target, measured: rows.isEmpty ? nil : combined(rows).value)
    }
}

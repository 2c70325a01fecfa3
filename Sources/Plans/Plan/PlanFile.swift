package import Billing
import Formats

/// Reads a plan file (`Inputs/plans/*.yaml`); all mistakes are told at once.
///
/// The figures are monthly, in the plan's currency. A number may be `~440` for "about"; a `source` is a section of the document:
///
///     plan: capacity-assessment        the system's id
///     name: Capacity assessment        for people; the id where it is left out
///     document: 004.txt                the planning document
///     currency: USD                    USD where it is left out
///     plan_rate: 1.08                  optional: units of the reporting currency for one of the plan's
///     month_days: 30                   optional: days of the document's month; needed by per_day
///     phases:                          in order, not overlapping
///       - id: week-13
///         name: Week 13, three customers
///         starts: 2026-09
///         ends: 2026-12                optional
///         tier: small                  optional: what the document calls the phase
///         total: all                   optional: the ranged figure that all components together are judged by
///         components:
///           - id: network-egress
///             name: Network egress
///             amount: 144              or range: [100, 200], or a driver alone
///             growth: {to: 180}        of an amount, to the phase's last month; or {by: 10, every: 2}, in months
///             driver: {quantity: 1200, unit: GB, price: 0.12, price_per: 1, measure: charged}
///                                      or per_day: instead of quantity, a number or a FORMULA; measure also consumed, pricing or
///                                      usage:a+b; or parts: [{id: reads, sku: GLOB, per_day: 20000, price: 0.000001}]
///             covers: others           or [id, …]: whose actuals add up under this one
///             pacing: even             or start, end
///             behaviour: variable      or fixed
///             source: Part 6
///         volumes:
///           - {id: scoring, metric: requests, feature: scoring, kind: flow, per: day, value: 5000, unit: requests, source: …}
///     budgets:
///       - {id: staging, environment: staging, amount: 1500}     also component, thresholds, period: day, metric with unit
///       - {id: phase-1, steps: [{id: first, starts: 2026-01, ends: 2026-02, amount: 5000, growth: {by: 100}}]}
///     tiers:                           the smallest first
///       - {id: small, bounds: {users: {from: 10, to: 100}}, cost: 626, recommended: true, capacity: {web-vcpu: 4}}
///     sizing:                          of the tiers' metrics and of earlier outputs
///       - {id: web-vcpu, unit: vCPU, value: {greatest: [4, {ratio: [users, 50]}]}}
///     levers:
///       - {id: spot, components: [ai-workers], metric: tokens, saving: [20, 40], cost: 10, assumed: true, adopted: 2026-09}
///     targets:
///       - {id: api-latency, metric: api_latency_p95, at_most: 2000, unit: ms, tier: small}
///     figures:                         every other number
///       - {id: total, value: ~430, unit: USD, sum: [week-13.*]}
///     checks:                          of figures that stand elsewhere in the file
///       - {figure: budget.staging, at_most: {share: [50, total]}, part_of: total}
///
/// A FORMULA is a number, the id of a figure, or a group with one of sum, product, greatest (lists), difference, ratio, share,
/// percent and change (pairs). A figure and a check have relations: an operator of a formula as a key, or equals, at_most, at_least
/// with a FORMULA or several, or part_of with an id or several.
package func readPlan(_ bytes: [UInt8], file: String) throws(RefusedFile) -> Plan {
    let document = try YAMLDocument(bytes, file: file)
    let mistakes = Mistakes(document)
    let known = [
        "plan", "name", "document", "currency", "plan_rate", "month_days", "phases", "budgets", "tiers", "sizing", "levers",
        "targets", "figures", "checks",
    ]
    guard let fields = Fields(document.root, what: "a plan", known: known, mistakes: mistakes) else { throw mistakes.refused }
    let system = fields.id("plan", required: true)?.text ?? ""
    let documentName = fields.text("document", required: true) ?? ""
    let monthDays = fields.whole("month_days", in: 1...31)
    let figures = PlanFigures(
        mistakes, currency: fields.currency("currency") ?? Currency("USD"), monthDays: monthDays,
        hasMonthDays: fields.has("month_days"))
    let phases = readPhases(of: fields, figures)
    let budgets = readBudgets(of: fields, figures)
    let sizing = readSizing(of: fields, figures)
    let targets = readTargets(of: fields, figures)
    var plan = Plan(
        system: system, name: fields.text("name") ?? system, document: documentName,
        currency: figures.currency, phases: [], planRate: fields.rate("plan_rate"), monthDays: monthDays,
        origin: Origin(file: file, line: fields.origin.line, column: fields.origin.column))
    plan.tiers = sizing.tiers
    plan.sizing = sizing.outputs
    plan.levers = readLevers(of: fields, figures, components: knownComponents(phases))
    plan.targets = targets.map(\.target)
    readFigures(of: fields, figures)
    readChecks(of: fields, figures)
    let tiers = plan.tiers.map(\.id)
    for tier in phases.compactMap(\.tier) + targets.compactMap(\.tier) where !tiers.contains(tier.text) {
        mistakes.unknownID(tier, "tiers", among: tiers)
    }
    figures.settle()
    plan.phases = zip(phases, phases.dropFirst().map { $0.phase.starts } + [nil]).map { phase, next in
        phase.completed(next: next, figures)
    }
    plan.budgets = budgets.map { $0.completed(figures) }
    plan.figures = figures.list
    plan.checks = figures.checks
    try mistakes.check()
    return plan
}

/// The components that the phases plan or cover; nil where some phase covers whatever it does not name.
private func knownComponents(_ phases: [PhaseDraft]) -> [String]? {
    var known: Set<String> = []
    for component in phases.flatMap(\.components).map(\.component) {
        switch component.covers {
        case .others: return nil
        case .components(let ids): known.formUnion(ids)
        case nil: break
        }
        known.insert(component.id)
    }
    return known.sorted()
}

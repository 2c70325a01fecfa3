import Billing

/// The rows of a system's components: what is planned in the plan's order, then what is not planned by id, reserved names last.
func componentRows(_ system: SystemFacts, _ settings: Settings) -> (rows: [ComponentMonth], items: [ComponentItemMonth]) {
    let charges = Dictionary(grouping: system.charges, by: \.component)
    let limits = FlagLimits(settings.flag, system)
    var items: [ComponentItemMonth] = []
    var rows: [ComponentMonth] = []
    for planned in system.plan?.components ?? [] {
        let (row, ofRow) = plannedRow(planned, charges[planned.id] ?? [], system, limits)
        rows.append(row)
        items += ofRow
    }
    let plannedIds = Set(rows.map(\.component))
    let others = Set(charges.keys).union(system.unconverted).subtracting(plannedIds)
    rows += others.sorted(by: reservedLast).map { unplannedRow($0, charges[$0] ?? [], system, limits) }
    return (rows, items)
}

/// The order of names in which the reserved ones, in parentheses, come last.
func reservedLast(_ left: String, _ right: String) -> Bool {
    (left.hasPrefix("(") ? 1 : 0, left) < (right.hasPrefix("(") ? 1 : 0, right)
}

/// A component that the plan in force has, and the rows of its driver's quantities.
private func plannedRow(
    _ planned: PlannedComponent, _ charges: [CountedCharge], _ system: SystemFacts, _ limits: FlagLimits
) -> (ComponentMonth, [ComponentItemMonth]) {
    var row = actualRow(planned.id, name: planned.name, charges, system)
    row.section = planned.section
    row.plan = planned.month.exact
    row.planToDate = planned.toDate.exact
    if row.plan == nil { (row.planLow, row.planHigh) = (planned.month.low, planned.month.high) }
    if row.planToDate == nil { (row.planToDateLow, row.planToDateHigh) = (planned.toDate.low, planned.toDate.high) }
    if let actual = row.actual { row.judge(planned.toDate, actual, limits) }

    guard let driver = planned.driver, let plan = row.planToDate else {
        row.parts = row.variance.map(VarianceParts.init(spending:))
        return (row, [])
    }
    let entries = DriverComparison(driver, of: planned, plan: plan, actual: row.actual ?? .zero, in: system).entries
    let isKnown = row.actual != nil
    let parts = isKnown ? splitVariance(entries.map(\.comparison)) : entries.map { _ in VarianceParts() }
    if isKnown { row.parts = parts.reduce(VarianceParts(), +) }
    let items = zip(entries, parts).map { entry, parts in
        let item = entry.comparison
        let used = isKnown ? item.actualQuantity : nil
        let isRest = entry.id == DriverComparison.rest
        return ComponentItemMonth(
            system: system.id, component: planned.id, item: entry.id, currency: system.currency, unit: driver.unit,
            planQuantity: isRest ? nil : item.planned.map { Quantity($0.quantity) },
            actualQuantity: isRest ? nil : used.map(Quantity.init(_:)),
            planUnitPrice: isRest ? nil : item.planned?.unitPrice,
            actualUnitPrice: isRest ? nil : used.flatMap { item.quantifiedCost.each(of: $0) },
            plan: item.planned == nil ? nil : item.plan, actual: isKnown ? item.actual : nil, parts: parts)
    }
    // What no quantity explains is planned as it is.
    let isMeasured = zip(entries, items).allSatisfy { $0.id == DriverComparison.rest || $1.actualQuantity != nil }
    if let parts = row.parts, isMeasured { row.flexiblePlan = plan + parts.volume + parts.mix }
    return (row, items)
}

/// A component that has charges and stands in no plan; in a system with a plan in force all of it is unplanned.
private func unplannedRow(
    _ id: String, _ charges: [CountedCharge], _ system: SystemFacts, _ limits: FlagLimits
) -> ComponentMonth {
    var row = actualRow(id, name: id, charges, system)
    row.isBeside = !charges.isEmpty && charges.allSatisfy(\.isBeside)
    guard !row.isBeside, system.plan?.unknown.contains(id) != true else { return row }
    guard !ReservedComponent.apart.contains(id), id != ReservedComponent.adjustment, system.plan != nil else { return row }
    row.plan = .zero
    row.planToDate = .zero
    if let actual = row.actual {
        row.judge(.exact(.zero), actual, limits)
        row.parts = VarianceParts(unplanned: actual)
    }
    return row
}

/// A component's row with its actuals; they are unknown where the system has no charge, or where the component's have no rate.
private func actualRow(_ id: String, name: String, _ charges: [CountedCharge], _ system: SystemFacts) -> ComponentMonth {
    var row = ComponentMonth(
        system: system.id, component: id, name: name, currency: system.currency, completeDays: system.completeDays)
    guard system.hasActual, !system.unconverted.contains(id) else { return row }
    row.actual = charges.reduce(.zero) { $0 + $1.actual }
    row.charged = charges.reduce(.zero) { $0 + $1.charged }
    row.priorPeriod = charges.reduce(.zero) { $0 + ($1.share.isPrior ? $1.actual : .zero) }
    if let landing = system.landings[id] {
        (row.landing, row.landingLow, row.landingHigh) = (landing.expected, landing.low, landing.high)
    }
    return row
}

extension ComponentMonth {
    /// Sets what follows from the plan to date and the actual over the same days.
    fileprivate mutating func judge(_ toDate: PlanFigure, _ actual: Amount, _ limits: FlagLimits) {
        let difference = toDate.variance(of: actual)
        variance = difference
        variancePercent = toDate.exact.flatMap(difference.percent(of:))
        effect = Effect(ofCostVariance: difference)
        isFlagged = limits.isOver(difference, of: toDate.reference(for: actual))
    }
}

extension VarianceParts {
    /// A variance that no quantity explains.
    init(spending: Amount) {
        self.init()
        self.spending = spending
    }

    /// A variance that no plan knows.
    init(unplanned: Amount) {
        self.init()
        self.unplanned = unplanned
    }
}

extension Effect {
    /// Cost over plan is adverse, below it favourable; what rounds to 0.00 is on plan.
    init(ofCostVariance variance: Amount) {
        self = variance.rounded(to: 2).isZero ? .onPlan : variance > .zero ? .adverse : .favourable
    }
}

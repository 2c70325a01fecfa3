import Analysis
import Billing

/// `volume_month`: one row per volume that a plan projects.
func volumeTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<VolumeMonth>("volume_month", month: analysis.month) { _ in analysis.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("volume", "the volume's id within the plan's phase") { $0.volume }
    shape.text("name", "for people") { $0.name }
    shape.text("metric", "the usage metric that it is compared with") { $0.metric }
    shape.text("feature", "whose usage counts; NULL for all") { $0.feature }
    shape.text("kind", "flow, level or peak") { $0.kind.rawValue }
    shape.text("unit", "of the quantities") { $0.unit }
    shape.quantity("plan_low", "planned over complete days, lower bound") { $0.planLow }
    shape.quantity("plan_high", "planned over complete days, upper bound") { $0.planHigh }
    shape.quantity("actual", "used over complete days") { $0.actual }
    shape.quantity("variance", "actual less plan; of a range the distance to the nearer bound") { $0.variance }
    shape.percent("variance_percent", "of the plan or the nearer bound") { $0.variancePercent }
    shape.text("section", "where in the document") { $0.section }
    return shape.table(analysis.volumes)
}

/// `tier_month`: one row per system whose document offers sizes.
func tierTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<TierMonth>("tier_month", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("tier", "the smallest that holds the usage") { $0.tier }
    shape.text("name", "for people") { $0.name }
    shape.amount("cost", "what the document projects for the tier") { $0.cost }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.text("forced_by", "metrics that no smaller tier would hold") {
        $0.forcedBy.isEmpty ? nil : $0.forcedBy.joined(separator: "+")
    }
    shape.text("planned_tier", "the tier that the document calls the phase by") { $0.plannedTier }
    return shape.table(analysis.tiers)
}

/// `capacity_month`: one row per result of a document's sizing formula.
func capacityTable(_ analysis: MonthAnalysis) -> Table {
    struct Row {
        let system: String
        let capacity: TierMonth.Capacity
    }
    var shape = TableShape<Row>("capacity_month", month: analysis.month) { _ in analysis.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("output", "result of the sizing formula") { $0.capacity.output }
    shape.text("name", "for people") { $0.capacity.name }
    shape.text("unit", "of the capacities") { $0.capacity.unit }
    shape.number("needed", "what the formula asks for") { $0.capacity.needed }
    shape.number("offered", "what the recommended tier offers") { $0.capacity.offered }
    return shape.table(analysis.tiers.flatMap { tier in tier.capacities.map { Row(system: tier.system, capacity: $0) } })
}

/// `lever_month`: one row per savings lever.
func leverTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<LeverMonth>("lever_month", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("lever", "its id; levers are never added up") { $0.lever }
    shape.text("name", "for people") { $0.name }
    shape.text("components", "whose cost it lowers; NULL for all") {
        $0.components.isEmpty ? nil : $0.components.joined(separator: "+")
    }
    shape.text("base_month", "last complete month") { $0.baseMonth.description }
    shape.amount("base", "those components' cost in it") { $0.base }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.percent("percent_low", "lower bound of the saving") { $0.percentLow }
    shape.percent("percent_high", "upper bound of the saving") { $0.percentHigh }
    shape.amount("saving_low", "at the lower bound, less its cost") { $0.savingLow }
    shape.amount("saving_high", "at the upper bound, less its cost") { $0.savingHigh }
    shape.amount("cost", "of the lever itself") { $0.cost }
    shape.text("metric", "usage metric that it lowers") { $0.metric }
    shape.quantity("usage_low", "usage saved at the lower bound") { $0.usageLow }
    shape.quantity("usage_high", "usage saved at the upper bound") { $0.usageHigh }
    shape.integer("assumed", "1 where the document does not call it a saving") { $0.isAssumed ? 1 : 0 }
    shape.text("adopted", "first month in which it is in use") { $0.adopted?.description }
    shape.amount("saved", "of an adopted lever: cost of the month before less cost of the base month") { $0.saved }
    shape.text("section", "where in the document") { $0.section }
    return shape.table(analysis.levers)
}

/// `target_month`: one row per service target.
func targetTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<TargetMonth>("target_month", month: analysis.month) { _ in analysis.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("target", "its id") { $0.target }
    shape.text("name", "for people") { $0.name }
    shape.text("metric", "usage metric that measures it") { $0.metric }
    shape.text("unit", "of the bound") { $0.unit }
    shape.number("bound", "what the document promises") { $0.bound }
    shape.text("direction", "at most or at least") { $0.isUpper ? "at most" : "at least" }
    shape.number("measured", "over complete days") { $0.measured }
    shape.text("state", "met, missed or not measured") { $0.state.rawValue }
    shape.text("section", "where in the document") { $0.section }
    return shape.table(analysis.targets)
}

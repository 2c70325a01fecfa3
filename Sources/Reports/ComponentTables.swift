import Analysis
import Billing

/// `component_month`: one row per system and component.
func componentTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<ComponentMonth>("component_month", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("component", "a line of the system's cost plan") { $0.component }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.amount("plan", "full month's plan; NULL without one or where it is a range") { $0.plan }
    shape.amount("plan_low", "lower bound of a ranged plan, full month") { $0.planLow }
    shape.amount("plan_high", "upper bound of a ranged plan, full month") { $0.planHigh }
    shape.amount("plan_to_date", "the plan's share of the complete days") { $0.planToDate }
    shape.amount("actual", exact: true, "cost over complete days; NULL where the system has no charge") { $0.actual }
    shape.amount("variance", "actual less plan to date; of a range the distance to the nearer bound") { $0.variance }
    shape.percent("variance_percent", "variance in percent of the plan to date") { $0.variancePercent }
    shape.amount("volume_variance", "more or less of the same at the planned rate") { $0.parts?.volume }
    shape.amount("mix_variance", "dearer or cheaper items in the same volume, at planned rates") { $0.parts?.mix }
    shape.amount("rate_variance", "other prices for the actual quantity") { $0.parts?.rate }
    shape.amount("unplanned", "items that no plan knows") { $0.parts?.unplanned }
    shape.amount("spending_variance", "what no quantity explains") { $0.parts?.spending }
    shape.amount("prior_period", "within actual: charges whose days lie before the month") { $0.priorPeriod }
    shape.amount(
        "month_length_variance", "within volume_variance: what is only the month being longer or shorter than the document's"
    ) { $0.parts?.monthLength }
    shape.amount("flexible_plan", "plan at actual volume: plan to date with volume and mix variance") { $0.flexiblePlan }
    shape.text("effect", "of the variance on the result: favourable, adverse or on plan") { $0.effect?.rawValue }
    shape.integer("complete_days", unit: "days", "days settled from the month's first") { $0.completeDays }
    shape.amount("landing", "forecast for the full month") { $0.landing }
    shape.amount("landing_low", "low end of the forecast's 80 % range") { $0.landingLow }
    shape.amount("landing_high", "high end of the forecast's 80 % range") { $0.landingHigh }
    shape.integer("flagged", "1 where the variance is beyond the settings' limits, else 0") { $0.isFlagged ? 1 : 0 }
    shape.amount("charged", exact: true, "every charge known, also of days that are not complete") { $0.charged }
    shape.text("note", "the owner's reason for the variance, from notes.csv") { $0.note }
    shape.integer("beside", "1 where it is an environment with a budget of its own, else 0") { $0.isBeside ? 1 : 0 }
    return shape.table(analysis.components)
}

/// `component_item_month`: one row per item of a component with a driver.
func itemTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<ComponentItemMonth>("component_item_month", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("component", "a line of the system's cost plan") { $0.component }
    shape.text("item", "model or SKU; the component where it has one only") { $0.item }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.text("unit", "of the quantities") { $0.unit }
    shape.quantity("plan_quantity", "planned to date") { $0.planQuantity }
    shape.quantity("actual_quantity", "over complete days") { $0.actualQuantity }
    shape.amount("plan_unit_price", "planned for one unit") { $0.planUnitPrice }
    shape.amount("actual_unit_price", "paid for one unit") { $0.actualUnitPrice }
    shape.amount("plan", "plan to date") { $0.plan }
    shape.amount("actual", exact: true, "cost over complete days") { $0.actual }
    shape.amount("volume_variance", "more or less of the same at the planned rate") { $0.parts.volume }
    shape.amount("mix_variance", "dearer or cheaper items in the same volume, at planned rates") { $0.parts.mix }
    shape.amount("rate_variance", "other prices for the actual quantity") { $0.parts.rate }
    shape.amount("unplanned", "items that no plan knows") { $0.parts.unplanned }
    shape.amount("spending_variance", "what no quantity explains") { $0.parts.spending }
    shape.amount(
        "month_length_variance", "within volume_variance: what is only the month being longer or shorter than the document's"
    ) { $0.parts.monthLength }
    shape.amount("flexible_plan", "plan at actual volume: plan with volume and mix variance") { $0.flexiblePlan }
    return shape.table(analysis.items)
}

import Analysis
import Billing

/// `customer_month`: one row per system and customer.
func customerTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<CustomerMonth>("customer_month", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("customer", "the customer's id, or a reserved name in parentheses that carries cost only") { $0.customer }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.amount("revenue", exact: true, "of the complete days; NULL where nothing says") { $0.revenue }
    shape.amount("direct_cost", "caused by the customer alone") { $0.directCost }
    shape.amount("shared_cost", "its share of what is shared") { $0.sharedCost }
    shape.amount("cost", exact: true, "direct and shared cost over complete days") { $0.cost }
    shape.amount("plan_cost", "what the plan to date would cost it by the same split") { $0.planCost }
    shape.amount("variance", "cost less plan cost") { $0.variance }
    shape.amount("gross_profit", "revenue less cost") { $0.grossProfit }
    shape.percent("gross_margin_percent", "hosting gross margin: gross profit of revenue") { $0.grossMarginPercent }
    shape.percent("plan_gross_margin_percent", "the same from the plan cost") { $0.planGrossMarginPercent }
    shape.percent("cost_share_of_revenue_percent", "cost of revenue") { $0.costShareOfRevenuePercent }
    shape.text("note", "the owner's reason for the variance, from notes.csv") { $0.note }
    shape.percent("margin_floor_percent", "the margin that the settings ask for") { $0.marginFloorPercent }
    shape.integer("below_margin_floor", "1 where the margin is below the floor, else 0") { $0.isBelowFloor.map { $0 ? 1 : 0 } }
    return shape.table(analysis.customers)
}

/// `allocation_month`: one row per system, component, customer and kind; the proof of every split.
func allocationTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<AllocationMonth>("allocation_month", month: analysis.month) { $0.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("component", "whose cost") { $0.component }
    shape.text("customer", "who bears it, or a reserved name") { $0.customer }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.text("kind", "direct or shared") { $0.isShared ? "shared" : "direct" }
    shape.text("method", "how it was split") { $0.method }
    shape.quantity("driver_quantity", unit: "", "the customer's weight; NULL for direct cost") { $0.driverQuantity }
    shape.quantity("share", unit: "", "of the whole weight, 0 to 1; NULL for direct cost") { $0.share.map { Quantity($0) } }
    shape.amount("amount", exact: true, "what the customer bears") { $0.amount }
    shape.fraction("residue", "within amount: what largest remainder handed the row beyond its exact share") { $0.residue }
    return shape.table(analysis.allocations)
}

/// `unit_month`: one row per system and metric.
func unitTable(_ analysis: MonthAnalysis) -> Table {
    let reporting = analysis.systems.first?.currency ?? Currency("USD")
    var shape = TableShape<UnitMonth>("unit_month", month: analysis.month) { _ in reporting }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("metric", "what is counted") { $0.metric }
    shape.text("kind", "flow (summed), level (average of days) or peak (maximum)") { $0.kind.rawValue }
    shape.quantity("actual_quantity", unit: "metric", "over complete days") { $0.actualQuantity }
    shape.quantity("plan_quantity", unit: "metric", "planned; NULL where no document says") { $0.planQuantity }
    shape.amount("actual_unit_cost", "cost of revenue per unit, in the reporting currency") { $0.actualUnitCost }
    shape.amount("plan_unit_cost", "plan to date per planned unit, in the reporting currency") { $0.planUnitCost }
    return shape.table(analysis.units)
}

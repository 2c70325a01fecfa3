import Analysis
import Billing

extension MonthPage {
    func customerTable(_ rows: [CustomerMonth], _ system: SystemMonth) -> Markup {
        var table = PageTable<CustomerMonth>(
            "Customers of \(system.name), \(context.month.title), \(system.currency)", full: file("customer_month"))
        let noRevenue = "no revenue known"
        table.text("Customer") { $0.name }
        table.amount("Direct cost") { $0.directCost }
        table.amount("Shared cost") { $0.sharedCost }
        table.amount("Cost") { $0.cost }
        table.amount("Plan cost", reason: "no plan") { $0.planCost }
        table.signed("Variance", reason: "no plan") { $0.variance }
        table.amount("Revenue") { $0.revenue }
        table.amount("Gross profit", reason: noRevenue) { $0.grossProfit }
        table.percent("Gross margin", reason: noRevenue) { $0.grossMarginPercent }
        table.percent("Planned margin", reason: "no plan or no revenue") { $0.planGrossMarginPercent }
        table.percent("Cost of revenue", reason: noRevenue) { $0.costShareOfRevenuePercent }
        var total = CustomerMonth(
            system: system.system, customer: "", name: "Total", currency: system.currency,
            directCost: rows.reduce(.zero) { $0 + $1.directCost }, sharedCost: rows.reduce(.zero) { $0 + $1.sharedCost })
        let planned = rows.compactMap(\.planCost)
        if planned.count == rows.count {
            total.planCost = planned.reduce(.zero, +)
            total.variance = rows.compactMap(\.variance).reduce(.zero, +)
        }
        total.revenue = system.revenue
        total.grossProfit = system.grossProfit
        total.grossMarginPercent = system.grossMarginPercent
        return table.markup(rows, total: total)
    }

    /// How each component was split, folded away; nil where nothing was.
    func allocationProof(_ system: SystemMonth) -> Markup? {
        let rows = analysis.allocations.filter { $0.system == system.system }
        guard !rows.isEmpty else { return nil }
        var table = PageTable<AllocationMonth>(
            "Allocation of \(system.name), \(context.month.title), \(system.currency)", full: file("allocation_month"))
        table.text("Component") { $0.component }
        table.text("Customer") { $0.customer }
        table.text("Kind") { $0.isShared ? "shared" : "direct" }
        table.text("Method") { $0.method }
        table.number("Weight", reason: "direct cost has none") { $0.driverQuantity.map(NumberText.quantity) }
        table.number("Share", reason: "direct cost has none") { row in
            row.share.map { NumberText.percent($0 * Amount(100)) }
        }
        table.amount("Amount") { $0.amount }
        return element(
            "details", [:],
            [
                element("summary", [:], [.text("How the cost was split: \(NumberText.counted(rows.count, "row"))")]),
                table.markup(rows),
            ])
    }

    /// What one unit of each metric cost; nil where nothing is counted.
    func unitTable(_ system: SystemMonth) -> Markup? {
        let rows = analysis.units.filter { $0.system == system.system }
        guard !rows.isEmpty else { return nil }
        var table = PageTable<UnitMonth>(
            "Unit cost of \(system.name), \(context.month.title), \(system.currency)", full: file("unit_month"))
        table.text("Metric") { $0.metric }
        table.text("Kind") { unit in
            switch unit.kind {
            case .flow: "flow (sum)"
            case .level: "level (average)"
            case .peak: "peak (maximum)"
            }
        }
        table.number("Planned quantity", reason: "not planned") { $0.planQuantity.map(NumberText.quantity) }
        table.number("Actual quantity") { $0.actualQuantity.map(NumberText.quantity) }
        table.number("Planned unit cost", reason: "not planned") { $0.planUnitCost.map(NumberText.unitPrice) }
        table.number("Actual unit cost") { $0.actualUnitCost.map(NumberText.unitPrice) }
        return .group([element("h3", [:], ["Unit cost"]), table.markup(rows)])
    }
}

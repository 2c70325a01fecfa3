import Analysis
import Billing

extension MonthPage {
    /// Cost, revenue and margin by customer, then what no customer bears, so that the total is that of the components.
    func customerTable(_ rows: [CustomerMonth], _ system: SystemMonth) -> Markup {
        var table = PageTable<CustomerMonth>(
            "Customers of \(system.name), \(context.month.title), \(system.currency)\(measured(system))",
            full: file("customer_month"), id: "customer", key: { [$0.system, $0.customer] })
        let noRevenue = "no revenue known"
        table.markup("Customer") { row in
            let name = Markup.text(customerName(row.customer, row.name))
            guard row.isBelowFloor == true else { return name }
            return .group([name, mark("below floor", "its gross margin is below the settings' margin floor", styleClass: "flag")])
        }
        table.amount("Direct cost") { $0.directCost }
        table.amount("Shared cost") { $0.sharedCost }
        table.amount("Cost") { $0.cost }
        table.amount(system.completeDays < system.days ? "Plan cost to date" : "Plan cost", reason: "no plan", isOptional: true) {
            $0.planCost
        }
        table.signed("Variance", reason: "no plan", isOptional: true) { $0.variance }
        table.amount("Revenue", reason: noRevenue, isOptional: true) { $0.revenue }
        table.amount("Gross profit", reason: noRevenue, isOptional: true) { $0.grossProfit }
        table.percent("Gross margin", reason: noRevenue, isOptional: true) { $0.grossMarginPercent }
        table.percent("Planned margin", reason: "by customer only", isOptional: true) { $0.planGrossMarginPercent }
        table.percent("Cost in % of revenue", reason: noRevenue, isOptional: true) { $0.costShareOfRevenuePercent }

        // Cost of revenue first, so that the margin stands beside the cost that it is made of.
        func of(_ name: String) -> [CustomerMonth] { rows.filter { $0.customer == name } }
        let customers = rows.filter { !ReservedCustomer.all.contains($0.customer) }
        let isBeside = system.beside != nil
        let unallocated = of(ReservedCustomer.unallocated), outside = of(ReservedCustomer.notCostOfRevenue)
        let apart = MonthPage.apart.flatMap(of)
        var foot: [(row: CustomerMonth, weight: PageTable<CustomerMonth>.Weight)] = unallocated.map { ($0, .beside) }
        var revenue = sum("Cost of revenue", customers + unallocated, system)
        revenue.revenue = system.revenue
        revenue.grossProfit = system.grossProfit
        revenue.grossMarginPercent = system.grossMarginPercent
        if !outside.isEmpty || !apart.isEmpty {
            if !customers.isEmpty { foot.append((revenue, .sum)) }
            foot += outside.map { ($0, .beside) }
            let name = totalName(besides: isBeside, apart: [])
            foot.append((sum(name, customers + unallocated + outside, system), .sum))
        } else {
            revenue.name = "Total"
            foot.append((revenue, .sum))
        }
        if !apart.isEmpty {
            foot += apart.map { ($0, .beside) }
            foot.append((sum(totalName(besides: isBeside, apart: apart.map(\.customer)), rows, system), .sum))
        }
        let notes =
            floorNotes(customers)
            + customerNotes(unallocated: !unallocated.isEmpty, outside: !outside.isEmpty, isBeside: isBeside)
        return .group([table.markup(customers, foot: foot)] + notes.map { paragraph($0, styleClass: "note") })
    }

    /// Rows added up; planned only where every row is.
    private func sum(_ name: String, _ rows: [CustomerMonth], _ system: SystemMonth) -> CustomerMonth {
        var sum = CustomerMonth(
            system: system.system, customer: "", name: name, currency: system.currency,
            directCost: rows.reduce(.zero) { $0 + $1.directCost }, sharedCost: rows.reduce(.zero) { $0 + $1.sharedCost })
        let planned = rows.compactMap(\.planCost), variances = rows.compactMap(\.variance)
        if planned.count == rows.count { sum.planCost = planned.reduce(.zero, +) }
        if variances.count == rows.count { sum.variance = variances.reduce(.zero, +) }
        return sum
    }

    /// What the mark says, where a customer has it.
    private func floorNotes(_ rows: [CustomerMonth]) -> [String] {
        guard let row = rows.first(where: { $0.isBelowFloor == true }), let floor = row.marginFloorPercent else { return [] }
        return [
            "below floor: the hosting gross margin is under \(floor)\u{A0}% (settings, margin_floor). The thinnest margin comes first."
        ]
    }

    private func customerNotes(unallocated: Bool, outside: Bool, isBeside: Bool) -> [String] {
        var notes: [String] = []
        if unallocated {
            notes.append(
                "Unallocated: cost of revenue that the allocation sheet gives to no customer; allocation.csv says how to split it."
            )
        }
        if outside {
            notes.append(
                isBeside
                    ? "Not cost of revenue: development and other environments than production; in no customer's cost and no margin. "
                        + "It holds what has a budget of its own."
                    : "Not cost of revenue: development and other environments than production; in the cost and its variance, in no "
                        + "customer's cost and no margin.")
        }
        return notes
    }

    /// How each component was split, folded away; nil where nothing was.
    func allocationProof(_ system: SystemMonth) -> Markup? {
        let rows = analysis.allocations.of(system.system)
        guard !rows.isEmpty else { return nil }
        let components = componentNames(system.system)
        let customers = Dictionary(
            analysis.customers.lazy.filter { $0.system == system.system }.map { ($0.customer, $0.name) },
            uniquingKeysWith: { first, _ in first })
        var table = PageTable<AllocationMonth>(
            "Allocation of \(system.name), \(context.month.title), \(system.currency)\(measured(system))",
            full: file("allocation_month"), id: "allocation",
            key: { [$0.system, $0.component, $0.customer, $0.isShared ? "shared" : "direct"] })
        table.text("Component") { components[$0.component] ?? $0.component }
        table.text("Customer") { customerName($0.customer, customers[$0.customer] ?? $0.customer) }
        table.text("Kind") { $0.isShared ? "shared" : "direct" }
        table.text("Method") { $0.method }
        table.number("Weight", reason: "direct cost has none", isOptional: true) { $0.driverQuantity.map(NumberText.quantity) }
        table.number("Share", reason: "direct cost has none", isOptional: true) { row in
            row.share.map { NumberText.percent($0 * Amount(100)) }
        }
        table.amount("Amount", total: rows.total) { $0.amount }
        return folded("How the cost was split: \(NumberText.counted(rows.count, "row"))", table.markup(rows))
    }

    /// What one unit of each metric cost; nil where nothing is counted.
    func unitTable(_ system: SystemMonth) -> Markup? {
        let all = analysis.units.filter { $0.system == system.system }
        guard !all.isEmpty else { return nil }
        // A latency or an availability has no unit cost; it stands among the targets.
        let costed = all.filter { $0.actualUnitCost != nil || $0.planUnitCost != nil }
        let rows = costed.isEmpty ? all : costed
        var table = PageTable<UnitMonth>(
            "Cost of revenue per unit of \(system.name), \(context.month.title), \(system.currency)\(measured(system))",
            full: file("unit_month"), id: "unit", key: { [$0.system, $0.metric] })
        table.text("Metric") { $0.metric }
        table.text("Kind") { $0.kind.words }
        table.number("Planned quantity", reason: "not planned", isOptional: true) { $0.planQuantity.map(NumberText.quantity) }
        table.number("Actual quantity") { $0.actualQuantity.map(NumberText.quantity) }
        let past = UnitPast(analysis.unitHistory.filter { $0.system == system.system }, through: context.month)
        table.number("Month before", reason: "not known", isOptional: true) { past.previous($0.metric).map(NumberText.unitPrice) }
        table.number("Planned unit cost", reason: "not planned", isOptional: true) { $0.planUnitCost.map(NumberText.unitPrice) }
        table.number("Actual unit cost") { $0.actualUnitCost.map(NumberText.unitPrice) }
        table.number("Variance", reason: "not planned", isOptional: true, effect: { $0.effect }) {
            $0.variance.map(NumberText.signedUnitPrice)
        }
        table.number("%", reason: "not planned", isOptional: true, effect: { $0.effect }) {
            $0.variancePercent.map(NumberText.signedPercent)
        }
        if past.hasTrend { table.markup("By month", styleClass: "drawing") { past.trend($0.metric) } }
        let hasEarlier = analysis.components.contains { row in
            row.system == system.system && row.priorPeriod.map { !$0.isZero } ?? false
        }
        let note = "Each unit cost is the system's whole cost of revenue by that one metric; they do not add up."
        return .group(
            [
                element("h3", [:], ["Unit cost"]), table.markup(rows),
                paragraph(
                    note + (hasEarlier ? " Charges of earlier months are not in it." : "")
                        + (past.hasTrend ? " Bars begin at zero, each row has a scale of its own; open months are lighter." : ""),
                    styleClass: "note"),
            ] + [unitHistoryTable(past, system)].compactMap(\.self))
    }
}

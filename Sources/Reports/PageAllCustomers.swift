import Analysis
import Billing

extension MonthPage {
    /// Customers that the month's page shows; each system's page has all of its own.
    private static var worst: Int { 20 }

    /// The customers of all systems in the order that each system has them in: those that bring nothing in, the largest loss first, then
    /// the thinnest margin, then the largest cost of those whose margin is unknown; nil where there is none.
    var allCustomersSection: Markup? {
        let customers = analysis.customers.filter { !ReservedCustomer.all.contains($0.customer) }
        guard !customers.isEmpty else { return nil }
        func rank(_ row: CustomerMonth) -> (Int, Amount) {
            if row.isGiven { return (0, row.grossProfit ?? -row.cost) }
            return row.grossMarginPercent.map { (1, $0) } ?? (2, -row.cost)
        }
        // By place where two are equal, so that the order of the rows decides and nothing else.
        let sorted = customers.enumerated().sorted { left, right in
            let one = rank(left.element), other = rank(right.element)
            return one == other ? left.offset < right.offset : one < other
        }.map(\.element)
        let noRevenue = "no revenue known"
        var table = PageTable<CustomerMonth>(
            "Customers of all systems, \(context.month.title), \(currency), the thinnest margin first",
            full: file("customer_month"), limit: MonthPage.worst, id: "customer", key: { [$0.system, $0.customer] })
        table.markup("Customer") { row in
            let name = Markup.text(row.name)
            guard row.isBelowFloor == true else { return name }
            return .group([name, mark("below floor", "its gross margin is below the settings' margin floor", styleClass: "flag")])
        }
        table.markup("System") { row in
            let name = Markup.text(systemName(row.system))
            return pages.file(row.system).map { element("a", ["href": links.own($0) + "#customers"], [name]) } ?? name
        }
        table.amount("Revenue", reason: noRevenue, isOptional: true) { $0.revenue }
        table.amount("Direct cost") { $0.directCost }
        table.amount("Shared cost") { $0.sharedCost }
        table.amount("Cost") { $0.cost }
        table.amount("Gross profit", reason: noRevenue, isOptional: true) { $0.grossProfit }
        table.percent("Gross margin", reason: noRevenue, isOptional: true) { $0.grossMarginPercent }
        return section("customers", "Customers", [table.markup(sorted)])
    }
}

import Analysis
import Billing

/// What a customer cost in each component of a system.
private struct ServedCustomer {
    /// The customer's id, or a reserved name; empty for the total.
    let customer: String
    let name: String
    let costs: [String: Amount]
    let total: Amount
}

extension MonthPage {
    /// How many components have a column of their own where there are more than fit.
    private static var servedColumns: Int { 7 }

    /// Customers by component, the largest component first, down to what was charged; nil where no customer bears anything.
    func costToServePart(_ system: SystemMonth) -> Markup? {
        let rows = analysis.costToServe.filter { $0.system == system.system }
        let customers = analysis.customers.filter { $0.system == system.system }
        guard rows.contains(where: { !ReservedCustomer.all.contains($0.customer) }) else { return nil }
        let byCustomer = Dictionary(grouping: rows, by: \.customer)
        func served(_ customer: String, _ name: String, _ rows: [CostToServe]) -> ServedCustomer {
            ServedCustomer(
                customer: customer, name: name, costs: Dictionary(rows.map { ($0.component, $0.cost) }, uniquingKeysWith: +),
                total: rows.reduce(.zero) { $0 + $1.cost })
        }
        var components: [String] = []
        for row in rows where components.last != row.component { components.append(row.component) }
        // One column for a single other component would save nothing.
        let isCut = components.count > MonthPage.servedColumns + 1
        let shown = isCut ? Array(components.prefix(MonthPage.servedColumns)) : components
        let others = components.dropFirst(shown.count)

        let names = componentNames(system.system)
        var table = PageTable<ServedCustomer>(
            "Cost to serve by component, \(system.name), \(context.month.title), \(system.currency)\(measured(system))",
            full: file("cost_to_serve"), id: "served", key: { [system.system, $0.customer] })
        table.text("Customer") { $0.name }
        for component in shown {
            table.amount(componentName(component, names)) { $0.costs[component] ?? .zero }
        }
        if isCut {
            table.amount("all others (\(others.count))") { row in others.reduce(.zero) { $0 + (row.costs[$1] ?? .zero) } }
        }
        table.amount("Cost") { $0.total }
        func row(_ customer: CustomerMonth) -> ServedCustomer {
            served(
                customer.customer, customerName(customer.customer, customer.name), byCustomer[customer.customer] ?? [])
        }
        let own = customers.filter { !ReservedCustomer.all.contains($0.customer) }
        let reserved = customers.filter { ReservedCustomer.all.contains($0.customer) }
        let foot = reserved.map { (row: row($0), weight: PageTable<ServedCustomer>.Weight.beside) }
        let note =
            "Direct and shared cost together, the largest component first. Each row adds up to the customer's cost, each column to "
            + "what the component cost, and all of it to the charges of the complete days."
        return .group([
            element("h3", [:], ["Cost to serve"]),
            table.markup(own.map(row), foot: foot + [(served("", "Total", rows), .total)]), paragraph(note, styleClass: "note"),
        ])
    }

    /// A component's name in a heading; reserved ones in words.
    func componentName(_ id: String, _ names: [String: String]) -> String {
        switch id {
        case ReservedComponent.tax, ReservedComponent.promotion: MonthPage.apartName(id)
        case ReservedComponent.adjustment: "Changes of closed months"
        case ReservedComponent.unassigned: "No component"
        default: names[id] ?? id
        }
    }
}

import Analysis
import Billing

/// What a customer cost in the components of a system.
private struct ServedCustomer {
    /// The customer's id, or a reserved name; empty for the total.
    var customer: String
    var name: String
    /// In those that have a column, in their order.
    var costs: [Amount]
    /// In all others.
    var others = Amount.zero
    var total: Amount { costs.reduce(others, +) }
}

extension MonthPage {
    /// How many components have a column of their own where there are more than fit.
    private static var servedColumns: Int { 7 }

    /// Customers by component, the largest component first, down to what was charged; nil where no customer bears anything.
    func costToServePart(_ system: SystemMonth) -> Markup? {
        let customers = analysis.customers.filter { $0.system == system.system }
        let costs = analysis.costToServe.components.filter { $0.system == system.system }
        guard costs.contains(where: { !ReservedCustomer.all.isSuperset(of: $0.customers) }) else { return nil }
        let components = costs.map(\.component)
        // One column for a single other component would save nothing.
        let isCut = components.count > MonthPage.servedColumns + 1
        let shown = isCut ? Array(components.prefix(MonthPage.servedColumns)) : components

        let columns = Dictionary(uniqueKeysWithValues: zip(shown, shown.indices))
        var places = NamePlaces(customers.map(\.customer))
        var served = customers.map {
            ServedCustomer(customer: $0.customer, name: customerName($0.customer, $0.name), costs: shown.map { _ in .zero })
        }
        var total = ServedCustomer(customer: "", name: "Total", costs: shown.map { _ in .zero })
        for component in costs {
            let column = columns[component.component]
            for (at, place) in places.of(component.customers).enumerated() {
                guard let place else { continue }
                let cost = component.directCosts[at] + component.sharedCosts[at]
                if let column {
                    served[place].costs[column] += cost
                    total.costs[column] += cost
                } else {
                    served[place].others += cost
                    total.others += cost
                }
            }
        }

        let names = componentNames(system.system)
        var table = PageTable<ServedCustomer>(
            "Cost to serve by component, \(system.name), \(context.month.title), \(system.currency)\(measured(system))",
            full: file("cost_to_serve"), id: "served", key: { [system.system, $0.customer] })
        table.text("Customer") { $0.name }
        for (at, component) in shown.enumerated() { table.amount(componentName(component, names)) { $0.costs[at] } }
        if isCut { table.amount("all others (\(components.count - shown.count))") { $0.others } }
        table.amount("Cost") { $0.total }
        let byCustomer = Array(zip(customers, served))
        let own = byCustomer.filter { !ReservedCustomer.all.contains($0.0.customer) }.map(\.1)
        let reserved = byCustomer.filter { ReservedCustomer.all.contains($0.0.customer) }.map(\.1)
        let foot = reserved.map { (row: $0, weight: PageTable<ServedCustomer>.Weight.beside) }
        let note =
            "Direct and shared cost together, the largest component first. Each row adds up to the customer's cost, each column to "
            + "what the component cost, and all of it to the charges of the complete days."
        return .group([
            element("h3", [:], ["Cost to serve"]),
            table.markup(own, foot: foot + [(total, .total)]), paragraph(note, styleClass: "note"),
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

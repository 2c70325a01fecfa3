/// What a month came to as its report has it, for the reports of later months. Amounts are in its reporting currency.
package struct PastMonth: Hashable, Sendable {
    /// What a component of a system cost.
    package struct Component: Hashable, Sendable {
        /// The system's id and the component's, or a reserved name.
        package var system: String, component: String
        /// Cost over complete days; nil where it is unknown.
        package var actual: Amount?
        /// How many days from the month's first are complete for the system.
        package var completeDays: Int
        /// Whether it is the cost of an environment that the plan keeps apart.
        package var isBeside: Bool

        /// A component's cost.
        package init(system: String, component: String, actual: Amount?, completeDays: Int, isBeside: Bool) {
            self.system = system
            self.component = component
            self.actual = actual
            self.completeDays = completeDays
            self.isBeside = isBeside
        }
    }

    /// What a customer of a system cost and paid over complete days.
    package struct Customer: Hashable, Sendable {
        /// The system's id and the customer's, or a reserved name.
        package var system: String, customer: String
        /// Nil where nothing says.
        package var revenue: Amount?
        /// Nil where the system has no charge from any source.
        package var cost: Amount?

        /// A customer's cost and revenue.
        package init(system: String, customer: String, revenue: Amount?, cost: Amount?) {
            self.system = system
            self.customer = customer
            self.revenue = revenue
            self.cost = cost
        }
    }

    /// What one unit of a metric cost a system.
    package struct Unit: Hashable, Sendable {
        /// The system's id and the metric.
        package var system: String, metric: String
        /// How its days combine.
        package var kind: MetricKind
        /// Over complete days, and the cost of revenue per unit; both as the nearest REAL has them.
        package var quantity: Amount, unitCost: Amount

        /// A unit cost; nil where a number is beyond what an amount holds.
        package init?(system: String, metric: String, kind: MetricKind, quantity: Double, unitCost: Double) {
            // The published table has them as REAL, and a report that is made again is to have the same.
            guard let quantity = Amount(shortest: quantity), let unitCost = Amount(shortest: unitCost) else { return nil }
            self.system = system
            self.metric = metric
            self.kind = kind
            self.quantity = quantity
            self.unitCost = unitCost
        }
    }

    /// The month.
    package var month: Month
    /// The reporting currency that its report is in.
    package var currency: Currency
    /// Whether finance had declared it final.
    package var isClosed = false
    /// The plans that it is compared with, and the rates of its amounts.
    package var plans: [Plan] = [], rates: [Rate] = []
    /// What its components cost.
    package var components: [Component] = []
    /// What its customers cost and paid.
    package var customers: [Customer] = []
    /// What one unit of each metric cost.
    package var units: [Unit] = []

    /// A month of which nothing is known; everything else is set afterwards.
    package init(month: Month, currency: Currency) {
        self.month = month
        self.currency = currency
    }

    /// How many days from its first are complete for a system; nil where the system has no row.
    package func completeDays(of system: String) -> Int? { components.first { $0.system == system }?.completeDays }
}

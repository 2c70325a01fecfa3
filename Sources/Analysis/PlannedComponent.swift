import Billing

/// A component of a plan for one month, in the reporting currency.
struct PlannedComponent {
    let id: String, name: String, section: String?
    /// For the full month.
    let month: PlanFigure
    /// For the complete days.
    let toDate: PlanFigure
    /// With its unit price in the reporting currency; its quantity is the full month's.
    let driver: Driver?
    /// The driver's quantity for the complete days.
    let quantityToDate: Quantity?

    /// A component with its figures times `rate`; nil where it has none.
    init?(_ component: PlanComponent, rate: Amount?, pace: Pace) {
        func converted(_ amount: Amount) -> Amount { rate.map { amount * $0 } ?? amount }
        if let low = component.low, let high = component.high {
            month = .range(low: converted(low), high: converted(high))
        } else {
            guard let plan = component.plan else { return nil }
            month = .exact(converted(plan))
        }
        id = component.id
        name = component.name
        section = component.section
        toDate = month.map(pace.part)
        driver = component.driver.map {
            Driver(
                quantity: $0.quantity, unit: $0.unit, unitPrice: converted($0.unitPrice), measurement: $0.measurement)
        }
        quantityToDate = component.driver.map { Quantity(pace.part(of: $0.quantity.value)) }
    }
}

import Billing

/// A component of a plan for one month, in the reporting currency.
struct PlannedComponent {
    let id: String, name: String, section: String?
    /// For the full month.
    let month: PlanFigure
    /// For the complete days.
    let toDate: PlanFigure
    /// How it falls to the month's days.
    let pacing: PlanComponent.Pacing
    /// What it is computed from; nil where the document does not say.
    let driver: PlannedDriver?

    /// A component with its figures times `rate`; nil where it has none.
    init?(_ component: PlanComponent, in calendar: Month, completeDays: Int, rate: Amount?) {
        func converted(_ amount: Amount) -> Amount { rate.map { amount * $0 } ?? amount }
        if let low = component.low, let high = component.high {
            month = .range(low: converted(low), high: converted(high))
        } else {
            guard let plan = component.plan(in: calendar) else { return nil }
            month = .exact(converted(plan))
        }
        let pace = Pace(component.pacing, completeDays: completeDays, days: calendar.days)
        pacing = component.pacing
        id = component.id
        name = component.name
        section = component.section
        toDate = month.map(pace.part)
        driver = component.driver.map { driver in
            PlannedDriver(
                unit: driver.unit, measurement: driver.measurement,
                parts: driver.parts.map { part in
                    let quantity = pace.part(of: part.quantity.value)
                    let usual = driver.days.map { quantity.scaled(by: Int128(calendar.days), over: Int128($0)) } ?? quantity
                    return PlannedDriver.Part(
                        id: part.id, sku: part.sku, quantity: quantity, lengthened: usual, unitPrice: converted(part.unitPrice))
                })
        }
    }
}

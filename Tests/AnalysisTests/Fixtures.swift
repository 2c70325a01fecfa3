import Billing

@testable import Analysis

let usd = Currency("USD")
let eur = Currency("EUR")
let nowhere = Origin(file: "test")
let october = Month(year: 2026, month: 10)

/// A decimal number; what is no number gives zero, which no expectation here wants.
func amount(_ text: String) -> Amount {
    do { return try Amount(parsing: text) } catch { return .zero }
}

func day(_ number: Int, of month: Month = october) -> Day { month.first.advanced(by: number - 1) }

/// A charge of some days of October 2026, in USD.
func charge(
    _ cost: String, _ component: String?, system: String? = "s", customer: String? = nil, environment: String? = nil,
    from first: Int = 1, days: Int = 1, category: ChargeCategory = .usage, currency: Currency = usd, account: String = "a"
) -> MonthCharge {
    MonthCharge(
        source: "bill",
        assignment: Assignment(system: system, component: component, customer: customer, environment: environment),
        category: category, billingAccount: account, currency: currency,
        period: Period(start: day(first), end: day(first + days)), cost: amount(cost), billed: amount(cost))
}

func planned(_ id: String, _ figure: String, pacing: PlanComponent.Pacing = .even, driver: Driver? = nil) -> PlanComponent {
    PlanComponent(id: id, name: id, amount: amount(figure), driver: driver, pacing: pacing, origin: nowhere)
}

/// A driver of one quantity at one price.
func driven(_ quantity: Quantity, _ unit: String, at price: Amount, _ measurement: Driver.Measurement) -> Driver {
    Driver(
        unit: unit, measurement: measurement, parts: [Driver.Part(id: "all", sku: nil, quantity: quantity, unitPrice: price)])
}

func ranged(_ id: String, _ low: String, _ high: String) -> PlanComponent {
    PlanComponent(id: id, name: id, amount: nil, low: amount(low), high: amount(high), origin: nowhere)
}

/// A plan in USD that is in force from September 2026 on.
func plan(_ components: [PlanComponent], system: String = "s", currency: Currency = usd, rate: Amount? = nil) -> Plan {
    let phase = PlanPhase(
        id: "phase", name: "phase", starts: Month(year: 2026, month: 9), ends: Month(year: 2026, month: 12),
        components: components, origin: nowhere)
    return Plan(
        system: system, name: "System " + system, document: "document.txt", currency: currency, phases: [phase],
        planRate: rate, origin: nowhere)
}

func contract(
    _ customer: String, _ value: String, system: String = "s", start: Day = day(1, of: Month(year: 2026, month: 1)),
    end: Day? = nil
) -> Contract {
    Contract(
        customer: customer, name: nil, system: system, annualContractValue: Money(amount(value), usd), start: start, end: end,
        origin: nowhere)
}

func rule(_ system: String, _ component: String, _ method: AllocationMethod) -> AllocationRule {
    AllocationRule(system: Glob(system), component: Glob(component), method: method, origin: nowhere)
}

/// Usage of system `s` on a day of October 2026.
func usage(
    _ metric: String, _ quantity: String, _ dayOfMonth: Int, kind: MetricKind = .flow, feature: String? = nil,
    environment: String? = nil
) -> UsageDay {
    var row = UsageDay(day: day(dayOfMonth), metric: metric, kind: kind, quantity: Quantity(amount(quantity)))
    row.system = "s"
    row.feature = feature
    row.environment = environment
    return row
}

/// Facts of October 2026 in which the days up to `complete` have settled for system `s` and for what is unmapped.
func facts(complete: Int = 31, month: Month = october) -> MonthFacts {
    var facts = MonthFacts(month: month, today: month.end.advanced(by: 10))
    let through = complete == 0 ? nil : month.first.advanced(by: complete - 1)
    facts.progress = [
        SourceProgress(source: "bill", system: "s", completeThrough: through),
        SourceProgress(source: "bill", system: nil, completeThrough: through),
    ]
    return facts
}

extension MonthAnalysis {
    func component(_ id: String, system: String = "s") -> ComponentMonth? {
        components.first { $0.system == system && $0.component == id }
    }

    func customer(_ id: String, system: String = "s") -> CustomerMonth? {
        customers.first { $0.system == system && $0.customer == id }
    }

    func system(_ id: String = "s") -> SystemMonth? { systems.first { $0.system == id } }
}

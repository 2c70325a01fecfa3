import Billing
import Reports
import Testing

@testable import Analysis

/// October 2026 of two systems: E is complete and has three customers, D has 19 complete days and no customer.
enum Fixture {
    static let month = Month(year: 2026, month: 10)
    static let dollars = Currency("USD")

    static func amount(_ text: String) -> Amount {
        do { return try Amount(parsing: text) } catch { preconditionFailure("\(text) \(error.found)") }
    }

    static func component(
        _ system: String, _ id: String, plan: String?, planToDate: String? = nil, actual: String?, completeDays: Int = 31,
        section: String? = nil, charged: String? = nil
    ) -> ComponentMonth {
        var row = ComponentMonth(
            system: system, component: id, name: id, currency: dollars, completeDays: completeDays)
        row.plan = plan.map(amount)
        row.planToDate = (planToDate ?? plan).map(amount)
        row.actual = actual.map(amount)
        row.charged = (charged ?? actual).map(amount)
        row.section = section
        if let planned = row.planToDate, let spent = row.actual {
            let variance = spent - planned
            row.variance = variance
            row.variancePercent = (variance * Amount(100)).divided(by: planned)
            var parts = VarianceParts()
            parts.spending = variance
            row.parts = parts
            row.effect = variance.rounded(to: 2).isZero ? .onPlan : variance > .zero ? .adverse : .favourable
            row.isFlagged = variance.magnitude >= Amount(30) && (row.variancePercent ?? .zero) > Amount(10)
        }
        return row
    }

    static func system(_ id: String, _ name: String, of rows: [ComponentMonth], completeDays: Int) -> SystemMonth {
        var row = SystemMonth(system: id, name: name, currency: dollars, completeDays: completeDays, days: 31)
        row.plan = rows.compactMap(\.plan).reduce(.zero, +)
        row.planToDate = rows.compactMap(\.planToDate).reduce(.zero, +)
        row.actual = rows.compactMap(\.actual).reduce(.zero, +)
        row.charged = rows.compactMap(\.charged).reduce(.zero, +)
        if let actual = row.actual, let plan = row.planToDate {
            row.variance = actual - plan
            row.variancePercent = ((actual - plan) * Amount(100)).divided(by: plan)
            row.effect = actual > plan ? .adverse : .favourable
        }
        return row
    }

    /// The analysis of both systems.
    static func analysis() -> MonthAnalysis {
        var analysis = MonthAnalysis(month: month)
        let e = "capacity-assessment"
        var rows = [
            component(e, "cloud-run", plan: "200", actual: "230", section: "3.2"),
            component(e, "firestore", plan: "20", actual: "18", section: "3.2"),
            component(e, "load-balancer", plan: "16", actual: "16", section: "3.2"),
            component(e, "network-egress", plan: "144", actual: "150", section: "3.3"),
            component(e, "monitoring", plan: "25", actual: "25", section: "3.4"),
            component(e, "redis-cache", plan: "25", actual: "25", section: "3.4"),
        ]
        var egress = VarianceParts()
        egress.volume = Amount(6)
        rows[3].parts = egress
        let d = "energy-platform"
        let platform = [
            component(
                d, "compute", plan: "3000", planToDate: "1838.709677419354839", actual: "1712.4408", completeDays: 19,
                section: "7.1",
                charged: "1893.12"),
            component(
                d, "database", plan: "2500", planToDate: "1532.258064516129032", actual: "1598.02", completeDays: 19,
                section: "7.1",
                charged: "1766.4"),
            component(
                d, "storage", plan: "800", planToDate: "490.322580645161290", actual: "477.914", completeDays: 19, section: "7.1",
                charged: "528.2"),
            component(
                d, "networking", plan: "500", planToDate: "306.451612903225806", actual: "391.77", completeDays: 19,
                section: "7.2",
                charged: "433"),
            component(
                d, "monitoring", plan: "400", planToDate: "245.161290322580645", actual: "245.16", completeDays: 19,
                section: "7.2",
                charged: "270.97"),
        ]
        analysis.components = rows + platform
        var first = system(e, "Capacity assessment", of: rows, completeDays: 31)
        first.document = "004_capacity-assessment"
        first.phase = "week 13"
        first.costOfRevenue = first.actual
        first.revenue = amount("10416.67")
        first.grossMarginPercent = amount("95.545601502207519")
        var second = system(d, "Energy platform", of: platform, completeDays: 19)
        second.document = "003_energy-platform"
        second.phase = "production"
        analysis.systems = [first, second]
        analysis.items = [egressItem()]
        addCustomers(to: &analysis, components: rows)
        analysis.units = [
            UnitMonth(
                system: e, metric: "customers", kind: .level, actualQuantity: Quantity(3), planQuantity: Quantity(3),
                actualUnitCost: amount("154.666666666666667"), planUnitCost: amount("143.333333333333333")),
            UnitMonth(
                system: e, metric: "requests", kind: .flow, actualQuantity: Quantity(1_284_411), planQuantity: nil,
                actualUnitCost: amount("0.000361255081871"), planUnitCost: nil),
        ]
        for row in analysis.components {
            let isDriven = row.component == "network-egress"
            analysis.plan.append(
                PlanMonth(
                    system: row.system, component: row.component, name: row.name, kind: isDriven ? "driver" : "fixed",
                    unit: isDriven ? "GB" : nil, quantity: isDriven ? Quantity(1200) : nil,
                    unitPrice: isDriven ? amount("0.12") : nil, low: nil, plan: row.plan, high: nil, currency: dollars,
                    document: row.system == e ? "004_capacity-assessment" : "003_energy-platform", section: row.section,
                    phase: row.system == e ? "week 13" : "production"))
        }
        analysis.budgets = [
            budget(e, of: e, owner: "Platform team", amount: Amount(430), actual: Amount(464)),
            budget(d, of: d, amount: Amount(7200), actual: amount("4891.69")),
        ]
        analysis.unmapped = [
            UnmappedCost(source: "gcp", serviceName: "Vertex AI, preview", cost: amount("41.2275"), currency: dollars),
            UnmappedCost(source: "aws", serviceName: nil, cost: amount("0.35"), currency: Currency("EUR")),
        ]
        analysis.missingRates = [MissingRate(currency: Currency("EUR"), cost: amount("0.35"))]
        return analysis
    }

    /// A period of a budget in money; of usage where a unit is given.
    static func budget(
        _ id: String, of system: String?, owner: String? = nil, period: String = "2026-10", unit: String? = nil,
        thresholds: [Int] = [50, 80, 100], amount: Amount, actual: Amount
    ) -> BudgetMonth {
        var budget = Budget(
            id: id, system: system, amount: Money(amount, dollars), thresholds: thresholds, owner: owner)
        if let unit { budget.limit = .usage(metrics: [unit], Quantity(amount), unit: unit) }
        if period.utf8.count > 7 { budget.period = .day }
        return BudgetMonth(
            budget, period: period, unit: unit ?? dollars.code, isMoney: unit == nil, amount: amount, actual: actual,
            isBackfill: false)
    }

    static func egressItem() -> ComponentItemMonth {
        var parts = VarianceParts()
        parts.volume = Amount(6)
        return ComponentItemMonth(
            system: "capacity-assessment", component: "network-egress", item: "network-egress", currency: dollars, unit: "GB",
            planQuantity: Quantity(1200), actualQuantity: Quantity(1250), planUnitPrice: amount("0.12"),
            actualUnitPrice: amount("0.12"), plan: Amount(144), actual: Amount(150), parts: parts)
    }

    static func addCustomers(to analysis: inout MonthAnalysis, components: [ComponentMonth]) {
        let e = "capacity-assessment"
        let costs = split(Amount(464), by: [Amount(1), Amount(1), Amount(1)]) ?? []
        let plans = split(Amount(430), by: [Amount(1), Amount(1), Amount(1)]) ?? []
        for (index, revenue) in ["4166.67", "3333.33", "2916.67"].map(amount).enumerated() {
            var row = CustomerMonth(
                system: e, customer: "customer-\(index + 1)", name: "Customer \(index + 1)", currency: dollars, directCost: .zero,
                sharedCost: costs[index])
            row.revenue = revenue
            row.planCost = plans[index]
            row.variance = costs[index] - plans[index]
            row.grossProfit = revenue - row.cost
            row.grossMarginPercent = ((revenue - row.cost) * Amount(100)).divided(by: revenue)
            row.planGrossMarginPercent = ((revenue - plans[index]) * Amount(100)).divided(by: revenue)
            row.costShareOfRevenuePercent = (row.cost * Amount(100)).divided(by: revenue)
            analysis.customers.append(row)
        }
        for row in components {
            let weights = AllocationWeights(
                method: "even", ["customer-1": Amount(31), "customer-2": Amount(31), "customer-3": Amount(31)])
            guard let split = Split(row.actual ?? .zero, by: weights.weights) else { continue }
            analysis.allocations.append(
                AllocatedCost(system: e, component: row.component, currency: dollars, weights, split))
        }
    }

    /// What stands beside the analysis.
    static func context() -> ReportContext {
        var context = ReportContext(
            month: month, sequence: 42, generatedFor: Day(year: 2026, month: 11, day: 21),
            months: [8, 9, 10, 11].map { Month(year: 2026, month: $0) })
        context.alerts = [
            ReportAlert(
                id: 7, raisedInRun: 3, budget: "capacity-assessment", period: "2026-10", threshold: 100, actual: Amount(464),
                amount: Amount(430), currency: dollars, state: "raised", raisedAt: Day(year: 2026, month: 11, day: 2))
        ]
        context.sources = [
            SourceQuality(
                name: "gcp", deliveries: 4, rows: 12_480, refused: 0, lastDay: Day(year: 2026, month: 10, day: 31),
                completeThrough: Day(year: 2026, month: 10, day: 31)),
            SourceQuality(
                name: "aws", deliveries: 1, rows: 811, refused: 1, lastDay: Day(year: 2026, month: 10, day: 21),
                completeThrough: Day(year: 2026, month: 10, day: 19)),
        ]
        context.refusals = [
            Refusal(
                at: Origin(file: "Inputs/exports/aws/2026-10.csv", line: 1042, column: 19),
                "BilledCost \"1,204.50\" has a thousands comma, expected digits with a point")
        ]
        context.held = [HeldFile(path: "Inputs/exports/aws/2026-11.csv", reason: "changed while it was read")]
        context.notes = ["EffectiveCost missing in aws: BilledCost used"]
        context.planVersions = ["004_capacity-assessment": 2, "003_energy-platform": 1]
        context.mappingColumns = ["x_Source", "ServiceName"]
        return context
    }

    static func report() -> Report { Report(analysis: analysis(), context: context()) }

    /// The month's page and those of its systems, one after the other.
    static func pages(_ report: Report) throws -> String {
        let files = try report.files()
        let pages = files.filter { $0.name == "index.html" || $0.name.hasPrefix("system-") }
        return pages.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    }

    static func text(_ report: Report, _ name: String) throws -> String {
        let file = try #require(try report.files().first { $0.name == name })
        return String(decoding: file.bytes, as: UTF8.self)
    }
}

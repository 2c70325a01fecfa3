import Billing
import Foundation
import Plans
import Testing

/// The root of the checkout.
let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The bytes of a file of the checkout.
func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: root.appending(path: path))) }

/// The sum of the plans of the phase in force in a month.
func total(_ plan: Plan, _ month: Month) -> Amount? {
    plan.phase(in: month).map { $0.components.reduce(Amount.zero) { $0 + ($1.plan(in: month) ?? .zero) } }
}

func month(_ text: String) throws -> Month { try #require(Month(text)) }

@Suite struct ReadingTests {
    @Test func thePlanOfTheCapacityAssessmentIsTheDocuments() throws {
        let plan = try readPlan(bytes("Inputs/plans/capacity-assessment.yaml"), file: "e.yaml")
        #expect(plan.system == "capacity-assessment")
        #expect(plan.phase(in: try month("2026-07")) == nil)
        #expect(total(plan, try month("2026-08")) == Amount(170))
        #expect(total(plan, try month("2026-09")) == Amount(430))
        #expect(total(plan, try month("2026-12")) == Amount(430))
        #expect(total(plan, try month("2027-01")) == Amount(1800))
        let week13 = try #require(plan.phase(in: try month("2026-10")))
        let expected: [String: Int] = [
            "cloud-run": 200, "firestore": 20, "load-balancer": 16, "network-egress": 144, "redis-cache": 25, "monitoring": 25,
        ]
        #expect(week13.components.count == expected.count)
        for component in week13.components {
            #expect(component.plan(in: try month("2026-10")) == expected[component.id].map { Amount($0) })
        }
        #expect(plan.phases.allSatisfy { $0.components.allSatisfy { $0.section != nil } })
    }

    @Test func aStatedAmountIsThePlanAndTheDriverKeepsItsPrice() throws {
        let plan = try readPlan(bytes("Inputs/plans/capacity-assessment.yaml"), file: "e.yaml")
        let egress = try #require(plan.phases.last?.components.first { $0.id == "network-egress" })
        let driver = try #require(egress.driver)
        #expect(egress.plan(in: try month("2027-01")) == Amount(500))
        #expect(driver.parts.map(\.unitPrice) == [try Amount(parsing: "0.12")])
        #expect(driver.cost == Amount(480))
        #expect(driver.measurement == .charged)
    }

    @Test func thePlanOfTheEnergyPlatformIsTheDocuments() throws {
        let plan = try readPlan(bytes("Inputs/plans/energy-platform.yaml"), file: "d.yaml")
        #expect(plan.system == "energy-platform")
        #expect(total(plan, try month("2026-01")) == Amount(7200))
        #expect(plan.phases.count == 1)
    }

    @Test func theShippedSettingsAreTheDefaults() throws {
        #expect(try readSettings(bytes("Inputs/outlay.yaml"), file: "outlay.yaml") == Settings())
        #expect(try readSettings([], file: "outlay.yaml") == Settings())
    }

    @Test func theShippedSheetsAreTaken() throws {
        #expect(try !readMapping(bytes("Inputs/mapping.csv"), file: "mapping.csv").rules.isEmpty)
        #expect(try !readAllocation(bytes("Inputs/allocation.csv"), file: "allocation.csv").isEmpty)
        let contracts = try readContracts(bytes("Inputs/contracts.csv"), file: "contracts.csv")
        #expect(contracts.reduce(Amount.zero) { $0 + $1.annualContractValue.amount } == Amount(125_000))
    }

    @Test func everySettingIsRead() throws {
        let text = """
            currency: EUR
            cost_basis: billed
            history: h.sqlite
            settle_days: 3
            fiscal_year_start: 4
            tax: cost
            flag: {percent: 5, amount: 20, system_percent: 0.5}
            margin_floor: 72.5
            mapping: m.csv
            sources:
              aws: {format: focus, mode: append, parts: all, system: s, quarantine: true, confirm_shrink: true,
                minimum_age: 60, expected_days: 1, timezone: Europe/Berlin, columns: {day: Datum, quantity: Menge},
                customers: ["{customer}.example.com", "/t/{customer}"]}
              gcp:
            budgets:
              b: {system: s, amount: 100, currency: USD, thresholds: [10, 1000], owner: Finance}
              a: {amount: 0.5, component: c, environment: development, period: day}
              t: {metric: reads+writes, unit: rows, amount: 1000000}
            channels:
              mail: {kind: mail, to: finance@example.org, sender: outlay@example.org, smtp: mail.example.org}
            """
        var expected = Settings()
        expected.currency = Currency("EUR")
        expected.costBasis = .billed
        expected.history = "h.sqlite"
        expected.settleDays = 3
        expected.fiscalYearStart = 4
        expected.tax = .cost
        expected.flag.percent = Amount(5)
        expected.flag.amount = Amount(20)
        expected.flag.systemPercent = try Amount(parsing: "0.5")
        expected.marginFloorPercent = try Amount(parsing: "72.5")
        expected.mapping = "m.csv"
        var source = Settings.Source()
        source.format = "focus"
        source.mode = .append
        source.parts = "all"
        source.system = "s"
        source.quarantine = true
        source.confirmShrink = true
        source.minimumAge = 60
        source.expectedDays = 1
        source.columns = ["day": "Datum", "quantity": "Menge"]
        source.customers = ["{customer}.example.com", "/t/{customer}"]
        expected.sources = ["aws": source, "gcp": Settings.Source()]
        expected.budgets = [
            Budget(
                id: "b", system: "s", amount: Money(Amount(100), Currency("USD")), thresholds: [10, 1000], owner: "Finance"),
            Budget(id: "a", system: nil, amount: Money(try Amount(parsing: "0.5"), Currency("EUR"))),
            Budget(id: "t", system: nil, amount: Money(.zero, Currency("EUR"))),
        ]
        expected.budgets[1].scope.component = "c"
        expected.budgets[1].scope.environment = "development"
        expected.budgets[1].period = .day
        expected.budgets[2].limit = .usage(metrics: ["reads", "writes"], Quantity(1_000_000), unit: "rows")
        for at in 0..<3 { expected.budgets[at].origin = Origin(file: "s.yaml", line: 16 + at, column: 3) }
        let mailing = Mailing(
            to: ["finance@example.org"], sender: "outlay@example.org", carrier: .smtp(SMTPServer(host: "mail.example.org")))
        expected.channels = [Channel(id: "mail", kind: .mail(mailing))]
        #expect(try readSettings(Array(text.utf8), file: "s.yaml") == expected)
    }

    @Test func aPriceNotStatedIsTheAmountOverTheQuantity() throws {
        let text = plan(component: "amount: 144", "driver: {quantity: 1200, unit: GB, measure: 'usage:reads+writes'}")
        let component = try #require(readPlan(Array(text.utf8), file: "p.yaml").phases.first?.components.first)
        #expect(component.driver?.parts.map(\.unitPrice) == [try Amount(parsing: "0.12")])
        #expect(component.driver?.measurement == .usage(["reads", "writes"]))
    }

    @Test func aRangeHasNoPlan() throws {
        let component = try #require(
            readPlan(Array(plan(component: "range: [50, 150]").utf8), file: "p.yaml").phases.first?.components.first)
        #expect(component.plan(in: try month("2026-01")) == nil)
        #expect(component.low == Amount(50))
        #expect(component.high == Amount(150))
    }

    @Test func aMappingColumnIsAFocusNameOrATag() throws {
        let text = "customer,SERVICENAME,tags.Team,x_source,system,component\n,Compute*,web,,s,c\nk,,,aws,s,\n"
        let mapping = try readMapping(Array(text.utf8), file: "m.csv")
        #expect(mapping.fields == [.dimension(.serviceName), .tag("Team"), .dimension(.source)])
        #expect(mapping.rules.map(\.patterns) == [[Glob("Compute*"), Glob("web"), nil], [nil, nil, Glob("aws")]])
        #expect(
            mapping.rules.map(\.assignment) == [
                Assignment(system: "s", component: "c", customer: nil, environment: nil),
                Assignment(system: "s", component: nil, customer: "k", environment: nil),
            ])
        #expect(mapping.rules.map { "\($0.origin)" } == ["m.csv:2:1", "m.csv:3:1"])
    }

    @Test func everyMethodOfAllocationIsRead() throws {
        let text = """
            system,component,method
            s,a,direct
            s,b*,even
            *,c,revenue
            s,d,cost
            s,e,shares:customer-1=40;customer-2=60
            s,*,driver:reads+writes
            """
        let rules = try readAllocation(Array(text.utf8), file: "a.csv")
        let shares = [("customer-1", 40), ("customer-2", 60)].map { customer, weight in
            AllocationMethod.Share(customer: customer, weight: Amount(weight))
        }
        #expect(
            rules.map(\.method) == [.direct, .even, .revenue, .cost, .shares(shares), .driver(["reads", "writes"])])
        #expect(rules.map(\.component.pattern) == ["a", "b*", "c", "d", "e", "*"])
    }

    @Test func aMissingCurrencyIsTheReportingCurrency() throws {
        let contracts = "customer,system,annual_contract_value,start\na,s,50000,2026-01-01\n"
        let contract = try #require(readContracts(Array(contracts.utf8), file: "c.csv", currency: Currency("EUR")).first)
        #expect(contract.annualContractValue == Money(Amount(50_000), Currency("EUR")))
        #expect(contract.end == nil)
        let revenue = "month,customer,system,amount,currency\n2026-09,a,s,-5,\n2026-09,a,s,7,USD\n"
        let entries = try readRevenue(Array(revenue.utf8), file: "v.csv", currency: Currency("EUR"))
        #expect(entries.map(\.money) == [Money(Amount(-5), Currency("EUR")), Money(Amount(7), Currency("USD"))])
    }
}

import Analysis
import Billing
import Testing

@testable import Reports

/// Which heading shows which column of the CSV of the same name.
private let componentColumns = [
    ("Plan", "plan"), ("Full month's plan", "plan"), ("Plan to date", "plan_to_date"), ("Actual", "actual"),
    ("Variance", "variance"), ("Volume", "volume_variance"), ("Mix", "mix_variance"), ("Rate", "rate_variance"),
    ("Unplanned", "unplanned"), ("Spending", "spending_variance"), ("Of earlier months", "prior_period"),
    ("Landing", "landing"), ("Charged so far", "charged"),
]
private let customerColumns = [
    ("Direct cost", "direct_cost"), ("Shared cost", "shared_cost"), ("Cost", "cost"), ("Plan cost", "plan_cost"),
    ("Plan cost to date", "plan_cost"), ("Variance", "variance"), ("Revenue", "revenue"), ("Gross profit", "gross_profit"),
]

/// What stands beside the cost, as a page calls it.
private let beside = [
    ReservedComponent.tax: "Tax, beside the cost", ReservedComponent.promotion: "Promotional credits, beside the cost",
]

private func report() -> Report { Report(analysis: ReservedRows.analysis(), context: Fixture.context()) }

/// The rows of a CSV without quoted cells, by column.
private func rows(_ name: String, _ report: Report) throws -> [[String: String]] {
    let lines = try Fixture.text(report, name).split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
}

/// The amount that a page shows: thousands commas and a plus dropped, the minus sign made one that parses.
private func shownAmount(_ text: String) throws -> Amount {
    let plain = text.filter { $0 != "," && $0 != "+" }.map { $0 == "\u{2212}" ? "-" : String($0) }.joined()
    return try Amount(parsing: plain)
}

/// Compares every amount of a shown row with the CSV's; returns how many there were.
private func compare(
    _ shown: [String: String], with row: [String: String], _ columns: [(String, String)], _ place: String
) throws -> Int {
    var count = 0
    for (heading, column) in columns {
        guard let text = shown[heading] else { continue }
        let exact = try #require(row[column])
        guard !exact.isEmpty else {
            #expect(text == "–" || text.isEmpty, "\(place) \(heading)")
            continue
        }
        count += 1
        let difference = try shownAmount(text) - Amount(parsing: exact)
        #expect(difference.magnitude.femtos * 200 <= Amount.unit, "\(place) \(heading): \(text) for \(exact)")
    }
    return count
}

@Test func everyAmountOfTheComponentTablesIsThatOfTheFile() throws {
    let report = report()
    let html = try Fixture.pages(report)
    let file = try rows("component_month.csv", report)
    var count = 0
    for system in report.analysis.systems where system.system != ReservedComponent.unmapped {
        let table = try #require(ShownTable("Components of \(system.name)", in: html))
        let own = file.filter { $0["system"] == system.system }
        for row in own {
            let component = try #require(row["component"])
            let shown = try #require(table[beside[component] ?? component])
            count += try compare(shown, with: row, componentColumns, component)
        }
        for (heading, column) in componentColumns.dropFirst(3) where !table.headings.contains(heading) {
            // A column is left out only where it has nothing to say.
            let isOpen = system.completeDays < system.days
            let isNothing = try own.allSatisfy { try ($0[column] ?? "").isEmpty || Amount(parsing: $0[column] ?? "").isZero }
            #expect(isNothing || (column == "charged" && !isOpen), "\(system.system) \(heading)")
        }
    }
    #expect(count > 60)
}

@Test func everyAmountOfTheCustomerTablesIsThatOfTheFile() throws {
    let report = report()
    let html = try Fixture.pages(report)
    let names = Dictionary(
        report.analysis.customers.map { ($0.customer, $0.name) }, uniquingKeysWith: { first, _ in first })
    let reserved = [
        ReservedCustomer.unallocated: "Unallocated", ReservedCustomer.notCostOfRevenue: "Not cost of revenue",
    ].merging(beside) { first, _ in first }
    var count = 0
    for row in try rows("customer_month.csv", report) {
        let system = try #require(report.analysis.systems.first { $0.system == row["system"] })
        let customer = try #require(row["customer"])
        let table = try #require(ShownTable("Customers of \(system.name)", in: html))
        let shown = try #require(table[reserved[customer] ?? names[customer] ?? customer], "\(customer)")
        count += try compare(shown, with: row, customerColumns, customer)
    }
    #expect(count > 30)
}

@Test(arguments: ["Components", "Customers"])
func theRowsAboveATotalAddUpToIt(_ kind: String) throws {
    let html = try Fixture.pages(report())
    for system in ["Capacity assessment", "Energy platform"] {
        let table = try #require(ShownTable("\(kind) of \(system)", in: html))
        let heading = kind == "Components" ? "Actual" : "Cost"
        let at = try #require(table.headings.firstIndex(of: heading))
        var sum = Amount.zero, count: Int128 = 0, totals = 0
        for (name, cells) in table.rows {
            // What stands above it is in it: a subtotal is not counted again.
            if name.hasPrefix("Total") || name == "Cost of revenue" {
                let distance = try shownAmount(cells[at]) - sum
                #expect(distance.magnitude.femtos <= Amount.unit / 200 * (count + 1), "\(system) \(name)")
                totals += 1
            } else {
                sum += try shownAmount(cells[at])
                count += 1
            }
        }
        #expect(totals >= 1)
    }
}

@Test func taxAndPromotionalCreditsStandBelowTheTotalThatDoesNotCountThem() throws {
    let html = try Fixture.pages(report())
    for kind in ["Components", "Customers"] {
        let names = try #require(ShownTable("\(kind) of Energy platform", in: html)).rows.map(\.name)
        #expect(
            names.suffix(4) == [
                "Total", "Tax, beside the cost", "Promotional credits, beside the cost", "Total with tax and promotional credits",
            ])
    }
}

@Test func theMessageComparesWhatHasAPlanAndNamesTheRest() throws {
    let page = MonthPage(report(), at: .month)
    let headline = Headline(page: page)
    let portfolio = try #require(page.portfolio)
    let compared = try #require(portfolio.comparedActual), variance = try #require(portfolio.variance)
    #expect(compared - variance == portfolio.planToDate)
    #expect(portfolio.actual == compared + Fixture.amount("108.36"))
    #expect(headline.message.contains("hosting cost \(NumberText.amount(compared))\u{A0}USD"))
    #expect(
        headline.details.contains(
            "Beside this cost: 108.36\u{A0}USD not mapped to a system, 238.91\u{A0}USD tax, −120.50\u{A0}USD promotional credits."
        ))
    let table = try #require(ShownTable("Systems, October 2026", in: try Fixture.text(report(), "index.html")))
    #expect(
        table.rows.map(\.name) == [
            "Capacity assessment", "Energy platform", "Compared with a plan", "Not mapped to a system", "Total",
            "Tax, beside the cost", "Promotional credits, beside the cost", "Total with tax and promotional credits",
        ])
}

@Test func theReasonsAreTheLargestVariancesWithTheirCause() {
    let details = Headline(page: MonthPage(report(), at: .month)).details
    #expect(
        details.contains(
            """
            Largest variances: compute (Energy platform) −126.27, −6.9\u{A0}%; networking (Energy platform) +85.32, \
            +27.8\u{A0}%; database (Energy platform) +65.76, +4.3\u{A0}%.
            """))
    var analysis = ReservedRows.analysis()
    analysis.systems.removeLast(2)
    analysis.components.removeAll {
        !["network-egress", "development"].contains($0.component) || $0.system != "capacity-assessment"
    }
    let egress = Headline(page: MonthPage(Report(analysis: analysis, context: Fixture.context()), at: .month)).details
    #expect(
        egress.contains("Largest variances: network-egress +6.00, +4.2\u{A0}%, by volume; development +4.47, not planned."))
}

@Test func budgetsAreSaidByTheThresholdTheyReached() throws {
    var analysis = ReservedRows.analysis()
    #expect(
        Headline(page: MonthPage(report(), at: .month)).details.contains(
            "At or over budget: Capacity assessment 107.9\u{A0}%. At or over 50\u{A0}% of budget: Energy platform 67.9\u{A0}%."))
    // Of an old month too: it is no less over its budget because nobody was told.
    analysis.budgets = analysis.budgets.map { budget in
        var budget = budget
        budget.isBackfill = true
        return budget
    }
    let html = try Fixture.text(Report(analysis: analysis, context: Fixture.context()), "index.html")
    #expect(html.contains("At or over budget: Capacity assessment 107.9\u{A0}%."))
    #expect(html.contains("no alert was sent") && !html.contains("would have raised"))
}

@Test func anUnplannedComponentSaysWhatItIs() throws {
    let html = try Fixture.pages(report())
    let rows = html.components(by: "<tr").filter { $0.contains(">development <span") }
    #expect(rows.count == 2)
    for row in rows { #expect(row.contains(">not planned<") && row.contains(">not cost of revenue<")) }
    #expect(!html.components(by: "<tr").contains { $0.contains(">compute <span") && $0.contains(">not planned<") })
}

@Test func aFlagTellsItsLimits() throws {
    var context = Fixture.context()
    #expect(try Fixture.pages(Report(analysis: Fixture.analysis(), context: context)).contains(">flagged</span>"))
    context.flagLimits = Settings.Flag()
    #expect(
        try Fixture.pages(Report(analysis: Fixture.analysis(), context: context)).contains(
            "over 10\u{A0}% of the component's plan, over 10.00 and over 1\u{A0}% of the system's plan"))
}

@Test func aClosedMonthIsNoFlash() {
    var context = Fixture.context()
    let open = Headline(page: MonthPage(Report(analysis: Fixture.analysis(), context: context), at: .month))
    #expect(open.isFlash && open.status == "flash: 19 of 31 days complete")
    #expect(open.details.first?.hasPrefix("Actual, plan to date and revenue are of the complete days (19 of 31);") == true)
    context.close = MonthClose(month: context.month, sequence: 1, day: context.generatedFor, closedBy: "finance", note: nil)
    let closed = Headline(page: MonthPage(Report(analysis: Fixture.analysis(), context: context), at: .month))
    #expect(!closed.isFlash && closed.status == "closed")
}

@Test func aSystemWithoutCustomersHasNoBarsOfThem() throws {
    let html = try Fixture.pages(report())
    #expect(html.components(by: "<figcaption>Cost by customer").count == 2)
    let table = try #require(ShownTable("Customers of Energy platform", in: html))
    #expect(!table.headings.contains("Revenue") && !table.headings.contains("Gross margin"))
}

@Test func theIndexAgreesWithTheMessageOfTheMonth() throws {
    let month = IndexMonth(report())
    let actual = try #require(month.actual), variance = try #require(month.variance)
    #expect(Headline(page: MonthPage(report(), at: .month)).message.contains(NumberText.amount(actual)))
    #expect(actual - variance == MonthPage(report(), at: .month).portfolio?.planToDate)
    #expect(month.unmapped == Fixture.amount("108.36"))
}

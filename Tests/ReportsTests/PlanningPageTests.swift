import Analysis
import Billing
import Testing

@testable import Reports

private func page(_ analysis: MonthAnalysis = PlanningRows.analysis()) throws -> String {
    try Fixture.pages(PlanningRows.report(analysis))
}

/// A row's cells by heading.
private func row(_ name: String, _ caption: String, _ html: String) throws -> [String: String] {
    let table = try #require(ShownTable(caption, in: html), "\(caption)")
    return try #require(table[name], "\(name)")
}

@Test func theDaysOfABudgetAreOneLine() throws {
    let table = try #require(ShownTable("Budgets by the day", in: try page()))
    #expect(table.rows.map(\.name) == ["Reads a day"])
    let days = try #require(table["Reads a day"])
    // The first of the two highest days; a day that only reaches the limit is not over it.
    #expect(days["Its value"] == "61,000,000" && days["Date"] == "2026-10-02" && days["Limit of a day"] == "50,000,000")
    #expect(days["Unit"] == "operations" && days["%"] == "122.0\u{A0}%" && days["Days"] == "4")
    #expect(days["Days over 100\u{A0}%"] == "2")
    let details = Headline(page: MonthPage(PlanningRows.report(), at: .month)).details
    #expect(
        details.contains {
            $0.hasPrefix("At or over budget: Capacity assessment 107.9\u{A0}%, Reads a day (Capacity assessment) on 3 of 4 days.")
        })
}

@Test func moneyAndUsageStandInTablesOfTheirOwn() throws {
    let html = try page()
    let money = try #require(ShownTable("Budgets of October 2026, USD", in: html))
    #expect(money.rows.map(\.name) == ["Capacity assessment", "Energy platform"] && !money.headings.contains("Unit"))
    let usage = try row("tokens", "Budgets of usage", html)
    #expect(usage["Counted"] == "250,000" && usage["Budget of the month"] == "1,000,000" && usage["Unit"] == "tokens")
}

@Test func anAlertOfUsageIsNoMoney() throws {
    var context = Fixture.context()
    context.alerts[0].budget = "reads-a-day"
    context.alerts[0].currency = Currency("operations")
    context.alerts[0].actual = Amount(61_000_000)
    let html = try Fixture.text(Report(analysis: PlanningRows.analysis(), context: context), "index.html")
    let shown = try row("Reads a day", "Alerts of", html)
    #expect(shown["Counted then"] == "61,000,000" && shown["Unit"] == "operations")
}

@Test func aBudgetInStepsHasTheNameThatTheyShare() {
    var analysis = PlanningRows.analysis()
    analysis.figures.append(PlanningRows.figure("budget.tokens.year-1", "Tokens: in all: year-1", value: "1"))
    let page = MonthPage(PlanningRows.report(analysis), at: .month)
    #expect(page.budgetName("tokens") == "Tokens: in all" && page.budgetName("tok") == "tok")
}

@Test func anEnvironmentWithABudgetOfItsOwnStandsBelowTheTotal() throws {
    let html = try page()
    let table = try #require(ShownTable("Components of Capacity assessment", in: html))
    #expect(table.rows.map(\.name).suffix(3) == ["Total", "staging (budget of its own)", "Total with budgets of their own"])
    let actual = try #require(table.headings.firstIndex(of: "Actual"))
    #expect(table.rows.suffix(3).map { $0.cells[actual] } == ["464.00", "61.50", "525.50"])
    // In no bar and in no variance, and said beside the message.
    let figures = html.components(by: "<figure>").dropFirst().compactMap { $0.components(by: "</figure>").first }
    #expect(!figures.isEmpty && !figures.contains { $0.contains("staging") })
    #expect(html.contains("61.50\u{A0}USD of environments with budgets of their own"))
    let systems = try #require(ShownTable("Systems, October 2026", in: html))
    #expect(systems.rows.suffix(2).map(\.name) == ["Environments with budgets of their own", "Total with budgets of their own"])
}

@Test func theMonthsLengthIsAPartOfTheVolume() throws {
    let html = try page()
    let component = try row("network-egress", "Components of Capacity assessment", html)
    #expect(component["Volume"] == "+6.00" && component["of which month's length"] == "+4.80")
    let items = try #require(ShownTable("Quantities and prices", in: html))
    #expect(items.rows.map { $0.cells[items.headings.firstIndex(of: "of which month's length") ?? 0] } == ["+4.80", "0.00"])
    #expect(items.rows.map { $0.cells[0] } == ["network-egress", "not explained by a quantity"])
    #expect(try !Fixture.pages(Fixture.report()).contains(">of which month's length<"))
}

@Test func volumesStandBesideTheDocument() throws {
    let html = try page()
    let reads = try row("Reads", "Volumes of Capacity assessment", html)
    #expect(reads["Planned"] == "620,000" && reads["Actual"] == "617,899" && reads["Variance"] == "−2,101")
    #expect(reads["%"] == "−0.3\u{A0}%" && reads["Unit"] == "operations" && reads["Section"] == "–")
    let peak = try row("Requests a second", "Volumes of Capacity assessment", html)
    #expect(peak["Planned"] == "95–125" && peak["Actual"] == "–" && peak["Variance"] == "–" && peak["Section"] == "Part 2")
}

@Test func theSizeIsASentenceWithItsFigures() throws {
    let html = try page()
    #expect(
        html.contains(
            "The usage of October 2026 asks for the tier Medium: the next smaller one does not hold its organisations. The document "
                + "projects 4,629.00\u{A0}USD a month for it, but calls the phase small."))
    let input = try row("organisations", "Size of Capacity assessment", html)
    #expect(input["The document projects"] == "80" && input["Actual"] == "74.935")
    let capacity = try row("vCPU in all", "Capacities by", html)
    #expect(capacity["Needed"] == "12" && capacity["Offered"] == "4")
    #expect(html.components(by: ">too small</span>").count == 2)
}

@Test func tokensHaveThePriceOfAMillionAndAreHeldAgainstTheBill() throws {
    let html = try page()
    let priced = try row("cloud-run", "Usage at its prices", html)
    #expect(priced["Priced"] == "890.61" && priced["Billed"] == "900.25" && priced["Difference"] == "+9.64")
    #expect(priced["Tokens without a price"] == "1,200")
    let tokens = try #require(ShownTable("Tokens of Capacity assessment", in: html))
    let cells = tokens.rows.map { Dictionary(zip(tokens.headings, $0.cells), uniquingKeysWith: { first, _ in first }) }
    #expect(cells[0]["Kind"] == "input" && cells[0]["Quantity"] == "59,374,325" && cells[0]["Price per 1M"] == "15.00")
    #expect(cells[0]["Priced cost"] == "890.61" && cells[0]["Customer"] == "Customer 1" && cells[1]["Price per 1M"] == "–")
}

@Test func leversAreNeverAddedUp() throws {
    let html = try page()
    let table = try #require(ShownTable("What each lever alone would have saved in October 2026", in: html))
    #expect(table.rows.map(\.name) == ["Lever cdn", "Lever tuning"])
    let cdn = try #require(table["Lever cdn"])
    #expect(
        cdn["Lowers the cost of"] == "network-egress" && cdn["Cost of October 2026"] == "150.00" && cdn["By"] == "30–40\u{A0}%")
    #expect(
        cdn["Own cost"] == "10.00" && cdn["Would have saved"] == "35.00–50.00" && cdn["Usage saved"] == "3,000–4,000\u{A0}tokens")
    #expect(cdn["In use"] == "since September 2026" && cdn["Saved on the month before"] == "−2.50")
    let tuning = try #require(table["Lever tuning"])
    #expect(
        tuning["Lowers the cost of"] == "all" && tuning["By"] == "–" && tuning["Would have saved"] == "–"
            && tuning["In use"] == "no")
    #expect(html.components(by: ">assumed</span>").count == 2 && html.contains("they are never added up"))
}

@Test func targetsThatAreNotMeasuredAreFolded() throws {
    let html = try page()
    let measured = try #require(ShownTable("Targets of Capacity assessment, measured", in: html))
    #expect(measured.rows.map(\.name) == ["Target latency", "Target throughput"])
    #expect(measured.rows[0].cells.prefix(2) == ["at most 2,000\u{A0}ms", "1,262.29\u{A0}ms"])
    #expect(html.contains("<span class=\"adv\">missed</span>") && html.contains("<summary>1 target not measured</summary>"))
    #expect(ShownTable("Targets of Capacity assessment, not measured", in: html)?.rows.map(\.name) == ["Target recovery"])
}

@Test func whatADocumentDoesNotProjectIsLeftOut() throws {
    let html = try Fixture.pages(Fixture.report())
    for heading in ["Volumes", "Size", "Tokens", "Levers", "Service targets"] { #expect(!html.contains(">\(heading)</h")) }
    #expect(!html.contains("Budgets by the day") && !html.contains("contradiction"))
}

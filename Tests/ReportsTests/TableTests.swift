import Analysis
import Billing
import Reports
import Testing

/// The columns that readers of the history rely on, by table.
private let published: [(table: String, columns: String)] = [
    (
        "component_month",
        """
        month system component currency plan plan_low plan_high plan_to_date actual variance variance_percent volume_variance \
        mix_variance rate_variance unplanned spending_variance prior_period month_length_variance flexible_plan effect complete_days landing \
        landing_low landing_high flagged charged note beside
        """
    ),
    (
        "component_item_month",
        """
        month system component item currency unit plan_quantity actual_quantity plan_unit_price actual_unit_price plan actual \
        volume_variance mix_variance rate_variance unplanned spending_variance month_length_variance \
        flexible_plan
        """
    ),
    (
        "customer_month",
        """
        month system customer currency revenue direct_cost shared_cost cost plan_cost variance gross_profit \
        gross_margin_percent plan_gross_margin_percent cost_share_of_revenue_percent note margin_floor_percent \
        below_margin_floor
        """
    ),
    ("allocation_month", "month system component customer currency kind method driver_quantity share amount residue"),
    ("unit_month", "month system metric kind actual_quantity plan_quantity actual_unit_cost plan_unit_cost"),
    (
        "plan_month",
        "month system component item kind unit quantity unit_price low plan high currency document section behaviour version"
    ),
    (
        "budget_month",
        """
        month budget system period period_kind unit amount actual actual_percent forecast forecast_percent owner state
        """
    ),
    (
        "volume_month",
        "month system volume name metric feature kind unit plan_low plan_high actual variance variance_percent section"
    ),
    ("tier_month", "month system tier name cost currency forced_by planned_tier"),
    ("capacity_month", "month system output name unit needed offered"),
    (
        "lever_month",
        """
        month system lever name components base_month base currency percent_low percent_high saving_low saving_high cost \
        metric usage_low usage_high assumed adopted saved section
        """
    ),
    ("target_month", "month system target name metric unit bound direction measured state section"),
    (
        "token_month",
        "month system component customer environment model metric currency quantity unit_price priced_cost"
    ),
    ("priced_month", "month system component currency priced billed difference unpriced_quantity"),
    ("usage_price", "month model metric starts ends currency unit_price"),
    ("journal_month", "month system component customer environment currency amount kind note"),
    ("invoice_month", "month invoice currency invoiced billed difference lines state"),
    (
        "unusual_day",
        "month system component day currency actual expected excess low high service subaccount explained"
    ),
    ("bridge_month", "month provider currency billed purchases amortised unused other effective"),
    (
        "landing_quarter",
        "month quarter system currency months actual landing landing_low landing_high plan plan_low plan_high variance rest"
    ),
    (
        "year_to_date",
        """
        month system component currency fiscal_year first_month months months_of_year actual plan plan_low plan_high variance \
        variance_percent effect original_plan original_plan_low original_plan_high original_variance original_variance_percent \
        original_effect
        """
    ),
]

@Test func theTablesHaveThePublishedColumns() {
    let tables = PlanningRows.report().tables
    #expect(tables.map(\.name) == published.map(\.table))
    for (table, expected) in zip(tables, published) {
        #expect(table.columns.map(\.name).joined(separator: " ") == expected.columns)
        #expect(!table.rows.isEmpty)
        #expect(table.rows.allSatisfy { $0.count == table.columns.count })
    }
}

@Test func exactColumnsAreAmounts() {
    let exact = PlanningRows.report().tables.flatMap { table in
        table.columns.filter(\.isExact).map { column in
            #expect(column.kind == .amount)
            return table.name + "." + column.name
        }
    }
    #expect(
        exact == [
            "component_month.actual", "component_month.charged", "component_item_month.actual", "customer_month.revenue",
            "customer_month.cost", "allocation_month.amount", "budget_month.actual", "journal_month.amount",
            "bridge_month.billed", "bridge_month.effective", "landing_quarter.actual", "year_to_date.actual",
        ])
}

@Test func everyCellIsOfItsColumnsKind() {
    for table in PlanningRows.report().tables {
        for row in table.rows {
            for (cell, column) in zip(row, table.columns) {
                switch (cell, column.kind) {
                case (.absent, _), (.text, .text), (.integer, .integer), (.amount, .amount), (.quantity, .quantity),
                    (.percent, .percent), (.real, .real):
                    break
                default: Issue.record("\(table.name).\(column.name) holds \(cell)")
                }
            }
        }
    }
}

@Test func csvSaysWhatTheTableSays() throws {
    let report = PlanningRows.report()
    for table in report.allTables {
        let lines = try Fixture.text(report, table.name + ".csv").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == table.rows.count + 2)
        #expect(lines.first.map(String.init) == table.columns.map(\.name).joined(separator: ","))
        #expect(lines.last == "")
        for (line, row) in zip(lines.dropFirst(), table.rows) {
            #expect(line == row.map { $0.plainText ?? "" }.joined(separator: ","))
        }
    }
}

@Test func amountsKeepEveryDigitAndPercentagesFour() throws {
    let row = try #require(try Fixture.text(Fixture.report(), "customer_month.csv").split(separator: "\n").dropFirst().first)
    #expect(
        row == """
            2026-10,capacity-assessment,customer-1,USD,4166.67,0,154.666666666666667,154.666666666666667,143.333333333333334,\
            11.333333333333333,4012.003333333333333,96.288,96.56,3.712,,,
            """)
}

@Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@sum", "'@sum"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("a=b", "a=b"),
    ("a,\"b\"", "\"a,\"\"b\"\"\""), ("two\nlines", "\"two\nlines\""), ("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\""),
    ("quote\"\u{301}", "\"quote\"\"\u{301}\""),
])
func textIsNeverAFormula(_ raw: String, _ expected: String) throws {
    var analysis = Fixture.analysis()
    analysis.budgets = [
        Fixture.budget("b", of: raw, thresholds: [], amount: Amount(10), actual: Amount(-1))
    ]
    let csv = try Fixture.text(Report(analysis: analysis, context: Fixture.context()), "budget_month.csv")
    let header = csv.utf8.firstIndex(of: UInt8(ascii: "\n")) ?? csv.startIndex
    let row = String(csv[header...].dropFirst())
    // Compared by bytes: Swift's strings would take some different texts for equal. Numbers are never guarded.
    #expect(Array(row.utf8) == Array("2026-10,b,\(expected),2026-10,month,USD,10,-1,-10,,,,below\n".utf8))
}

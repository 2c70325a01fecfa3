import Testing

@testable import Billing

@Suite struct BudgetPeriodTests {
    private let months = (0..<40).map { Month(year: 2025, month: 3).advanced(by: $0) }

    @Test func everyMonthLiesInItsPeriodAndAllOfItsMonthsHaveItsName() {
        for period in BudgetPeriod.allCases {
            for start in 1...12 {
                for month in months {
                    let span = period.months(around: month, fiscalYearStart: start)
                    let name = period.name(around: month, fiscalYearStart: start)
                    #expect(span.contains(month))
                    #expect(span.count == [.day: 1, .month: 1, .quarter: 3, .year: 12][period])
                    for other in span { #expect(period.name(around: other, fiscalYearStart: start) == name) }
                    #expect(period.name(around: span.upperBound.advanced(by: 1), fiscalYearStart: start) != name)
                }
            }
        }
    }

    @Test func aFiscalYearIsNamedByTheCalendarYearThatItEndsIn() {
        func names(_ year: Int, _ month: Int, start: Int) -> [String] {
            [BudgetPeriod.quarter, .year].map { $0.name(around: Month(year: year, month: month), fiscalYearStart: start) }
        }
        #expect(names(2026, 1, start: 1) == ["2026-Q1", "2026"])
        #expect(names(2026, 12, start: 1) == ["2026-Q4", "2026"])
        #expect(names(2026, 3, start: 4) == ["2026-Q4", "2026"])
        #expect(names(2026, 4, start: 4) == ["2027-Q1", "2027"])
        #expect(names(2026, 9, start: 10) == ["2026-Q4", "2026"])
        #expect(names(2026, 10, start: 10) == ["2027-Q1", "2027"])
    }

    @Test func aChargeWithoutANameFitsOnlyTheStar() {
        var scope = BudgetScope()
        scope.service = Glob("*")
        #expect(scope.covers(service: nil, billingAccount: "", subaccount: nil, tags: [:]))
        scope.service = Glob("C*")
        #expect(!scope.covers(service: nil, billingAccount: "", subaccount: nil, tags: [:]))
        #expect(scope.covers(service: "Compute", billingAccount: "", subaccount: nil, tags: [:]))
        scope.account = Glob("b-?")
        #expect(!scope.covers(service: "Compute", billingAccount: "b", subaccount: "a", tags: [:]))
        #expect(scope.covers(service: "Compute", billingAccount: "b-1", subaccount: "a", tags: [:]))
        #expect(scope.covers(service: "Compute", billingAccount: "b", subaccount: "b-2", tags: [:]))
        scope.tag = BudgetScope.Tag(key: "team", value: Glob("search"))
        #expect(!scope.covers(service: "Compute", billingAccount: "b-1", subaccount: nil, tags: ["owner": "search"]))
        #expect(scope.covers(service: "Compute", billingAccount: "b-1", subaccount: nil, tags: ["team": "search"]))
    }
}

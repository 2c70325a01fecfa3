import Analysis
import Testing

@testable import Reports

/// The head of a page while days are missing.
@Suite struct IncompleteMonthTests {
    private func page(_ change: (inout MonthAnalysis) -> Void) throws -> String {
        var analysis = Fixture.analysis()
        change(&analysis)
        return try Fixture.text(Report(analysis: analysis, context: Fixture.context()), "index.html")
    }

    @Test func oneSystemWithoutACompleteDaySilencesNoOther() throws {
        let html = try page { $0.systems[0].completeDays = 0 }
        #expect(html.contains("so far: hosting cost") && !html.contains("no day is complete yet"))
    }

    @Test func withoutAnyCompleteDayNothingIsCompared() throws {
        let html = try page { for at in $0.systems.indices { $0.systems[at].completeDays = 0 } }
        #expect(html.contains("October 2026: no day is complete yet"))
    }
}

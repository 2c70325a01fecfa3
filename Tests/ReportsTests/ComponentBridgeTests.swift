import Billing
import Testing

@testable import Analysis
@testable import Reports

/// The way from plan to actual by component.
@Suite struct ComponentBridgeTests {
    @Test func theStepsAddUpExactlyTheLargestFirst() throws {
        var many = Fixture.analysis()
        for at in 0..<40 {
            many.components.append(
                Fixture.component(PlanningRows.e, "part-\(at)", plan: "0.3", actual: at % 2 == 0 ? "0.\(at + 10)1" : "0.1"))
        }
        let own = many.components.filter { $0.system == PlanningRows.e }
        many.systems[0] = Fixture.system(PlanningRows.e, "Capacity assessment", of: own, completeDays: 31)
        for analysis in [Fixture.analysis(), PlanningRows.analysis(), ReservedRows.analysis(), many] {
            let bridges = analysis.componentBridges
            #expect(bridges.map(\.system) == [nil, PlanningRows.e, PlanningRows.d])
            for bridge in bridges {
                let whole = try #require(analysis.planBridges.first { $0.system == bridge.system })
                #expect(bridge.plan == whole.plan && bridge.actual == whole.actual)
                #expect(bridge.steps.reduce(bridge.plan) { $0 + $1.amount } == bridge.actual)
                let named = bridge.steps.filter { if case .component = $0.subject { true } else { false } }
                #expect(named.count <= ComponentBridge.limit + 1 && named.allSatisfy { !$0.amount.isZero })
                for (one, next) in zip(named, named.dropFirst()) { #expect(one.amount.magnitude >= next.amount.magnitude) }
            }
        }
        let cut = many.componentBridges[1].steps
        #expect(
            cut.count == ComponentBridge.limit + 1
                && cut.last?.subject == .others(own.count { !($0.variance ?? .zero).isZero } - 8))
    }

    @Test func componentsOfARangeAreNotSplitAndOneAloneSaysNothing() {
        var analysis = Fixture.analysis()
        analysis.systems[0].planToDate = nil
        analysis.systems[0].variance = Amount(14)
        #expect(analysis.componentBridges.map(\.system) == [nil, PlanningRows.d])
        #expect(analysis.componentBridges[0].steps.last == .init(subject: .rest(.notSplit), amount: Amount(14)))
        var one = Fixture.analysis()
        one.components.removeAll { $0.system == PlanningRows.e && $0.component != "cloud-run" }
        #expect(!one.componentBridges.contains { $0.system == PlanningRows.e })
    }

    @Test func itIsDrawnWithATableBehindIt() throws {
        let html = try Fixture.text(Fixture.report(), "system-capacity-assessment.html")
        let table = try #require(ShownTable("From plan to actual by component, Capacity assessment", in: html))
        #expect(table.rows.map(\.name) == ["Plan", "cloud-run", "network-egress", "firestore", "Actual"])
        #expect(table.rows.map { $0.cells[0] } == ["430.00", "+30.00", "+6.00", "−2.00", "464.00"])
        #expect(html.contains("<title>From plan to actual by component, Capacity assessment, October 2026, USD</title>"))
        #expect(html.contains("From the plan over each component to the actual: Plan 430.00, cloud-run +30.00"))
        // Of all systems a component is told with its own.
        let month = try Fixture.text(Fixture.report(), "index.html")
        let all = try #require(ShownTable("From plan to actual by component, October 2026", in: month))
        #expect(all.rows.map(\.name).contains("cloud-run (Capacity assessment)"))
        let file = try Fixture.text(Fixture.report(), "component_bridge.csv")
        #expect(file.contains("2026-10,capacity-assessment,component,capacity-assessment,cloud-run,1,USD,30,adverse\n"))
        #expect(try Fixture.text(Fixture.report(), "report.xml").contains("component=\"cloud-run\" effect=\"adverse\""))
    }
}

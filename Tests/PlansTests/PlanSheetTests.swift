import Billing
import Plans
import Testing

@Suite struct PlanSheetTests {
    static let mistakes: [Mistake] = [
        Mistake(
            "no months", "component,unit\nc,USD\n", "p.csv:1:1: refused: no column of a month, expected months as in 2026-01"),
        Mistake(
            "no component", "name,unit,2026-01\nc,USD,1\n",
            "p.csv:1:1: refused: column \"name\" is not known, expected a known column",
            "p.csv:1:1: refused: no column component, expected the columns component and unit"),
        Mistake(
            "a month that is none", "component,unit,2026-13\nc,USD,1\n",
            "p.csv:1:16: refused: column \"2026-13\" is not known, expected a known column"),
        Mistake(
            "months with a gap and out of order", "component,unit,2026-01,2026-03,2026-02\nc,USD,1,2,3\n",
            "p.csv:1:24: refused: month 2026-03 after 2026-01, expected 2026-02",
            "p.csv:1:32: refused: month 2026-02 after 2026-03, expected 2026-04"),
        Mistake(
            "cells that are none", "system,component,customer,unit,2026-01\n,c,,USD,1\ns,,,usd,x\ns,a b,k,,1\n",
            "p.csv:2:1: refused: system is empty, expected an id as in cloud-run",
            "p.csv:3:3: refused: component is empty, expected an id as in cloud-run",
            "p.csv:3:5: refused: unit \"usd\" has small letters, expected a currency code as in USD",
            "p.csv:3:9: refused: 2026-01: found text \"x\", expected a number as in 144 or 0.12",
            "p.csv:4:3: refused: component \"a b\" has a space, expected an id as in cloud-run",
            "p.csv:4:7: refused: customer \"k\" in a plan, expected an empty cell",
            "p.csv:4:9: refused: unit is empty, expected a currency code as in USD"),
        Mistake(
            "a component twice", "component,unit,2026-01\nc,USD,1\nc,USD (low),1\nd,USD (low),1\nd,USD (low),1\nd,USD (high),2\n",
            "p.csv:3:1: refused: component \"c\" stands twice, expected one row, or two with (low) and (high) behind the unit",
            "p.csv:5:1: refused: component \"d\" stands twice, expected one row, or two with (low) and (high) behind the unit"),
        Mistake(
            "a bound without the other",
            "component,unit,2026-01,2026-02\nc,USD (low),1,1\nd,USD (low),1,\nd,USD (high),2,2\ne,USD (middle),1,1\n",
            "p.csv:2:3: refused: unit \"USD (low)\" without its other bound, expected a row with (high)",
            "p.csv:4:16: refused: 2026-02 has one bound of \"d\", expected both or none",
            "p.csv:5:3: refused: unit \"USD (middle)\" is no currency, expected a currency code as in USD"),
        Mistake(
            "bounds the wrong way round", "component,unit,2026-01\nc,USD (high),1\nc,USD (low),2\n",
            "p.csv:3:13: refused: 2026-01 from 2 to 1, expected the lower bound in the row with (low)"),
        Mistake(
            "two currencies", "system,component,unit,2026-01\ns,c,USD,1\nt,c,EUR,1\ns,d,EUR,1\n",
            "p.csv:4:5: refused: unit \"EUR\" in a plan in USD, expected one currency for a system"),
        Mistake(
            "no figure", "system,component,unit,2026-01\ns,c,USD,\nt,c,USD,0\n",
            "p.csv:2:3: refused: \"s\" has no figure in any month, expected at least one"),
    ]

    @Test(arguments: mistakes)
    func everyMistakeOfAPlanSheetIsToldWithItsPlace(_ mistake: Mistake) {
        #expect(told(mistake.text, "p.csv", readPlanSheet) == mistake.expected)
    }

    @Test func adjacentMonthsWithTheSameFiguresAreOnePhase() throws {
        let text = """
            component,unit,2026-01,2026-02,2026-03,2026-04,2026-05,2026-06
            c,USD,1.50,1.5,2,,2,0
            d,USD (low),,,5,,,
            d,USD (high),,,9,,,
            """
        let plan = try #require(readPlanSheet(Array(text.utf8), file: "Inputs/plans/web.csv").first)
        #expect(plan.system == "web" && plan.name == "web" && plan.document == "web.csv" && plan.currency == Currency("USD"))
        #expect(plan.phases.map(\.id) == ["2026-01", "2026-03", "2026-05", "2026-06"])
        #expect(plan.phases.map(\.name) == plan.phases.map(\.id))
        #expect(plan.phases.map(\.starts) == (try plan.phases.map { try month($0.id) }))
        #expect(plan.phases.map(\.ends) == [nil, try month("2026-03"), nil, try month("2026-06")])
        #expect(plan.phases.map { $0.components.map(\.id) } == [["c"], ["c", "d"], ["c"], ["c"]])
        // An empty cell is unknown, a zero is a plan.
        #expect(plan.phase(in: try month("2026-04")) == nil)
        #expect(plan.phase(in: try month("2026-06"))?.components.map(\.amount) == [.zero])
        #expect(plan.phases[1].components[1].low == Amount(5) && plan.phases[1].components[1].high == Amount(9))
        #expect(plan.figures.map(\.id) == ["2026-01.c", "2026-03.c", "2026-03.d", "2026-05.c", "2026-06.c"])
        #expect(plan.figures[0].value == .stated(Stated(try Amount(parsing: "1.5"), decimals: 2)))
        #expect(plan.figures[2].value == .range(low: Stated(Amount(5)), high: Stated(Amount(9))))
        #expect(
            plan.figures.map { "\($0.origin)" }.prefix(3) == [
                "Inputs/plans/web.csv:2:7", "Inputs/plans/web.csv:2:16", "Inputs/plans/web.csv:3:15",
            ])
        #expect(plan.figures.allSatisfy { $0.unit == "USD" })
    }

    @Test(arguments: 0..<40)
    func aSheetOfThePlansOfASheetHasTheSamePlans(_ seed: Int) throws {
        var random = Sequence(state: UInt64(seed))
        let months = Int(random.next() % 8) + 1
        let first = try month("2026-0\(random.next() % 9 + 1)")
        var rows: [[String]] = []
        for number in 0..<(Int(random.next() % 5) + 1) {
            let isRange = random.next() % 3 == 0
            // A figure in the first month, so that the plan has one.
            let lows = (0..<months).map { $0 > 0 && random.next() % 4 == 0 ? nil : Int(random.next() % 3) }
            let system = "s\(random.next() % 2)"
            for (unit, more) in isRange ? [("EUR (low)", 0), ("EUR (high)", 2)] : [("EUR", 0)] {
                rows.append([system, "c\(number)", unit] + lows.map { $0.map { "\($0 + more)" } ?? "" })
            }
        }
        let header = ["system", "component", "unit"] + (0..<months).map { "\(first.advanced(by: $0))" }
        let text = ([header] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n")
        let plans = try readPlanSheet(Array(text.utf8), file: "p.csv").map(bare)
        let again = try readPlanSheet(Array(sheet(plans, from: first, months).utf8), file: "p.csv").map(bare)
        #expect(again == plans)
        for plan in plans {
            for row in rows where row[0] == plan.system {
                for (index, cell) in row.dropFirst(3).enumerated() {
                    let component = plan.phase(in: first.advanced(by: index))?.components.first { $0.id == row[1] }
                    let found =
                        row[2].hasSuffix("(low)")
                        ? component?.low : row[2].hasSuffix("(high)") ? component?.high : component?.amount
                    #expect(found?.description ?? "" == cell)
                }
            }
        }
    }

    /// A plan without its places in the file.
    private func bare(_ plan: Plan) -> Plan {
        let none = Origin(file: "")
        var plan = plan
        plan.origin = none
        for phase in plan.phases.indices {
            plan.phases[phase].origin = none
            for component in plan.phases[phase].components.indices { plan.phases[phase].components[component].origin = none }
        }
        for figure in plan.figures.indices { plan.figures[figure].origin = none }
        return plan
    }

    /// The sheet of plans, for so many months. Components stand in the order in which they first appear.
    private func sheet(_ plans: [Plan], from first: Month, _ months: Int) -> String {
        let all = (0..<months).map { first.advanced(by: $0) }
        var lines = [["system", "component", "customer", "unit"] + all.map(\.description)]
        for plan in plans {
            var ids: [String] = []
            for component in plan.phases.flatMap(\.components) where !ids.contains(component.id) { ids.append(component.id) }
            for id in ids {
                let found = all.map { month in plan.phase(in: month)?.components.first { $0.id == id } }
                func add(_ side: String, _ value: (PlanComponent) -> Amount?) {
                    let cells = found.map { $0.flatMap(value)?.description ?? "" }
                    if cells.contains(where: { !$0.isEmpty }) {
                        lines.append([plan.system, id, "", "\(plan.currency)\(side)"] + cells)
                    }
                }
                add("", \.amount)
                add(" (low)", \.low)
                add(" (high)", \.high)
            }
        }
        return lines.map { $0.joined(separator: ",") }.joined(separator: "\n")
    }
}

/// Numbers that are the same on every run (SplitMix64).
private struct Sequence: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

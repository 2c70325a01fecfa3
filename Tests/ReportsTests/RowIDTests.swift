import Analysis
import Billing
import Testing

@testable import Reports

/// Every row of every table can be linked to.
@Suite struct RowIDTests {
    /// The ids of a page's elements, and its rows without one below their headings.
    private func ids(_ html: String) -> (all: [String], missing: Int) {
        let body = html.components(by: "<script>").first ?? ""
        let all = body.components(by: " id=\"").dropFirst().compactMap { $0.components(by: "\"").first }
        let missing = body.components(by: "<tbody>").dropFirst().reduce(0) { count, part in
            let rows = (part.components(by: "</table>").first ?? "").components(by: "<tr").dropFirst()
            return count + rows.count { !$0.hasPrefix(" id=\"") }
        }
        return (all, missing)
    }

    private func pages(_ analysis: MonthAnalysis, _ context: ReportContext) throws -> [String: String] {
        var context = context
        context.formats = [.html]
        let files = try Report(analysis: analysis, context: context).files().filter { $0.name.hasSuffix(".html") }
        return Dictionary(uniqueKeysWithValues: files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) })
    }

    @Test func everyRowHasAnIDThatNoOtherHas() throws {
        var hostile = PlanningRows.analysis()
        for at in hostile.components.indices { hostile.components[at].component = ["a b", "a-b", "a\"b", "é", ""][at % 5] }
        for at in hostile.units.indices { hostile.units[at].metric = "same one" }
        for at in hostile.figures.indices { hostile.figures[at].figure = at % 2 == 0 ? "x y.\(at)" : "x-y.\(at - 1)" }
        for analysis in [Fixture.analysis(), PlanningRows.analysis(), ReservedRows.analysis(), hostile] {
            var one = analysis
            one.systems.removeAll { $0.system != PlanningRows.e }
            for (name, html) in try pages(analysis, Fixture.context()).merging(
                pages(one, Fixture.context()).map { ("one " + $0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
            {
                let (all, missing) = ids(html)
                #expect(missing == 0, "\(name)")
                #expect(Set(all).count == all.count, "\(name): \(all.filter { id in all.count { $0 == id } > 1 })")
                let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:~")
                #expect(all.allSatisfy { !$0.isEmpty && $0.allSatisfy(letters.contains) }, "\(name)")
            }
        }
        let index = String(
            decoding: renderIndex(
                months: [IndexMonth(Fixture.report())],
                runs: [IndexRun(run: 3, startedAt: "x", duration: nil, files: 1, rows: 2, refused: 0, exitStatus: 0)]),
            as: UTF8.self)
        #expect(index.contains("<tr id=\"month:2026-10\">") && index.contains("<tr id=\"run:3\">"))
    }

    @Test func aRowKeepsItsIDInTheNextMonth() throws {
        let now = PlanningRows.analysis()
        var next = now
        next.month = now.month.advanced(by: 1)
        var later = Fixture.context()
        later.month = next.month
        let pages = try pages(now, Fixture.context()), after = try self.pages(next, later)
        #expect(Set(pages.keys) == Set(after.keys))
        for (name, html) in pages {
            func rows(_ html: String) -> Set<String> { Set(ids(html).all.filter { $0.contains(":") }) }
            let here = rows(html), there = rows(after[name] ?? "")
            #expect(here.count > 2)
            // What only the newest month speaks of, and the months themselves, come and go.
            let passing = ["check:refusals", "check:waiting", "check:days"]
            let moved = here.symmetricDifference(there).filter { id in
                !passing.contains { id.hasPrefix($0) } && !id.contains(":2026-")
            }
            #expect(moved.isEmpty, "\(name): \(moved.sorted())")
        }
    }

    @Test func twoTextsNeverHaveTheSameID() {
        let texts = ["a b", "a-b", "a~20b", "a:b", "A b", "é", "e\u{301}", "", "(unmapped)", "a.b", "a_b", "\u{1F600}", "a%20b"]
        #expect(Set(texts.map(RowIDs.escaped)).count == texts.count)
        #expect(RowIDs.escaped("(un mapped)-1.é") == "~28un~20mapped~29-1.~C3~A9")
        var ids = RowIDs("t")
        #expect([ids.next(["a", nil]), ids.next(["a", nil]), ids.foot("a")] == ["t:a:", "t:a::2", "t:~sum:a"])
    }

    /// Rows are capped, so that their ids burden no page.
    @Test func aPageOfManyRowsStaysSmall() throws {
        var analysis = PlanningRows.analysis()
        analysis.systems.removeAll { $0.system != PlanningRows.e }
        analysis.components = (0..<300).map {
            Fixture.component(PlanningRows.e, "component-of-the-plan-\($0)", plan: "1", actual: "1.5")
        }
        analysis.plan = []
        let customers = analysis.customers.filter { $0.system == PlanningRows.e }
        analysis.customers = (0..<5_000).map { at in
            var row = customers[at % customers.count]
            row.customer = "customer-with-a-long-name-\(at)"
            return row
        }
        analysis.costToServe = CostsToServe()
        analysis.costToServe.append(
            ServedComponent(
                system: PlanningRows.e, component: "component-of-the-plan-1", currency: Fixture.dollars,
                customers: analysis.customers.map(\.customer), directCosts: analysis.customers.map { _ in Amount(1) },
                sharedCosts: analysis.customers.map { _ in Amount(2) }))
        analysis.customerHistory = analysis.customers.flatMap { row in
            (0..<2).map { back in
                CustomerHistoryMonth(
                    PastMonth.Customer(system: row.system, customer: row.customer, revenue: Amount(9), cost: Amount(3)),
                    name: row.name, currency: row.currency, month: Fixture.month.advanced(by: back - 1), state: .final,
                    completeDays: 30)
            }
        }
        let html = try #require(try pages(analysis, Fixture.context())["index.html"])
        #expect(ids(html).missing == 0 && html.contains("id=\"customer:~others\""))
        #expect(html.utf8.count < 1_500_000 / 2)
    }
}

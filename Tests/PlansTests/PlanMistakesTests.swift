import Billing
import Plans
import Testing

/// A file and what is told about it.
struct Mistake: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    var expected: [String]

    init(_ description: String, _ text: String, _ expected: String...) {
        testDescription = description
        self.text = text
        self.expected = expected
    }
}

/// What is told about a file, each mistake as `PLACE: refused: reason`; empty where it is taken.
func told<Value>(
    _ text: String, _ file: String, _ read: (_ bytes: [UInt8], _ file: String) throws(RefusedFile) -> Value
) -> [String] {
    do throws(RefusedFile) {
        _ = try read(Array(text.utf8), file)
        return []
    } catch {
        return error.refusals.map { "\($0.origin): refused: \($0.reason)" }
    }
}

/// A plan with one component of these lines.
func plan(component lines: String...) -> String {
    "plan: s\ndocument: d.txt\nphases:\n  - id: p\n    starts: 2026-01\n    components:\n      - id: c\n"
        + lines.map { "        \($0)\n" }.joined()
}

/// A plan with phases of these months.
func plan(phases: (starts: String, ends: String?)...) -> String {
    var text = "plan: s\ndocument: d.txt\nphases:\n"
    for (number, phase) in phases.enumerated() {
        text += "  - id: p\(number)\n    starts: \(phase.starts)\n"
        if let ends = phase.ends { text += "    ends: \(ends)\n" }
        text += "    components: [{id: c, amount: 1}]\n"
    }
    return text
}

@Suite struct PlanMistakesTests {
    static let mistakes: [Mistake] = [
        Mistake(
            "an empty file", "",
            "p.yaml:1:1: refused: a plan has no plan, expected plan: with an id as in cloud-run",
            "p.yaml:1:1: refused: a plan has no document, expected document: with text",
            "p.yaml:1:1: refused: a plan has no phases, expected phases: with a list of phases, each beginning with \"- id:\""),
        Mistake(
            "a list", "- a\n",
            "p.yaml:1:1: refused: found a list, expected a plan with the keys plan, name, document, currency, "
                + "plan_rate, month_days, phases, budgets, tiers, sizing, levers, targets, figures and checks"
        ),
        Mistake(
            "an unknown key", plan(component: "amout: 3"),
            "p.yaml:7:9: refused: a component has no figure, expected amount, range or driver",
            "p.yaml:8:9: refused: key \"amout\" is not known in a component, expected amount"),
        Mistake(
            "a key far from all others", plan(component: "amount: 3", "zebra: 1"),
            "p.yaml:9:9: refused: key \"zebra\" is not known in a component, expected a known key"),
        Mistake(
            "text for a number", plan(component: "amount: abc"),
            "p.yaml:8:17: refused: amount: found text \"abc\", expected a number as in 144 or 0.12"),
        Mistake(
            "a number in quotes", plan(component: "amount: \"144\""),
            "p.yaml:8:17: refused: amount: found text \"144\" in quotes, expected a number as in 144 or 0.12"),
        Mistake(
            "a thousands comma", plan(component: "amount: 1,204.50"),
            "p.yaml:8:17: refused: amount \"1,204.50\" has a thousands comma, expected digits with a point, as in 1204.50 or 6.71E-8"
        ),
        Mistake(
            "a list for a number", plan(component: "amount: [1, 2]"),
            "p.yaml:8:17: refused: amount: found a list, expected a number as in 144 or 0.12"),
        Mistake(
            "nothing for a number", plan(component: "amount:"),
            "p.yaml:8:16: refused: amount: found nothing, expected a number as in 144 or 0.12"),
        Mistake(
            "bounds the wrong way round", plan(component: "range: [150, 50]"),
            "p.yaml:8:17: refused: range from 150 to 50, expected the lower bound first"),
        Mistake(
            "a range with thousands commas", plan(component: "range: [1,000, 2,000]"),
            "p.yaml:8:9: refused: range: found a list of 4, expected two numbers as in [50, 150]"),
        Mistake(
            "a range of words", plan(component: "range: [low, high]"),
            "p.yaml:8:17: refused: range: found text \"low\", expected a number as in 144 or 0.12",
            "p.yaml:8:22: refused: range: found text \"high\", expected a number as in 144 or 0.12"),
        Mistake(
            "a range beside an amount", plan(component: "amount: 3", "range: [1, 2]"),
            "p.yaml:9:9: refused: range beside an amount, expected either a range or an amount or driver"),
        Mistake(
            "a range beside a driver", plan(component: "driver: {quantity: 1, unit: GB, price: 1}", "range: [1, 2]"),
            "p.yaml:9:9: refused: range beside a driver, expected either a range or an amount or driver"),
        Mistake(
            "a negative quantity and price", plan(component: "driver: {quantity: -1, unit: GB, price: -0.12}"),
            "p.yaml:8:28: refused: quantity is negative (-1), expected 0 or more",
            "p.yaml:8:49: refused: price is negative (-0.12), expected 0 or more"),
        Mistake(
            "a driver without quantity and unit", plan(component: "driver: {price: 1}"),
            "p.yaml:8:17: refused: a driver has no unit, expected unit: with text",
            "p.yaml:8:18: refused: unit price without a quantity, expected quantity: or per_day: beside it"),
        Mistake(
            "a driver without price and amount", plan(component: "driver: {quantity: 1, unit: GB}"),
            "p.yaml:8:17: refused: a driver has no price, expected price: with a number, or an amount beside the driver"),
        Mistake(
            "a price from nothing", plan(component: "amount: 3", "driver: {quantity: 0, unit: GB}"),
            "p.yaml:9:28: refused: no price follows from amount 3 over quantity 0, expected price: with a number"),
        Mistake(
            "a price beyond all bounds", plan(component: "amount: 9e12", "driver: {quantity: 0.000000000000001, unit: GB}"),
            "p.yaml:9:28: refused: no price follows from amount 9000000000000 over quantity 0.000000000000001, expected price: with a number"
        ),
        Mistake(
            "a product beyond all bounds", plan(component: "driver: {quantity: 9e12, unit: GB, price: 9e12}"),
            "p.yaml:8:28: refused: quantity × price is beyond 9,200,000,000,000, expected an amount within that bound"),
        Mistake(
            "an unknown measure", plan(component: "driver: {quantity: 1, unit: GB, price: 1, measure: charge}"),
            "p.yaml:8:60: refused: measure \"charge\" is not known, expected charged"),
        Mistake(
            "a measure without metric", plan(component: "driver: {quantity: 1, unit: GB, price: 1, measure: 'usage:a+'}"),
            "p.yaml:8:60: refused: measure \"usage:a+\" lacks the name of a metric, expected names joined by + as in reads+writes"
        ),
        Mistake(
            "an unknown pacing", plan(component: "amount: 3", "pacing: daily"),
            "p.yaml:9:17: refused: pacing \"daily\" is not known, expected even, start or end"),
        Mistake(
            "an unknown behaviour", plan(component: "amount: 3", "behaviour: fix"),
            "p.yaml:9:20: refused: behaviour \"fix\" is not known, expected fixed or variable"),
        Mistake(
            "a reserved id", plan(component: "amount: 3").replacing("id: c", with: "id: (shared)"),
            "p.yaml:7:13: refused: id \"(shared)\" begins with \"(\", expected an id as in cloud-run"),
        Mistake(
            "a control character in an id", plan(component: "amount: 3").replacing("id: c", with: "id: \"a\\nb\""),
            "p.yaml:7:13: refused: id \"a b\" has a control character or a line break, expected an id as in cloud-run"),
        Mistake(
            "a component twice", plan(component: "amount: 3") + "      - {id: c, amount: 4}\n",
            "p.yaml:9:14: refused: component id \"c\" stands twice, expected an id of its own"),
        Mistake(
            "a phase twice", plan(phases: ("2026-01", nil), ("2026-02", nil)).replacing("p1", with: "p0"),
            "p.yaml:7:9: refused: phase id \"p0\" stands twice, expected an id of its own"),
        Mistake(
            "phases out of order", plan(phases: ("2026-02", nil), ("2026-01", nil)),
            "p.yaml:8:13: refused: starts 2026-01, but the phase before, \"p0\", begins in 2026-02, expected a later month"),
        Mistake(
            "overlapping phases", plan(phases: ("2026-01", "2026-06"), ("2026-06", nil)),
            "p.yaml:9:13: refused: starts 2026-06, but the phase before, \"p0\", ends in 2026-06, expected a later month"),
        Mistake(
            "an end before the start", plan(phases: ("2026-03", "2026-02")),
            "p.yaml:6:11: refused: ends 2026-02 is before starts 2026-03, expected the same month or a later one"),
        Mistake(
            "a month that is none", plan(phases: ("2026-13", nil), ("August", nil)),
            "p.yaml:5:13: refused: starts \"2026-13\" is no month, expected a month as in 2026-09",
            "p.yaml:8:13: refused: starts \"August\" is no month, expected a month as in 2026-09"),
        Mistake(
            "no phases", "plan: s\ndocument: d.txt\nphases: []\n",
            "p.yaml:3:1: refused: phases: found an empty list, expected a list of phases, each beginning with \"- id:\""),
        Mistake(
            "no components", "plan: s\ndocument: d.txt\nphases: [{id: p, starts: 2026-01, components: {}}]\n",
            "p.yaml:3:47: refused: components: found a group of keys, expected a list of components, each beginning with \"- id:\""
        ),
        Mistake(
            "a currency in small letters", "currency: usd\nplan_rate: 0\n" + plan(component: "amount: 1"),
            "p.yaml:1:11: refused: currency \"usd\" has small letters, expected a currency code as in USD",
            "p.yaml:2:12: refused: plan_rate is 0, expected a number over 0"),
        Mistake(
            "a rate out of bounds", "plan_rate: 9e12\n" + plan(component: "amount: 1"),
            "p.yaml:1:12: refused: plan_rate is 9000000000000, expected a rate from 0.000001 to 1000000"),
        Mistake("a tab", "plan: s\nphases:\n\t- id: p\n", "p.yaml:3:1: refused: a tab in the indentation, expected spaces"),
    ]

    @Test(arguments: mistakes)
    func everyMistakeOfAPlanIsToldWithItsPlace(_ mistake: Mistake) {
        #expect(told(mistake.text, "p.yaml", readPlan) == mistake.expected)
    }

    static let settings: [Mistake] = [
        Mistake(
            "an unknown key", "curency: USD\n",
            "s.yaml:1:1: refused: key \"curency\" is not known in the settings, expected currency"),
        Mistake(
            "wrong words", "currency: dollars$\ncost_basis: bill\ntax: maybe\n",
            "s.yaml:1:11: refused: currency \"dollars$\" is no currency, expected a currency code as in USD",
            "s.yaml:2:13: refused: cost_basis \"bill\" is not known, expected effective or billed",
            "s.yaml:3:6: refused: tax \"maybe\" is not known, expected separate or cost"),
        Mistake(
            "wrong numbers", "settle_days: two\nfiscal_year_start: 13\nflag: {percent: -1, amount: 5 USD}\n",
            "s.yaml:1:14: refused: settle_days: found \"two\", expected a whole number from 0 to 366",
            "s.yaml:2:20: refused: fiscal_year_start: found \"13\", expected a whole number from 1 to 12",
            "s.yaml:3:17: refused: percent is negative (-1), expected 0 or more",
            "s.yaml:3:29: refused: amount \"5 USD\" has a space, expected digits with a point, as in 1204.50 or 6.71E-8"),
        Mistake(
            "a margin that there is not", "margin_floor: 120\n",
            "s.yaml:1:1: refused: margin_floor is 120, expected a percentage from 0 to 100"),
        Mistake(
            "wrong sources",
            "sources:\n  aws:\n    mode: add\n    quarantine: yes\n    minimum_age: -1\n    colour: red\n  (x): {}\n",
            "s.yaml:3:11: refused: mode \"add\" is not known, expected replace or append",
            "s.yaml:4:17: refused: quarantine \"yes\" is no yes or no, expected true or false",
            "s.yaml:5:18: refused: minimum_age: found \"-1\", expected a whole number from 0 to 31536000",
            "s.yaml:6:5: refused: key \"colour\" is not known in a source, expected a known key",
            "s.yaml:7:3: refused: source \"(x)\" begins with \"(\", expected an id as in cloud-run"),
        Mistake(
            "wrong columns and customers",
            "sources:\n  a:\n    columns: {date: Datum, day: [x]}\n    customers: [\"/t\", \"*/{customer}/*\"]\n  b: {customers: x}\n",
            "s.yaml:3:15: refused: column \"date\" is not known, expected day, metric, quantity, customer, kind, system, component, "
                + "feature, model, environment or unit",
            "s.yaml:3:33: refused: day: found a list, expected the name that the file has",
            "s.yaml:4:17: refused: customers: found \"/t\", expected {customer} once and at most one *",
            "s.yaml:4:23: refused: customers: found \"*/{customer}/*\", expected {customer} once and at most one *",
            "s.yaml:5:18: refused: customers: found text \"x\", expected patterns as in [\"{customer}.example.com\", "
                + "\"/tenants/{customer}\"]"),
        Mistake(
            "a list of sources", "sources: [aws]\n",
            "s.yaml:1:10: refused: sources: found a list, expected the names of folders below exports, each with its keys"),
        Mistake(
            "wrong budgets",
            "budgets:\n  a: {amount: 0}\n  b: {thresholds: [80, 50, 1001]}\n  c: {amount: 5, thresholds: []}\n  d: 5\n",
            "s.yaml:2:15: refused: amount is 0, expected a number over 0",
            "s.yaml:3:6: refused: a budget has no amount, expected amount: with a number as in 144 or 0.12",
            "s.yaml:3:24: refused: threshold 50 after 80, expected ascending percentages",
            "s.yaml:3:28: refused: thresholds: found \"1001\", expected a whole number from 1 to 1000",
            "s.yaml:4:18: refused: thresholds: found an empty list, expected percentages as in [50, 80, 100]",
            "s.yaml:5:6: refused: found text \"5\", expected a budget with the keys system, currency, component, customer, "
                + "environment, service, account, tag, metric, unit, amount, period, thresholds, owner and silent_until"
        ),
        Mistake(
            "wrong scopes of budgets",
            "budgets:\n  a: {amount: 5, metric: a++b, currency: USD}\n  b: {amount: 5, unit: GB, period: week, component: (x)}\n",
            "s.yaml:2:18: refused: metric without a unit, expected unit: with that of the amount, as in tokens",
            "s.yaml:2:26: refused: metric \"a++b\" lacks the name of a metric, expected names joined by + as in reads+writes",
            "s.yaml:2:32: refused: currency beside a metric, expected a budget in money or in usage",
            "s.yaml:3:18: refused: unit without a metric, expected metric: with what is used, or none of them for money",
            "s.yaml:3:36: refused: period \"week\" is not known, expected day, month, quarter or year",
            "s.yaml:3:53: refused: component \"(x)\" begins with \"(\", expected an id as in cloud-run"),
        Mistake(
            "scopes that cannot be told",
            "budgets:\n  a: {amount: 5, customer: x, environment: staging, period: day, tag: =x}\n"
                + "  b: {amount: 5, metric: reads, unit: rows, service: C*}\n  c: {amount: 5, customer: x, account: y, silent_until: May}\n",
            "s.yaml:2:31: refused: environment beside a customer, expected one of them: a customer's cost is production's",
            "s.yaml:2:53: refused: period day beside a customer, expected month, quarter or year: shared cost is split by the month",
            "s.yaml:2:66: refused: tag beside a customer, expected one of them: shared cost is not split by tag",
            "s.yaml:2:71: refused: tag \"=x\" has no key, expected a key and a value as in team=search",
            "s.yaml:3:45: refused: service beside a metric, expected a budget in money: usage has no service",
            "s.yaml:4:31: refused: account beside a customer, expected one of them: shared cost is not split by account",
            "s.yaml:4:57: refused: silent_until \"May\" is no day of the calendar, expected a day as in 2026-09-30"),
        Mistake(
            "a channel as text", "channels: https://token@example.org\n",
            "s.yaml:1:11: refused: channels: found text, expected the names of channels, each with its keys"),
    ]

    @Test(arguments: settings)
    func everyMistakeOfTheSettingsIsToldWithItsPlace(_ mistake: Mistake) {
        #expect(told(mistake.text, "s.yaml", readSettings) == mistake.expected)
    }

    @Test func aMessageAboutChannelsShowsNothingOfThem() {
        do throws(RefusedFile) {
            _ = try readSettings(Array("channels: hunter2\n".utf8), file: "s.yaml")
            Issue.record("expected a refusal")
        } catch {
            #expect(!"\(error)".contains("hunter2"))
        }
    }

    @Test func aHintListsTheKnownKeys() {
        do throws(RefusedFile) {
            _ = try readPlan(Array(plan(component: "amout: 3").utf8), file: "p.yaml")
            Issue.record("expected a refusal")
        } catch {
            let refusal = error.refusals[1]
            #expect(
                refusal.hint == "known keys are id, name, amount, range, growth, driver, covers, pacing, behaviour and source")
            #expect(refusal.text == "        amout: 3")
            #expect(refusal.width == 5)
        }
    }

    @Test func keysThatStandTwiceAndAnchorsHideNoOtherMistake() throws {
        let text = """
            plan: s
            document: d
            document: e
            curency: USD
            phases:
              - id: p
                starts: &x 2026-13
                components:
                  - {id: c, ammount: 1}
                  - {id: d, range: [2, 1]}

            """
        let failure = #expect(throws: RefusedFile.self) { try readPlan(Array(text.utf8), file: "p.yaml") }
        #expect(failure?.refusals.map(\.origin.line) == [3, 4, 7, 9, 9, 10])
    }
}

import Billing
import Plans
import Testing

@Suite struct PlanFigureMistakesTests {
    static let budgets: [Mistake] = [
        Mistake(
            "a budget without an amount, and with two",
            planText(
                components: ["{id: c, amount: 1}"],
                rest:
                    "budgets:\n  - {id: a}\n  - {id: b, amount: 1, steps: [{id: s, starts: 2026-01, amount: 1}]}\n  - {id: d, steps: []}\n"
            ),
            "p.yaml:10:5: refused: a budget has no amount, expected amount: with a number, or steps:",
            "p.yaml:11:5: refused: a budget has both amount and steps, expected amount: with a number, or steps:",
            "p.yaml:12:13: refused: steps: found no step, expected a list of steps, each beginning with \"- id:\""),
        Mistake(
            "amounts that are none",
            planText(
                components: ["{id: c, amount: 1}"],
                rest:
                    "budgets:\n  - {id: a, amount: 0}\n  - {id: b, amount: {difference: [p.c, 2]}}\n  - {id: c, amount: {product: [9e12, 2]}}\n"
            ),
            "p.yaml:10:21: refused: amount is 0, expected a number over 0",
            "p.yaml:11:21: refused: amount is -1, expected a number over 0",
            "p.yaml:12:21: refused: amount comes to 18000000000000, expected an amount within 9,200,000,000,000"),
        Mistake(
            "usage without a unit, and a unit without usage",
            planText(
                components: ["{id: c, amount: 1}"],
                rest:
                    "budgets:\n  - {id: a, amount: 1, metric: tokens}\n  - {id: b, amount: 1, unit: tokens, period: week, thresholds: [80, 50]}\n"
            ),
            "p.yaml:10:24: refused: metric without a unit, expected unit: with that of the amount, as in tokens",
            "p.yaml:11:24: refused: unit without a metric, expected metric: with what is used, or none of them for money",
            "p.yaml:11:46: refused: period \"week\" is not known, expected day, month, quarter or year",
            "p.yaml:11:69: refused: threshold 50 after 80, expected ascending percentages"),
        Mistake(
            "steps out of order",
            planText(
                components: ["{id: c, amount: 1}"],
                rest:
                    "budgets:\n  - id: a\n    steps:\n      - {id: s, starts: 2026-01, ends: 2026-03, amount: 1}\n      - {id: t, starts: 2026-03, amount: 1}\n      - {id: t, starts: 2026-02, amount: 1}\n"
            ),
            "p.yaml:13:25: refused: starts 2026-03, but the step before, \"s\", ends in 2026-03, expected a later month",
            "p.yaml:14:14: refused: step id \"t\" stands twice, expected an id of its own",
            "p.yaml:14:25: refused: starts 2026-02, but the step before, \"t\", begins in 2026-03, expected a later month"),
        Mistake(
            "a growth to a last month that there is not",
            planText(
                components: ["{id: c, amount: 1}"],
                rest:
                    "budgets:\n  - id: a\n    steps:\n      - {id: s, starts: 2026-01, amount: 1, growth: {to: 5}}\n      - {id: t, starts: 2026-03, amount: 1, growth: {to: 5}}\n"
            ),
            "p.yaml:13:58: refused: growth to 5 in a step without an end, expected ends: with its last month"),
    ]

    static let sizing: [Mistake] = [
        Mistake(
            "bounds the wrong way round, and none",
            planText(
                components: ["{id: c, amount: 1}"],
                rest:
                    "tiers:\n  - {id: a, bounds: {users: {from: 9, to: 1}, calls: {}}}\n  - {id: a, cost: -1, recommended: maybe}\n"
            ),
            "p.yaml:10:30: refused: users from 9 to 1, expected the lower bound first",
            "p.yaml:10:47: refused: calls has no bound, expected from: or to: with a number",
            "p.yaml:11:10: refused: tier id \"a\" stands twice, expected an id of its own",
            "p.yaml:11:19: refused: cost is negative (-1), expected 0 or more",
            "p.yaml:11:36: refused: recommended \"maybe\" is no yes or no, expected true or false"),
        Mistake(
            "a capacity that the sizing does not have",
            planText(
                components: ["{id: c, amount: 1}"],
                rest: "tiers: [{id: a, capacity: {webvcpu: 1, web-vcpu: ~}}]\nsizing: [{id: web-vcpu, value: 3}]\n"),
            "p.yaml:9:28: refused: capacity \"webvcpu\" is not among the plan's sizing, expected web-vcpu",
            "p.yaml:9:50: refused: web-vcpu: found nothing, expected a number as in 144 or 0.12"),
        Mistake(
            "a formula of what is neither metric nor earlier output",
            planText(
                components: ["{id: c, amount: 1}"],
                rest:
                    "tiers: [{id: a, bounds: {users: {to: 9}}}]\nsizing:\n  - {id: web, value: {sum: [user, later, p.c]}}\n  - {id: later, value: {sum: [web, later]}}\n  - {id: later}\n"
            ),
            "p.yaml:11:29: refused: sum: no metric of the tiers and no earlier output is called \"user\", expected users",
            "p.yaml:11:35: refused: sum: no metric of the tiers and no earlier output is called \"later\", expected one of them",
            "p.yaml:11:42: refused: sum: no metric of the tiers and no earlier output is called \"p.c\", expected one of them",
            "p.yaml:12:36: refused: sum: no metric of the tiers and no earlier output is called \"later\", expected one of them",
            "p.yaml:13:5: refused: an output has no value, expected value: with a formula",
            "p.yaml:13:10: refused: output id \"later\" stands twice, expected an id of its own"),
    ]

    static let levers: [Mistake] = [
        Mistake(
            "savings that are none",
            planText(
                components: ["{id: c, amount: 1}"],
                rest:
                    "levers:\n  - {id: a, saving: 101}\n  - {id: b, saving: -1, cost: -1}\n  - {id: c, saving: [40, 20]}\n  - {id: c, saving: [90, 110], adopted: soon, components: c}\n"
            ),
            "p.yaml:10:21: refused: saving is 101, expected at most 100 percent of the components' cost",
            "p.yaml:11:21: refused: saving is negative (-1), expected 0 or more",
            "p.yaml:11:31: refused: cost is negative (-1), expected 0 or more",
            "p.yaml:12:22: refused: saving from 40 to 20, expected the lower bound first",
            "p.yaml:13:10: refused: lever id \"c\" stands twice, expected an id of its own",
            "p.yaml:13:21: refused: saving is 110, expected at most 100 percent of the components' cost",
            "p.yaml:13:41: refused: adopted \"soon\" is no month, expected a month as in 2026-09",
            "p.yaml:13:59: refused: components: found text \"c\", expected a list of component ids as in [redis-cache, cdn]")
    ]

    static let targets: [Mistake] = [
        Mistake(
            "a target without a bound, with two, and for no tier",
            planText(
                components: ["{id: c, amount: 1}"],
                rest:
                    "tiers: [{id: small}]\ntargets:\n  - {id: a, metric: m}\n  - {id: b, metric: m, at_most: 1, at_least: 2}\n  - {id: b, at_most: 1, tier: smal}\n"
            ),
            "p.yaml:11:5: refused: a target has no bound, expected one of them",
            "p.yaml:12:5: refused: a target has both at_most and at_least, expected one of them",
            "p.yaml:13:5: refused: a target has no metric, expected metric: with text",
            "p.yaml:13:10: refused: target id \"b\" stands twice, expected an id of its own",
            "p.yaml:13:31: refused: tier \"smal\" is not among the plan's tiers, expected small")
    ]

    static let figures: [Mistake] = [
        Mistake(
            "ids that nothing has",
            planText(
                components: ["{id: c, amount: 1, driver: {unit: GB, quantity: q.v}}"],
                rest:
                    "budgets: [{id: b, amount: {sum: [p.d, 1]}}]\nfigures: [{id: total, value: 1, equals: totle, part_of: [whole]}]\nchecks: [{figure: totals, sum: [p.c.low]}]\n"
            ),
            "p.yaml:8:56: refused: quantity: no figure has the id \"q.v\", expected the id of a figure",
            "p.yaml:9:34: refused: sum: no figure has the id \"p.d\", expected p.c",
            "p.yaml:10:41: refused: equals: no figure has the id \"totle\", expected the id of a figure",
            "p.yaml:10:58: refused: part_of: no figure has the id \"whole\", expected the id of a figure",
            "p.yaml:11:19: refused: figure: no figure has the id \"totals\", expected total",
            "p.yaml:11:33: refused: sum: no figure has the id \"p.c.low\", expected the id of a figure"),
        Mistake(
            "figures without a value or an id",
            planText(
                components: ["{id: c, amount: 1}"],
                rest:
                    "figures:\n  - {id: a}\n  - {value: 1}\n  - {id: b, value: \"5\"}\n  - {id: d, value: [1, 2, 3]}\n  - {id: e, value: 1,000}\n"
            ),
            "p.yaml:10:5: refused: a figure has no value, expected value: with a number, two bounds or a formula",
            "p.yaml:11:5: refused: a figure has no id, expected id: with an id as in cloud-run",
            "p.yaml:12:20: refused: value: found text \"5\" in quotes, expected a number as in 144 or 0.12",
            "p.yaml:13:13: refused: value: found a list of 3, expected two numbers as in [50, 150]",
            "p.yaml:14:22: refused: key \"000\" is not known in a figure, expected a known key"),
        Mistake(
            "ids that stand twice",
            planText(
                components: ["{id: c, amount: 1, growth: {to: 2}}", "{id: r, range: [1, 2]}"],
                rest:
                    "figures:\n  - {id: a, value: 1}\n  - {id: a, value: 1}\n  - {id: p.c.last, value: 1}\n  - {id: p.r.low, value: 1}\n"
            ),
            "p.yaml:12:10: refused: figure id \"a\" stands twice, expected an id of its own",
            "p.yaml:13:10: refused: figure id \"p.c.last\" stands twice, expected an id of its own",
            "p.yaml:14:26: refused: figure id \"p.r.low\" is a side of the range in line 9, expected an id of its own"),
        Mistake(
            "a range without its side",
            planText(
                components: ["{id: c, driver: {unit: GB, quantity: p.r, price: 1}}", "{id: r, range: [1, 2]}"],
                rest:
                    "figures:\n  - {id: a, value: {sum: [p.*]}}\n  - {id: b, value: 1, sum: [p.r]}\nchecks: [{figure: p.r.low, equals: p.r}]\n"
            ),
            "p.yaml:8:45: refused: \"p.r\" is a range, expected p.r.low or p.r.high",
            "p.yaml:11:27: refused: \"p.r\" is a range, expected p.r.low or p.r.high",
            "p.yaml:12:29: refused: \"p.r\" is a range, expected p.r.low or p.r.high",
            "p.yaml:13:36: refused: \"p.r\" is a range, expected p.r.low or p.r.high"),
        Mistake(
            "all components outside a sum",
            planText(components: ["{id: c, amount: 1}"], rest: "figures: [{id: a, value: {greatest: [p.*]}}]\n"),
            "p.yaml:9:38: refused: \"p.*\" stands outside a sum, expected it in a list as in sum: [p.*]"),
        Mistake(
            "wrong operators",
            planText(
                components: ["{id: c, amount: 1}"],
                rest:
                    "figures:\n  - {id: a, value: {summ: [1]}}\n  - {id: b, value: {sum: [1], product: [1]}}\n  - {id: d, value: {sum: 1}}\n  - {id: e, value: {sum: []}}\n  - {id: f, value: {ratio: [1, 2, 3]}}\n  - {id: g, value: {sum: [[1]]}}\n  - {id: h, value: {sum: [\"1\", $5]}}\n"
            ),
            "p.yaml:10:21: refused: value: operator \"summ\" is not known, expected sum",
            "p.yaml:11:20: refused: value: found a group of 2 keys, expected one of sum, product, greatest, difference, ratio, share, percent or change",
            "p.yaml:12:26: refused: sum: found text \"1\", expected a list of parts as in [a, b]",
            "p.yaml:13:26: refused: sum: found an empty list, expected a list of parts as in [a, b]",
            "p.yaml:14:28: refused: ratio: found a list of 3, expected a list of two parts as in [a, b]",
            "p.yaml:15:27: refused: sum: found a list, expected a number, the id of a figure, or a group with one operator as in {sum: [a, b]}",
            "p.yaml:16:27: refused: sum: found text \"1\" in quotes, expected a number as in 144 or 0.12",
            "p.yaml:16:32: refused: sum \"$5\" has a currency sign, expected digits with a point, as in 1204.50 or 6.71E-8"),
        Mistake(
            "formulas without a value",
            planText(
                components: ["{id: c, driver: {unit: GB, quantity: {ratio: [1, {difference: [2, 2]}]}, price: 1}}"],
                rest:
                    "figures:\n  - {id: a, value: {product: [9e12, 9e12]}}\n  - {id: b, value: {sum: [a, 1]}}\n  - {id: d, value: 1, change: [0, 1]}\n"
            ),
            "p.yaml:8:45: refused: formula has no value: it divides by zero or is beyond 1e20, expected a number",
            "p.yaml:10:20: refused: formula has no value: it divides by zero or is beyond 1e20, expected a number",
            "p.yaml:12:31: refused: formula has no value: it divides by zero or is beyond 1e20, expected a number"),
        Mistake(
            "formulas in a circle",
            planText(
                components: ["{id: c, amount: 1}"],
                rest:
                    "figures:\n  - {id: a, value: {sum: [b, 1]}}\n  - {id: b, value: {sum: [d]}}\n  - {id: d, value: {sum: [a]}}\n  - {id: e, value: e}\n  - {id: f, value: a}\n"
            ),
            "p.yaml:10:20: refused: a from b from d from a: a circle, expected a formula of other figures",
            "p.yaml:13:20: refused: e from e: a circle, expected a formula of other figures"),
        Mistake(
            "checks of nothing",
            planText(
                components: ["{id: c, amount: 1}"],
                rest: "checks:\n  - {figure: p.c}\n  - {equals: 1}\n  - {figure: p.c, at_least: []}\nfigures: {a: 1}\n"),
            "p.yaml:10:5: refused: a check has no relation, expected equals, at_most, at_least, part_of, sum, product, greatest, difference, ratio, share, percent or change",
            "p.yaml:11:5: refused: a check has no figure, expected figure: with the id of a figure",
            "p.yaml:12:19: refused: at_least: found an empty list, expected one formula or several",
            "p.yaml:13:10: refused: figures: found a group of keys, expected a list, each beginning with \"- id:\""),
    ]

    @Test(arguments: budgets + sizing + levers + targets + figures)
    func everyMistakeIsToldWithItsPlace(_ mistake: Mistake) {
        #expect(told(mistake.text, "p.yaml", readPlan) == mistake.expected)
    }
}

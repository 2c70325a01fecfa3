import Billing
import Plans
import Testing

@Suite struct PlanPhaseMistakesTests {
    static let components: [Mistake] = [
        Mistake(
            "a growth without an amount",
            planText(components: ["{id: c, range: [1, 2], growth: {by: 2}}"]),
            "p.yaml:8:31: refused: growth without an amount, expected amount: with the first month's figure beside it"),
        Mistake(
            "a growth of both kinds, and of none",
            planText(components: ["{id: c, amount: 1, growth: {to: 1, by: 2}}", "{id: d, amount: 1, growth: {every: 2}}"]),
            "p.yaml:8:35: refused: a growth has both to and by, expected to: with the last month's figure, or by: with what is added to it",
            "p.yaml:9:35: refused: a growth has neither to nor by, expected to: with the last month's figure, or by: with what is added to it",
            "p.yaml:9:36: refused: every without by, expected by: with what is added after so many months"),
        Mistake(
            "a growth in no steps",
            planText(components: ["{id: c, amount: 1, growth: {by: 2, every: 0}}"]),
            "p.yaml:8:50: refused: every: found \"0\", expected a whole number from 1 to 600"),
        Mistake(
            "a component that covers nothing, itself or what it may not",
            planText(components: [
                "{id: c, amount: 1, covers: []}", "{id: d, amount: 1, covers: [d, c, x]}",
                "{id: e, amount: 1, covers: [x, y, y]}", "{id: f, amount: 1, covers: all}",
            ]),
            "p.yaml:8:27: refused: covers: found an empty list, expected others, or a list of component ids as in [redis-cache, cdn]",
            "p.yaml:9:36: refused: covers \"d\", the component itself, expected other components",
            "p.yaml:9:39: refused: covers \"c\", which the phase plans itself in line 8, expected another component",
            "p.yaml:10:36: refused: covers \"x\", which is covered twice, expected it once in a phase",
            "p.yaml:10:42: refused: covers \"y\", which is covered twice, expected it once in a phase",
            "p.yaml:11:35: refused: covers \"all\", expected others, or a list of component ids as in [redis-cache, cdn]"),
        Mistake(
            "two components that cover all others",
            planText(components: ["{id: c, amount: 1, covers: others}", "{id: d, amount: 1, covers: others}"]),
            "p.yaml:9:35: refused: covers \"others\", which is covered twice, expected it once in a phase"),
        Mistake(
            "an id with a space",
            planText(components: ["{id: c d, amount: 1}"]),
            "p.yaml:8:13: refused: id \"c d\" has a space, expected an id as in cloud-run"),
        Mistake(
            "an unknown tier",
            planText(components: ["{id: c, amount: 1}"], rest: "tiers: [{id: small}]\n", tier: "smal"),
            "p.yaml:5:51: refused: tier \"smal\" is not among the plan's tiers, expected small"),
        Mistake(
            "a total that is no range, and one that is no figure",
            planText(components: ["{id: c, amount: 1}"], rest: "figures: [{id: all, value: 5, unit: USD}]\n", total: "all"),
            "p.yaml:5:52: refused: total \"all\" is no range, expected a figure with two bounds"),
        Mistake(
            "a total that no figure has",
            planText(
                components: ["{id: c, amount: 1}"], rest: "figures: [{id: all, value: [1, 5], unit: USD}]\n", total: "al"),
            "p.yaml:5:52: refused: total \"al\" is not among the plan's ranged figures, expected all"),
        Mistake(
            "a tier without tiers",
            planText(components: ["{id: c, amount: 1}"], tier: "small"),
            "p.yaml:5:51: refused: tier \"small\" is not among the plan's tiers, expected tiers: with it"),
    ]

    static let drivers: [Mistake] = [
        Mistake(
            "both quantities, and none",
            planText(
                components: [
                    "{id: c, driver: {unit: GB, quantity: 1, per_day: 1, price: 1}}", "{id: d, amount: 1, driver: {unit: GB}}",
                ], top: "month_days: 30"),
            "p.yaml:8:48: refused: per_day beside quantity, expected one of them",
            "p.yaml:9:35: refused: a driver has no quantity, expected quantity:, per_day: or parts:"),
        Mistake(
            "a price without a quantity",
            planText(components: ["{id: c, amount: 1, driver: {unit: GB, price: 1, price_per: 1000}}"]),
            "p.yaml:8:46: refused: unit price without a quantity, expected quantity: or per_day: beside it"),
        Mistake(
            "a quantity a day without the days of a month",
            planText(components: ["{id: c, driver: {unit: GB, per_day: 1, price: 1}}"]),
            "p.yaml:8:35: refused: per_day without the days of a month, expected month_days: at the top of the plan"),
        Mistake(
            "a month of no days",
            planText(components: ["{id: c, driver: {unit: GB, per_day: 1, price: 1}}"], top: "month_days: 0"),
            "p.yaml:3:13: refused: month_days: found \"0\", expected a whole number from 1 to 31"),
        Mistake(
            "price_per without a price, and below one",
            planText(components: [
                "{id: c, amount: 1, driver: {unit: GB, quantity: 1, price_per: 1000}}",
                "{id: d, driver: {unit: GB, quantity: 1, price: 1, price_per: 0}}",
            ]),
            "p.yaml:8:59: refused: price_per without a price, expected price: for so many units",
            "p.yaml:9:69: refused: price_per is 0, expected 1 or more"),
        Mistake(
            "parts beside a quantity",
            planText(components: [
                "{id: c, driver: {unit: GB, quantity: 1, price: 1, parts: [{id: a, sku: A, quantity: 1, price: 1}]}}"
            ]),
            "p.yaml:8:35: refused: quantity beside parts, expected it in each part",
            "p.yaml:8:48: refused: price beside parts, expected it in each part"),
        Mistake(
            "no parts",
            planText(components: ["{id: c, driver: {unit: GB, parts: []}}"]),
            "p.yaml:8:35: refused: parts: found an empty list, expected a list of parts, each beginning with \"- id:\""),
        Mistake(
            "parts without what they need",
            planText(components: [
                "{id: c, driver: {unit: GB, parts: [{id: a, price: 1}, {id: a, sku: B, quantity: 1}, {sku: C}]}}"
            ]),
            "p.yaml:8:43: refused: a part has no sku, expected sku: with text",
            "p.yaml:8:51: refused: unit price without a quantity, expected quantity: or per_day: beside it",
            "p.yaml:8:62: refused: a part has no price, expected price: with a number as in 144 or 0.12",
            "p.yaml:8:67: refused: part id \"a\" stands twice, expected an id of its own",
            "p.yaml:8:92: refused: a part has no id, expected id: with an id as in cloud-run",
            "p.yaml:8:92: refused: a part has no quantity, expected quantity: or per_day:"),
        Mistake(
            "parts by the day and by the month",
            planText(
                components: [
                    "{id: c, driver: {unit: GB, parts: [{id: a, sku: A, per_day: 1, price: 1}, {id: b, sku: B, quantity: 1, price: 1}]}}"
                ], top: "month_days: 30"),
            "p.yaml:8:108: refused: quantity beside parts by the day, expected per_day: in all parts or in none"),
        Mistake(
            "a negative quantity by a formula",
            planText(components: [
                "{id: c, driver: {unit: GB, quantity: {difference: [1, p.d]}, price: 1}}", "{id: d, amount: 3.5}",
            ]),
            "p.yaml:8:45: refused: quantity comes to -2.5, expected a number from 0 to 9,200,000,000,000"),
        Mistake(
            "a quantity beyond all bounds by a formula",
            planText(components: ["{id: c, driver: {unit: GB, quantity: {product: [9e12, 2]}, price: 1}}"]),
            "p.yaml:8:45: refused: quantity comes to 18000000000000, expected a number from 0 to 9,200,000,000,000"),
    ]

    static let volumes: [Mistake] = [
        Mistake(
            "a volume without a figure, and with two",
            planText(
                components: ["{id: c, amount: 1}"],
                volumes: ["{id: v, metric: requests}", "{id: w, metric: requests, value: 1, range: [1, 2]}"]),
            "p.yaml:6:16: refused: a volume has no figure, expected value or range",
            "p.yaml:6:43: refused: a volume has both value and range, expected value or range"),
        Mistake(
            "a negative volume",
            planText(
                components: ["{id: c, amount: 1}"],
                volumes: ["{id: v, metric: requests, value: -1}", "{id: w, metric: requests, range: [-1, 2]}"]),
            "p.yaml:6:49: refused: value is negative (-1), expected 0 or more",
            "p.yaml:6:88: refused: range is negative (-1), expected 0 or more"),
        Mistake(
            "a level a day",
            planText(
                components: ["{id: c, amount: 1}"],
                volumes: ["{id: v, metric: users, per: day, value: 1}", "{id: w, metric: m, kind: peek, value: 1}"]),
            "p.yaml:6:39: refused: per beside a level, expected it only of a flow",
            "p.yaml:6:85: refused: kind \"peek\" is not known, expected peak"),
        Mistake(
            "a volume twice, and with the id of a component",
            planText(
                components: ["{id: c, amount: 1}"],
                volumes: ["{id: v, metric: m, value: 1}", "{id: v, metric: m, value: 2}", "{id: c, metric: m, value: 2}"]),
            "p.yaml:6:51: refused: volume id \"v\" stands twice, expected an id of its own",
            "p.yaml:6:102: refused: figure id \"p.c\" stands twice, expected an id of its own"),
    ]

    @Test(arguments: components + drivers + volumes)
    func everyMistakeIsToldWithItsPlace(_ mistake: Mistake) {
        #expect(told(mistake.text, "p.yaml", readPlan) == mistake.expected)
    }
}

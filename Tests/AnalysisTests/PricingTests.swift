import Billing
import Testing

@testable import Analysis

/// A price of input tokens, in USD unless said otherwise, valid on days of October 2026.
private func price(
    _ model: String, _ unitPrice: String, metric: String = "input_tokens", from starts: Int? = nil, until ends: Int? = nil,
    currency: Currency = usd
) -> ModelPrice {
    ModelPrice(
        model: Glob(model), metric: metric, unitPrice: amount(unitPrice), currency: currency, starts: starts.map { day($0) },
        ends: ends.map { day($0) }, origin: nowhere)
}

/// Input tokens of a model on a day of October 2026, of system `s`.
private func used(
    _ quantity: String, _ model: String? = "m", on dayOfMonth: Int = 1, metric: String = "input_tokens",
    component: String? = "llm", customer: String? = nil, system: String? = "s", environment: String? = nil
) -> UsageDay {
    var row = UsageDay(day: day(dayOfMonth), metric: metric, kind: .flow, quantity: Quantity(amount(quantity)))
    (row.model, row.component, row.customer, row.system, row.environment) = (model, component, customer, system, environment)
    return row
}

/// The rows of system `s` in October 2026.
private func rows(
    _ usage: [UsageDay], _ prices: [ModelPrice], charges: [MonthCharge] = [], complete: Int = 31, rates: [Rate] = [],
    ownsUnnamed: Bool = false
) -> (tokens: [TokenMonth], priced: [PricedMonth], missing: [MissingRate]) {
    var facts = facts(complete: complete)
    (facts.usage, facts.charges, facts.rates) = (usage, charges, rates)
    var conversion = Conversion(facts)
    let system = SystemFacts("s", facts, FactsBySystem(facts), &conversion)
    let tokens = tokenRows(system, prices: PriceBook(prices), ownsUnnamed: ownsUnnamed, &conversion)
    return (tokens, pricedRows(system, tokens), conversion.missingRates)
}

@Suite struct PricingTests {
    @Test func aPriceIsValidFromItsFirstDayToItsLast() {
        let book = PriceBook([price("m", "1", from: 3, until: 5), price("m", "2", from: 7, until: 7), price("m", "3", from: 9)])
        let found = (1...10).map { book.price(model: "m", metric: "input_tokens", day: day($0))?.unitPrice }
        let expected: [Int?] = [nil, nil, 1, 1, 1, nil, 2, nil, 3, 3]
        #expect(found == expected.map { $0.map { Amount($0) } })
        #expect(PriceBook([price("m", "1", until: 2)]).price(model: "m", metric: "input_tokens", day: day(-400)) != nil)
    }

    @Test func theFirstPriceThatMatchesAndIsValidCounts() {
        let book = PriceBook([
            price("m-*", "1", until: 9), price("m-1", "2"), price("*", "3", metric: "output_tokens"), price("m-?", "4"),
            price("*", "5"), price("M-2", "6"),
        ])
        func found(_ model: String, on dayOfMonth: Int, _ metric: String = "input_tokens") -> Amount? {
            book.price(model: model, metric: metric, day: day(dayOfMonth))?.unitPrice
        }
        #expect(found("m-1", on: 9) == Amount(1))
        #expect(found("m-1", on: 10) == Amount(2))
        #expect(found("m-2", on: 10) == Amount(4))
        #expect(found("M-2", on: 10) == Amount(5))
        #expect(found("m-1", on: 10, "output_tokens") == Amount(3))
        #expect(found("m-1", on: 10, "cache_read_tokens") == nil)
    }

    @Test func theBookFindsWhatLookingThroughAllPricesFinds() {
        var random = SeededGenerator(seed: 7)
        let models = ["a", "b", "ab", "aab", "abb", "*", "a*", "?b", "a?b", "**b"]
        let metrics = ["input_tokens", "output_tokens"]
        for _ in 0..<300 {
            let prices = (0..<12).map { number in
                let start = Int.random(in: 1...12, using: &random)
                return price(
                    models.randomElement(using: &random) ?? "", "\(number)", metric: metrics.randomElement(using: &random) ?? "",
                    from: Bool.random(using: &random) ? start : nil,
                    until: Bool.random(using: &random) ? start + Int.random(in: 0...4, using: &random) : nil)
            }
            let book = PriceBook(prices)
            for model in models {
                for metric in metrics {
                    for dayOfMonth in [1, 6, 12] {
                        let first = prices.first {
                            $0.model.matches(model) && $0.metric == metric && $0.isValid(on: day(dayOfMonth))
                        }
                        #expect(book.price(model: model, metric: metric, day: day(dayOfMonth)) == first)
                    }
                }
            }
        }
    }

    @Test func quantitiesTimesPricesAddUpExactly() {
        for seed in UInt64(1)..<200 {
            var random = SeededGenerator(seed: seed)
            func some<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &random)] }
            let metrics = ["input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "requests"]
            let prices = (0..<8).map { _ in
                let start = some([nil, 1, 9, 20])
                return price(
                    some(["m", "n", "*"]), "\(Int.random(in: 0...99, using: &random))e-9", metric: some(metrics), from: start,
                    until: start.map { $0 + some([0, 10]) })
            }
            let usage = (0..<Int.random(in: 0...80, using: &random)).map { _ in
                used(
                    "\(Int.random(in: -1_000...1_000_000_000_000, using: &random))", some(["m", "n", "o", nil]),
                    on: Int.random(in: 1...31, using: &random), metric: some(metrics), component: some(["llm", "chat", nil]),
                    customer: some(["c1", nil]), environment: some([nil, "development"]))
            }
            let book = PriceBook(prices)
            let (tokens, priced, _) = rows(usage, prices, complete: 25)
            // Counted apart: each row of usage on its own.
            let counted = usage.filter { $0.model != nil && $0.day <= day(25) }
            func unitPrice(_ row: UsageDay) -> Amount? {
                book.price(model: row.model ?? "", metric: row.metric, day: row.day)?.unitPrice
            }
            let cost = counted.reduce(Amount.zero) { $0 + $1.quantity.value * (unitPrice($1) ?? .zero) }
            let unpriced = counted.reduce(Quantity.zero) { unitPrice($1) == nil ? $0 + $1.quantity : $0 }
            #expect(tokens.reduce(.zero) { $0 + ($1.pricedCost ?? .zero) } == cost, "seed \(seed)")
            #expect(tokens.reduce(.zero) { $0 + $1.quantity } == counted.reduce(.zero) { $0 + $1.quantity }, "seed \(seed)")
            #expect(tokens.reduce(.zero) { $0 + $1.unpricedQuantity } == unpriced, "seed \(seed)")
            for row in tokens {
                if let unitPrice = row.unitPrice { #expect(row.pricedCost == row.quantity.value * unitPrice, "seed \(seed)") }
            }
            let named = tokens.filter { $0.component != nil }
            #expect(
                priced.reduce(.zero) { $0 + ($1.priced ?? .zero) } == named.reduce(.zero) { $0 + ($1.pricedCost ?? .zero) },
                "seed \(seed)")
            #expect(rows(usage.shuffled(using: &random), prices, complete: 25).tokens == tokens, "seed \(seed)")
        }
    }

    @Test func theKindsOfTokensStandApartInOrder() {
        let usage = [
            used("1", on: 2, metric: "output_tokens"), used("2", customer: "b"), used("3", customer: "a"), used("4", "k"),
            used("5", component: nil), used("6"), used("7", on: 3), used("8", environment: "development"),
        ]
        let found = rows(usage, []).tokens.map { row in
            [row.component ?? "-", row.customer ?? "-", row.model, row.metric, row.environment ?? "-", "\(row.quantity)"]
        }
        #expect(
            found == [
                ["-", "-", "m", "input_tokens", "-", "5"], ["llm", "-", "k", "input_tokens", "-", "4"],
                ["llm", "-", "m", "input_tokens", "-", "13"], ["llm", "-", "m", "input_tokens", "development", "8"],
                ["llm", "-", "m", "output_tokens", "-", "1"], ["llm", "a", "m", "input_tokens", "-", "3"],
                ["llm", "b", "m", "input_tokens", "-", "2"],
            ])
    }

    @Test func aPriceThatChangesWithinTheMonthGivesNoSingleUnitPrice() {
        let usage = [used("10", on: 1), used("20", on: 2), used("30", on: 31)]
        let changed = rows(usage, [price("m", "0.3", until: 1), price("m", "0.2", from: 2)]).tokens
        #expect(changed.map(\.unitPrice) == [nil])
        #expect(changed.map(\.pricedCost) == [Amount(13)])
        let renewed = rows(usage, [price("m", "0.2", until: 1), price("m", "0.2", from: 2)]).tokens
        #expect(renewed.map(\.unitPrice) == [amount("0.2")])
        #expect(renewed.map(\.pricedCost) == [Amount(12)])
    }

    @Test func aCostIsRoundedOnceForEachPrice() {
        let usage = (1...4).map { used("0.5", on: $0) }
        let tokens = rows(usage, [price("m", "1e-15")]).tokens
        #expect(tokens.map(\.pricedCost) == [amount("2e-15")])
    }

    @Test func whatHasNoPriceIsUnknownAndStandsApart() {
        let usage = [used("10", on: 1), used("20", on: 2), used("5", "other")]
        let (tokens, priced, _) = rows(usage, [price("m", "2", from: 2)])
        #expect(tokens.map(\.pricedCost) == [Amount(40), nil])
        #expect(tokens.map(\.unpricedQuantity) == [Quantity(10), Quantity(5)])
        #expect(tokens.map(\.unitPrice) == [nil, nil])
        #expect(priced.map(\.unpricedQuantity) == [Quantity(15)])
        let correction = rows([used("3", on: 1), used("-3", on: 1), used("1", on: 2)], [price("m", "2", from: 2)]).tokens
        #expect(correction.map(\.unitPrice) == [nil])
        let free = rows(usage, [price("*", "0")])
        #expect(free.tokens.map(\.pricedCost) == [.zero, .zero])
        #expect(free.priced.map(\.unpricedQuantity) == [.zero])
    }

    @Test func aPriceInAnotherCurrencyIsConvertedAndWithoutARateUnknown() {
        let rate = Rate(month: october, currency: eur, rate: amount("1.1"), origin: nowhere)
        let prices = [price("m", "0.2", currency: eur)]
        let converted = rows([used("10")], prices, rates: [rate])
        #expect(converted.tokens.map(\.pricedCost) == [amount("2.2")])
        #expect(converted.tokens.map(\.unitPrice) == [amount("0.22")])
        let unknown = rows([used("10")], prices)
        #expect(unknown.tokens.map(\.pricedCost) == [nil])
        #expect(unknown.tokens.map(\.unpricedQuantity) == [Quantity(10)])
        #expect(unknown.missing.map(\.currency) == [eur])
    }

    @Test func aCostBeyondTheBoundIsUnknown() {
        let quantity = Quantity(Amount(femtos: Quantity.bound))
        #expect(price("m", "999999").cost(of: quantity) == nil)
        #expect(price("m", "0").cost(of: quantity) == .zero)
        #expect(price("m", "1e-6").cost(of: quantity) == Amount(femtos: Amount.bound))
        #expect(price("m", "1e-6").cost(of: Quantity(-quantity.value)) == Amount(femtos: -Amount.bound))
        #expect(price("m", "1.1e-6").cost(of: Quantity(-quantity.value)) == nil)
    }

    @Test func onlyFlowsOfThisSystemInCompleteDaysThatNameAModelCount() {
        var level = used("1")
        level.kind = .level
        let usage = [used("2", on: 10), used("3", on: 11), used("4", nil), used("5", system: "t"), used("6", system: nil), level]
        #expect(rows(usage, [], complete: 10).tokens.map(\.quantity) == [Quantity(2)])
        #expect(rows(usage, [], complete: 10, ownsUnnamed: true).tokens.map(\.quantity) == [Quantity(8)])
    }

    @Test func billedLessPricedIsTheDifferenceOfTheSameComponentAndDays() {
        let charges = [
            charge("100", "llm", from: 1, days: 20), charge("7", "llm", environment: "development"), charge("30", "compute"),
            charge("50", "llm", from: -3), charge("-9", "llm", category: .credit), charge("11", "llm", from: 12),
        ]
        let usage = [used("10"), used("1", environment: "development"), used("1000", on: 11), used("3", component: nil)]
        let priced = rows(usage, [price("m", "4")], charges: charges, complete: 10).priced
        #expect(priced.map(\.component) == ["llm"])
        #expect(priced.map(\.priced) == [Amount(44)])
        #expect(priced.map(\.billed) == [Amount(57)])
        #expect(priced.map(\.difference) == [Amount(13)])
        #expect(priced.map(\.unpricedQuantity) == [.zero])
    }

    @Test func whatIsUnknownHasNoDifference() {
        let usage = [used("10"), used("5", "other", component: "chat"), used("9", component: "new")]
        let charges = [charge("30", "llm", currency: eur), charge("30", "chat")]
        let priced = rows(usage, [price("m", "4")], charges: charges).priced
        #expect(priced.map(\.component) == ["chat", "llm", "new"])
        #expect(priced.map(\.priced) == [nil, Amount(40), Amount(36)])
        #expect(priced.map(\.billed) == [Amount(30), nil, nil])
        #expect(priced.map(\.difference) == [nil, nil, nil])
    }

    @Test func otherMetricsAreNoTokensWithoutAPrice() {
        let usage = [
            used("7", metric: "requests"), used("2", metric: "images", component: "art"),
            used("5", metric: "requests", component: "chat"),
        ]
        #expect(rows(usage, []).priced.isEmpty)
        let later = used("4", on: 9, metric: "images", component: "art")
        let priced = rows(usage + [later, used("1")], [price("*", "3", metric: "images", until: 8)]).priced
        #expect(priced.map(\.component) == ["art", "llm"])
        #expect(priced.map(\.priced) == [Amount(6), nil])
        #expect(priced.map(\.unpricedQuantity) == [.zero, Quantity(1)])
    }

    @Test func usageStandsUnderTheComponentThatCoversIts() {
        var cover = planned("platform", "100")
        cover.covers = .components(["llm"])
        var facts = facts()
        facts.plans = [plan([cover])]
        facts.usage = [used("10")]
        facts.charges = [charge("50", "llm")]
        facts.prices = PriceBook([price("m", "4")])
        let priced = analyse(facts).priced
        #expect(priced.map(\.component) == ["platform"])
        #expect(priced.map(\.difference) == [Amount(10)])
    }
}

import Billing
import Plans
import Testing

@Suite struct PricesMapTests {
    /// Each price as `MODEL METRIC PRICE`.
    private func read(_ text: String) throws -> [String] {
        try readPriceMap(Array(text.utf8), file: "p.json").map { "\($0.model) \($0.metric) \($0.unitPrice)" }
    }

    private static let four = """
        "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
        "cache_read_input_token_cost": 3e-07, "cache_creation_input_token_cost": 3.75e-06
        """

    @Test func theFourCostsOfAModelAreItsPrices() throws {
        let prices = try read("{\"anthropic\\/model-1\": {\"litellm_provider\": \"anthropic\", \(Self.four)}}")
        #expect(
            prices == [
                "anthropic/model-1 input_tokens 0.000003", "anthropic/model-1 output_tokens 0.000015",
                "anthropic/model-1 cache_read_tokens 0.0000003", "anthropic/model-1 cache_write_tokens 0.00000375",
            ])
    }

    @Test func aPriceIsInDollarsAlwaysValidAndKnowsItsPlace() throws {
        let prices = try readPriceMap(Array("{\n\t\"m\": {\n\t\t\"input_cost_per_token\": 3e-06\n\t}\n}".utf8), file: "p.json")
        #expect(prices.map(\.currency) == [Currency("USD")])
        #expect(prices.map { [$0.starts, $0.ends] } == [[nil, nil]])
        #expect(prices.map { "\($0.origin)" } == ["p.json:3:27"])
    }

    @Test func everythingElseIsPassedOver() throws {
        let text = """
            {
                "sample_spec": {"input_cost_per_token": "a number"},
                "a": 3, "b": "text", "c": null, "d": [1], "e": {}, "f": {"mode": "chat", "input_cost_per_second": "x"},
                "g": {"input_cost_per_token": null, "output_cost_per_token": "1e-6", "input_cost_per_token_batches": true,
                    "tiers": [{"input_cost_per_token": "x"}], "max_tokens": "the most"},
                "h": {"input_cost_per_token": 0}
            }
            """
        #expect(try read(text) == ["g output_tokens 0.000001", "h input_tokens 0"])
        #expect(try read("{}") == [])
    }

    @Test func digitsBeyondTheLastOneKeptAreRounded() throws {
        let text = "{\"m\": {\"input_cost_per_token\": 5.0000000000000004e-08, \"output_cost_per_token\": 9.499999999999999e-07}}"
        #expect(try read(text) == ["m input_tokens 0.00000005", "m output_tokens 0.00000095"])
    }

    @Test func theLastOfAModelsEntriesCounts() throws {
        let text = """
            {"m": {"input_cost_per_token": 1, "output_cost_per_token": 2}, "n": {"input_cost_per_token": 4},
            "m": {"input_cost_per_token": 3, "input_cost_per_token": 5}}
            """
        #expect(try read(text) == ["m input_tokens 5", "n input_tokens 4"])
    }

    @Test func thousandsOfModelsAreReadInTheirOrder() throws {
        let models = (0..<4_500).map { "\t\"provider/model-\($0)\": {\n\t\t\"mode\": \"chat\", \(Self.four)\n\t}" }
        let prices = try readPriceMap(Array("{\n\(models.joined(separator: ",\n"))\n}\n".utf8), file: "p.json")
        #expect(prices.count == 18_000)
        #expect(prices.enumerated().allSatisfy { at, price in price.model.pattern == "provider/model-\(at / 4)" })
    }

    static let mistakes: [Mistake] = [
        Mistake("a list", "[]", "p.json:1:1: refused: found an empty list, expected a group with a key for each model"),
        Mistake(
            "no JSON", "{\"m\": {input_cost_per_token: 3}}", "p.json:1:8: refused: no key, expected a key in double quotes"),
        Mistake(
            "wrong costs",
            "{\"m\": {\"input_cost_per_token\": true,\n\"output_cost_per_token\": \"free\"},\n"
                + "\"n\": {\"cache_read_input_token_cost\": [1], \"cache_creation_input_token_cost\": -1e-6},\n"
                + "\"o\": {\"input_cost_per_token\": 1000000, \"output_cost_per_token\": \"\"}}",
            "p.json:1:32: refused: input_cost_per_token: found text \"true\", expected a number as in 144 or 0.12",
            "p.json:2:26: refused: output_cost_per_token: found text \"free\", expected a number as in 144 or 0.12",
            "p.json:3:38: refused: cache_read_input_token_cost: found a list, expected a number as in 3e-06",
            "p.json:3:78: refused: cache_creation_input_token_cost is negative (-0.000001), expected 0 or more",
            "p.json:4:31: refused: input_cost_per_token is 1000000, expected less than 1000000 for one token",
            "p.json:4:65: refused: output_cost_per_token: found text \"\", expected a number as in 3e-06"),
    ]

    @Test(arguments: mistakes)
    func everyMistakeIsToldWithItsPlace(_ mistake: Mistake) {
        #expect(told(mistake.text, "p.json", readPriceMap) == mistake.expected)
    }
}

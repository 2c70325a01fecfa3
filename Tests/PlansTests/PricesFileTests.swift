import Billing
import Plans
import Testing

@Suite struct PricesFileTests {
    private func read(_ text: String, currency: Currency = Currency("USD")) throws -> [ModelPrice] {
        try readPrices(Array(text.utf8), file: "p.csv", currency: currency)
    }

    static let rows = [
        ["model", "metric", "unit_price", "per", "currency", "starts", "ends", "source"],
        ["model-1", "input_tokens", "3", "1000000", "EUR", "2026-01-01", "2026-06-30", "Vertragsänderung 2"],
        ["model-1", "input_tokens", "2.5", "1e6", "EUR", "2026-07-01", "", ""],
        ["Model-?-*", "images", "0.04", "", "", "", "", ""],
    ]

    @Test(arguments: SheetLawTests.writings)
    func theWritingOfASheetMakesNoDifference(_ writing: Writing) throws {
        var prices = try read(writing.text(Self.rows))
        for at in prices.indices { prices[at].origin = Origin(file: "p.csv", line: at) }
        func price(_ model: String, _ metric: String, _ unitPrice: String, _ currency: String) throws -> ModelPrice {
            ModelPrice(
                model: Glob(model), metric: metric, unitPrice: try Amount(parsing: unitPrice), currency: Currency(currency),
                origin: Origin(file: "p.csv"))
        }
        var expected = [
            try price("model-1", "input_tokens", "0.000003", "EUR"), try price("model-1", "input_tokens", "0.0000025", "EUR"),
            try price("Model-?-*", "images", "0.04", "USD"),
        ]
        for at in expected.indices { expected[at].origin.line = at }
        (expected[0].starts, expected[0].ends) = (Day("2026-01-01"), Day("2026-06-30"))
        expected[0].source = "Vertragsänderung 2"
        expected[1].starts = Day("2026-07-01")
        #expect(prices == expected)
    }

    @Test func aPriceWithoutACurrencyIsInTheGivenOne() throws {
        let text = "model,metric,unit_price,currency\na,m,1,\nb,m,1,CHF\n"
        #expect(try read(text, currency: Currency("EUR")).map(\.currency) == [Currency("EUR"), Currency("CHF")])
        #expect(try read("model,metric,unit_price\na,m,1\n", currency: Currency("EUR")).map(\.currency) == [Currency("EUR")])
    }

    @Test(arguments: [
        ("3", "1000000", "0.000003"), ("1", "3", "0.333333333333333"), ("2", "3", "0.666666666666667"),
        ("1e-15", "2", "0"), ("3e-15", "2", "2e-15"), ("5e-15", "2", "2e-15"), ("0", "7", "0"), ("9.2e12", "9.2e12", "1"),
        ("999999.999999999999999", "1", "999999.999999999999999"), ("1", "0.5", "2"), ("1e-15", "9.2e12", "0"),
    ])
    func theUnitPriceIsExactOrRoundedHalfToEven(_ unitPrice: String, _ per: String, _ expected: String) throws {
        let prices = try read("model,metric,unit_price,per\na,m,\(unitPrice),\(per)\n")
        #expect(prices.map(\.unitPrice) == [try Amount(parsing: expected)])
    }

    @Test func pricesThatFollowEachOtherAreTaken() throws {
        let text = """
            model,metric,unit_price,starts,ends
            a,m,1,,2026-01-31
            a,m,2,2026-02-01,2026-02-01
            a,m,3,2026-02-02,
            A,m,4,,
            a,n,5,,
            *,m,6,,
            """
        #expect(try read(text).map(\.unitPrice) == (1...6).map { Amount($0) })
    }

    static let mistakes: [Mistake] = [
        Mistake(
            "missing columns", "model,unit_pirce\n",
            "p.csv:1:1: refused: no column metric, expected the columns model, metric and unit_price",
            "p.csv:1:1: refused: no column unit_price, expected the columns model, metric and unit_price",
            "p.csv:1:7: refused: column \"unit_pirce\" is not known, expected unit_price"),
        Mistake(
            "empty cells", "model,metric,unit_price\n,,\n,m,1\na,,1\na,m,\n",
            "p.csv:3:1: refused: model is empty, expected the model of usage rows, or * for any",
            "p.csv:4:3: refused: metric is empty, expected a metric as in input_tokens",
            "p.csv:5:5: refused: unit_price is empty, expected a number as in 144 or 0.12"),
        Mistake(
            "wrong cells", "model,metric,unit_price,per,currency,starts,ends\na,m,-1,0,usd,2026-1-1,x\nb,m,\"1,5\",-1,,,\n",
            "p.csv:2:5: refused: unit_price is negative (-1), expected 0 or more",
            "p.csv:2:8: refused: per is 0, expected a number over 0",
            "p.csv:2:10: refused: currency \"usd\" has small letters, expected a currency code as in USD",
            "p.csv:2:14: refused: starts \"2026-1-1\" is no day of the calendar, expected a day as in 2026-09-30",
            "p.csv:2:23: refused: ends \"x\" is no day of the calendar, expected a day as in 2026-09-30",
            "p.csv:3:5: refused: unit_price \"1,5\" has a thousands comma, expected digits with a point, as in 1204.50 or 6.71E-8",
            "p.csv:3:11: refused: per is -1, expected a number over 0"),
        Mistake(
            "control characters", "model,metric,unit_price,source\n\"a\nb\",m,1,\"x\ny\"\nc,\"m\u{7}\",1,\n",
            "p.csv:2:1: refused: model \"a b\" has a control character or a line break, expected the model of usage rows, or * for any",
            "p.csv:3:8: refused: source \"x y\" has a control character or a line break, expected one line of text",
            "p.csv:5:3: refused: metric \"m \" has a control character or a line break, expected a metric as in input_tokens"),
        Mistake(
            "an end before the start", "model,metric,unit_price,starts,ends\na,m,1,2026-02-01,2026-01-31\n",
            "p.csv:2:18: refused: ends 2026-01-31 is before starts 2026-02-01, expected the same day or a later one"),
        Mistake(
            "a price too high", "model,metric,unit_price,per\na,m,1000000,1\nb,m,1e-3,1e-15\nc,m,9.2e12,1e-15\n",
            "p.csv:2:5: refused: unit_price comes to 1000000 or more for one, expected less",
            "p.csv:3:5: refused: unit_price comes to 1000000 or more for one, expected less",
            "p.csv:4:5: refused: unit_price comes to 1000000 or more for one, expected less"),
        Mistake(
            "overlapping prices",
            "model,metric,unit_price,starts,ends\na,m,1,2026-01-01,2026-06-30\na,m,2,2026-06-30,\nb,m,1,,\nb,m,1,2026-01-01,\n"
                + "a,m,3,,2025-12-31\na,n,1,,\na,m,4,,2026-01-01\n",
            "p.csv:3:1: refused: price of m of \"a\" overlaps the one in line 2, which is valid from 2026-01-01 until 2026-06-30, "
                + "expected one at a time",
            "p.csv:5:1: refused: price of m of \"b\" overlaps the one in line 4, which is valid always, expected one at a time",
            "p.csv:8:1: refused: price of m of \"a\" overlaps the one in line 2, which is valid from 2026-01-01 until 2026-06-30, "
                + "expected one at a time"),
    ]

    @Test(arguments: mistakes)
    func everyMistakeIsToldWithItsPlace(_ mistake: Mistake) {
        #expect(
            told(mistake.text, "p.csv") { (bytes, file) throws(RefusedFile) in try readPrices(bytes, file: file) }
                == mistake.expected)
    }
}

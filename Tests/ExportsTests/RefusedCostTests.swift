import Billing
import Testing

import struct Foundation.Decimal

@testable import Exports

/// A file with one record that is refused, and what that cost, by currency; nothing for what cannot be read.
struct RefusedExample: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    var costs: [String: String]

    init(_ what: String, _ text: String, _ costs: [String: String]) {
        testDescription = what
        self.text = text
        self.costs = costs
    }
}

/// Bad records are priced: what they cost and what is taken add up to what the file states.
@Suite struct RefusedCostTests {
    private static let header = "ChargePeriodStart,BilledCost,EffectiveCost,BillingCurrency,ServiceName"
    private static let spoilt: [(column: Int, value: String)] = [
        (0, "yesterday"), (0, ""), (1, "x"), (1, "\"1,5\""), (1, ""), (1, "1e13"), (2, "one"), (2, "NULL"), (3, ""), (3, "U S"),
        (4, "a\0b"),
    ]

    private static func number(_ random: inout SeededGenerator) -> String {
        let digits = [2, 9, 15, 21].randomElement(using: &random) ?? 2
        let decimals = (0..<digits).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
        return "\(Bool.random(using: &random) ? "-" : "")\(Int.random(in: 0...9_999, using: &random)).\(decimals)"
    }

    /// Foundation's decimals are another arithmetic; they hold the 38 digits that there are at most.
    @Test(arguments: [UInt64](1...12)) func priceAndTakenAddUpToWhatTheFileStates(_ seed: UInt64) throws {
        var random = SeededGenerator(seed)
        let codes = seed.isMultiple(of: 2) ? ["USD", "eur", "CREDITS_V2"] : ["USD"]
        var text = Self.header + "\n"
        var stated: [String: Decimal] = [:], counts = (taken: 0, refused: 0, unread: 0)
        for _ in 0..<300 {
            let code = codes.randomElement(using: &random) ?? "USD"
            let billed = Self.number(&random), effective = Self.number(&random)
            var fields = ["2026-08-03", billed, effective, code, "Compute"]
            var cost: String? = billed
            if Int.random(in: 0..<4, using: &random) == 0 {
                let (column, value) = Self.spoilt.randomElement(using: &random) ?? (0, "")
                fields[column] = value
                counts.refused += 1
                if column == 1 { cost = effective }
                if column == 3 { cost = nil }
                if column == 1, Bool.random(using: &random) {
                    fields[2] = "y"
                    cost = nil
                }
                if cost == nil { counts.unread += 1 }
            } else {
                counts.taken += 1
            }
            if let cost { stated[code.uppercased(), default: 0] += try #require(Decimal(string: cost)) }
            text += fields.joined(separator: ",") + "\n"
        }
        let bill = try ReadBill(text)
        let reading = try #require(bill.reading)
        #expect(reading.records == counts.taken + counts.refused && reading.refused == counts.refused)
        #expect(reading.unreadCosts == counts.unread)
        // The reader's totals are over all currencies; by currency what it hands over is known to 1e-15 a record.
        let taken = try reading.totals.values.reduce(Decimal.zero) { try $0 + #require(Decimal(string: $1.billedText)) }
        let refused = try reading.refusedCosts.values.reduce(Decimal.zero) { try $0 + #require(Decimal(string: $1.billedText)) }
        #expect(taken + refused == stated.values.reduce(0, +))
        for (code, sum) in stated {
            let own = bill.sink.sum(.billedCost) { $0[.billingCurrency] == code }
            let price = reading.refusedCosts[Currency(code)]?.billedText ?? "0"
            let difference = try #require(Decimal(string: own.description)) + #require(Decimal(string: price)) - sum
            #expect(abs(difference) <= Decimal(300) * Decimal(sign: .plus, exponent: -15, significand: 1), "\(code)")
        }
    }

    private static let items = [
        "lineItem/UnblendedCost": "1.25", "lineItem/UsageStartDate": "yesterday", "lineItem/CurrencyCode": "USD",
        "resourceTags/user:app": "web",
    ]
    private static let oracle = [
        "lineItem/intervalUsageStart": "yesterday", "cost/myCost": "2.5", "cost/currencyCode": "EUR", "cost/unitPrice": "1",
    ]
    private static let azure =
        "SubscriptionId,Date,MeterId,CostInBillingCurrency,BillingCurrencyCode\ns-1,yesterday,m,3.75,CHF\n"
    private static let export =
        "billing_account_id,usage_start_time,sku.id,cost,currency,credits\na,yesterday,k,4.5,eur,\"[{'name': 'n', 'amount': -1.25}]\"\n"
    private static let table =
        "Invoice number,512\nCurrency,CHF\n\nService description,SKU description,Usage start date,cost (CHF)\n"

    static let examples = [
        RefusedExample(
            "without a column for it the currency is that of the reports", "ChargePeriodStart,BilledCost\nx,5\n", ["USD": "5"]),
        RefusedExample("of a bill with effective costs only", "ChargePeriodStart,EffectiveCost\nx,5\n", ["USD": "5"]),
        RefusedExample("fields that may be shifted", "ChargePeriodStart,BilledCost\n2026-08-03,5,6\n", [:]),
        RefusedExample("what is no CSV", "ChargePeriodStart,BilledCost\n2026-08-03,\"5\"6\n", [:]),
        RefusedExample("what may be cut", "BilledCost,ChargePeriodStart\n1,2026-08-0", [:]),
        RefusedExample("Amazon's line items", LineItems.report([items]), ["USD": "1.25"]),
        RefusedExample("with maps", LineItems.report([items], as: .maps), ["USD": "1.25"]),
        RefusedExample("Oracle's reports", LineItems.report([oracle]), ["EUR": "2.5"]),
        RefusedExample("Azure's details", azure, ["CHF": "3.75"]),
        RefusedExample("Google's export, net of its credits", export, ["EUR": "3.25"]),
        RefusedExample("credits that cannot be read", export.replacing("'amount': -1.25", with: "'amount': 'x'"), [:]),
        RefusedExample("a currency that is none", export.replacing("eur", with: "None"), [:]),
        RefusedExample("Google's cost table", table + "BigQuery,Analysis,yesterday,\"1,060.5\"\n", ["CHF": "1060.5"]),
        RefusedExample(
            "charges of a record in JSON, its credits among them",
            (BillingExportText.lines.split(separator: "\n").first.map(String.init) ?? "").replacing(
                "shop-prod", with: "a\\u0000b")
                + "\n", ["EUR": "-0.25030299999999999998"]),
        RefusedExample(
            "a record in JSON that no charge could be made of, net of its credits",
            #"{"billing_account_id":"a","usage_start_time":"x","cost":1,"currency":"usd","credits":[{"amount":-0.25}]}"# + "\n",
            ["USD": "0.75"]),
        RefusedExample(
            "a record in JSON without a currency", #"{"billing_account_id":"a","usage_start_time":"x","cost":1}"# + "\n", [:]),
    ]

    @Test(arguments: examples) func everyReaderOfBillsPricesWhatItRefuses(_ example: RefusedExample) throws {
        let export = try ReadExport(example.text)
        let reading = export.reading
        #expect(reading.refused == 1 && reading.records == 1, "\(String(describing: export.format)) \(export.refusals)")
        #expect(
            Dictionary(uniqueKeysWithValues: reading.refusedCosts.map { ($0.key.code, $0.value.billedText) }) == example.costs)
        #expect(reading.unreadCosts == (example.costs.isEmpty ? 1 : 0))
    }

    /// A header that is refused has no records that are known, and usage has no cost.
    @Test(arguments: ["ChargePeriodStart,BilledCost,billedcost\nx,1,2\n", "day,metric,quantity\nx,requests,1\n"])
    func nothingIsSaidWhereThereIsNoCharge(_ text: String) throws {
        let reading = try ReadExport(text).reading
        #expect(reading.refused == 1 && reading.refusedCosts.isEmpty && reading.unreadCosts == 0)
    }

    @Test func partsOfADeliveryArePricedTogether() throws {
        let text = "ChargePeriodStart,BilledCost,BillingCurrency\nx,1,USD\ny,2,EUR\n2026-08-03,4,USD\nz,NULL,USD\n"
        var whole = try ReadExport(text).reading
        whole.add(try ReadExport(text.replacing(",2,EUR", with: ",2,CHF")).reading)
        #expect(whole.refusedCosts.mapValues(\.billedText) == [Currency("USD"): "2", Currency("EUR"): "2", Currency("CHF"): "2"])
        #expect(whole.refusedCosts.values.reduce(0) { $0 + $1.records } == 4 && whole.unreadCosts == 2 && whole.refused == 6)
    }
}

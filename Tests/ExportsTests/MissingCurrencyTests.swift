import Billing
import Testing

@testable import Exports

/// A cost without its currency is never taken for one in the reporting currency where the file names currencies.
@Suite struct MissingCurrencyTests {
    /// A bill: its header, a record by its cost and currency, and what its column of the currency is called.
    struct Bill: CustomTestStringConvertible, Sendable {
        var testDescription: String { column }
        var column: String
        var header: String
        var record: @Sendable (_ cost: String, _ currency: String) -> String
        /// The column of the currency in a record, by its place in the text.
        var place: Int
    }

    static let bills = [
        Bill(
            column: "lineItem/CurrencyCode", header: "lineItem/UsageStartDate,lineItem/CurrencyCode,lineItem/UnblendedCost",
            record: { "2026-08-03,\($1),\($0)" }, place: 12),
        Bill(
            column: "line_item_currency_code",
            header: "line_item_usage_start_date,line_item_currency_code,product,line_item_unblended_cost",
            record: { "2026-08-03,\($1),,\($0)" }, place: 12),
        Bill(
            column: "BillingCurrencyCode",
            header: "Date,BillingCurrencyCode,SubscriptionId,MeterId,CostInBillingCurrency",
            record: { "2026-08-03,\($1),s,m,\($0)" }, place: 12),
        Bill(
            column: "cost/currencyCode", header: "lineItem/intervalUsageStart,cost/currencyCode,cost/myCost",
            record: { "2026-08-03,\($1),\($0)" }, place: 12),
        Bill(
            column: "currency", header: "usage_start_time,currency,billing_account_id,sku.id,cost",
            record: { "2026-08-03,\($1),A,k,\($0)" }, place: 12),
        Bill(
            column: "BillingCurrency", header: "ChargePeriodStart,BillingCurrency,BilledCost",
            record: { "2026-08-03,\($1),\($0)" }, place: 12),
    ]

    @Test(arguments: bills, ["", "NULL"]) func aCostWithoutItsCurrencyIsRefused(_ bill: Bill, _ absent: String) throws {
        let records = [
            bill.record("1.5", "EUR"), bill.record("0.25", absent), bill.record("-1", absent), bill.record("2", "EUR"),
        ]
        let read = try ReadExport(([bill.header] + records).map { $0 + "\n" }.joined())
        #expect(read.refusals == [3, 4].map { "\($0) \(bill.column) is empty, expected a code as in USD" })
        #expect(read.reading.refusals.allSatisfy { $0.origin.column == bill.place })
        #expect(Set(read.all(.billingCurrency)) == ["EUR"])
        #expect(read.sink.sum(.billedCost).description == "3.5")
    }

    /// FOCUS wants a currency in every record, and says so.
    @Test(arguments: bills.dropLast()) func ofNothingTheCurrencyIsNoMatter(_ bill: Bill) throws {
        let records = [bill.record("1.5", "EUR"), bill.record("0", ""), bill.record("0.00", "")]
        let read = try ReadExport(([bill.header] + records).map { $0 + "\n" }.joined())
        #expect(read.refusals == [])
        #expect(read.sink.charges.reduce(0) { $0 + $1.records } == 3)
        #expect(read.sink.sum(.billedCost) { $0[.billingCurrency] != "EUR" } == Amount(0))
    }

    @Test(arguments: bills) func whereNoRecordNamesOneTheReportingCurrencyIsAssumedAndSaid(_ bill: Bill) throws {
        let header = bill.header.split(separator: bill.column).joined(separator: "anything")
        let read = try ReadExport("\(header)\n\(bill.record("1.5", ""))\n")
        #expect(read.refusals == [])
        #expect(read.all(.billingCurrency) == ["USD"])
        #expect(read.reading.notes.contains { $0.lowercased().contains("currency") }, "\(read.reading.notes)")
    }

    @Test(arguments: [
        #"{"billing_account_id":"A","usage_start_time":"2026-08-03 00:00:00 UTC","cost":1,"currency":null}"#,
        #"{"billing_account_id":"A","usage_start_time":"2026-08-03 00:00:00 UTC","cost":0,"credits":[{"amount":-1}]}"#,
        #"{"ResultsByTime":[{"TimePeriod":{"Start":"2026-08-03","End":"2026-08-04"},"Total":{"UnblendedCost":{"Amount":"1"}},"Groups":[]}]}"#,
    ])
    func aRecordOfAnAnswerWithoutACurrencyIsRefused(_ record: String) throws {
        let read = try ReadExport(record + "\n")
        #expect(read.refusals == ["1 currency is empty, expected a code as in USD"])
        #expect(read.reading.refusals.map(\.hint) == ["export the currency too"])
        #expect(read.sink.charges.isEmpty)
    }
}

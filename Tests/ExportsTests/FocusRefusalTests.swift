import Billing
import Exports
import Testing

/// A record and where and why it is refused.
struct RefusedRecord: CustomTestStringConvertible, Sendable {
    var testDescription: String { record }
    var record: String
    var expected: String

    init(_ record: String, _ expected: String) {
        self.record = record
        self.expected = expected
    }
}

@Suite struct FocusRefusalTests {
    static let header =
        "ServiceName,ChargePeriodStart,ChargePeriodEnd,BillingPeriodStart,BillingPeriodEnd,BilledCost,ChargeCategory,Tags,InvoiceId,BillingCurrency"
    static let sound = "Compute,2026-08-03,2026-08-04,2026-08-01,2026-09-01,1.5,Usage,{},,USD"
    static let date = "expected 2026-08-01 or 2026-08-01T00:00:00Z"

    static let records: [RefusedRecord] = [
        RefusedRecord(
            "é,2026-08-03,2026-08-04,2026-08-01,2026-09-01,\"1,204.50\",Usage,{},,USD",
            "3:47+10 BilledCost \"1,204.50\" has a thousands comma, expected digits with a point, as in 1204.50 or 6.71E-8"),
        RefusedRecord(
            "é,2026-08-03,2026-08-04,2026-08-01,2026-09-01,NULL,Usage,{},,USD",
            "3:47+4 BilledCost is empty, expected a number; write 0 for nothing"),
        RefusedRecord(
            "é,2026-08-03,2026-08-04,2026-08-01,2026-09-01,,Usage,{},,USD",
            "3:47+1 BilledCost is empty, expected a number; write 0 for nothing"),
        RefusedRecord(
            "é,4/1/25,2026-08-04,2026-08-01,2026-09-01,1,Usage,{},,USD",
            "3:3+6 ChargePeriodStart \"4/1/25\" is not a date, \(date)"),
        RefusedRecord(
            "é,2026-08-03,2026-02-30,2026-08-01,2026-09-01,1,Usage,{},,USD",
            "3:14+10 ChargePeriodEnd \"2026-02-30\" is not a date, \(date)"),
        RefusedRecord(
            "é,2026-08-03,2026-08-02,2026-08-01,2026-09-01,1,Usage,{},,USD",
            "3:14+10 ChargePeriodEnd is before ChargePeriodStart, expected the moment after the last"),
        RefusedRecord(
            "é,2026-08-03,2026-08-04,NULL,2026-09-01,1,Usage,{},,USD", "3:25+4 BillingPeriodStart \"NULL\" is not a date, \(date)"
        ),
        RefusedRecord(
            "é,2026-08-03,2026-08-04,2026-08-01,2026-08-01,1,Usage,{},,USD",
            "3:36+10 BillingPeriodEnd is not after BillingPeriodStart, expected the day after the last"),
        RefusedRecord(
            "é,2026-08-03,2026-08-04,2026-08-01,2026-09-01,1,Rent,{},,USD",
            "3:49+4 ChargeCategory \"Rent\" is not one of Usage, Purchase, Tax, Credit, Adjustment"),
        RefusedRecord(
            "é,2026-08-03,2026-08-04,2026-08-01,2026-09-01,1,Usage,\"a\nb\",,USD",
            "3:55+2 Tags \"a\nb\" is not a JSON object, expected {\"key\":\"value\"}"),
        RefusedRecord(
            "\"a\nb\",2026-08-03,2026-08-04,2026-08-01,2026-09-01,x,Usage,{},,USD",
            "4:48+1 BilledCost \"x\" is not a decimal number, expected digits with a point, as in 1204.50 or 6.71E-8"),
        RefusedRecord(
            "é,2026-08-03,2026-08-04,2026-08-01,2026-09-01,1,Usage,{},a\0b,USD",
            "3:58+3 InvoiceId \"a\0b\" has a NUL byte, expected text"),
        RefusedRecord(
            "é\0,2026-08-03,2026-08-04,2026-08-01,2026-09-01,1,Usage,{},,USD", "3:1+2 ServiceName has a NUL byte, expected text"),
        RefusedRecord(
            "é,2026-08-03,2026-08-04,2026-08-01,2026-09-01,1,Usage,{},,",
            "3:59+1 BillingCurrency is empty, expected a code as in USD"),
        RefusedRecord("é,2026-08-03", "3:1+1 the record has 2 fields, expected 10 as in the header"),
        RefusedRecord("é", "3:1+1 the record has 1 field, expected 10 as in the header"),
        RefusedRecord("é,\"2026\"x", "3:9+1 text after a closing quote, expected a comma or the end of the line"),
    ]

    @Test(arguments: records) func aRecordIsRefusedWithItsPlaceAndTheOthersAreTaken(_ example: RefusedRecord) throws {
        let bill = try ReadBill(
            [FocusRefusalTests.header, FocusRefusalTests.sound, example.record, FocusRefusalTests.sound, ""].joined(
                separator: "\n"))
        #expect(bill.refusals == [example.expected])
        #expect(bill.reading?.records == 3)
        #expect(bill.sink.sum(.billedCost) == Amount(3))
        let refusal = try #require(bill.reading?.refusals.first)
        #expect(example.record.contains(refusal.text) && !refusal.text.isEmpty)
    }

    /// As in examples of the specification; who wrote them knows what to write instead.
    @Test(arguments: [
        ("2026-08-03", "\"$10,000.00 \"", "BilledCost \"$10,000.00 \" has a currency sign", "write 10000.00"),
        ("2026-08-03", "\"-1,204.50\"", "BilledCost \"-1,204.50\" has a thousands comma", "write -1204.50"),
        ("2026-08-03", " 5", "BilledCost \" 5\" has a space", "write 5"),
        ("2026-08-03", "(5)", "BilledCost \"(5)\" is in parentheses", ""),
        ("2026-08-03", "$five", "BilledCost \"$five\" has a currency sign", ""),
        (
            "4/1/25", "1", "ChargePeriodStart \"4/1/25\" is not a date",
            "dates are ISO 8601, in UTC: of 4/1/25 nobody can tell the day from the month"
        ), ("20260803", "1", "ChargePeriodStart \"20260803\" is not a date", "dates are ISO 8601, in UTC"),
    ])
    func datesAndAmountsAsPeopleWriteThemAreRefusedWithAHint(
        _ day: String, _ cost: String, _ reason: String, _ hint: String
    ) throws {
        let bill = try ReadBill("ChargePeriodStart,BilledCost,BillingCurrency\n\(day),\(cost),USD\n")
        let refusal = try #require(bill.reading?.refusals.first)
        #expect(refusal.reason.hasPrefix(reason), "\(refusal.reason)")
        #expect(refusal.hint == hint)
        #expect(bill.sink.charges.isEmpty)
    }

    @Test func textThatIsNotUTF8IsRefused() throws {
        let bytes =
            Array("ChargePeriodStart,BilledCost,ServiceName,InvoiceId\n2026-08-03,1,a".utf8) + [0xFC]
            + Array("b,\n2026-08-03,1,c,".utf8) + [0xFC, 10]
        #expect(
            try ReadBill(bytes).refusals == [
                "2:14+3 ServiceName \"a\u{FFFD}b\" is not UTF-8", "3:16+1 InvoiceId \"\u{FFFD}\" is not UTF-8",
            ])
    }

    @Test func aFileThatEndsInsideARecordSaysSo() throws {
        let bill = try ReadBill("ChargePeriodStart,BilledCost,ServiceName\n2026-08-03,1,a\n2026-08-03,1")
        #expect(bill.refusals == ["3:1+1 the record has 2 fields, expected 3 as in the header; the file ends inside it"])
    }

    static let cut = "the file ends without a line end inside its last record, expected the rest of it"

    @Test(arguments: [
        ("ServiceName,ChargePeriodStart,BilledCost\na,2026-08-03,1\n", "a,2026-08-03,1234", 14),
        ("ServiceName,ChargePeriodStart,BilledCost\na,2026-08-03,1\n", "a,2026-08-03,", 14),
        ("BilledCost,ServiceName,ChargePeriodStart\n1,a,2026-08-03\n", "1,a,2026-08-0", 5),
        ("BilledCost,ServiceName,ChargePeriodStart\n1,a,2026-08-03\n", "1,a,2026-08-03", 5),
        ("BilledCost,ChargePeriodStart,ListUnitPrice\n1,2026-08-03,5\n", "1,2026-08-03,0.1", 14),
    ])
    func aNumberOrDateThatTheFileEndsInMayBeCut(_ head: String, _ last: String, _ column: Int) throws {
        let bill = try ReadBill(head + last)
        let refusal = try #require(bill.reading?.refusals.first)
        #expect(refusal.reason == FocusRefusalTests.cut)
        #expect(refusal.origin.column == column)
        #expect(bill.reading?.isCut == true)
        #expect(bill.sink.sum(.billedCost) == Amount(1))
    }

    @Test(arguments: [
        "ChargePeriodStart,BilledCost,ServiceName\n2026-08-03,1,a", "ChargePeriodStart,BilledCost\n2026-08-03,\"1\"",
        "ChargePeriodStart,BilledCost\r\n2026-08-03,1\r", "ChargePeriodStart,BilledCost\n2026-08-03,1\n",
    ])
    func aLastLineWithoutAnEndIsTakenWhereItsLastValueIsWhole(_ text: String) throws {
        let bill = try ReadBill(text)
        #expect(bill.refusals == [])
        #expect(bill.reading?.isCut == false)
        #expect(bill.sink.sum(.billedCost) == Amount(1))
    }

    @Test func aNumberThatEndsInAPointIsNotTaken() throws {
        #expect(
            try ReadBill("ChargePeriodStart,BilledCost\n2026-08-03,1234.\n").refusals == [
                "2:12+5 BilledCost \"1234.\" ends in a point, expected digits after it; what follows may be cut off"
            ])
    }

    @Test func aQuantityOfABillHasABoundOfItsOwn() throws {
        let head = "ChargePeriodStart,BilledCost,ConsumedQuantity\n"
        let bill = try ReadBill(head + "2026-08-03,1,2.6e18\n2026-08-03,1,-9.2e18\n2026-08-03,1,9.3e18\n2026-08-03,1e13,1\n")
        #expect(bill.sink.sum(.consumedQuantity).description == "-6600000000000000000")
        #expect(
            bill.refusals == [
                "4:14+6 ConsumedQuantity \"9.3e18\" is beyond ±9,200,000,000,000,000,000, expected a quantity within that bound",
                "5:12+4 BilledCost \"1e13\" is beyond ±9,200,000,000,000, expected an amount within that bound",
            ])
    }

    /// 18,493 such records would be beyond 128 bits in one sum: it is handed over in parts before.
    @Test func manyQuantitiesOfGreatestSizeDoNotOverflow() throws {
        let rows = String(repeating: "2026-08-03,1,9.2e18\n", count: 30_000)
        let bill = try ReadBill("ChargePeriodStart,BilledCost,ConsumedQuantity\n" + rows)
        #expect(bill.refusals == [])
        #expect(bill.sink.charges.count > 1)
        #expect(bill.sink.sum(.billedCost) == Amount(30_000))
    }

    @Test func aCurrencyInSmallLettersIsTheSameCurrency() throws {
        let bill = try ReadBill("ChargePeriodStart,BilledCost,BillingCurrency\n2026-08-03,1,usd\n2026-08-03,1,USD\n")
        #expect(bill.sink.lines.map { $0.values[.billingCurrency] } == ["USD"])
        #expect(bill.sink.sum(.billedCost) == Amount(2))
    }

    @Test(arguments: ["USD ", " USD", "US Dollar", "€", "ABCDEFGHIJKLMNOPQRSTU", "U;D"])
    func aCurrencyThatIsNoCodeIsRefused(_ code: String) throws {
        let reading = try #require(try ReadBill("ChargePeriodStart,BilledCost,BillingCurrency\n2026-08-03,1,\(code)\n").reading)
        #expect(
            reading.refusals.map(\.reason) == [
                "BillingCurrency \"\(code)\" is no currency code, expected a code as in USD"
            ])
    }

    /// Nothing may be taken of it, also where bad records are put aside.
    @Test func aColumnThatStandsTwiceSpoilsTheFile() throws {
        let reading = try #require(try ReadBill("ChargePeriodStart,BilledCost,billedcost\n2026-08-03,1,2\n").reading)
        #expect(reading.refusals.map(\.reason) == ["the header names billedcost twice, expected each column once"])
        #expect(reading.refusals.map { [$0.origin.line, $0.origin.column, $0.width] } == [[1, 30, 10]])
        #expect(reading.refusals.map(\.text) == ["ChargePeriodStart,BilledCost,billedcost"])
        #expect(reading.refused == reading.records)
    }

    @Test func onlyTheFirstHundredRefusalsAreKept() throws {
        let text = "ChargePeriodStart,BilledCost\n" + String(repeating: "x,1\n", count: 250)
        let reading = try #require(try ReadBill(text).reading)
        #expect(reading.refused == 250)
        #expect(reading.refusals.count == 100)
    }
}

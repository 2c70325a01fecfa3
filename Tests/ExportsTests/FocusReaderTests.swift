import Billing
import Exports
import Formats
import Testing

/// A generator that gives the same numbers in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct FocusReaderTests {
    static let columns = [
        "BillingAccountId", "BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd", "BilledCost",
        "EffectiveCost", "ListCost", "ConsumedQuantity", "ServiceName", "ChargeDescription", "Tags", "InvoiceId",
        "BillingCurrency",
        "ChargeCategory",
    ]
    /// Records in the order of `columns`; nil is absent. Two of them belong to the same line and day.
    static let records: [[String?]] = [
        [
            "007", "2026-08-01", "2026-09-01", "2026-08-03", "2026-08-04", "1.5", "1.25", nil, "2", "Compute", "hour, \"large\"",
            "{\"a\":\"1\",\"b\":\"2\"}", "INV-1", "USD", "Usage",
        ],
        [
            "007", "2026-08-01", "2026-09-01", "2026-08-03", "2026-08-04", "6.71E-8", "-0.000000000000001", "3", nil, "Compute",
            "hour, \"large\"", "{\"b\":\"2\",\"a\":\"1\"}", "INV-1", "USD", "usage",
        ],
        [
            "007", "2026-08-01", "2026-09-01", "2026-08-04", "2026-08-05", "-2", "-2", nil, nil, "Compute", "two\nlines", nil,
            nil, "USD", "Credit",
        ],
        [
            "7", "2026-08-01", "2026-09-01", "2026-08-01", "2026-09-01", "100", "0", "100", nil, "Übermaß", nil, "{}", nil, "EUR",
            "Purchase",
        ],
    ]

    /// The records as CSV in one of many equal shapes.
    static func csv(_ random: inout SeededGenerator) -> String {
        let order = (0..<columns.count + 1).shuffled(using: &random)
        let lineEnd = Bool.random(using: &random) ? "\r\n" : "\n"
        let dates = Bool.random(using: &random) ? "T00:00:00Z" : Bool.random(using: &random) ? " 00:00:00" : ""
        func field(_ value: String, _ mustQuote: Bool = false) -> String {
            guard mustQuote || value.contains(where: { ",\"\n\r".contains($0) }) || Bool.random(using: &random) else {
                return value
            }
            return "\"" + value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
        func row(_ values: [String]) -> String { order.map { values[$0] }.joined(separator: ",") }
        let names = columns.map { Bool.random(using: &random) ? $0 : $0.lowercased() }
        var text = (Bool.random(using: &random) ? "\u{FEFF}" : "") + row((names + ["x_Number"]).map { field($0) })
        for (number, record) in records.shuffled(using: &random).enumerated() {
            let values = zip(columns, record).map { column, value in
                guard let value else { return ["", "NULL", "null", "\"NULL\"", "\"\""].randomElement(using: &random) ?? "" }
                return field(column.contains("Period") ? value + dates : value)
            }
            text += lineEnd + row(values + ["\(number)"])
        }
        // A number or date out of quotes needs the line end, or it might be cut.
        let last = order.last.flatMap { $0 < columns.count ? columns[$0] : nil } ?? ""
        let isOpen = ["Period", "Cost", "Quantity"].contains { last.contains($0) } && text.last != "\""
        return text + (isOpen || Bool.random(using: &random) ? lineEnd : "")
    }

    @Test func aBillIsTheSameInEveryShape() throws {
        var random = SeededGenerator(1)
        let first = try ReadBill(FocusReaderTests.csv(&random))
        #expect(first.refusals == [])
        #expect(first.sink.totals.count == 3)
        #expect(
            Set(first.sink.totals.values) == [
                "1.5000000671 1.249999999999999 3 - - 2 - - 2 records", "-2 -2 - - - - - - 1 records",
                "100 0 100 - - - - - 1 records",
            ])
        for _ in 0..<300 {
            let text = FocusReaderTests.csv(&random)
            let bill = try ReadBill(text, memory: Bool.random(using: &random) ? 0 : 64 << 20)
            #expect(bill.refusals == [], "\(text)")
            #expect(bill.sink.totals == first.sink.totals, "\(text)")
            #expect(bill.reading?.totals == first.reading?.totals)
        }
    }

    @Test func theReadersOwnCountIsExactPerBill() throws {
        var random = SeededGenerator(2)
        let totals = try #require(try ReadBill(FocusReaderTests.csv(&random)).reading).totals
        let texts = totals.map { "\($0.key.billingAccount) \($0.value.records) \($0.value.billedText) \($0.value.effectiveText)" }
        #expect(texts.sorted() == ["007 3 -0.4999999329 -0.750000000000001", "7 1 100 0"])
    }

    @Test func sumsHandedOverInPartsAreTheSame() throws {
        let days = (0..<40).map { "2026-08-\(10 + $0 % 14),1.1,\($0 % 2)\n" }.joined()
        let text = "ChargePeriodStart,BilledCost,ServiceName\n" + days
        let (whole, parts) = (try ReadBill(text), try ReadBill(text, memory: 0))
        #expect(parts.sink.charges.count == 40)
        #expect(whole.sink.charges.count < 40)
        #expect(parts.sink.totals == whole.sink.totals)
    }

    @Test func whatIsMissingIsAssumedAndSaid() throws {
        let bill = try ReadBill("ChargePeriodStart,EffectiveCost\n2026-08-03T23:00:00Z,1.5\n")
        let reading = try #require(bill.reading)
        #expect(
            reading.notes == [
                "BilledCost is missing: EffectiveCost is taken for it",
                "BillingPeriodStart is missing: the month of ChargePeriodStart is taken for it",
                "BillingCurrency is missing: the reporting currency is taken for it",
                "ChargeCategory is missing: every charge is taken for Usage",
            ])
        #expect(bill.sink.sum(.billedCost) == bill.sink.sum(.effectiveCost))
        #expect(bill.sink.scopes.map { "\($0.billingPeriod.start) \($0.billingPeriod.end)" } == ["2026-08-01 2026-09-01"])
        #expect(bill.sink.charges.map { "\($0.period.start) \($0.period.end)" } == ["2026-08-03 2026-08-04"])
        let values = try #require(bill.sink.lines.first?.values)
        #expect(
            [values[.billingCurrency], values[.chargeCategory], values[.source], values[.billingAccountId]] == [
                "EUR", "Usage", "s", nil,
            ])
        #expect(
            try ReadBill("ChargePeriodStart,BilledCost\n2026-08-03,1\n").reading?.notes.first
                == "EffectiveCost is missing: BilledCost is taken for it")
    }

    @Test func anUnknownColumnMakesNoLine() throws {
        let text = "ChargePeriodStart,BilledCost,x_Row\n2026-08-03,1,a\n2026-08-03,2,b\n"
        let bill = try ReadBill(text)
        #expect(bill.sink.lines.count == 1)
        #expect(bill.sink.sum(.billedCost) == Amount(3))
    }

    /// The bytes from the first value to the end of the second are the same in both records.
    @Test func recordsThatDifferInQuotesOnlyAreNotTakenForEachOther() throws {
        let text = "ChargePeriodStart,BilledCost,RegionId,RegionName\n2026-08-03,1,a,\",b\"\n2026-08-03,2,\"a,\",b\n"
        let bill = try ReadBill(text)
        #expect(bill.sink.lines.map { [$0.values[.regionId], $0.values[.regionName]] } == [["a", ",b"], ["a,", "b"]])
    }

    @Test func anInvoiceNumberIsDecoded() throws {
        #expect(try ReadBill("ChargePeriodStart,BilledCost,InvoiceId\n2026-08-03,1,\"a\"\"b\"\n").sink.invoices == ["a\"b"])
    }

    @Test func aHeaderAloneIsABillWithoutCharges() throws {
        let reading = try #require(try ReadBill("ChargePeriodStart,BilledCost\n").reading)
        #expect(reading.records == 0)
        #expect(reading.refused == 0)
        #expect(reading.totals == [:])
    }

    @Test func manyAccountsAreToldApart() throws {
        let rows = (0..<2_000).map { "2026-08-03,1,\($0 % 500)\n" }.joined()
        let reading = try #require(try ReadBill("ChargePeriodStart,BilledCost,BillingAccountId\n" + rows).reading)
        #expect(reading.totals.count == 500)
        #expect(reading.totals.values.allSatisfy { $0.records == 4 && $0.billed == Amount(4) })
    }
}

import Billing
import Testing

import struct Foundation.Decimal
import struct Foundation.URL

@testable import Exports

@Suite struct CostAndUsageSheetTests {
    /// Line items of every type, with tags and what the cost of commitments is spread by.
    static let items = [
        LineItems.item([
            "lineItem/UnblendedCost": "0.00165303109242778", "lineItem/UsageAmount": "2.5", "pricing/unit": "Hrs",
            "resourceTags/user:app": "web", "product/ProductName": "Amazon Elastic Compute Cloud",
        ]),
        LineItems.item([
            "lineItem/UnblendedCost": "5.64902E-05", "lineItem/LineItemType": "Tax",
            "lineItem/UsageStartDate": "2026-08-01T00:00:00Z", "lineItem/UsageEndDate": "2026-09-01T00:00:00Z",
        ]),
        LineItems.item([
            "lineItem/LineItemType": "SavingsPlanCoveredUsage", "lineItem/UnblendedCost": "2",
            "savingsPlan/SavingsPlanEffectiveCost": "0.7", "savingsPlan/SavingsPlanARN": "arn:sp", "lineItem/UsageAmount": "1",
            "resourceTags/aws_creator": "root",
        ]),
        LineItems.item([
            "lineItem/LineItemType": "SavingsPlanNegation", "lineItem/UnblendedCost": "-2",
            "savingsPlan/SavingsPlanARN": "arn:sp",
        ]),
        LineItems.item([
            "lineItem/LineItemType": "SavingsPlanRecurringFee", "lineItem/UnblendedCost": "1",
            "savingsPlan/TotalCommitmentToDate": "1", "savingsPlan/UsedCommitment": "0.7",
            "savingsPlan/SavingsPlanARN": "arn:sp",
        ]),
        LineItems.item([
            "lineItem/LineItemType": "DiscountedUsage", "lineItem/UnblendedCost": "0", "reservation/EffectiveCost": "7",
            "reservation/ReservationARN": "arn:ri", "lineItem/UsageAmount": "24",
        ]),
        LineItems.item([
            "lineItem/LineItemType": "RIFee", "lineItem/UnblendedCost": "10", "reservation/ReservationARN": "arn:ri",
            "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod": "0", "reservation/UnusedRecurringFee": "3",
        ]),
    ]

    @Test(arguments: [UInt64](1...40)) func aBillIsTheSameInEveryGeneration(_ seed: UInt64) throws {
        var random = SeededGenerator(seed)
        let first = try ReadExport(LineItems.report(CostAndUsageSheetTests.items))
        #expect(first.refusals == [])
        #expect(first.format == .awsCUR)
        for generation in LineItems.Generation.allCases {
            let items = CostAndUsageSheetTests.items.shuffled(using: &random)
            let other = try ReadExport(LineItems.report(items, as: generation) { $0.shuffled(using: &random) })
            #expect(other.format == (generation == .maps ? .awsCUR2 : .awsCUR))
            #expect(other.refusals == [])
            #expect(other.reading.totals == first.reading.totals)
            #expect(other.sink.totals == first.sink.totals)
        }
        #expect(Set(first.all(.tags)) == [nil, #"{"app":"web"}"#, #"{"aws_creator":"root"}"#])
    }

    @Test func theBilledCostAddsUpToTheUnblendedCostToTheLastDigit() throws {
        var random = SeededGenerator(3)
        let types = [
            "Usage", "DiscountedUsage", "SavingsPlanCoveredUsage", "SavingsPlanNegation", "RIFee", "Fee", "Tax", "Credit",
            "Refund", "EdpDiscount", "SavingsPlanRecurringFee", "SavingsPlanUpfrontFee", "News",
        ]
        let items = (0..<500).map { _ in
            LineItems.item([
                "lineItem/UnblendedCost": Bool.random(using: &random)
                    ? "\(Int.random(in: -99...9_999, using: &random)).\(Int.random(in: 1...99_999_999_999, using: &random))0017"
                    : "\(Int.random(in: -999...999, using: &random))E-\(Int.random(in: 1...17, using: &random))",
                "lineItem/LineItemType": types.randomElement(using: &random) ?? "Usage", "savingsPlan/UsedCommitment": "0.1",
                "savingsPlan/TotalCommitmentToDate": "0.3", "savingsPlan/SavingsPlanEffectiveCost": "0.2",
            ])
        }
        let bill = try ReadExport(LineItems.report(items))
        #expect(bill.refusals == [])
        #expect(bill.billed == items.reduce(Decimal(0)) { $0 + (Decimal(string: $1["lineItem/UnblendedCost"] ?? "") ?? .nan) })
        #expect(bill.reading.notes.contains("line item type News is not known: taken for Adjustment"))
    }

    /// Over the whole term of a commitment what was used and what lay unused cost what was paid for it.
    @Test func whatCommitmentsCostIsSpreadWithoutLoss() throws {
        let bill = try ReadExport(LineItems.report(CostAndUsageSheetTests.items))
        #expect(bill.billed == bill.effective)
        func sums(_ measure: Measure) -> [[String]: Decimal] {
            bill.sums(measure, by: [.commitmentDiscountId, .chargeCategory, .commitmentDiscountStatus]).filter {
                !$0.key[0].isEmpty
            }
        }
        let day = "2026-08-03"
        #expect(
            sums(.effectiveCost) == [
                ["arn:sp", "Usage", "Used", day]: Decimal(string: "0.7"),
                ["arn:sp", "Usage", "Unused", day]: Decimal(string: "0.3"),
                ["arn:sp", "Purchase", "", day]: 0, ["arn:ri", "Usage", "Used", day]: 7, ["arn:ri", "Usage", "Unused", day]: 3,
                ["arn:ri", "Purchase", "", day]: 0,
            ])
        #expect(
            sums(.billedCost) == [
                ["arn:sp", "Usage", "Used", day]: 0, ["arn:sp", "Usage", "Unused", day]: 0, ["arn:sp", "Purchase", "", day]: 1,
                ["arn:ri", "Usage", "Used", day]: 0, ["arn:ri", "Usage", "Unused", day]: 0, ["arn:ri", "Purchase", "", day]: 10,
            ])
        let unused = bill.sink.charges.filter { bill.values($0)[.commitmentDiscountStatus] == "Unused" }
        #expect(unused.count == 2)
        #expect(unused.allSatisfy { $0[.consumedQuantity] == nil })
        #expect(unused.allSatisfy { bill.values($0)[.pricingCategory] == "Committed" })
    }

    /// The columns vary from month to month.
    @Test func anyColumnButTheCostAndTheDateMayBeMissing() throws {
        let names = Set(CostAndUsageSheetTests.items.flatMap(\.keys))
        let whole = try ReadExport(LineItems.report(CostAndUsageSheetTests.items))
        for name in names where name != "lineItem/UnblendedCost" && name != "lineItem/UsageStartDate" {
            let bill = try ReadExport(LineItems.report(CostAndUsageSheetTests.items.map { $0.filter { $0.key != name } }))
            #expect(bill.format == .awsCUR)
            #expect(bill.refusals == [], "\(name)")
            #expect(bill.billed == whole.billed, "\(name)")
            // Without one of its columns the cost of a commitment stays where it was paid.
            #expect(bill.effective == whole.effective, "\(name)")
        }
        let bare = try ReadExport("lineItem/UsageStartDate,lineItem/UnblendedCost\n2026-08-03T10:00:00Z,1.5\n")
        #expect(bare.refusals == [])
        #expect(bare.all(.billingCurrency) == ["USD"])
        #expect(bare.sink.scopes.map { "\($0.billingAccount) \($0.billingPeriod.start)" } == [" 2026-08-01"])
        #expect(
            bare.reading.notes == [
                "bill/PayerAccountId is missing: the bill has no BillingAccountId", "the file has no currency: USD is assumed",
            ])
    }

    @Test(
        arguments: [
            ("Usage", "Usage", "Usage-Based", nil, "Standard"), ("DiscountedUsage", "Usage", "Usage-Based", nil, "Committed"),
            ("SavingsPlanCoveredUsage", "Usage", "Usage-Based", nil, "Committed"),
            ("SavingsPlanNegation", "Usage", "Usage-Based", nil, "Committed"),
            ("SavingsPlanRecurringFee", "Purchase", "Recurring", nil, "Standard"),
            ("SavingsPlanUpfrontFee", "Purchase", "One-Time", nil, "Standard"),
            ("RIFee", "Purchase", "Recurring", nil, "Standard"),
            ("Fee", "Purchase", "One-Time", nil, "Standard"), ("Tax", "Tax", "One-Time", nil, nil),
            ("Credit", "Credit", "One-Time", nil, nil), ("Refund", "Usage", "One-Time", "Correction", nil),
            ("EdpDiscount", "Adjustment", "One-Time", nil, nil), ("PrivateRateDiscount", "Adjustment", "One-Time", nil, nil),
            ("Discount", "Adjustment", "One-Time", nil, nil), ("News", "Adjustment", "One-Time", nil, nil),
        ] as [(String, String, String, String?, String?)])
    func aLineItemTypeIsACategory(
        _ type: String, _ category: String, _ frequency: String, _ chargeClass: String?, _ pricing: String?
    ) throws {
        let bill = try ReadExport(LineItems.report([LineItems.item(["lineItem/LineItemType": type])]))
        let values = try #require(bill.sink.lines.first?.values)
        #expect(values[.chargeCategory] == category)
        #expect(values[.chargeFrequency] == frequency)
        #expect(values[.chargeClass] == chargeClass)
        #expect(values[.pricingCategory] == pricing)
        #expect(bill.billed == 1)
    }

    @Test func aRefundOfATaxIsATax() throws {
        let bill = try ReadExport(
            LineItems.report([LineItems.item(["lineItem/LineItemType": "Refund", "lineItem/TaxType": "VAT"])]))
        #expect(bill.all(.chargeCategory) == ["Tax"])
        #expect(bill.all(.chargeClass) == ["Correction"])
    }

    @Test func everythingAboutALineItemHasItsColumn() throws {
        let bill = try ReadExport(
            LineItems.report([
                LineItems.item([
                    "bill/InvoiceId": "987", "bill/InvoicingEntity": "AWS EMEA SARL", "lineItem/LegalEntity": "Red Hat, Inc.",
                    "lineItem/ProductCode": "AmazonS3", "lineItem/UsageType": "EUC1-SpotUsage:m5.large",
                    "lineItem/AvailabilityZone": "eu-central-1a", "lineItem/ResourceId": "i-1", "lineItem/UsageAmount": "3",
                    "lineItem/LineItemDescription": "per hour, \"large\"", "pricing/unit": "Hrs", "pricing/RateCode": "S.J.6",
                    "pricing/publicOnDemandCost": "4", "pricing/publicOnDemandRate": "1.25", "product/sku": "S",
                    "product/regionCode": "", "product/region": "eu-central-1", "lineItem/UnblendedCost": "3.5",
                ])
            ]))
        #expect(bill.sink.invoices == ["987"])
        #expect(bill.sink.scopes.map(\.billingAccount) == ["001234567890"])
        let values = try #require(bill.sink.lines.first?.values)
        let expected: [Dimension: String] = [
            .providerName: "AWS", .publisherName: "Red Hat, Inc.", .invoiceIssuerName: "AWS EMEA SARL",
            .billingAccountId: "001234567890", .subAccountId: "000000000042", .billingCurrency: "USD",
            .serviceName: "Amazon Simple Storage Service", .skuId: "S", .skuPriceId: "S.J.6",
            .skuMeter: "EUC1-SpotUsage:m5.large", .regionId: "eu-central-1", .availabilityZone: "eu-central-1a",
            .resourceId: "i-1", .chargeDescription: "per hour, \"large\"", .consumedUnit: "Hrs", .pricingUnit: "Hrs",
            .listUnitPrice: "1.25", .chargeCategory: "Usage", .chargeFrequency: "Usage-Based", .pricingCategory: "Dynamic",
            .source: "test",
        ]
        for dimension in Dimension.allCases { #expect(values[dimension] == expected[dimension], "\(dimension)") }
        let sums = try #require(bill.sink.charges.first?.amounts)
        #expect(sums.map { $0?.description } == ["3.5", "3.5", "4", "3.5", nil, "3", "3", nil])
    }

    @Test func aServiceHasItsOwnNameElseThatOfItsCodeElseTheCode() throws {
        let items = [
            ["product/ProductName": "Red Hat", "lineItem/ProductCode": "AmazonEC2"], ["lineItem/ProductCode": "AmazonEC2"],
            ["lineItem/ProductCode": "9f2kxyz"], [:],
        ].map { LineItems.item($0) }
        let names = try ReadExport(LineItems.report(items)).all(.serviceName)
        #expect(names == ["Red Hat", "Amazon Elastic Compute Cloud", "9f2kxyz", nil])
    }

    @Test func tagsKeepTheirCaseAndCostCategoriesAreNone() throws {
        let bill = try ReadExport(
            LineItems.report([
                LineItems.item([
                    "resourceTags/user:App \"x\"": "a\\b", "resourceTags/aws:createdBy": "root", "resourceTags/user:empty": "",
                    "costCategory/team": "core", "noTags/user:old": "1", "resourceTags/user:user:odd": "2",
                ])
            ]))
        #expect(
            bill.all(.tags) == [#"{"App \"x\"":"a\\b","aws:createdBy":"root","user:odd":"2"}"#])
    }

    @Test func aUsersKeyThatIsThereWithoutItsMarkTooKeepsIt() throws {
        let item = LineItems.item(["resourceTags/user:app": "1", "resourceTags/app": "2"])
        #expect(try ReadExport(LineItems.report([item])).all(.tags) == [#"{"app":"2","user:app":"1"}"#])
    }

    @Test func daysAreWholeAndTheMonthOfTheBillIsItsOwn() throws {
        var items = [
            LineItems.item(["lineItem/UsageStartDate": "2026-08-03T23:00:00Z", "lineItem/UsageEndDate": "2026-08-04T00:00:00Z"]),
            LineItems.item(["lineItem/UsageStartDate": "2026-08-01 00:00:00", "lineItem/UsageEndDate": "2026-09-01 00:00:00"]),
            LineItems.item([
                "lineItem/UsageStartDate": "2026-07-31T23:59:59.000Z", "lineItem/UsageEndDate": "2026-07-31T23:59:59Z",
            ]),
        ]
        items.append(LineItems.item(["lineItem/UsageStartDate": "2026-08-05", "lineItem/UsageEndDate": "2026-08-05"]))
        let bill = try ReadExport(LineItems.report(items))
        #expect(
            Set(bill.sink.charges.map { "\($0.period.start) \($0.period.end)" }) == [
                "2026-08-03 2026-08-04", "2026-08-01 2026-09-01", "2026-07-31 2026-08-01", "2026-08-05 2026-08-06",
            ])
        #expect(bill.sink.scopes.map { "\($0.billingPeriod.start) \($0.billingPeriod.end)" } == ["2026-08-01 2026-09-01"])
    }

    @Test func aLineItemIsRefusedWithItsPlaceAndTheOthersAreTaken() throws {
        let bill = try ReadExport(
            """
            lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/UnblendedCost,lineItem/CurrencyCode
            2026-08-03,,1.5,USD
            2026-08-03,,,USD
            2026-08-03,,"1,000",USD
            yesterday,,1,USD
            2026-08-03,2026-08-02,1,USD
            2026-08-03,,1,$

            """)
        #expect(
            bill.refusals == [
                "3 lineItem/UnblendedCost is empty, expected a number; write 0 for nothing",
                "4 lineItem/UnblendedCost \"1,000\" has a thousands comma, expected digits with a point, as in 1204.50 or 6.71E-8",
                "5 lineItem/UsageStartDate \"yesterday\" is not a date, expected 2026-08-01 or 2026-08-01T00:00:00Z",
                "6 lineItem/UsageEndDate is before lineItem/UsageStartDate, expected the moment after the last",
                "7 currency \"$\" is no currency code, expected a code as in USD",
            ])
        #expect(bill.billed == Decimal(string: "1.5"))
        #expect(bill.reading.records == 6)
    }

    @Test func aBillThatEndsBeforeItBeginsIsRefused() throws {
        let item = LineItems.item(["bill/BillingPeriodEndDate": "2026-08-01"])
        #expect(
            try ReadExport(LineItems.report([item])).refusals == [
                "2 bill/BillingPeriodEndDate is not after the bill's first day, expected the day after the last"
            ])
    }

    @Test func aNumberThatTheFileEndsInMayBeCut() throws {
        let number = try ReadExport("lineItem/UsageStartDate,lineItem/UnblendedCost\n2026-08-03,12")
        #expect(number.reading.isCut)
        #expect(number.reading.refused == 1)
        let text = try ReadExport("lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/Operation\n2026-08-03,12,Run")
        #expect(!text.reading.isCut)
        #expect(text.billed == 12)
    }

    @Test(arguments: [
        ("aws/aws_2023-06-01.csv", "lineItem/UnblendedCost", "lineItem/UsageAccountId", "lineItem/UsageStartDate", 3),
        ("aws/aws_2023-06-01-not-final.csv", "lineItem/UnblendedCost", "lineItem/UsageAccountId", "lineItem/UsageStartDate", 3),
        (
            "aws/aws_2022-07-01-alt-columns.csv", "line_item_unblended_cost", "line_item_usage_account_id",
            "line_item_usage_start_date", 2
        ),
    ]) func aSampleAddsUpByAccountAndDay(_ file: String, _ cost: String, _ account: String, _ day: String, _ records: Int) throws
    {
        guard let path = SampleFolder.path(file) else { return }
        let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        let bill = try ReadExport(path: path)
        #expect(bill.format == .awsCUR)
        #expect(bill.refusals == [])
        #expect(bill.reading.records == records)
        let sums = try LineItems.sums(text, of: cost, by: [account, day])
        #expect(!sums.isEmpty)
        #expect(bill.sums(.billedCost, by: [.subAccountId]).mapValues(\.description) == sums.mapValues(\.description))
        #expect(bill.billed == sums.values.reduce(0, +))
    }

    @Test func theSampleBeforeItsInvoiceIsOfAnotherAccountAndHasNone() throws {
        guard let final = SampleFolder.path("aws/aws_2023-06-01.csv"),
            let open = SampleFolder.path("aws/aws_2023-06-01-not-final.csv")
        else { return }
        let bills = try [final, open].map { try ReadExport(path: $0) }
        #expect(bills.map { $0.sink.invoices } == [["987654321"], []])
        #expect(bills.map { $0.sink.scopes.map(\.billingAccount) } == [["0099999999999"], ["9999999999999"]])
        #expect(bills.map(\.effective) == [Decimal(string: "0.3"), Decimal(string: "0.3")])
        #expect(bills.map { Set($0.all(.billingCurrency)) } == [["NOK"], ["NOK"]])
    }

    /// Its header has one name more than its records have fields.
    @Test func theOldSampleIsRefusedRecordByRecord() throws {
        guard let path = SampleFolder.path("aws/test_cur.csv.gz") else { return }
        let bill = try ReadExport(path: path)
        #expect(bill.format == .awsCUR)
        #expect(bill.reading.records > 0)
        #expect(bill.reading.refused == bill.reading.records)
        #expect(bill.reading.refusals.allSatisfy { $0.reason == "the record has 130 fields, expected 131 as in the header" })
    }
}

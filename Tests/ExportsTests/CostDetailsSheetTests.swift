import Billing
import Formats
import Testing

@testable import Exports

@Suite struct CostDetailsSheetTests {
    /// One charge in each family of headers, each with its way to write dates and tags.
    private static let families = [
        """
        SubscriptionGuid,UsageDateTime,MeterCategory,MeterId,MeterName,UsageQuantity,UnitOfMeasure,ResourceRate,PreTaxCost,\
        InstanceId,ResourceLocation,Tags,Currency
        s-1,2026-01-09,Storage,m-1,Reads,25000,10K,0.01,2.5E-2,/subscriptions/S-1/Disk,westeurope,"{""k"": ""v""}",eur

        """,
        """
        SubscriptionId,Date,MeterCategory,MeterId,MeterName,Quantity,UnitOfMeasure,UnitPrice,CostInBillingCurrency,\
        ResourceId,ResourceLocation,Tags,BillingCurrencyCode\r\n\
        s-1,01/09/2026,Storage,m-1,Reads,2.5E+4,10K,0.01,0.025,/subscriptions/s-1/disk,westeurope,\"""k"": ""v\""",EUR\r\n
        """,
        """
        \u{FEFF}subscriptionId,date,meterCategory,meterId,meterName,quantity,unitOfMeasure,exchangeRateDate,\
        costInPricingCurrency,costInUsd,costInBillingCurrency,resourceId,resourceLocation,tags,billingCurrency
        s-1,2026-01-09 00:00:00,Storage,m-1,Reads,25000.0,10K,3/1/21,\
        0.03,0.03,2.50E-02,/Subscriptions/S-1/Disk,westeurope,"{""k"":""v""}",EUR

        """,
        """
        subscriptionid,DATE,meterCategory,MeterID,meterNAME,Quantity,unitofmeasure,COST,ResourceId,resourceLocation,TAGS,\
        BillingCurrency
        s-1,1/9/2026,Storage,m-1,Reads,25000,10K,.025,/subscriptions/s-1/disk,westeurope,"{ ""k"" : ""v"" }",EUR

        """,
        """
        Abonnement-GUID (SubscriptionGuid),Datum (Date),Kategorie (MeterCategory),Zähler (MeterId),Name (MeterName),\
        Menge (Quantity),Einheit (UnitOfMeasure),Kosten (Cost),Ressource (ResourceId),Ort (ResourceLocation),Tags (Tags),\
        Währung (BillingCurrency)
        s-1,1/9/26,Storage,m-1,Reads,25000,10K,0.025,/subscriptions/s-1/disk,westeurope,\"""k"":""v\""",EUR

        """,
    ]

    @Test(arguments: families) func everyFamilyOfHeadersGivesTheSameCharge(_ text: String) throws {
        let (first, other) = (CollectingSink(), CollectingSink())
        _ = try readFile(CostDetailsSheetTests.families[0], into: first)
        let found = try readFile(text, into: other)
        #expect(found.format == .azure)
        #expect(found.reading.refusals.map(\.reason) == [])
        #expect(other.totals == first.totals)
        let line = try #require(other.lines.first?.values)
        #expect(
            [
                .subAccountId, .serviceName, .skuId, .chargeDescription, .regionId, .resourceId, .tags, .billingCurrency,
                .pricingUnit,
                .consumedUnit, .chargeCategory, .providerName,
            ].map { (column: Dimension) in line[column] ?? "-" } == [
                "s-1", "Storage", "m-1", "Reads", "westeurope", "/subscriptions/s-1/disk", #"{"k":"v"}"#, "EUR", "10K", "Units",
                "Usage",
                "Microsoft",
            ])
        #expect(other.charges.map { "\($0.period.start) \($0.period.end)" } == ["2026-01-09 2026-01-10"])
        #expect(other.scopes.map { "\($0.billingPeriod.start) \($0.billingPeriod.end)" } == ["2026-01-01 2026-02-01"])
        let sums = [Measure.billedCost, .effectiveCost, .consumedQuantity, .pricingQuantity].map { other.sum($0).description }
        #expect(sums == ["0.025", "0.025", "25000", "2.5"])
    }

    @Test func oneResourceIsOneLineHoweverItsIdIsWritten() throws {
        let header = "SubscriptionId,Date,MeterCategory,MeterId,CostInBillingCurrency,BillingCurrencyCode,ResourceId\n"
        func row(_ cost: String, _ id: String) -> String { "s-1,01/09/2026,Storage,m-1,\(cost),EUR,\(id)\n" }
        let sink = CollectingSink()
        let found = try readFile(
            header + row("1", "/Subscriptions/S-1/resourceGroups/RG/Disk-ÄA")
                + row("2.5", "/subscriptions/s-1/RESOURCEGROUPS/rg/disk-Äa")
                + row("4", "/subscriptions/s-1/resourcegroups/rg/disk-b") + row("8", ""), into: sink)
        #expect(found.format == .azure && found.reading.refused == 0)
        let costs = Dictionary(
            uniqueKeysWithValues: sink.charges.map {
                (sink.lines[Int($0.line)].values[.resourceId] ?? "-", $0[.billedCost]?.description ?? "-")
            })
        #expect(
            costs == [
                "/subscriptions/s-1/resourcegroups/rg/disk-Äa": "3.5", "/subscriptions/s-1/resourcegroups/rg/disk-b": "4",
                "-": "8",
            ])
    }

    private static let header =
        "BillingAccountId,BillingPeriodStartDate,BillingPeriodEndDate,SubscriptionId,Date,MeterCategory,MeterId,ConsumedService,"
        + "Quantity,UnitOfMeasure,CostInBillingCurrency,BillingCurrencyCode,ChargeType,Frequency,PricingModel,"
        + "ReservationId,benefitId\n"

    private static func row(
        _ type: String, _ model: String = "OnDemand", cost: String = "4", quantity: String = "200", unit: String = "100 Hours",
        frequency: String = "UsageBased", reservation: String = "", benefit: String = ""
    ) -> String {
        "99,9/1/2026,09/30/2026,s-1,9/2/2026,,m,Microsoft.Compute,\(quantity),\(unit),\(cost),USD,\(type),\(frequency),\(model),"
            + "\(reservation),\(benefit)\n"
    }

    private static func read(_ rows: String) throws -> (sink: CollectingSink, reading: ExportReading) {
        let sink = CollectingSink()
        let found = try readFile(header + rows, into: sink)
        #expect(found.format == .azure)
        return (sink, found.reading)
    }

    /// `CATEGORY CLASS STATUS billed effective consumed priced` of the only charge.
    private static func shown(_ sink: CollectingSink) -> String {
        let line = sink.lines.first?.values
        let values = [Dimension.chargeCategory, .chargeClass, .commitmentDiscountStatus].map { line?[$0] ?? "-" }
        let sums = [Measure.billedCost, .effectiveCost, .consumedQuantity, .pricingQuantity].map { measure in
            sink.charges.first?[measure]?.description ?? "-"
        }
        return (values + sums).joined(separator: " ")
    }

    @Test(arguments: [
        (row("Usage"), "Usage - - 4 4 200 2"),
        (row("Usage", "Spot"), "Usage - - 4 4 200 2"),
        (row("Purchase", frequency: "Recurring"), "Purchase - - 4 4 - 2"),
        (row("Purchase", "Reservation", frequency: "OneTime", reservation: "r"), "Purchase - - 4 0 - 2"),
        (row("Purchase", "SavingsPlan", frequency: "Recurring", benefit: "b"), "Purchase - - 4 0 - 2"),
        (row("Refund", "Reservation", cost: "-4", frequency: "OneTime", reservation: "r"), "Purchase Correction - -4 0 - 2"),
        (row("Refund", cost: "-4"), "Usage Correction - -4 -4 200 2"),
        (row("Refund", cost: "-4", frequency: "OneTime"), "Purchase Correction - -4 -4 - 2"),
        (row("Usage", "Reservation", reservation: "r"), "Usage - Used 0 4 200 2"),
        (row("Usage", "Reservation", cost: "0", reservation: "r"), "Usage - Used 0 0 - -"),
        (row("Usage", "SavingsPlan", benefit: "b"), "Usage - Used 0 4 200 2"),
        (row("Usage", "", reservation: "r"), "Usage - Used 0 4 200 2"),
        (row("Usage", "Reservation"), "Usage - - 4 4 200 2"),
        (row("UnusedReservation", "Reservation", reservation: "r"), "Usage - Unused 0 4 - 2"),
        (row("UnusedSavingsPlan", "SavingsPlan", benefit: "b"), "Usage - Unused 0 4 - 2"),
        (row("Tax", ""), "Tax - - 4 4 - -"),
        (row("Credit", cost: "-4"), "Credit - - -4 -4 - -"),
        (row("RoundingAdjustment", cost: "-0.01"), "Adjustment - - -0.01 -0.01 - -"),
        (
            row("Usage", cost: "1.60101E-07", quantity: "1.42949E-05", unit: "1 GB"),
            "Usage - - 0.000000160101 0.000000160101 0.0000142949 0.0000142949"
        ),
    ])
    func aChargeTypeHasItsCategoryAndItsCosts(_ row: String, _ expected: String) throws {
        let (sink, reading) = try CostDetailsSheetTests.read(row)
        #expect(reading.refusals.map(\.reason) == [])
        #expect(CostDetailsSheetTests.shown(sink) == expected)
        #expect(sink.lines.map { $0.values[.serviceName] } == ["Microsoft.Compute"])
    }

    @Test func theTwoExportsOfOneMonthSayTheSameInAllButTheirKindOfCost() throws {
        let plain = CostDetailsSheetTests.row("Usage", cost: "7") + CostDetailsSheetTests.row("Tax", cost: "1")
        let actual =
            plain + CostDetailsSheetTests.row("Purchase", "Reservation", cost: "30", frequency: "OneTime", reservation: "r")
            + CostDetailsSheetTests.row("Usage", "Reservation", cost: "0", reservation: "r")
        let amortised =
            plain + CostDetailsSheetTests.row("Usage", "Reservation", cost: "18", reservation: "r")
            + CostDetailsSheetTests.row("UnusedReservation", "Reservation", cost: "12", reservation: "r")
        let (billed, billedReading) = try CostDetailsSheetTests.read(actual)
        let (effective, effectiveReading) = try CostDetailsSheetTests.read(amortised)
        #expect([billed.sum(.billedCost), billed.sum(.effectiveCost)] == [Amount(38), Amount(8)])
        #expect([effective.sum(.billedCost), effective.sum(.effectiveCost)] == [Amount(8), Amount(38)])
        #expect(billedReading.notes.map { $0.prefix(22) } == ["taken for actual costs"])
        #expect(effectiveReading.notes.map { $0.prefix(25) } == ["taken for amortised costs"])
        let purchase = CostDetailsSheetTests.row("Purchase", "Reservation", cost: "30", frequency: "OneTime", reservation: "r")
        let (both, _) = try CostDetailsSheetTests.read(amortised + purchase)
        #expect([both.sum(.billedCost), both.sum(.effectiveCost)] == [Amount(38), Amount(38)])
        #expect(try CostDetailsSheetTests.read(plain).reading.notes == [])
    }

    /// Taken side by side they are all that there is, each part of it once.
    @Test func whatBothExportsHaveIsOnePartOfTheBillAndTheRestIsApart() throws {
        let plain = CostDetailsSheetTests.row("Usage", cost: "7") + CostDetailsSheetTests.row("Purchase", cost: "1")
        let actual = try CostDetailsSheetTests.read(
            plain + CostDetailsSheetTests.row("Purchase", "Reservation", cost: "30", frequency: "OneTime", reservation: "r")
                + CostDetailsSheetTests.row("Refund", "SavingsPlan", cost: "-2", frequency: "OneTime", benefit: "b")
                + CostDetailsSheetTests.row("Usage", "Reservation", cost: "0", reservation: "r"))
        let amortised = try CostDetailsSheetTests.read(
            plain + CostDetailsSheetTests.row("Usage", "Reservation", cost: "18", reservation: "r")
                + CostDetailsSheetTests.row("UnusedSavingsPlan", "SavingsPlan", cost: "10", benefit: "b"))
        func parts(_ export: (sink: CollectingSink, reading: ExportReading)) -> [String: [String]] {
            Dictionary(
                uniqueKeysWithValues: export.reading.totals.map {
                    ($0.subject, [$1.billedText, $1.effectiveText, "\($1.records)"])
                })
        }
        #expect(
            parts(actual) == [
                "99": ["8", "8", "2"], "99, purchases of commitments": ["28", "0", "2"],
                "99, covered usage at no cost": ["0", "0", "1"],
            ])
        #expect(parts(amortised) == ["99": ["8", "8", "2"], "99, amortised commitments": ["0", "28", "2"]])
        // Covered usage is in both; it was used once.
        let used = [actual, amortised].map { export in
            export.sink.sum(.consumedQuantity) { $0[.commitmentDiscountStatus] == "Used" }
        }
        #expect(used == [Amount(0), Amount(200)])
    }

    @Test func theBillingPeriodEndsWithTheDayThatTheFileSays() throws {
        let (sink, _) = try CostDetailsSheetTests.read(CostDetailsSheetTests.row("Usage"))
        #expect(
            sink.scopes.map { "\($0.billingAccount) \($0.billingPeriod.start) \($0.billingPeriod.end)" } == [
                "99 2026-09-01 2026-10-01"
            ])
    }

    @Test func whatCannotBeTakenIsRefusedAtItsPlace() throws {
        let rows =
            CostDetailsSheetTests.row("Usage", cost: "") + CostDetailsSheetTests.row("Usage", cost: "\"1,204.50\"")
            + CostDetailsSheetTests.row("Usage").split(separator: "9/2/2026").joined(separator: "31/12/2026")
            + CostDetailsSheetTests.row("Usage").split(separator: "09/30/2026").joined(separator: "8/31/2026")
            + CostDetailsSheetTests.row("Usage", cost: "2")
        let (sink, reading) = try CostDetailsSheetTests.read(rows)
        #expect(
            reading.refusals.map { $0.reason.split(separator: ",").first ?? "" } == [
                "Cost is empty", "Cost \"1", "Date \"31/12/2026\" is not a date",
                "BillingPeriodEndDate is before BillingPeriodStartDate",
            ])
        #expect(reading.refusals.map(\.origin.line) == [2, 3, 4, 5])
        #expect(sink.sum(.billedCost) == Amount(2))
    }

    @Test(arguments: [
        ("10K", "Units", 10_000), ("1 Hour", "Hour", 1), ("100 Hours", "Hours", 100), ("1M", "Units", 1_000_000),
        ("1 GB/Month", "GB/Month", 1), ("1 /Month", "Units/Month", 1), ("10K/Month", "Units/Month", 10_000),
        ("Hours", "Hours", 1),
        ("", "Units", 1), ("0 Unassigned", "0 Unassigned", 1), ("10000s", "10000s", 1), ("1 GiB Hour ", "GiB Hour", 1),
        ("99999999999999999999", "99999999999999999999", 1),
    ])
    func aUnitOfMeasureIsABlockOfUnits(_ text: String, _ unit: String, _ block: Int) {
        let found = UnitOfMeasure(text)
        #expect(found.block == Int128(block))
        #expect(found.unit == unit)
    }

    @Test func theBlocksOfAllKnownUnitsAreRight() throws {
        guard let path = SampleFolder.path("finops-toolkit/PricingUnits.csv") else { return }
        let units = try IndependentSheet(path: path).rows
        #expect(units.count > 300)
        for row in units {
            let (text, block) = (row["UnitOfMeasure"] ?? "", row["PricingBlockSize"] ?? "")
            #expect("\(UnitOfMeasure(text).block)" == block, "\(text)")
        }
    }

    @Test(arguments: [
        ("azure/azure_azure_camelCased.csv", "preTaxCost", "subscriptionGuid", "usageDateTime"),
        ("azure/azure_azure_version_2.csv", "CostInBillingCurrency", "SubscriptionId", "Date"),
        ("azure/sample-anonymous-ea-export-dataset.csv", "CostInBillingCurrency", "SubscriptionId", "Date"),
    ])
    func theSamplesAddUpExactlyByAccountAndDay(_ name: String, _ cost: String, _ account: String, _ date: String) throws {
        guard let path = SampleFolder.path(name) else { return }
        let sink = CollectingSink()
        let found = try readFile(path: path, into: sink)
        #expect(found.format == .azure)
        #expect(found.reading.refusals.map(\.reason) == [])
        let independent = try IndependentSheet(path: path)
        #expect(found.reading.records == independent.rows.count)
        let expected = independent.sums({ $0[cost] }) { row in
            let day = row[date] == "9/2/2023" ? "2023-09-02" : row[date] ?? ""
            return "\(row[account] ?? "") \(day)"
        }
        #expect(!expected.isEmpty)
        #expect(sink.sumsByAccountAndDay(.billedCost) == expected)
        #expect(sink.sumsByAccountAndDay(.effectiveCost) == expected)
    }
}

import Billing
import Testing

import struct Foundation.Decimal

@testable import Exports

@Suite struct CostReportSheetTests {
    private static let usual = [
        "lineItem/referenceNo": "V2.1", "lineItem/tenantId": "ocid1.tenancy.oc1..a",
        "lineItem/intervalUsageStart": "2026-08-03T10:00Z",
        "lineItem/intervalUsageEnd": "2026-08-03T11:00Z", "product/service": "COMPUTE",
        "product/compartmentId": "ocid1.compartment.b",
        "product/compartmentName": "shop", "product/region": "eu-frankfurt-1", "product/availabilityDomain": "AD-1",
        "product/resourceId": "ocid1.instance.c", "usage/billedQuantity": "8", "usage/billedQuantityOverage": "0",
        "cost/subscriptionId": "0020209880", "cost/productSku": "B92307", "product/Description": "Standard - E3 - Memory",
        "cost/unitPrice": "0.001500000000000001", "cost/unitPriceOverage": "", "cost/myCost": "0.012000000000000008",
        "cost/myCostOverage": "0", "cost/currencyCode": "EUR", "cost/billingUnitReadable": "GB Hours",
        "cost/skuUnitDescription": "Gigabyte Per Hour", "cost/overageFlag": "N", "lineItem/isCorrection": "false",
        "lineItem/backreferenceNo": "", "tags/Oracle-Tags.CreatedBy": "ann", "tags/Shop.Env": "",
    ]

    private static func read(_ records: [[String: String]]) throws -> ReadExport {
        try ReadExport(LineItems.report(records.map { usual.merging($0) { $1 } }))
    }

    @Test func everythingAboutARecordHasItsColumn() throws {
        let bill = try CostReportSheetTests.read([[:]])
        #expect(bill.format == .oracle)
        #expect(bill.refusals == [])
        #expect(bill.reading.notes == [])
        #expect(bill.sink.scopes.map { "\($0.billingAccount) \($0.billingPeriod.start)" } == ["0020209880 2026-08-01"])
        #expect(bill.sink.charges.map { "\($0.period.start) \($0.period.end)" } == ["2026-08-03 2026-08-04"])
        let values = try #require(bill.sink.lines.first?.values)
        let expected: [Dimension: String] = [
            .providerName: "Oracle", .publisherName: "Oracle", .invoiceIssuerName: "Oracle", .billingAccountId: "0020209880",
            .subAccountId: "ocid1.tenancy.oc1..a", .serviceName: "COMPUTE", .regionId: "eu-frankfurt-1",
            .availabilityZone: "AD-1",
            .resourceId: "ocid1.instance.c", .skuId: "B92307", .chargeDescription: "Standard - E3 - Memory",
            .billingCurrency: "EUR", .contractedUnitPrice: "0.001500000000000001", .consumedUnit: "Gigabyte Per Hour",
            .pricingUnit: "Gigabyte Per Hour", .chargeCategory: "Usage", .chargeFrequency: "Usage-Based",
            .pricingCategory: "Standard", .tags: #"{"Oracle-Tags.CreatedBy":"ann","oci_CompartmentName":"shop"}"#,
            .source: "test",
        ]
        for dimension in Dimension.allCases { #expect(values[dimension] == expected[dimension], "\(dimension)") }
        #expect(bill.billed == Decimal(string: "0.012000000000000008"))
        let sums = try #require(bill.sink.charges.first?.amounts)
        #expect(sums.map { $0?.description } == ["0.012", "0.012", nil, "0.012", nil, "8", "8", nil])
    }

    /// Reports of several tenancies without a subscription are bills of their own.
    @Test func withoutASubscriptionTheTenancyIsTheBillingAccount() throws {
        let rows = [
            ["cost/subscriptionId": ""], ["cost/subscriptionId": "", "lineItem/tenantId": "ocid1.tenancy.oc1..b"], [:],
        ]
        let bill = try CostReportSheetTests.read(rows)
        #expect(
            bill.sink.scopes.map(\.billingAccount) == ["ocid1.tenancy.oc1..a", "ocid1.tenancy.oc1..b", "0020209880"])
        #expect(bill.all(.billingAccountId) == bill.sink.scopes.map(\.billingAccount))
    }

    @Test func theBilledCostAddsUpToTheCostToTheLastDigit() throws {
        var random = SeededGenerator(5)
        let records = (0..<300).map { _ in
            [
                "cost/myCost":
                    "\(Int.random(in: -9...9, using: &random)).\(UInt64.random(in: 0..<1_000_000_000_000_000_000, using: &random))",
                "lineItem/isCorrection": Bool.random(using: &random) ? "true" : "false",
                "lineItem/intervalUsageStart": "2026-08-0\(Int.random(in: 1...9, using: &random))T23:00Z",
                "lineItem/intervalUsageEnd": "",
            ]
        }
        let bill = try CostReportSheetTests.read(records)
        #expect(bill.refusals == [])
        let costs = records.map { Decimal(string: $0["cost/myCost"] ?? "") ?? .nan }
        #expect(bill.billed == costs.reduce(0, +))
        #expect(bill.effective == bill.billed)
        #expect(Set(bill.sink.charges.map(\.period.start)).count == 9)
    }

    @Test(arguments: ["true", "TRUE", "True"]) func aCorrectionIsUsageThatIsCorrected(_ mark: String) throws {
        let bill = try CostReportSheetTests.read([[:], ["lineItem/isCorrection": mark, "cost/myCost": "-0.012000000000000008"]])
        #expect(bill.all(.chargeCategory) == ["Usage", "Usage"])
        #expect(bill.all(.chargeClass) == [nil, "Correction"])
        #expect(bill.billed == 0)
    }

    @Test func theOverageIsInTheCostAlready() throws {
        let bill = try CostReportSheetTests.read([["cost/myCost": "5", "cost/myCostOverage": "2", "cost/overageFlag": "Y"]])
        #expect(bill.billed == 5)
        #expect(bill.reading.notes == ["BilledCost is cost/myCost: what a prepaid commitment covers, and the overage"])
    }

    @Test func aRecordWithoutPriceAndCostIsNoChargeAndOneWithoutCostIsRefused() throws {
        let bill = try CostReportSheetTests.read([[:], ["cost/myCost": "", "cost/unitPrice": ""], ["cost/myCost": ""]])
        #expect(bill.refusals == ["4 cost/myCost is empty, expected a number; write 0 for nothing"])
        #expect(bill.sink.charges.map(\.records) == [1])
        #expect(bill.reading.notes == ["1 records have neither price nor cost and are left out"])
    }

    @Test func theOlderUnitStandsInWhereTheNewerIsNotThere() throws {
        #expect(try CostReportSheetTests.read([["cost/skuUnitDescription": ""]]).all(.pricingUnit) == ["GB Hours"])
    }

    @Test func anyColumnButTheCostAndTheDateMayBeMissing() throws {
        for name in CostReportSheetTests.usual.keys where name != "cost/myCost" && name != "lineItem/intervalUsageStart" {
            let bill = try ReadExport(LineItems.report([CostReportSheetTests.usual.filter { $0.key != name }]))
            #expect(bill.format == .oracle)
            #expect(bill.refusals == [], "\(name)")
            #expect(bill.billed == Decimal(string: "0.012000000000000008"), "\(name)")
        }
    }
}

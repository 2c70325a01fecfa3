import Billing
import Testing

import struct Foundation.Decimal

@testable import Exports

/// A record whose line is known by its key counts as one that is read whole.
@Suite struct LineItemKeyTests {
    /// Every column that is read, with what else may stand in it.
    private static let others: [String: [String]] = [
        "bill/PayerAccountId": ["", "999"], "bill/PayerAccountName": ["Other"], "bill/InvoiceId": ["", "EUINGB26-7"],
        "bill/InvoicingEntity": ["Other Inc."], "bill/BillingPeriodStartDate": ["", "2026-07-01", "no date"],
        "bill/BillingPeriodEndDate": ["", "2026-10-01"], "lineItem/UsageAccountId": ["7", "NULL"],
        "lineItem/UsageAccountName": ["Other \u{FC}"], "lineItem/LegalEntity": ["Seller"],
        "lineItem/CurrencyCode": ["", "EUR", "euro"],
        "lineItem/LineItemType": ["", "Fee", "Refund", "DiscountedUsage", "usage"], "lineItem/TaxType": ["VAT"],
        "lineItem/ProductCode": ["AmazonS3"], "lineItem/UsageType": ["EUC1-SpotUsage:m5.large"],
        "lineItem/AvailabilityZone": ["b"],
        "lineItem/ResourceId": ["i-2", "a,\"b\""], "lineItem/UsageAmount": ["", "7.25", "x"],
        "lineItem/LineItemDescription": ["other"],
        "lineItem/UnblendedCost": ["", "0", "-2.5", "1e-9", "one"], "lineItem/UsageStartDate": ["2026-08-04T00:00:00Z", "x"],
        "lineItem/UsageEndDate": ["", "2026-08-06T00:00:00Z", "2026-08-01"], "product/ProductName": ["", "Other"],
        "product/servicename": ["Other"], "product/regionCode": ["", "eu-west-9"], "product/region": ["eu-west-8"],
        "product/sku": ["SKU2"], "pricing/RateCode": ["RC2"], "pricing/unit": ["GB"], "pricing/publicOnDemandCost": ["", "9"],
        "pricing/publicOnDemandRate": ["", "0.9"], "discount/TotalDiscount": ["-1", "x"],
        "splitLineItem/ParentResourceId": ["i-9"],
        "splitLineItem/SplitCost": ["4"], "reservation/ReservationARN": ["arn:r"], "savingsPlan/SavingsPlanARN": ["arn:s"],
        "resourceTags/user:app": ["", "other"], "resourceTags/user:more": ["x"],
    ]

    private static let usual = LineItems.item([
        "bill/PayerAccountName": "Payer", "bill/InvoiceId": "EUINGB26-1", "lineItem/UsageAmount": "2.5",
        "lineItem/ProductCode": "AmazonEC2",
        "lineItem/UsageType": "BoxUsage:m5.large", "lineItem/ResourceId": "i-1", "lineItem/LineItemDescription": "an hour",
        "product/ProductName": "Amazon Elastic Compute Cloud", "product/regionCode": "eu-west-1", "product/sku": "SKU1",
        "pricing/RateCode": "RC1", "pricing/unit": "Hrs", "pricing/publicOnDemandCost": "1.25",
        "pricing/publicOnDemandRate": "0.5",
        "resourceTags/user:app": "web",
    ]).merging(others.mapValues { _ in "" }) { one, _ in one }

    /// What a report's records come to by all that tells charges apart, one measure after the other, and how many are refused.
    private static func sums(_ items: [[String: String]], _ generation: LineItems.Generation) throws -> ([[String]: Decimal], Int)
    {
        let read = try ReadExport(LineItems.report(items, as: generation))
        var sums: [[String]: Decimal] = [:]
        for charge in read.sink.charges {
            for measure in Measure.allCases {
                guard let amount = charge[measure] else { continue }
                sums[[read.sink.key(charge), measure.name], default: 0] += Decimal(string: amount.description) ?? .nan
            }
        }
        return (sums, read.reading.refused)
    }

    @Test(arguments: LineItems.Generation.allCases) func whateverDiffersIsNotTakenForKnown(
        _ generation: LineItems.Generation
    ) throws {
        for (column, values) in LineItemKeyTests.others {
            for value in values {
                let other = LineItemKeyTests.usual.merging([column: value]) { $1 }
                let items = [LineItemKeyTests.usual, other, LineItemKeyTests.usual, other, other]
                let whole = try LineItemKeyTests.sums(items, generation)
                var (sums, refused) = ([[String]: Decimal](), 0)
                for item in items {
                    let one = try LineItemKeyTests.sums([item], generation)
                    sums.merge(one.0, uniquingKeysWith: +)
                    refused += one.1
                }
                #expect(whole.0 == sums && whole.1 == refused, "\(generation): \(column) = \(value)")
            }
        }
    }
}

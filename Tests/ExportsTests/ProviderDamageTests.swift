import Billing
import Testing

@testable import Exports

/// As `FocusDamageTests` for the providers' own sheets: one separator or quote more or less, anywhere, never moves a value.
@Suite struct ProviderDamageTests {
    static let bills = [
        #"""
        identity/LineItemId,bill/PayerAccountId,lineItem/UsageAccountId,lineItem/LineItemType,lineItem/UsageStartDate,lineItem/UsageAmount,\#
        lineItem/UnblendedCost,lineItem/BlendedCost,pricing/publicOnDemandCost,lineItem/ProductCode,lineItem/CurrencyCode
        i,1,2,Usage,2026-08-01T00:00:00Z,1.00,1.01,1.02,1.03,Compute,USD
        j,1,3,Usage,2026-08-02T00:00:00Z,,2.01,2.02,,Storage,USD
        k,1,4,Usage,2026-08-03T00:00:00Z,3.00,3.01,3.02,3.03,"Net, ""work""",USD

        """#,
        #"""
        bill_payer_account_id,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_unblended_cost,line_item_blended_cost,line_item_product_code,product,resource_tags
        "1","2",Usage,"2026-08-01 00:00:00","1.01","1.02","Compute","{""product_name"":""Compute, large""}","{""user_a"":""1"",""user_b"":""2""}"
        "1","3",Usage,"2026-08-02 00:00:00","2.01","2.02","Storage","{}",""
        "1","4",Usage,"2026-08-03 00:00:00","3.01","3.02","Network","{""product_name"":""Net""}",{}

        """#,
        #"""
        SubscriptionId,Date,MeterCategory,MeterId,Quantity,UnitPrice,CostInBillingCurrency,ResourceId,Tags,BillingCurrencyCode
        s-1,08/01/2026,Compute,m-1,1.00,1.02,1.01,/a,"""k"": ""v""",EUR
        s-2,08/02/2026,Storage,m-2,2.00,,2.01,,,EUR
        s-3,08/03/2026,"Net,work",m-3,3.00,3.02,3.01,/c,"{""k"": ""v"", ""l"": ""w""}",EUR

        """#,
        """
        billing_account_id,service.description,sku.id,usage_start_time,usage_end_time,cost,usage.amount,currency,credits,invoice.month,cost_type
        a,Compute,k,2026-08-01 00:00:00+00:00,2026-08-01 01:00:00+00:00,1.01,1.00,USD,"[{'name': 'c', 'amount': -0.5, 'type': 'DISCOUNT'}]",202608,regular
        a,Storage,k,2026-08-02 00:00:00+00:00,2026-08-02 01:00:00+00:00,2.01,,USD,[],202608,regular
        a,Network,k,2026-08-03 00:00:00+00:00,2026-08-03 01:00:00+00:00,3.01,3.00,USD,,202608,regular

        """,
        """
        lineItem/referenceNo,lineItem/tenantId,lineItem/intervalUsageStart,lineItem/intervalUsageEnd,product/service,usage/billedQuantity,\
        cost/unitPrice,cost/myCost,cost/currencyCode,lineItem/isCorrection
        "1",t,2026-08-01T10:00Z,2026-08-01T11:00Z,"Compute",1.00,1.01,1.01,EUR,false
        "2",t,2026-08-02T10:00Z,2026-08-02T11:00Z,"Storage",2.00,,2.01,EUR,false
        "3",t,2026-08-03T10:00Z,2026-08-03T11:00Z,"Net, work",3.00,3.01,3.01,EUR,

        """,
    ]

    /// Days and sums of what was read; names may differ in what the damage did to a text.
    private func charges(_ bill: ReadExport) -> Set<String> {
        Set(
            bill.sink.charges.map { charge in
                "\(charge.period.start) \(charge.amounts.map { $0?.description ?? "-" }.joined(separator: " ")) \(charge.records)"
            })
    }

    @Test(arguments: bills) func aDamagedBillIsReadRightOrRefused(text: String) throws {
        let sound = try ReadExport(text)
        #expect(sound.refusals == [])
        let expected = charges(sound)
        #expect(sound.reading.records == 3)
        #expect(expected.count >= 3)
        var refused = 0
        for (damaged, line, what) in FocusDamageTests.damaged(text) {
            let bill = try ReadExport(String(decoding: damaged, as: UTF8.self))
            let message = "\(what): \(String(decoding: damaged, as: UTF8.self))"
            guard bill.format != nil else {
                refused += 1
                #expect(line == 1, "\(message)")
                continue
            }
            let found = charges(bill)
            #expect(found.isSubset(of: expected), "\(message)")
            if bill.reading.refused == 0 {
                #expect(found == expected, "\(message)")
            } else {
                refused += 1
                #expect(line == 1 || bill.reading.refusals.contains { $0.origin.line == line }, "\(message) \(bill.refusals)")
            }
        }
        #expect(refused > 100)
    }
}

import Billing
import Testing

@testable import Exports

/// One small bill as five providers' exports write it: the same totals by service and day, whatever the shape.
@Suite struct FiveShapesTests {
    private struct Charge {
        var day: Int, service: String, cost: String, credit: String?
    }

    private let charges = [
        Charge(day: 1, service: "Compute", cost: "12.000000000000001", credit: nil),
        Charge(day: 1, service: "Storage", cost: "0.00000080000", credit: nil),
        Charge(day: 2, service: "Compute", cost: "6.71E-8", credit: "-0.00000001"),
        Charge(day: 2, service: "Compute", cost: "3.25", credit: nil),
        Charge(day: 3, service: "Storage", cost: "-1.5", credit: nil),
    ]

    private func date(_ day: Int, _ end: String = "") -> String { "2026-10-0\(day)\(end)" }

    private var focus: String {
        "BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,BillingCurrency,ServiceName,ChargeCategory\n"
            + charges.map { charge in
                let days = "\(date(charge.day)),\(date(charge.day + 1))"
                return ([(charge.cost, "Usage")] + (charge.credit.map { [($0, "Credit")] } ?? [])).map {
                    "a,2026-10-01,2026-11-01,\(days),\($0.0),\($0.0),USD,\(charge.service),\($0.1)\n"
                }.joined()
            }.joined()
    }

    private var costAndUsage: String {
        "identity/LineItemId,bill/PayerAccountId,bill/BillingPeriodStartDate,bill/BillingPeriodEndDate,lineItem/UsageAccountId,lineItem/LineItemType,lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/ProductCode,lineItem/CurrencyCode,lineItem/UnblendedCost,product/ProductName\n"
            + lines { kind, charge, cost in
                "i,a,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,s,\(kind),\(date(charge.day, "T00:00:00Z")),\(date(charge.day + 1, "T00:00:00Z")),\(charge.service),USD,\(cost),\(charge.service)\n"
            }
    }

    private var dataExport: String {
        "bill_payer_account_id,bill_billing_period_start_date,bill_billing_period_end_date,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_usage_end_date,line_item_product_code,line_item_currency_code,line_item_unblended_cost,product,resource_tags\n"
            + lines { kind, charge, cost in
                "a,2026-10-01 00:00:00,2026-11-01 00:00:00,s,\(kind),\(date(charge.day, " 00:00:00")),\(date(charge.day + 1, " 00:00:00")),\(charge.service),USD,\(cost),\"{\"\"product_name\"\":\"\"\(charge.service)\"\"}\",{}\n"
            }
    }

    private func lines(_ line: (String, Charge, String) -> String) -> String {
        charges.map { charge in
            line("Usage", charge, charge.cost) + (charge.credit.map { line("Credit", charge, $0) } ?? "")
        }.joined()
    }

    private var nested: String {
        charges.map { charge in
            let credits = charge.credit.map { "{\"name\":\"c\",\"amount\":\($0),\"type\":\"DISCOUNT\"}" } ?? ""
            return """
                {"billing_account_id":"a","service":{"description":"\(charge.service)"},"sku":{"id":"k"},"project":{"id":"s"},"cost":\(charge.cost),\
                "usage_start_time":"\(date(charge.day, " 00:00:00 UTC"))","usage_end_time":"\(date(charge.day, " 01:00:00 UTC"))","currency":"USD",\
                "credits":[\(credits)],"invoice":{"month":"202610"},"cost_type":"regular"}

                """
        }.joined()
    }

    private var flat: String {
        "billing_account_id,service.description,sku.id,project.id,usage_start_time,usage_end_time,cost,currency,credits,invoice.month,cost_type\n"
            + charges.map { charge in
                let credits = charge.credit.map { "\"[{'name': 'c', 'amount': \($0), 'type': 'DISCOUNT', 'id': None}]\"" } ?? "[]"
                return
                    "a,\(charge.service),k,s,\(date(charge.day, " 00:00:00+00:00")),\(date(charge.day, " 01:00:00+00:00")),\(charge.cost),USD,\(credits),202610,regular\n"
            }.joined()
    }

    /// Σ BilledCost by day and service.
    private func totals(_ text: String, _ format: ExportFormat) throws -> [String: Amount] {
        let sink = CollectingSink()
        let (found, reading) = try readFile(text, into: sink)
        #expect(found == format)
        #expect(reading.refused == 0, "\(reading.refusals)")
        var totals: [String: Amount] = [:]
        for charge in sink.charges {
            let service = sink.lines[Int(charge.line)].values[.serviceName] ?? ""
            totals["\(charge.period.start) \(service)", default: .zero] += charge[.billedCost] ?? .zero
        }
        return totals
    }

    @Test func theTotalsByServiceAndDayAreTheSameInEveryShape() throws {
        let expected = try totals(focus, .focus)
        #expect(expected.count == 4)
        #expect(expected["2026-10-02 Compute"]?.description == "3.2500000571")
        #expect(try totals(costAndUsage, .awsCUR) == expected)
        #expect(try totals(dataExport, .awsCUR2) == expected)
        #expect(try totals(nested, .gcpBilling) == expected)
        #expect(try totals(flat, .gcpBillingSheet) == expected)
    }
}

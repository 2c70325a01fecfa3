import Foundation
import Testing

/// Azure's actual and amortised costs of one month, in one source: BilledCost is that of the one, EffectiveCost of the other.
@Suite struct TwoExportsTests {
    private static let header =
        "BillingAccountId,BillingPeriodStartDate,BillingPeriodEndDate,SubscriptionId,Date,MeterCategory,MeterId,Quantity,"
        + "UnitOfMeasure,CostInBillingCurrency,BillingCurrencyCode,ChargeType,Frequency,PricingModel,ReservationId\n"

    private static func row(_ day: Int, _ type: String, _ model: String, _ cost: String, reservation: String = "") -> String {
        "99,10/1/2026,10/31/2026,s-1,10/\(day)/2026,Virtual Machines,m,24,1 Hour,\(cost),USD,\(type),UsageBased,\(model),"
            + "\(reservation)\n"
    }

    private static func plain(_ cost: String) -> String { row(2, "Usage", "OnDemand", cost) + row(3, "Usage", "OnDemand", cost) }

    /// A month's actual costs: a reservation for 30, and what it covers at nothing.
    private static func actual(_ cost: String = "7", purchase: String = "30") -> String {
        header + plain(cost) + row(1, "Purchase", "Reservation", purchase, reservation: "r")
            + row(2, "Usage", "Reservation", "0", reservation: "r")
    }

    /// The same month's amortised costs.
    private static func amortised(_ cost: String = "7", used: String = "18") -> String {
        header + plain(cost) + row(2, "Usage", "Reservation", used, reservation: "r")
            + row(2, "UnusedReservation", "Reservation", "12", reservation: "r")
    }

    private func sums(_ house: SmallHouse) throws -> String {
        try house.ask("SELECT sum(BilledCost), sum(EffectiveCost), sum(ConsumedQuantity) FROM focus")
    }

    @Test(arguments: [["actual", "amortised"], ["amortised", "actual"]])
    func neitherRestatesTheOther(_ order: [String]) throws {
        let house = try SmallHouse(bare: true)
        let texts = ["actual": TwoExportsTests.actual(), "amortised": TwoExportsTests.amortised()]
        let alone = ["actual": "44.0,14.0,48.0", "amortised": "14.0,44.0,72.0"]
        for (index, name) in order.enumerated() {
            try house.write("Inputs/exports/azure/\(name).csv", texts[name] ?? "")
            let ending = try house.night()
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(try sums(house) == (index == 0 ? alone[name] : "44.0,44.0,72.0"))
        }
        #expect(try house.night().status == 0)
        #expect(try sums(house) == "44.0,44.0,72.0")
        #expect(
            try house.ask("SELECT scope, billed_total, effective_total FROM delivery WHERE state = 'in force' ORDER BY scope")
                == "99,14,14\n\"99, amortised commitments\",0,30\n\"99, covered usage at no cost\",0,0\n"
                + "\"99, purchases of commitments\",30,0")
        #expect(try house.outlay("verify").status == 0)
    }

    /// Month to date, both exports come every night, in either order.
    @Test func eachRestatesWhatItHolds() throws {
        let house = try SmallHouse(bare: true)
        for (night, cost) in ["7", "8", "9"].enumerated() {
            let day = "2026100\(night + 4)"
            let texts = [
                ("actual", TwoExportsTests.actual(cost, purchase: "3\(night)")),
                ("amortised", TwoExportsTests.amortised(cost, used: "1\(night)")),
            ]
            for (name, text) in night == 1 ? texts.reversed() : texts {
                try house.write("Inputs/exports/azure/\(name)_\(day).csv", text)
                let ending = try house.night()
                #expect(ending.status == 0, "\(ending.errors)")
            }
            let plain = 2 * (7 + night)
            #expect(try sums(house) == "\(plain + 30 + night).0,\(plain + 10 + night + 12).0,72.0")
        }
        // A purchase that was taken back goes with the export that had it.
        let without = TwoExportsTests.header + TwoExportsTests.plain("9")
        try house.write("Inputs/outlay.yaml", "sources:\n  azure:\n    confirm_shrink: true\n")
        try house.write("Inputs/exports/azure/actual_20261007.csv", without)
        #expect(try house.night().status == 0)
        #expect(try sums(house) == "18.0,42.0,72.0")
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func bothInOneNightAreOneBill() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/azure/actual.csv", TwoExportsTests.actual())
        try house.write("Inputs/exports/azure/amortised.csv", TwoExportsTests.amortised())
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try sums(house) == "44.0,44.0,72.0")
        // A union of both, as one makes it for FOCUS, is the same bill.
        let union = try SmallHouse(bare: true)
        let purchase = TwoExportsTests.row(1, "Purchase", "Reservation", "30", reservation: "r")
        try union.write("Inputs/exports/azure/all.csv", TwoExportsTests.amortised() + purchase)
        #expect(try union.night().status == 0)
        #expect(try sums(union) == "44.0,44.0,72.0")
    }

    /// Whose reports name no subscription; delivered whole, they would otherwise stand for each other.
    @Test func reportsOfTwoTenanciesAreTwoBills() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/outlay.yaml", "sources:\n  oracle:\n    mode: replace\n")
        for (tenancy, cost) in [("a", "10"), ("b", "20")] {
            try house.write(
                "Inputs/exports/oracle/report-of-\(tenancy).csv",
                "lineItem/tenantId,lineItem/intervalUsageStart,product/service,cost/subscriptionId,cost/myCost,cost/currencyCode\n"
                    + "ocid1.\(tenancy),2026-10-01T00:00Z,COMPUTE,,\(cost),USD\n")
        }
        let ending = try house.night()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(
            try house.ask("SELECT BillingAccountId, sum(BilledCost) FROM focus GROUP BY 1 ORDER BY 1")
                == "ocid1.a,10.0\nocid1.b,20.0")
        #expect(try house.night().status == 0)
        #expect(try house.ask("SELECT sum(BilledCost) FROM focus") == "30.0")
    }
}

import Foundation
import Testing

/// Google Cloud's export is only ever added to: dumps of overlapping export days count every row once.
@Suite struct AddedBillTests {
    /// A row used on a day of October and exported on one, with a credit.
    private func row(
        _ used: String, exported: String, cost: String, credit: String = "0", service: String = "Cloud Run"
    ) -> String {
        """
        {"billing_account_id":"01A","service":{"id":"1","description":"\(service)"},"sku":{"id":"s","description":"CPU"},\
        "usage_start_time":"2026-10-\(used) 00:00:00 UTC","usage_end_time":"2026-10-\(used) 01:00:00 UTC","project":{"id":"p"},\
        "cost":\(cost),"currency":"USD","usage":{"amount":1,"unit":"seconds"},"credits":[{"name":"c","amount":\(credit),"type":"DISCOUNT"}],\
        "invoice":{"month":"202610"},"cost_type":"regular","export_time":"2026-10-\(exported) 09:00:00 UTC"}

        """
    }

    private func net(_ house: SmallHouse) throws -> String {
        try house.ask("SELECT sum(x_BilledCostMicros), count(DISTINCT ChargeCategory) FROM focus")
    }

    @Test func overlappingDumpsCountEveryRowOnce() throws {
        let house = try SmallHouse(bare: true)
        let day1 = row("01", exported: "02", cost: "10.000001", credit: "-1")
        let day2 = row("02", exported: "03", cost: "20") + row("01", exported: "03", cost: "0.5")
        let day3 = row("03", exported: "04", cost: "30", credit: "-3")
        try house.write("Inputs/exports/gcp/dump_a.jsonl", day1 + day2)
        #expect(try house.night().status == 0)
        #expect(try net(house) == "29500001,2")
        try house.write("Inputs/exports/gcp/dump_b.jsonl", day2 + day3)
        let second = try house.night()
        #expect(second.status == 0, "\(second.errors)")
        #expect(try net(house) == "56500001,2")
        // A later dump of a day holds all of its rows, under the same file's name too.
        let late = row("02", exported: "04", cost: "1")
        try house.write("Inputs/exports/gcp/dump_b.jsonl", day3 + late)
        let third = try house.night()
        #expect(third.status == 0, "\(third.errors)")
        #expect(try net(house) == "57500001,2")
        #expect(try house.night().status == 0)
        #expect(try net(house) == "57500001,2")
        #expect(try house.outlay("verify").status == 0)
    }

    /// An answer of days 2 to 4 took back day 1 of the answer before: a nightly pull of a week left one week of the month.
    @Test func anAnswerSaysNothingOfDaysThatItDoesNotHave() throws {
        func bucket(_ day: Int) -> String {
            """
            {"starting_at":"2026-10-0\(day)T00:00:00Z","ending_at":"2026-10-0\(day + 1)T00:00:00Z","results":[{"currency":"USD",\
            "amount":"100.0","workspace_id":"w","description":null,"cost_type":null,"context_window":null,"model":null,\
            "service_tier":null,"token_type":null}]}
            """
        }
        let house = try SmallHouse(bare: true)
        for (first, name) in [(1, "costs_20261004"), (2, "costs_20261005"), (3, "costs_20261005")] {
            let buckets = (first..<first + 3).map(bucket).joined(separator: ",")
            try house.write(
                "Inputs/exports/anthropic/\(name).json", "{\"data\":[\(buckets)],\"has_more\":false,\"next_page\":null}")
            let ending = try house.night()
            #expect(ending.status == 0, "\(ending.errors)")
        }
        #expect(
            try house.ask("SELECT sum(x_BilledCostMicros), min(ChargePeriodStart) FROM focus").hasPrefix("5000000,2026-10-01"))
        #expect(try house.outlay("verify").status == 0)
    }
}

import Foundation
import Testing

/// Logs say what happened, file by file: several of a day add up, a copy does not, and a log that grows is read again.
@Suite struct LogDeliveryTests {
    private func line(_ day: String, _ status: Int = 200) -> String {
        "192.0.2.7 - - [\(day)/Oct/2026:11:05:07 +0000] \"GET /a HTTP/1.1\" \(status) 12 \"-\" \"curl\"\n"
    }

    private func requests(_ house: SmallHouse) throws -> String {
        try house.ask("SELECT day, sum(quantity) FROM usage_day WHERE metric = 'requests' GROUP BY day ORDER BY day")
    }

    @Test func severalLogsOfADayAddUpAndACopySaysNothingNew() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/web/node-a.log", line("05") + line("05"))
        try house.write("Inputs/exports/web/node-b.log", line("05") + line("05"))
        try house.write("Inputs/exports/web/node-c.log", line("05", 500))
        let first = try house.night()
        #expect(first.status == 0, "\(first.errors)")
        // Two nodes that wrote the very same lines are one log under two names.
        #expect(try requests(house) == "2026-10-05,3.0")
        #expect(try house.shell("gzip -c Inputs/exports/web/node-c.log > Inputs/exports/web/copy.log.gz").status == 0)
        #expect(try house.night().status == 0)
        #expect(try requests(house) == "2026-10-05,3.0")
        try house.write("Inputs/exports/web/node-b.log", line("05") + line("05") + line("06"))
        #expect(try house.night().status == 0)
        #expect(try requests(house) == "2026-10-05,5.0\n2026-10-06,1.0")
        // A log that begins anew under its name leaves the days that it no longer holds alone.
        try house.write("Inputs/exports/web/node-c.log", line("07"))
        let anew = try house.night()
        #expect(anew.status == 0, "\(anew.errors)")
        #expect(try requests(house) == "2026-10-05,5.0\n2026-10-06,1.0\n2026-10-07,1.0")
        #expect(try house.outlay("verify").status == 0)
    }
}

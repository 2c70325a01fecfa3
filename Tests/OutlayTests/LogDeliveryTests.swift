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

    // MARK: Rotation

    /// Requests of a day of November, one a minute from a time on.
    private func requests(_ day: String, _ count: Int, from hour: String = "08") -> String {
        (0..<count).map { minute in
            "192.0.2.7 - - [\(day)/Nov/2026:\(hour):\(minute + 10):07 +0000] \"GET /a HTTP/1.1\" 200 12 \"-\" \"curl\"\n"
        }.joined()
    }

    /// A house whose numbered files are no parts of one.
    private func house() throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/outlay.yaml", "sources:\n  web: {parts: none}\n")
        return house
    }

    /// Runs a night that takes everything, after a command of the shell in the folder of the logs.
    private func night(_ house: SmallHouse, after command: String = "true") throws {
        let shell = try house.shell("cd Inputs/exports/web && \(command)")
        try #require(shell.status == 0, "\(shell.errors)")
        let night = try house.night()
        #expect(night.status == 0, "\(night.errors)")
        #expect(try house.outlay("verify").status == 0)
    }

    @Test(arguments: [true, false]) func rotationMovesDaysToOtherNamesAndCountsThemOnce(_ isTouched: Bool) throws {
        for name in ["access.log", "access_log", "error.txt"] {
            let house = try house()
            try house.write("Inputs/exports/web/\(name).2", requests("18", 3))
            try house.write("Inputs/exports/web/\(name).1", requests("19", 4))
            try house.write("Inputs/exports/web/\(name)", requests("20", 5))
            try night(house)
            let before = "2026-11-18,3.0\n2026-11-19,4.0\n2026-11-20,5.0"
            #expect(try requests(house) == before, "\(name)")
            // With times that are all the same the new log is read first, and the whole copies are not known as such.
            let rotation = "mv \(name).2 \(name).3 && mv \(name).1 \(name).2 && mv \(name) \(name).1 && mv next \(name)"
            try house.write("Inputs/exports/web/next", requests("21", 6))
            try night(house, after: rotation + (isTouched ? " && touch -d @1795000000 *" : ""))
            #expect(try requests(house) == before + "\n2026-11-21,6.0", "\(name)")
        }
    }

    @Test func rotationsInOneNightPackOlderLogsAndCountThemOnce() throws {
        let house = try house()
        try house.write("Inputs/exports/web/access.log.1", requests("17", 4))
        try house.write("Inputs/exports/web/access.log", requests("18", 5))
        try night(house)
        // The log grows once more before it is rotated, and new ones come under the old names at once.
        try house.write("Inputs/exports/web/more", requests("18", 2, from: "12"))
        try house.write("Inputs/exports/web/next", requests("19", 6))
        try night(
            house,
            after: "mv access.log.1 access.log.2 && gzip access.log.2 && cat more >> access.log && rm more "
                + "&& mv access.log access.log.1 && mv next access.log")
        #expect(try requests(house) == "2026-11-17,4.0\n2026-11-18,7.0\n2026-11-19,6.0")
        try house.write("Inputs/exports/web/next", requests("20", 3))
        try night(
            house,
            after: "mv access.log.2.gz access.log.3.gz && mv access.log.1 access.log.2 && gzip access.log.2 "
                + "&& mv access.log access.log.1 && mv next access.log && touch *")
        #expect(try requests(house) == "2026-11-17,4.0\n2026-11-18,7.0\n2026-11-19,6.0\n2026-11-20,3.0")
    }

    @Test func aDayThatWasRotatedAtMiddayIsTheSumOfItsLogs() throws {
        let house = try house()
        try house.write("Inputs/exports/web/access.log", requests("20", 5))
        try night(house)
        try house.write("Inputs/exports/web/next", requests("20", 2, from: "12"))
        try night(house, after: "mv access.log access.log.1 && mv next access.log")
        #expect(try requests(house) == "2026-11-20,7.0")
        try house.write("Inputs/exports/web/access.log", requests("20", 3, from: "12"))
        try night(house)
        #expect(try requests(house) == "2026-11-20,8.0")
    }

    @Test func aLogThatGrowsAndGetsADateIsStillThatLog() throws {
        for name in [
            "access.log-20261120", "access.log.2026-11-20", "access-20261120.log", "access.log-2026112013",
            "20261120_access.log", "access.log.2026-11-20-13", "access.log.20261120-101010",
        ] {
            let house = try house()
            try house.write("Inputs/exports/web/access.log", requests("20", 5))
            try night(house)
            try house.write("Inputs/exports/web/access.log", requests("20", 6))
            try house.write("Inputs/exports/web/next", requests("21", 1))
            try night(house, after: "mv access.log \(name) && mv next access.log")
            #expect(try requests(house) == "2026-11-20,6.0\n2026-11-21,1.0", "\(name)")
            try night(house, after: "gzip \(name)")
            #expect(try requests(house) == "2026-11-20,6.0\n2026-11-21,1.0", "\(name)")
        }
    }

    @Test func anEarlierStateOfALogTakesNothingBack() throws {
        for isLater in [true, false] {
            let house = try house()
            // The day before stands in full in both; of the last the stale one has less, in a state that was never read.
            let start = requests("19", 3)
            try house.write("Inputs/exports/web/access.log", start + requests("20", 6))
            if isLater { try night(house) }
            try house.write("Inputs/exports/web/access.log-20261120", start + requests("20", 4))
            try house.write("Inputs/exports/web/access.log.1", start)
            for _ in 1...2 {
                try night(house, after: "touch *")
                #expect(try requests(house) == "2026-11-19,3.0\n2026-11-20,6.0")
            }
            try house.write("Inputs/exports/web/access.log", start + requests("20", 7))
            try night(house)
            #expect(try requests(house) == "2026-11-19,3.0\n2026-11-20,7.0")
        }
    }

    @Test func aWholeCopyUnderAnotherNameSaysNothingNew() throws {
        let house = try house()
        try house.write("Inputs/exports/web/access.log", requests("20", 5))
        try night(house)
        try night(house, after: "mkdir kept && cp access.log kept/from-the-gateway.log && gzip -c access.log > other.gz")
        #expect(try requests(house) == "2026-11-20,5.0")
    }

    @Test func nodesThatBeginWithTheSameLineStayTwoLogs() throws {
        let house = try house()
        try house.write("Inputs/exports/web/node-1.log", requests("20", 5))
        try house.write("Inputs/exports/web/node-2.log", requests("20", 3))
        try house.write("Inputs/exports/web/a/access.log", requests("20", 2))
        try house.write("Inputs/exports/web/b/access.log", requests("20", 4))
        try night(house)
        #expect(try requests(house) == "2026-11-20,14.0")
        try night(house, after: "mv node-1.log node-1.log.1 && gzip a/access.log")
        #expect(try requests(house) == "2026-11-20,14.0")
    }

    @Test func aJSONDocumentThatIsWrittenAnewRestatesItsDays() throws {
        let house = try house()
        func spend(_ ids: [Int]) -> String {
            "["
                + ids.map { id in
                    "\n  {\"request_id\": \"r\(id)\", \"spend\": 0.1, \"model\": \"m\", \"total_tokens\": 10, \"prompt_tokens\": 10,"
                        + " \"completion_tokens\": 0, \"startTime\": \"2026-11-20T08:00:0\(id)Z\"}"
                }.joined(separator: ",") + "\n]\n"
        }
        func tokens() throws -> String {
            try house.ask("SELECT day, sum(quantity) FROM usage_day WHERE metric LIKE '%input%' GROUP BY day")
        }
        try house.write("Inputs/exports/web/spend.json", spend([1, 2]))
        try night(house)
        let first = try tokens()
        try #require(!first.isEmpty)
        // The newest comes first.
        try house.write("Inputs/exports/web/spend.json", spend([4, 3, 2, 1]))
        try night(house)
        #expect(try tokens() == first.replacingOccurrences(of: ",20.0", with: ",40.0"))
        #expect(try tokens().hasSuffix("40.0"))
    }
}

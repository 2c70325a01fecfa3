import Foundation
import Testing

/// Alerts reach people once: what a run raises is noted with it, sent after it, and kept until somebody takes it.
@Suite struct AlertDeliveryTests {
    /// A house whose mail goes into files of a folder `mail`; a file `down` in it makes the program fail for now.
    private func house(from: Int = 50) throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan("100"))
        let program = """
            #!/bin/sh
            [ -e "\(house.path("mail/down"))" ] && exit 75
            : > "\(house.path("mail/begun"))"
            cat > "\(house.path("mail"))/$(date +%s%N).eml"
            : > "\(house.path("mail/taken"))"

            """
        try house.write("mail/program", program)
        try house.shell("chmod 755 mail/program")
        try house.write(
            "Inputs/outlay.yaml",
            """
            channels:
              finance:
                kind: mail
                to: [finance@example.org]
                sender: outlay@example.org
                sendmail: \(house.path("mail/program")) -t -i
                from: \(from)

            """)
        return house
    }

    /// Charges of the first November days that come to an amount.
    private func charge(_ house: SmallHouse, _ cost: String) throws {
        let row = "b1,acct-7,2026-11-01,2026-12-01,2026-11-02,2026-11-03,\(cost),\(cost),USD,Compute,Usage"
        try house.write("Inputs/exports/aws/2026-11.csv", SmallHouse.bill([row]))
    }

    private func mails(_ house: SmallHouse) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: house.path("mail")).filter { $0.hasSuffix(".eml") }.sorted()
            .map { try house.read("mail/\($0)") }
    }

    private func header(_ name: String, _ mail: String) -> String {
        mail.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name + ": ") }.map(String.init) ?? ""
    }

    private func alerts(_ house: SmallHouse) throws -> String {
        try house.ask("SELECT state || ' ' || threshold_percent FROM alert WHERE basis = 'actual' ORDER BY id")
            .replacingOccurrences(of: "\n", with: ", ")
    }

    @Test func eachThresholdIsSaidOnceAndAgainOnlyAfterACorrection() throws {
        let house = try house()
        var told: [Int] = []
        for level in ["46", "53", "81", "102", "99", "101", "96", "101"] {
            try charge(house, level)
            let night = try house.night()
            #expect(night.status == 0, "\(night.errors)")
            #expect(try house.night().status == 0)
            told.append(try mails(house).count)
        }
        #expect(
            try alerts(house) == "raised 50, raised 80, raised 100, corrected 100, raised 100")
        #expect(told == [0, 1, 2, 3, 3, 3, 4, 5])
        let ids = try mails(house).map { header("Message-ID", $0) }
        #expect(Set(ids).count == 5)
        #expect(try mails(house).allSatisfy { header("To", $0) == "To: finance@example.org" })
        #expect(
            try house.ask("SELECT DISTINCT channel, recipient, state, attempts FROM alert_delivery")
                == "finance,finance@example.org,delivered,1")
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func aChannelThatIsDownKeepsItsMailAndNotTheFigures() throws {
        let house = try house()
        try house.write("mail/down", "")
        try charge(house, "81")
        let night = try house.night()
        #expect(night.status == 69)
        #expect(night.errors.contains("channel finance, finance@example.org") && night.errors.contains("kept for the next run"))
        #expect(try house.read("Output/2026-11/index.html").contains("81.00"))
        #expect(try house.night().status == 69)
        #expect(try house.ask("SELECT state, attempts FROM alert_delivery ORDER BY alert") == "pending,2")
        try house.remove("mail/down")
        #expect(try house.night().status == 0)
        #expect(try mails(house).count == 1)
        #expect(try house.ask("SELECT state, attempts FROM alert_delivery ORDER BY alert") == "delivered,3")
        #expect(try house.night().status == 0)
        #expect(try mails(house).count == 1)
    }

    @Test func onlyTheHighestOfAJumpIsSentAndOnlyFromTheChannelsThreshold() throws {
        let house = try house(from: 80)
        try charge(house, "60")
        #expect(try house.night().status == 0)
        #expect(try mails(house).isEmpty)
        try charge(house, "120")
        #expect(try house.night().status == 0)
        #expect(try alerts(house) == "raised 50, passed 80, raised 100")
        #expect(try mails(house).count == 1)
    }

    @Test func whatWasOnlyPassedIsCorrectedWithoutAWord() throws {
        let house = try house()
        try charge(house, "120")
        #expect(try house.night().status == 0)
        try charge(house, "10")
        #expect(try house.night().status == 0)
        #expect(try alerts(house) == "passed 50, passed 80, raised 100, corrected 50, corrected 80, corrected 100")
        #expect(
            try house.ask("SELECT a.state, threshold_percent FROM alert_delivery d JOIN alert a ON a.id = d.alert ORDER BY a.id")
                == "raised,100\ncorrected,100")
        // It is armed again all the same.
        try charge(house, "85")
        #expect(try house.night().status == 0)
        #expect(try house.ask("SELECT count(*) FROM alert_delivery") == "3")
        #expect(try mails(house).count == 3)
    }

    @Test func aRunThatCannotPublishOrHasNothingToLookAtSendsWhatWaits() throws {
        let house = try house()
        try house.write("mail/down", "")
        try charge(house, "81")
        #expect(try house.night().status == 69)
        // What can be published no more: the alerts that wait go out, and so does what the very run has raised.
        try house.remove("mail/down")
        try charge(house, "101")
        try house.remove("Output/2026-11")
        try house.write("Output/2026-11", "mine")
        let failed = try house.night()
        #expect(failed.status == 73, "\(failed.errors)")
        #expect(try mails(house).count == 2)
        // The inputs are gone, with the settings: those of the history say who is told.
        try house.remove("Output/2026-11")
        try house.write("mail/down", "")
        try charge(house, "50")
        #expect(try house.night().status == 69)
        // Without the exports only, as where a share is not mounted, it is tried just so.
        let attempts = "SELECT sum(attempts) FROM alert_delivery WHERE state <> 'delivered'"
        let before = try #require(Int(house.ask(attempts)))
        try house.shell("mv Inputs/exports exports")
        #expect(try house.night().status == 66)
        #expect(try Int(house.ask(attempts)) ?? 0 > before)
        try house.shell("mv Inputs Away")
        let waiting = try house.night()
        #expect(waiting.status == 66 && waiting.errors.contains("kept for the next run"), "\(waiting.errors)")
        #expect(try mails(house).count == 2)
        try house.remove("mail/down")
        #expect(try house.night().status == 66)
        #expect(try mails(house).count == 3)
        #expect(try house.night().status == 66)
        #expect(try mails(house).count == 3)
        #expect(try house.ask("SELECT DISTINCT state FROM alert_delivery") == "delivered")
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func whatNobodyWasToldOfStaysSoAndIsArmedAgainBelowIt() throws {
        let house = try house()
        func october(_ cost: String) throws {
            try house.write("Inputs/exports/aws/2026-10.csv", SmallHouse.bill([SmallHouse.charge("05", cost)]))
        }
        func state() throws -> String { try house.ask("SELECT state FROM budget_month WHERE month = '2026-10'") }
        try october("120")
        try house.night()
        #expect(try state() == "would have raised 100 %")
        #expect(try house.outlay("run", "--today", "2026-11-22").status == 0)
        #expect(try state() == "would have raised 100 %")
        try october("70")
        #expect(try house.outlay("run", "--today", "2026-11-23").status == 0)
        #expect(try state() == "would have raised 50 %")
        #expect(try alerts(house).isEmpty)
        try october("101")
        #expect(try house.outlay("run", "--today", "2026-11-24").status == 0)
        #expect(try alerts(house) == "passed 80, raised 100")
        #expect(try state() == "at 100 %")
    }

    @Test func whatWaitedForAWrongAddressGoesToTheRightOne() throws {
        let house = try house()
        try house.write("mail/down", "")
        try charge(house, "81")
        #expect(try house.night().status == 69)
        let settings = try house.read("Inputs/outlay.yaml")
        try house.write("Inputs/outlay.yaml", settings.replacingOccurrences(of: "finance@", with: "money@"))
        try house.remove("mail/down")
        let night = try house.night()
        #expect(night.status == 0 && night.errors.contains("1 alerts go to those whom the settings name now"))
        #expect(try mails(house).map { header("To", $0) } == ["To: money@example.org"])
        #expect(
            try house.ask("SELECT recipient, state FROM alert_delivery ORDER BY recipient")
                == "finance@example.org,dropped\nmoney@example.org,delivered")
    }

    @Test func aSourceThatIsLateIsToldOnceAndSoIsItsReturn() throws {
        let house = try house(from: 80)
        let settings = try house.read("Inputs/outlay.yaml")
        try house.write("Inputs/outlay.yaml", settings + "sources:\n  aws: {expected_days: 2}\n")
        try charge(house, "10")
        for (day, told) in [("04", 0), ("05", 1), ("06", 1), ("09", 1)] {
            #expect(try house.outlay("run", "--today", "2026-11-\(day)").status == 0)
            #expect(try mails(house).count == told, "\(day)")
        }
        #expect(header("Subject", try mails(house)[0]) == "Subject: aws: no day after 2026-11-02, expected one within 2 days")
        #expect(try mails(house)[0].contains("2026-11-02, 3 days ago"))
        let late = "b1,acct-7,2026-11-01,2026-12-01,2026-11-08,2026-11-09,10,10,USD,Compute,Usage"
        let known = "b1,acct-7,2026-11-01,2026-12-01,2026-11-02,2026-11-03,10,10,USD,Compute,Usage"
        try house.write("Inputs/exports/aws/2026-11.csv", SmallHouse.bill([known, late]))
        #expect(try house.outlay("run", "--today", "2026-11-09").status == 0)
        #expect(try house.outlay("run", "--today", "2026-11-10").status == 0)
        #expect(try mails(house).count == 2)
        try #require(try mails(house).count == 2)
        #expect(header("Subject", try mails(house)[1]) == "Subject: aws: no longer late, its last day is 2026-11-08")
        // Channels tell of it where they tell of 80 %.
        try house.write(
            "Inputs/outlay.yaml", settings.replacing("from: 80", with: "from: 81") + "sources:\n  aws: {expected_days: 2}\n")
        #expect(try house.outlay("run", "--today", "2026-11-12").status == 0)
        #expect(try mails(house).count == 2)
        #expect(try house.outlay("alerts", "list").output.contains("late"))
    }

    @Test func aRefusalOfTheMailIsTriedAgain() throws {
        let house = try house()
        try house.write("mail/program", "#!/bin/sh\nexit 67\n")
        try charge(house, "81")
        #expect(try house.night().status == 69)
        #expect(try house.night().status == 69)
        #expect(try house.ask("SELECT state, attempts FROM alert_delivery") == "pending,2")
    }

    @Test func aChannelThatIsGoneDropsWhatWaitedForIt() throws {
        let house = try house()
        try house.write("mail/down", "")
        try charge(house, "81")
        #expect(try house.night().status == 69)
        try house.write("Inputs/outlay.yaml", "settle_days: 2\n")
        let night = try house.night()
        #expect(night.status == 0 && night.errors.contains("1 alerts are no longer to be sent"))
        #expect(try house.ask("SELECT state FROM alert_delivery") == "dropped")
    }

    /// Killed at forty places between raising and sending, each in a house of its own: at a sign of how far the run has come, and a
    /// little after it.
    @Test(arguments: 1...40) func aKilledRunSendsWhatItRaisedAndRepeatsOnlyUnderTheSameId(_ number: Int) throws {
        let signs = [
            "Output/report.xsd", "Output/2026-11/index.html", "Output/latest.html", "Output/alerts.jsonl", "Output/alerts.atom",
            "mail/begun", "mail/taken",
        ]
        var random = ScheduleRandom(UInt64(number))
        let sign = signs[number % signs.count], wait = UInt32.random(in: 0...3000, using: &random)
        let house = try house()
        try charge(house, "85")
        let process = Process()
        process.executableURL = try builtProgram("outlay")
        process.arguments = ["run", "--today", "2026-11-21"]
        process.currentDirectoryURL = house.folder
        process.standardError = FileHandle.nullDevice
        try process.run()
        while process.isRunning, !house.exists(sign) { usleep(100) }
        usleep(wait)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(house.exists(sign))

        let night = try house.night()
        #expect(night.status == 0, "\(night.errors)")
        let ids = try mails(house).map { header("Message-ID", $0) }
        #expect((1...2).contains(ids.count) && Set(ids).count == 1, "\(sign) and \(wait) µs: \(ids)")
        let raised = try house.read("Output/alerts.jsonl").split(separator: "\n")
        #expect(raised.count { $0.contains("\"threshold_percent\":80") } == 1)
        #expect(try house.read("Output/outlay.prom").contains("outlay_alerts_pending 0\n"))
    }

    @Test func aTestOfAChannelSaysHowItWent() throws {
        let house = try house()
        try charge(house, "10")
        let test = try house.outlay("alerts", "test", "finance")
        #expect(test.status == 0 && test.output == "channel finance, finance@example.org: taken\n", "\(test.errors)")
        #expect(try mails(house).count == 1)
        try house.write("mail/down", "")
        #expect(try house.outlay("alerts", "test", "finance").status == 69)
        let unknown = try house.outlay("alerts", "test", "chat")
        #expect(unknown.status == 64 && unknown.errors.contains("known are finance"))
    }

    /// libcurl is loaded by who sends something, and said to be missing where it is.
    @Test func withoutLibcurlEverythingElseWorks() throws {
        let house = try SmallHouse()
        try house.write("Inputs/outlay.yaml", "channels: {ops: {kind: webhook, url: \"https://a.example.org\"}}")
        // No library, which the loader finds first and goes no further.
        try house.write("none/libcurl.so.4", "")
        let environment = ["LD_LIBRARY_PATH": "none"]
        #expect(try house.outlay("run", "--today", "2026-11-21", environment: environment).status == 0)
        let test = try house.outlay("alerts", "test", "ops", environment: environment)
        #expect(test.status == 69 && test.errors.contains("libcurl.so.4 cannot be loaded"), "\(test)")
        #expect(test.errors.contains("hint: apt-get install libcurl4"), "\(test)")
        #expect(try house.outlay("doctor", environment: environment).output.contains("libcurl.so.4 cannot be loaded"))
    }
}

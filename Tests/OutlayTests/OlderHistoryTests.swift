import Foundation
import Testing

@testable import History

/// Histories that programs of the past have written: they are brought to this version with the same figures, or stay as they are.
@Suite struct OlderHistoryTests {
    /// Schemas that no history was ever kept with: their migrations came to their end together with the next one.
    static let neverKept: Set<Int> = [1, 2, 7]
    static let newest = History.schemaVersion

    /// Those that are to be brought to this version.
    static var older: [Int] { OlderHistory.versions.filter { $0 < newest } }

    @Test func everyOlderSchemaHasAHistoryHere() throws {
        let missing = Set(1..<Self.newest).subtracting(Self.neverKept).subtracting(OlderHistory.versions)
        #expect(missing.isEmpty, "Histories/make PROGRAM makes one with a program of that schema; see Histories/README.md")
        for version in OlderHistory.versions { #expect(try OlderHistory.size(version: version) < 48_000, "schema \(version)") }
    }

    /// A file that has had a migration never gets it again, so what one says stays.
    @Test(arguments: OlderHistory.versions) func aMigrationStaysAsItWas(version: Int) throws {
        let older = try OlderHistory(version: version)
        let kept = try Connection(path: older.house.path("Output/history.sqlite"), readOnly: true)
        let made = try Verification.made(as: kept)
        let schema = "SELECT type || ' ' || name || ': ' || sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
        #expect(try kept.rows(schema) { $0.text(0) } == made.rows(schema) { $0.text(0) })
    }

    /// A step exchanges what such a view stands on; one that was broken before is none of its business.
    @Test func viewsOfOthersStayThroughAnUpgrade() throws {
        let older = try OlderHistory(version: 15)
        let views = [
            "CREATE VIEW my_focus AS SELECT ServiceName, sum(x_BilledCostMicros) AS b FROM focus GROUP BY 1",
            "CREATE VIEW \"my \"\"line\"\"\" AS SELECT line, ServiceName FROM line",
            "CREATE VIEW broken AS SELECT x FROM nowhere",
        ]
        let history = try Connection(path: older.house.path("Output/history.sqlite"), readOnly: false)
        for view in views { try history.execute(view) }
        let asked = "SELECT * FROM \"my \"\"line\"\"\" ORDER BY 1"
        let before = try history.rows(asked) { [$0.text(0), $0.text(1)] }
        try #require(!before.isEmpty)
        let night = try older.night()
        #expect(night.status == 0, "\(night.errors)")
        let after = try Connection(path: older.house.path("Output/history.sqlite"), readOnly: true)
        #expect(try after.integer("PRAGMA user_version") == Int64(Self.newest))
        #expect(try after.rows(asked) { [$0.text(0), $0.text(1)] } == before)
        #expect(try after.integer("SELECT count(*) FROM my_focus") ?? 0 > 0)
        #expect(try older.house.outlay("verify").status == 0)
    }

    @Test(arguments: OlderHistoryTests.older) func anUpgradeKeepsEveryFigure(version: Int) throws {
        let older = try OlderHistory(version: version)
        let house = older.house
        let before = try older.figures()
        let closed = try older.closedMonths()
        let lastAlert = try Int(older.rows("SELECT max(id) FROM alert").trimmingCharacters(in: .newlines)) ?? 0
        #expect(lastAlert > 0)
        let alerts = try older.alerts(upTo: lastAlert)
        let hasClose = before["closes"] != ""
        // The page that the program of then had made of the month it closed.
        if hasClose { try house.write("Output/2026-09/index.html", "as it was closed\n") }

        let upgrade = try older.night()
        #expect(upgrade.status == 0, "\(upgrade.errors)")
        #expect(try older.rows("PRAGMA user_version") == "\(Self.newest)\n")
        let verified = try house.outlay("verify")
        #expect(verified.status == 0, "\(verified.output)")
        let after = try older.figures()
        for (name, figures) in before { #expect(after[name] == figures, "\(name)") }
        #expect(try older.closedMonths(closed.columns).rows == closed.rows)
        let index = try house.read("Output/index.html")
        #expect(index.contains("2026-10/report.xlsx") && index.contains("2026-10/report.xml"))
        if hasClose {
            #expect(try house.read("Output/2026-09/index.html") == "as it was closed\n")
            #expect(index.contains("2026-09/index.html") && !index.contains("2026-09/report."))
        }
        // What was raised stays as it was raised, and is not raised again.
        #expect(try older.alerts(upTo: lastAlert) == alerts)
        let twice = "SELECT budget FROM alert GROUP BY budget, period, basis, threshold_percent, state HAVING count(*) > 1"
        #expect(try older.rows(twice) == "")
        #expect(try house.exists("Output/2026-10/report.xml") && !house.published().isEmpty)

        let published = try house.published()
        let all = try older.rows("SELECT count(*) FROM alert")
        #expect(try older.night().status == 0)
        #expect(try older.figures() == after)
        #expect(try house.published() == published)
        #expect(try older.rows("SELECT count(*) FROM alert") == all)

        // A restatement replaces what the program of then has taken.
        let bill = "Inputs/exports/cloud/2026-10.csv"
        let sum = "SELECT sum(x_BilledCostMicros) FROM focus"
        let was = try Int(older.rows(sum).trimmingCharacters(in: .newlines)) ?? 0
        let text = try house.read(bill)
        #expect(text.contains(",13.010481,13.010481,"))
        try house.write(bill, text.replacing(",13.010481,13.010481,", with: ",14.010481,14.010481,"))
        let restated = try older.night()
        #expect(restated.status == 0, "\(restated.errors)")
        #expect(try older.rows(sum) == "\(was + 1_000_000)\n")
        #expect(try house.outlay("verify").status == 0)
    }

    @Test(arguments: OlderHistoryTests.older) func readersOfAnOlderHistoryChangeNothing(version: Int) throws {
        let older = try OlderHistory(version: version)
        let house = older.house
        try house.shell("mkdir safe")
        let look = "ls -A . Output; cd Output; sha256sum *"
        let before = try house.shell(look).output

        #expect(try house.outlay("verify").output == "Output/history.sqlite: everything agrees\n")
        let sum = "SELECT sum(x_EffectiveCostMicros) FROM focus"
        #expect(try house.ask(sum) + "\n" == older.rows(sum))
        let backup = try house.outlay("backup", "safe/copy.sqlite")
        #expect(backup.status == 0, "\(backup.errors)")
        #expect(try older.rows("PRAGMA user_version", in: "safe/copy.sqlite") == "\(version)\n")
        let doctor = try house.outlay("doctor", "--verbose", "--today", OlderHistory.today)
        let expected = "Output/history.sqlite: schema \(version), "
        #expect(doctor.output.contains(expected) && doctor.output.contains("; the next run brings it to schema \(Self.newest)"))

        let age = "Output/history.sqlite: written by an older outlay (schema \(version), this one needs \(Self.newest))\n"
        let hint = "hint: outlay run brings it to this version; outlay backup FILE first keeps it as it is\n"
        // What its tables cannot answer.
        let unknown = try house.outlay("query", "SELECT * FROM nowhere")
        #expect(unknown.status == 74)
        #expect(unknown.errors == "outlay: query: no such table: nowhere; " + age + hint)
        #expect(try house.shell(look).output == before)
        // The same of every version.
        guard version == Self.older.first else { return }
        for arguments in [
            ["report"], ["report", "--as-of", "3", "--output", "then"], ["changes"], ["changes", "--since", "close"],
            ["publish", "safe/copy.publication"], ["alerts", "list"], ["map", "test"], ["map", "suggest"],
            ["explain", "2026-10/shop/compute/actual"],
        ] {
            let ending = try house.run(builtProgram("outlay"), arguments)
            #expect(ending.status == 74, "\(arguments)")
            #expect(ending.errors == "outlay: " + age + hint, "\(arguments)")
            #expect(ending.output.isEmpty, "\(arguments)")
        }
        #expect(try house.shell(look).output == before)
    }

    /// Whoever puts channels into the settings with a new version is told of what is new.
    @Test func alertsOfThePastAreNotSent() throws {
        let older = try OlderHistory(version: #require(Self.older.first))
        let house = older.house
        let last = try Int(older.rows("SELECT max(id) FROM alert").trimmingCharacters(in: .newlines)) ?? 0
        try house.write("mailer", "#!/bin/sh\ncat >> '\(house.path("mails"))'\n")
        try house.shell("chmod 755 mailer")
        try house.write(
            "Inputs/outlay.yaml",
            house.read("Inputs/outlay.yaml")
                + """
                channels:
                  finance: {kind: mail, to: [finance@example.org], sender: outlay@example.org, sendmail: \(house.path("mailer")), from: 50}

                """)
        let ending = try older.night()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(
            try older.rows("SELECT count(*) > 0, min(alert) > \(last) FROM alert_delivery WHERE state = 'delivered'") == "1|1\n")
        #expect(try house.read("mails").contains("heading for"))
    }

    /// Fingerprints that were made anew would hide it for ever.
    @Test func whatWasChangedOutsideOfRunsIsNotUpgraded() throws {
        let older = try OlderHistory(version: #require(Self.older.last))
        let house = older.house
        try house.shell("sqlite3 Output/history.sqlite 'UPDATE customer_month SET cost_micros = cost_micros + 1'")
        let ending = try older.night()
        #expect(ending.status == 74)
        #expect(
            ending.errors
                == """
                outlay: Output/history.sqlite: not brought to this version: table customer_month has a value that was changed outside of \
                a run
                hint: outlay verify names all that was changed; restore a backup and run again

                """)
        #expect(try house.ask("PRAGMA user_version") == "\(older.version)")
        let verified = try house.outlay("verify")
        #expect(verified.status == 1)
        #expect(verified.output == "table customer_month: has a value that was changed outside of a run\n")
        try house.shell("sqlite3 Output/history.sqlite 'UPDATE customer_month SET cost_micros = cost_micros - 1'")
        #expect(try older.night().status == 0)
        #expect(try house.outlay("verify").status == 0)
    }

    /// The system lets no file grow beyond so many bytes, which either ends the program or, as a full disk does, fails its writes.
    @Test(arguments: [false, true]) func anUpgradeThatIsCutOffIsMadeByTheNextRun(isTold: Bool) throws {
        let undisturbed = try OlderHistory(version: #require(Self.older.first))
        #expect(try undisturbed.night().status == 0)
        let figures = try undisturbed.figures()
        // A run that was cut off has its number, which other files name.
        func tables(_ house: SmallHouse) throws -> [String: Data] { try house.published().filter { $0.key.hasSuffix(".csv") } }
        let published = try tables(undisturbed.house)
        let program = try builtProgram("outlay").path
        var reached: Set<String> = []
        for kilobytes in [40, 160, 640] {
            let older = try OlderHistory(version: undisturbed.version)
            let house = older.house
            let before = try older.figures()
            // Blocks of 512 bytes, as POSIX has it.
            let limit = (isTold ? "trap '' XFSZ; " : "") + "ulimit -c 0; ulimit -f \(kilobytes * 2)"
            let cut = try house.shell("\(limit); '\(program)' run --today \(OlderHistory.today) 2> said")
            let said = try house.read("said")
            if isTold, cut.status != 0 {
                #expect([73, 74].contains(cut.status) && said.hasPrefix("outlay: "), "\(kilobytes) kB: \(cut.status): \(said)")
            }
            let version = try house.ask("PRAGMA user_version")
            reached.insert(version)
            #expect(["\(older.version)", "\(Self.newest)"].contains(version), "\(kilobytes) kB")
            #expect(try house.outlay("verify").status == 0, "\(kilobytes) kB")
            #expect(try older.figures()["focus"] == before["focus"])
            let next = try older.night()
            #expect(next.status == 0, "\(kilobytes) kB: \(next.errors)")
            #expect(try older.figures() == figures, "\(kilobytes) kB")
            #expect(try tables(house) == published, "\(kilobytes) kB")
            #expect(try house.outlay("verify").status == 0, "\(kilobytes) kB")
        }
        #expect(reached.contains("\(undisturbed.version)"))
    }
}

import Foundation
import Testing

/// Charges whose lines, or whose lines' values, a damaged file has lost are no figures: what would show them ends and says whom to ask.
@Suite struct LostLineTests {
    @Test(arguments: ["UPDATE billed_line SET common = common + 1000", "DELETE FROM billed_line"])
    func nothingIsReportedOfThem(_ damage: String) throws {
        let house = try SmallHouse()
        try #require(try house.night().status == 0)
        let published = try house.shell("cd Output; find . -name '*.html' -o -name '*.xml' | sort | xargs sha256sum").output
        let damaging = try house.run(URL(filePath: "/usr/bin/env"), ["sqlite3", "Output/history.sqlite"], input: damage)
        try #require(damaging.status == 0, "\(damaging.errors)")
        let report = try house.outlay("report", "--output", "Again")
        #expect(report.status == 74)
        #expect(
            report.errors == """
                outlay: history: reading charges: a charge's line or invoice is not there, or not whole (SQLite 11)
                hint: run outlay verify, and restore a backup where it finds damage

                """)
        #expect(try house.shell("ls -A Again 2> /dev/null || true").output.isEmpty)
        #expect(
            try house.shell("cd Output; find . -name '*.html' -o -name '*.xml' | sort | xargs sha256sum").output == published)
        #expect(try house.outlay("verify").status == 1)
    }

    /// A night that meets them says the same, and takes nothing.
    @Test(arguments: [
        ("UPDATE billed_line SET common = common + 1000", "common of row 1 of billed_line is not what its hash says"),
        ("UPDATE line_common SET ServiceName = 'other'", "row 1 of line_common is not what its hash says"),
        ("UPDATE charge SET line = line + 4294967296", "a charge's line or invoice is not there, or not whole"),
        ("UPDATE charge SET invoicing = 77", "a charge's line or invoice is not there, or not whole"),
    ]) func nothingIsTakenOnTopOfThem(_ damage: String, finding: String) throws {
        let house = try SmallHouse()
        try #require(try house.night().status == 0)
        let damaging = try house.run(URL(filePath: "/usr/bin/env"), ["sqlite3", "Output/history.sqlite"], input: damage)
        try #require(damaging.status == 0, "\(damaging.errors)")
        try house.write(
            "Inputs/exports/aws/bill.csv", SmallHouse.bill([SmallHouse.charge("01", "10.50"), SmallHouse.charge("02", "20.00")]))
        let ending = try house.night()
        #expect(ending.status == 74, "\(ending.output)")
        #expect(ending.errors.contains("outlay: history: reading charges: \(finding) (SQLite 11)\n"), "\(ending.errors)")
    }

    /// The sum of records that no number holds is no bill's, but damage too, and ended the program.
    @Test(arguments: ["9223372036854775807", "-9223372036854775808"], ["01", "03"])
    func recordsBeyondCountingAreDamage(_ records: String, day: String) throws {
        let house = try SmallHouse()
        try house.write("Inputs/outlay.yaml", "sources:\n  aws:\n    mode: append\n")
        try #require(try house.night().status == 0)
        let damaging = try house.run(
            URL(filePath: "/usr/bin/env"), ["sqlite3", "Output/history.sqlite"], input: "UPDATE charge SET records = \(records)")
        try #require(damaging.status == 0, "\(damaging.errors)")
        try house.write("Inputs/exports/aws/more.csv", SmallHouse.bill([SmallHouse.charge(day, "1.50")]))
        let ending = try house.night()
        #expect(ending.status == 74, "\(ending.output)")
        #expect(ending.errors.contains("a charge has \(records) records (SQLite 11)"), "\(ending.errors)")
    }

    /// What only a document's schema finds wrong is damage where the history is damaged, and no mistake of the program.
    @Test func whatTheSchemaRefusesIsDamage() throws {
        let house = try SmallHouse()
        try house.write("Inputs/outlay.yaml", "budgets: {all: {amount: 1}}\n")
        try #require(try house.outlay("run", "--today", "2026-10-05").status == 0)
        let damaging = try house.run(
            URL(filePath: "/usr/bin/env"), ["sqlite3", "Output/history.sqlite"],
            input: "PRAGMA ignore_check_constraints = 1; UPDATE alert SET basis = 'actua\u{E9}'; SELECT changes();")
        try #require(damaging.status == 0 && damaging.output != "0\n", "\(damaging.output)\(damaging.errors)")
        let report = try house.outlay("report", "--output", "Again")
        #expect(report.status == 74)
        #expect(report.errors.contains("report.xml:") && report.errors.contains(" The history is damaged: "), "\(report.errors)")
        #expect(report.errors.contains("hint: outlay verify names all that is damaged; restore a backup\n"))
    }
}

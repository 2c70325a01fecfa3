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
}

import Foundation
import Testing

/// What a month's page says of its report before, and the line of the page of all months.
@Suite struct ChangesPageTests {
    private func house() throws -> SmallHouse {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        try bill(house, "20.25")
        return house
    }

    private func bill(_ house: SmallHouse, _ last: String) throws {
        let line = "b1,acct-7,2026-10-01,2026-11-01,2026-10-31,2026-11-01,\(last),\(last),USD,Compute,Usage"
        try house.write("Inputs/exports/aws/2026-10.csv", SmallHouse.bill([SmallHouse.charge("01", "10.50"), line]))
    }

    @Test func aReportIsComparedWithTheOneBeforeAlsoWhenItIsMadeAgain() throws {
        let house = try house()
        try house.night()
        #expect(try house.read("Output/2026-10/index.html").contains("This is the first report of the month"))
        try bill(house, "22.25")
        try house.night()
        let page = try house.read("Output/2026-10/index.html")
        #expect(page.contains("Against the report before, made for 2026-11-21 from sequence 3."))
        #expect(page.contains("restatement: exports/aws/2026-10.csv"))
        let xml = try house.read("Output/2026-10/report.xml")
        let moved =
            "<moved system=\"shop\" component=\"servers\" figure=\"actual\">\n      <before currency=\"USD\">30.75</before>\n"
            + "      <after currency=\"USD\">32.75</after>\n      <difference currency=\"USD\">2</difference>"
        #expect(xml.contains(moved), "\(xml)")
        #expect(xml.contains("<step sequence=\"4\" kind=\"restatement\" subject=\"exports/aws/2026-10.csv\"/>"))
        // The bill's control total is what is stored of it.
        #expect(xml.contains("<check point=\"Billed cost of 1 bill, USD\" result=\"ok\">\n      <expected>32.75</expected>"))
        #expect(xml.contains("<check point=\"Restated since the report before\" result=\"look\">"))

        // A plan moves the total, and the figures of the step before are no longer in the published tables.
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan("50"))
        try house.night()
        let later = try house.read("Output/2026-10/report.xml")
        #expect(later.contains("<total system=\"shop\" figure=\"plan\">\n      <before currency=\"USD\">40</before>"))
        #expect(!later.contains("<moved "))
        #expect(later.contains("kind=\"plan version\" subject=\"plans/shop.yaml, version 2\""))
        for (sequence, then) in [("4", xml), ("5", later)] {
            let again = try house.outlay(
                "report", "--as-of", sequence, "--output", "again", "--history", "Output/history.sqlite")
            #expect(again.status == 0, "\(again.errors)")
            #expect(try house.read("again/2026-10/report.xml") == then)
        }
        #expect(try house.read("again/2026-10/index.html") == house.read("Output/2026-10/index.html"))
    }

    @Test func theQueriesOfTheMethodCanBeAsked() throws {
        let house = try house()
        try house.night()
        let method = try house.read("Output/2026-10/index.html").components(separatedBy: "<section id=\"method\"").last ?? ""
        let saved = try house.outlay("query", "--saved").output
        let cells = method.components(separatedBy: " WHERE month = '2026-10'</code></td>\n<td>").dropFirst()
        let names = cells.compactMap { $0.components(separatedBy: "</td>").first }.filter { !$0.isEmpty }
        #expect(names.count > 2)
        for name in names + ["deliveries"] { #expect(saved.contains(name + " "), "\(name)") }
        for table in method.components(separatedBy: "<code>SELECT * FROM ").dropFirst().compactMap({
            $0.split(separator: " ").first
        }) {
            #expect(try !house.ask("SELECT * FROM \(table) WHERE month = '2026-10'").isEmpty, "\(table)")
        }
    }

    @Test func aLineThatAnEarlierVersionKeptIsShown() throws {
        let house = try house()
        try house.night()
        let kept = "complete, not closed\tUSD\tadverse\t40000000000000000\t51000000000000000\t\t\t\t\t"
        try house.shell("sqlite3 Output/history.sqlite \"UPDATE publication SET summary = '\(kept)'\"")
        try house.remove("Output/index.html")
        // Nothing is new, so that October keeps its line.
        try house.night()
        let index = try house.read("Output/index.html")
        #expect(index.contains("October 2026") && index.contains(">51.00<"), "\(index)")
    }
}

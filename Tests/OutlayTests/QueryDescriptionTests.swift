import Foundation
import Testing

/// What can be asked, for somebody who does not know the tables, and what is said of names that do not exist.
@Suite struct QueryDescriptionTests {
    private func house() throws -> SmallHouse {
        let house = try SmallHouse()
        try #require(try house.night().status == 0)
        return house
    }

    @Test func everyTableIsListedAndCanBeAsked() throws {
        let house = try house()
        let list = try house.outlay("query", "--describe", "--format", "csv")
        #expect(list.status == 0, "\(list.errors)")
        let rows = list.output.components(separatedBy: "\r\n").dropLast()
        #expect(rows.first == "table,columns,meaning")
        #expect(
            rows.contains(
                "alert,23,One row per thing that was said about a budget or a late source; a correction has a row of its own"))
        let names = rows.dropFirst().map { String($0.prefix { $0 != "," }) }
        #expect(names == names.sorted() && names.count > 30)
        #expect(!rows.contains { $0.hasSuffix(",") || $0.hasSuffix("\"\"") }, "a table whose rows are not described")
        #expect(names.joined(separator: "\n") == (try house.ask("SELECT DISTINCT table_name FROM column_doc ORDER BY 1")))
        // A function that a view needs and that a query may not use would be found here.
        let all = names.map { "SELECT '\($0)', count(*) FROM (SELECT * FROM \($0))" }.joined(separator: " UNION ALL ")
        #expect(try house.ask(all).split(separator: "\n").count == names.count)
        #expect(
            try house.outlay("query", "--describe", "--limit", "2", "--format", "csv").output.split(separator: "\r\n").count == 3)
    }

    @Test func theColumnsOfATableSayWhatTheyMean() throws {
        let house = try house()
        let columns = try house.outlay("query", "--describe", "USAGE_day", "--format", "csv")
        #expect(columns.status == 0, "\(columns.errors)")
        let rows = columns.output.components(separatedBy: "\r\n").dropLast()
        #expect(rows.prefix(3) == ["column,type,unit,meaning", rows[1], rows[2]] && rows.count == 16)
        let names = rows.dropFirst().map { String($0.prefix { $0 != "," }) }
        #expect(names.joined(separator: "\n") == (try house.ask("SELECT name FROM pragma_table_info('usage_day') ORDER BY cid")))
        #expect(rows.contains { $0.hasPrefix("quantity,REAL,unit,") }, "\(rows)")
        let cost = try house.outlay("query", "--describe", "focus", "--format", "csv").output
        #expect(cost.contains("\r\nBilledCost,REAL,currency,what the invoice asks for"), "\(cost)")
    }

    @Test(arguments: [
        ("SELECT * FROM focs", "did you mean \"focus\"? outlay query --describe lists the tables"),
        ("SELECT * FROM main.Component_Mnth", "did you mean \"component_month\"? outlay query --describe lists the tables"),
        ("SELECT * FROM elsewhere", "outlay query --describe lists the tables"),
        ("SELECT f.billedcst FROM focus f", "did you mean \"BilledCost\"? outlay query --describe focus lists the columns"),
        ("SELECT margin FROM component_month", "outlay query --describe component_month lists the columns"),
        (
            "SELECT landng FROM component_month NATURAL JOIN run",
            "did you mean \"landing\"? outlay query --describe TABLE lists the columns"
        ),
        (".tables", "outlay query --describe lists what can be asked"),
        ("SHOW TABLES", "outlay query --describe lists what can be asked"),
    ])
    func aNameThatDoesNotExistLeadsToTheOneThatDoes(_ sql: String, _ hint: String) throws {
        let ending = try house().outlay("query", sql)
        #expect(ending.status == 64)
        #expect(ending.errors.hasSuffix("\nhint: \(hint)\n"), "\(ending.errors)")
    }

    @Test func aTableThatDoesNotExistIsNoEmptyDescription() throws {
        let house = try house()
        let ending = try house.outlay("query", "--describe", "customers_month")
        #expect(ending.status == 64 && ending.output.isEmpty)
        #expect(
            ending.errors == "outlay: no table \"customers_month\" that is described\n"
                + "hint: did you mean \"customer_month\"? outlay query --describe lists the tables\n")
        #expect(try house.outlay("query", "--describe", "--history", "none").status == 74)
    }

    @Test func aParameterWithoutAValueIsToldOfUnlessTheQuerySaysWhatItIsThen() throws {
        let house = try house()
        let ending = try house.outlay("query", "SELECT :month IS NULL AS a", "--format", "csv")
        #expect(ending.status == 0 && ending.output == "a\r\n1\r\n")
        #expect(ending.errors == "query: :month has no value and counts as NULL; --param month=VALUE gives it one\n")
        #expect(try house.outlay("query", "SELECT :month", "--quiet").errors.isEmpty)
        #expect(try house.outlay("query", "SELECT :month", "--param", "month=1").errors.isEmpty)
        #expect(try house.outlay("query", "--saved", "variance").errors.isEmpty)
        let wrong = try house.outlay("query", "--saved", "variance", "--param", "mnth=2026-10")
        #expect(wrong.status == 64)
        #expect(
            wrong.errors.contains("query: no :mnth in the statement, expected :")
                && wrong.errors.hasSuffix("\nhint: did you mean --param month=VALUE?\n"), "\(wrong.errors)")
        try house.write("Inputs/queries/mine.sql", "-- Mine\n-- :a = 0\nSELECT :a, :b")
        #expect(try house.outlay("query", "--saved", "mine").errors.hasPrefix("query: :b has no value"))
    }
}

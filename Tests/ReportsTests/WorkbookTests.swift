import Billing
import Testing

@testable import Reports

@Suite struct WorkbookTests {
    private let table = Table(
        name: "t",
        columns: [
            Table.Column(name: "name", kind: .text, unit: "", meaning: "", isExact: false),
            Table.Column(name: "amount", kind: .amount, unit: "currency", meaning: "", isExact: false),
        ],
        rows: TableRows([
            [.text("=1+1"), .amount(Amount(7), Currency("USD"))],
            [.text(String(repeating: "\u{1F600}", count: 40_000)), .absent],
        ]) { $0 })

    /// As everything that is published: no clock, no place, no order of hashing in it.
    @Test func theSameTablesGiveTheSameBytes() throws {
        let day = Day(year: 2026, month: 11, day: 21)
        let one = try workbook(title: "T", createdOn: day, [table])
        #expect(one.prefix(2) == [0x50, 0x4B])
        #expect(try workbook(title: "T", createdOn: day, [table]) == one)
        #expect(try workbook(title: "T", createdOn: day.advanced(by: 1), [table]) != one)
    }

    /// A sheet cannot hold them: the workbook says where they are, and stays small.
    @Test func aTableThatIsTooLongForASheetIsNamed() throws {
        var long = table
        long.rows = TableRows(Array(repeating: "x", count: Report.mostRows + 1)) { [.text($0), .absent] }
        let bytes = try workbook(title: "T", createdOn: Day(year: 2026, month: 11, day: 21), [long])
        #expect(bytes.count < 20_000)
    }

    @Test func twoSheetsOfOneNameAreAMistake() {
        let day = Day(year: 2026, month: 11, day: 21)
        #expect(throws: ReportFailure.self) { try workbook(title: "T", createdOn: day, [table, table]) }
    }
}

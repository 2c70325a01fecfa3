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

    /// The library does not see that a disk is full; what it needs is taken before.
    @Test func withoutRoomThereIsNoWorkbook() throws {
        let day = Day(year: 2026, month: 11, day: 21)
        #expect(throws: ReportFailure.self) { try reserve(1 << 60, in: "/tmp") }
        #expect(throws: ReportFailure.self) { try workbook(title: "T", createdOn: day, [table], scratch: "/nowhere") }
        // Sheets of many kinds of cells take less than that, though not by far.
        var long = table
        long.rows = TableRows((0..<2000).map { [.text("<a & b> \($0)"), .amount(Amount($0), Currency("USD"))] }) { $0 }
        for tables in [[table], [long]] {
            let sheets = sheetBytes(try workbook(title: "T", createdOn: day, tables))
            let room = room(for: tables.map(Sheet.init))
            #expect(room > 2 * sheets && room < 6 * sheets + 100_000, "\(sheets)")
        }
    }

    /// The sizes of a workbook's sheets before they were packed, from the archive's directory.
    private func sheetBytes(_ book: [UInt8]) -> Int {
        func number(_ at: Int, _ count: Int) -> Int { (0..<count).reduce(0) { $0 | Int(book[at + $1]) << (8 * $1) } }
        var size = 0
        for at in book.indices.dropLast(46) where book[at] == 0x50 && number(at, 4) == 0x0201_4B50 {
            let name = String(decoding: book[at + 46..<at + 46 + number(at + 28, 2)], as: UTF8.self)
            if name.hasPrefix("xl/worksheets/sheet") { size += number(at + 24, 4) }
        }
        return size
    }
}

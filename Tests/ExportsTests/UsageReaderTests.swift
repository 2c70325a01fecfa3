import Billing
import Formats
import Testing

@testable import Exports

private final class UsageCollector: UsageSink {
    typealias Failure = Never
    var rows: [UsageDay] = []
    func add(_ usage: UsageDay) { rows.append(usage) }
    func claim(_ call: Hash128) -> Bool { true }
}

/// What is read of a plain usage file: its rows, and its refusals as `LINE:COLUMN+WIDTH reason`.
private func read(_ bytes: [UInt8]) throws -> (rows: [UsageDay], refusals: [String], reading: ExportReading) {
    let file = try TemporaryFile(bytes)
    var csv = CSVReader(try ByteSource(path: file.path))
    #expect(try csv.next() == .record)
    let header = (0..<csv.count).map { csv.text($0) }
    #expect(ExportFormat.ofHeader(header) == .usage)
    let sink = UsageCollector()
    let reading = try UsageReader(sink, header: header, file: "usage.csv").read(&csv)
    return (sink.rows, reading.refusals.map { "\($0.origin.line):\($0.origin.column)+\($0.width) \($0.reason)" }, reading)
}

private func read(_ text: String) throws -> (rows: [UsageDay], refusals: [String], reading: ExportReading) {
    try read(Array(text.utf8))
}

@Suite struct UsageReaderTests {
    @Test func aQuantityOfUsageHasABoundOfItsOwn() throws {
        let found = try read("day,metric,quantity\n2026-08-03,byte_seconds,2.6e18\n2026-08-03,byte_seconds,-9.3e18\n")
        #expect(found.rows.map(\.quantity) == [Quantity(2_600_000_000_000_000_000)])
        #expect(
            found.refusals == [
                "3:25+7 quantity \"-9.3e18\" is beyond ±9,200,000,000,000,000,000, expected a quantity within that bound"
            ])
    }

    @Test(arguments: [("day,metric,quantity\n", "2026-08-03,m,12", 0), ("quantity,day,metric\n", "12,2026-08-03,m", 1)])
    func aQuantityThatTheFileEndsInMayBeCut(_ head: String, _ last: String, _ taken: Int) throws {
        let found = try read(head + last)
        #expect(found.rows.count == taken)
        #expect(found.reading.isCut == (taken == 0))
    }

    @Test func columnsMayStandInAnyOrderAndLetterCase() throws {
        let found = try read(
            "\u{FEFF}Quantity,METRIC,x,day,Customer,kind,unit,model\r\n1.5,\"tokens\",y,2026-08-03T12:00:00Z,c-1,peak,M,gpt\r\n")
        let day = try #require(Day("2026-08-03"))
        var expected = UsageDay(day: day, metric: "tokens", kind: .peak, quantity: Quantity(try Amount(parsing: "1.5")))
        expected.customer = "c-1"
        expected.unit = "M"
        expected.model = "gpt"
        #expect(found.rows == [expected])
        #expect(found.refusals == [])
    }

    @Test func whatIsNotSaidIsAbsentAndTheKindIsTheUsualOne() throws {
        let found = try read("day,metric,quantity,customer,kind\n2026-08-03,users,1,NULL,\n2026-08-03,requests,2,\"\",null\n")
            .rows
        #expect(found.map(\.customer) == [nil, nil])
        #expect(found.map(\.kind) == [.level, .flow])
    }

    @Test func rowsOfTheSameLabelsKeepTheirOwnDayAndQuantity() throws {
        let found = try read("day,metric,quantity\n2026-08-03,a,1\n2026-08-04,a,-2\n2026-08-03,a,1\n").rows
        #expect(found.map { "\($0.day) \($0.quantity)" } == ["2026-08-03 1", "2026-08-04 -2", "2026-08-03 1"].map { $0 })
    }

    @Test func labelsThatDifferInQuotesOnlyAreToldApart() throws {
        let found = try read("day,metric,quantity,customer\n2026-08-03,a,1,\"x\"\"y\"\n2026-08-03,a,1,xy\n").rows
        #expect(found.map(\.customer) == ["x\"y", "xy"])
    }

    @Test func aRowIsRefusedWithItsPlaceAndTheOthersAreTaken() throws {
        let found = try read(
            """
            day,metric,quantity,kind
            2026-08-03,a,1,
            8/3/26,a,1,
            2026-08-03,a,"1,000",
            2026-08-03,,1,
            2026-08-03,a,1,Flow
            2026-08-03,a
            2026-08-03,a"b,1,
            2026-08-03,a,NULL,
            2026-08-03,a,2,flow

            """)
        #expect(
            found.refusals == [
                "3:1+6 day \"8/3/26\" is not a date, expected 2026-08-01",
                "4:14+7 quantity \"1,000\" has a thousands comma, expected digits with a point, as in 1204.50 or 6.71E-8",
                "5:12+1 metric is empty, expected a name as in requests",
                "6:16+4 kind \"Flow\" is not one of flow, level, peak",
                "7:1+1 the record has 2 fields, expected 4 as in the header",
                "8:13+1 a quote inside a field, expected the whole field in quotes and \"\" for a quote",
                "9:14+4 quantity \"NULL\" is not a decimal number, expected digits with a point, as in 1204.50 or 6.71E-8",
            ])
        #expect(found.rows.count == 2)
        #expect(found.rows.count + found.reading.refused == found.reading.records)
    }

    @Test func textThatIsNoneIsRefused() throws {
        let found = try read(
            Array("day,metric,quantity\n2026-08-03,a".utf8) + [0] + Array("b,1\n2026-08-03,".utf8) + [0xFF] + Array(",1\n".utf8))
        #expect(
            found.refusals == ["2:12+3 metric \"a\0b\" has a NUL byte, expected text", "3:12+1 metric \"\u{FFFD}\" is not UTF-8"])
    }

    @Test func aColumnThatStandsTwiceSpoilsTheFile() throws {
        let found = try read("day,metric,quantity,Quantity\n2026-08-03,a,1,2\n")
        #expect(found.rows == [])
        #expect(found.reading.refused == found.reading.records)
        #expect(found.refusals == ["1:21+8 the header names Quantity twice, expected each column once"])
    }
}

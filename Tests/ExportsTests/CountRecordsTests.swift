import Billing
import Testing

@testable import Exports

@Suite struct CountRecordsTests {
    @Test func linesHaveWhatACsvHas() throws {
        let lines = [
            #"{"day":"2026-08-01","metric":"requests","quantity":12,"customer":"c","system":"s","unit":"requests"}"#,
            #"{"day":"2026-08-01","metric":"users","quantity":"1.50","customer":null,"component":"k"}"#,
            #"{"day":"2026-08-01","metric":"x","quantity":-2e-9,"kind":"peak","feature":"f","model":"m","environment":"e"}"#,
        ]
        let read = try UsageRead(lines: lines)
        #expect(read.format == .usageLines)
        #expect(
            read.rows == [
                "2026-08-01 requests system=s customer=c unit=requests": "12", "2026-08-01 users level component=k": "1.5",
                "2026-08-01 x peak feature=f model=m environment=e": "-0.000000002",
            ])
        let csv = """
            day,metric,quantity,customer,kind,system,component,feature,model,environment,unit
            2026-08-01,requests,12,c,,s,,,,,requests
            2026-08-01,users,1.50,,,,k,,,,
            2026-08-01,x,-2e-9,,peak,,,f,m,e,

            """
        #expect(try UsageRead(csv).rows == read.rows)
        try UsageRead.expectAnyOrder(lines)
    }

    @Test func columnsMayHaveOtherNamesAsInACsv() throws {
        var settings = Settings.Source()
        settings.columns = ["day": "Datum", "metric": "Kennzahl", "quantity": "Menge", "customer": "Kunde"]
        let lines = [
            #"{"Datum":"2026-08-01","Kennzahl":"reads","Menge":"12.5","Kunde":"c","unit":"requests","other":{}}"#,
            #"{"Datum":"2026-08-01","Kennzahl":"reads","Menge":1,"customer":"d"}"#,
        ]
        let read = try UsageRead(lines: lines, settings: settings)
        #expect(read.format == .usageLines)
        #expect(
            read.rows == ["2026-08-01 reads customer=c unit=requests": "12.5", "2026-08-01 reads customer=d": "1"])
        #expect(try UsageRead(lines: lines).format == nil)
        let csv = "Datum,Kennzahl,Menge,Kunde,unit\n2026-08-01,reads,12.5,c,requests\n2026-08-01,reads,1,d,\n"
        let file = try TemporaryFile(Array(csv.utf8))
        #expect(try UsageRead(path: file.path, settings: settings).rows == read.rows)
        let bad = try UsageRead(lines: lines + [lines[1].replacing(":1,", with: ":\"x\",")], settings: settings)
        #expect(bad.refusals.count == 1 && bad.refusals.allSatisfy { $0.hasPrefix("quantity \"x\"") })
    }

    @Test(arguments: [
        ("\"day\":\"8/1/26\"", "day \"8/1/26\" is not a date, expected \"2026-08-01\""),
        ("\"metric\":\"\"", "metric is empty, expected a name as in requests"),
        ("\"quantity\":null", "quantity is empty, expected a number; write 0 for nothing"),
        (
            "\"quantity\":\"1,0\"",
            "quantity \"1,0\" has a thousands comma, expected digits with a point, as in 1204.50 or 6.71E-8"
        ),
        ("\"kind\":\"Flow\"", "kind \"Flow\" is not one of flow, level, peak"),
        ("\"customer\":{}", "customer is no text, expected a name"),
        ("\"customer\":\"a\\u0000b\"", "customer has a NUL byte, expected text"),
    ])
    func aLineIsRefusedInWords(_ member: String, _ reason: String) throws {
        let name = String(member.prefix { $0 != ":" })
        let members = ["\"day\":\"2026-08-01\"", "\"metric\":\"m\"", "\"quantity\":1"].filter { !$0.hasPrefix(name) } + [member]
        let good = "{\"day\":\"2026-08-01\",\"metric\":\"m\",\"quantity\":1}"
        let read = try UsageRead(lines: [good, "{\(members.joined(separator: ","))}", good])
        #expect(read.refusals == [reason])
        #expect(read.rows == ["2026-08-01 m": "2"])
    }
}

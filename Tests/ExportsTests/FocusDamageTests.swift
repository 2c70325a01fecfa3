import Billing
import Exports
import Testing

/// One separator or quote more or less, anywhere: the bill is read right, or a record is refused with its line. No value ever
/// ends up in another column.
@Suite struct FocusDamageTests {
    static let bills = [
        // Neighbouring numbers, dates and texts: a shift by one column would show in the sums.
        """
        ServiceName,BilledCost,EffectiveCost,ListCost,ChargePeriodStart,ChargePeriodEnd,RegionName
        Compute,1.01,1.02,1.03,2026-08-01,2026-08-02,north
        Storage,2.01,2.02,,2026-08-02,2026-08-03,
        Network,3.01,3.02,3.03,2026-08-03,2026-08-04,south

        """,
        #"""
        "ServiceName","BilledCost","EffectiveCost","ListCost","ChargePeriodStart","ChargePeriodEnd","Tags"
        "Compute, large","1.01","1.02","","2026-08-01","2026-08-02","{""a"":""1"",""b"":""2""}"
        "Storage","2.01","2.02","2.03","2026-08-02","2026-08-03",""
        "The ""Network""","3.01","3.02","3.03","2026-08-03","2026-08-04","{""a"":""""}"

        """#,
        #"""
        "Tags",BilledCost,EffectiveCost,"RegionName",ChargePeriodStart,"ServiceName"
        "{""a"":""1""}",1.01,1.02,,2026-08-01,"Compute"
        ,2.01,2.02,"",2026-08-02,Storage
        NULL,3.01,3.02,"a,""b"",c",2026-08-03,"Network"
        """#,
    ]

    /// What a charge costs on which day, its service without quotes and commas.
    static func charges(_ bill: ReadBill) -> Set<String> {
        Set(
            bill.sink.charges.map { charge in
                let service = bill.sink.lines[Int(charge.line)].values[.serviceName] ?? ""
                let sums = charge.amounts.map { $0?.description ?? "-" }.joined(separator: " ")
                return
                    "\(service.filter { !",\"".contains($0) }) \(charge.period.start) \(charge.period.end) \(sums) \(charge.records)"
            })
    }

    /// Every text that differs by one separator or quote, with the line of the difference.
    static func damaged(_ text: String) -> [(text: [UInt8], line: Int, what: String)] {
        let bytes = Array(text.utf8)
        var result: [(text: [UInt8], line: Int, what: String)] = []
        for at in 0...bytes.count {
            let line = bytes[..<at].count { $0 == 10 } + 1
            for mark in ",\"".utf8 {
                var more = bytes
                more.insert(mark, at: at)
                result.append((more, line, "\(Unicode.Scalar(mark)) more at \(at)"))
            }
            if at < bytes.count, ",\"".utf8.contains(bytes[at]) {
                var less = bytes
                less.remove(at: at)
                result.append((less, line, "\(Unicode.Scalar(bytes[at])) less at \(at)"))
            }
        }
        return result
    }

    @Test(arguments: bills) func aDamagedBillIsReadRightOrRefused(text: String) throws {
        let sound = try ReadBill(text)
        #expect(sound.refusals == [])
        let expected = FocusDamageTests.charges(sound)
        #expect(expected.count == 3)
        var refused = 0
        for (damaged, line, what) in FocusDamageTests.damaged(text) {
            let bill = try ReadBill(damaged)
            guard let reading = bill.reading else { continue }
            let found = FocusDamageTests.charges(bill)
            let message = "\(what): \(String(decoding: damaged, as: UTF8.self))"
            #expect(found.isSubset(of: expected), "\(message)")
            #expect(bill.sink.charges.reduce(0) { $0 + Int($1.records) } + reading.refused == reading.records, "\(message)")
            if reading.refused == 0 {
                #expect(found == expected, "\(message)")
            } else {
                refused += 1
                #expect(line == 1 || reading.refusals.contains { $0.origin.line == line }, "\(message) \(reading.refusals)")
            }
        }
        #expect(refused > 100)
    }
}

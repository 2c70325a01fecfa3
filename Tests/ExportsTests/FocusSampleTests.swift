import Billing
import Exports
import Formats
import Foundation
import Testing

/// A real bill of three providers, and the examples of the specification.
@Suite struct FocusSampleTests {
    static let real = "focus/focus_1.0_sample_1000.csv"

    @Test func theRealSampleAddsUpExactly() throws {
        guard let path = SampleFolder.path(FocusSampleTests.real) else { return }
        let bill = try ReadBill(path: path)
        let reading = try #require(bill.reading)
        #expect(reading.records == 1_000)
        #expect(reading.refused == 0)
        #expect(reading.notes == [])
        let sums = ["AWS", "Microsoft", "Oracle"].map { provider in
            [Measure.billedCost, .effectiveCost].map { bill.sink.sum($0) { $0[.providerName] == provider }.description }
        }
        #expect(sums == [["18.0066386184", "13"], ["1.97651418586", "1.97651418586"], ["0.53707392473", "0"]])
        #expect(bill.sink.charges.reduce(0) { $0 + $1.records } == 1_000)
        #expect(reading.totals.values.reduce(0) { $0 + $1.records } == 1_000)
        #expect(reading.totals.values.reduce(Amount.zero) { $0 + $1.billed } == bill.sink.sum(.billedCost))
    }

    @Test func theRealSampleIsTheSameInAnyOrderPackedPartsAndLineEnds() throws {
        guard let path = SampleFolder.path(FocusSampleTests.real) else { return }
        let bill = try ReadBill(path: path)
        #expect(try ReadBill(path: path, memory: 0).sink.totals == bill.sink.totals)
        let lines = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self).split(separator: "\n")
        let header = lines.prefix(1)
        let reversed = (header + lines.dropFirst().reversed()).joined(separator: "\r\n")
        #expect(try ReadBill(reversed).sink.totals == bill.sink.totals)
    }

    @Test func everyExampleOfTheSpecificationIsReadOrRefusedInWords() throws {
        guard let folder = SampleFolder.path("focus/spec_1.2_examples") else { return }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(files.count == 26)
        var taken = 0
        for file in files {
            let bill = try ReadBill(path: "\(folder)/\(file)")
            let reading = try #require(bill.reading, "\(file)")
            let stored = bill.sink.charges.reduce(0) { $0 + Int($1.records) }
            #expect(stored + reading.refused == reading.records, "\(file)")
            #expect(reading.records > 0, "\(file)")
            for refusal in reading.refusals {
                #expect(refusal.origin.line > 1 && refusal.origin.column > 0, "\(file): \(refusal)")
                #expect(refusal.reason.contains("expected"), "\(file): \(refusal)")
                #expect(!refusal.text.isEmpty, "\(file): \(refusal)")
            }
            if reading.refused == 0 { taken += 1 }
        }
        #expect(taken == 9, "the others have 4/1/25 for a date, an hour 30, or $10,000.00 and a space in an amount")
    }
}

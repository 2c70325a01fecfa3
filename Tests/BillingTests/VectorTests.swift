import Billing
import Foundation
import Testing

/// The cases of `Vectors/vectors.txt`, which Python's `decimal` computed.
@Suite struct VectorTests {
    static let cases: [String: [[String]]] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Vectors/vectors.txt")
        guard let content = FileManager.default.contents(atPath: file.path) else { return [:] }
        let rows = String(decoding: content, as: UTF8.self).split(separator: "\n")
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        return Dictionary(grouping: rows) { $0[0] }.mapValues { $0.map { Array($0.dropFirst()) } }
    }()

    /// All cases of a kind that do not come out as `expected` says; the tests want none.
    private func wrong(_ kind: String, _ differs: ([String]) throws -> Bool) throws -> [String] {
        let cases = try #require(Self.cases[kind], "vectors.txt has no cases of \(kind)")
        return try cases.filter(differs).prefix(5).map { $0.joined(separator: " ") }
    }

    private func amount(_ text: String) throws -> Amount { Amount(femtos: try #require(Int128(text))) }
    private func bytes(_ text: String) -> [UInt8] { Array(text.replacing("\\t", with: "\t").utf8) }

    @Test func thereAreTwentyThousandCases() {
        #expect(Self.cases.values.map(\.count).reduce(0, +) >= 20_000)
    }

    @Test func aNumberIsReadToTheLastDigitAndItsResidueKept() throws {
        let wrong = try wrong("parse") { fields in
            let parsed = try? ParsedDecimal(bytes(fields[0]).span)
            return parsed != ParsedDecimal(amount: try amount(fields[1]), residue: try #require(Int128(fields[2])))
        }
        #expect(wrong == [])
    }

    @Test func whatIsNoNumberIsRefusedWithItsReason() throws {
        let wrong = try wrong("refuse") { fields in
            do {
                _ = try ParsedDecimal(bytes(fields[0]).span)
                return true
            } catch {
                return "\(error)" != fields[1]
            }
        }
        #expect(wrong == [])
    }

    @Test func sumsAndDifferencesAreExact() throws {
        let wrong = try wrong("add") { fields in
            let (a, b) = (try amount(fields[0]), try amount(fields[1]))
            let (sum, difference) = (try amount(fields[2]), try amount(fields[3]))
            return a + b != sum || b + a != sum || a - b != difference || sum - b != a
        }
        #expect(wrong == [])
    }

    @Test func amountsAreOrderedByValue() throws {
        let wrong = try wrong("compare") { fields in
            let (a, b) = (try amount(fields[0]), try amount(fields[1]))
            return (a > b ? 1 : 0) - (a < b ? 1 : 0) != Int(fields[2])
        }
        #expect(wrong == [])
    }

    @Test func productsAreRoundedOnce() throws {
        let wrong = try wrong("multiply") { try amount($0[0]) * amount($0[1]) != amount($0[2]) }
        #expect(wrong == [])
    }

    @Test func quotientsAreRoundedOnce() throws {
        let wrong = try wrong("divide") { fields in
            let quotient = try amount(fields[0]).divided(by: try amount(fields[1]))
            return quotient != (try amount(fields[2]))
        }
        #expect(wrong == [])
    }

    @Test func roundingIsHalfToEvenAndTheTextAgrees() throws {
        let wrong = try wrong("round") { fields in
            let places = try #require(Int(fields[1]))
            let value = try amount(fields[0])
            return value.rounded(to: places) != (try amount(fields[2])) || value.text(decimals: places) != fields[3]
        }
        #expect(wrong == [])
    }

    @Test func theTextHasAllDigitsAndReadsBackTheSame() throws {
        let wrong = try wrong("show") { fields in
            let value = try amount(fields[0])
            return try value.description != fields[1] || Amount(parsing: fields[1]) != value
        }
        #expect(wrong == [])
    }

    @Test func theStoredPairIsTheValue() throws {
        let wrong = try wrong("stored") { fields in
            let value = try amount(fields[0])
            return value.micros != Int64(fields[1]) || value.microsRemainder != Int64(fields[2])
                || Amount(micros: value.micros, remainder: value.microsRemainder) != value
        }
        #expect(wrong == [])
    }

    @Test func aSplitGivesTheLargestRemaindersTheRestAndAddsUp() throws {
        let wrong = try wrong("split") { fields in
            let whole = try amount(fields[0])
            let weights = try fields[1].split(separator: ";").map { try amount(String($0)) }
            let parts = try fields[2].split(separator: ";").map { try amount(String($0)) }
            return split(whole, by: weights) != parts || parts.reduce(.zero, +) != whole
                || split(-whole, by: weights) != parts.map { -$0 }
        }
        #expect(wrong == [])
    }
}

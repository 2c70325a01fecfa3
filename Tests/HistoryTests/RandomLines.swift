import Billing
import Formats

/// Lines of a made-up bill.
struct RandomLines: RandomNumberGenerator {
    private var numbers: SeededNumbers
    /// How many values each column has; 0 for one that is always absent.
    private var variety: [Int] = []

    init(seed: Int) {
        numbers = SeededNumbers(seed: UInt64(seed))
        variety = Dimension.allCases.map { column in
            column == .source ? 1 : [0, 1, 1, 2, 3, 1000].randomElement(using: &self) ?? 1
        }
    }

    mutating func next() -> UInt64 { numbers.next() }

    mutating func lines(_ count: Int) -> [LineValues] { (0..<count).map { _ in line() } }

    private mutating func line() -> LineValues {
        let texts = variety.map { count -> String? in
            let number = Int.random(in: 0...count, using: &self)
            return number == 0 && count != 1 ? nil : ["e\u{301}", "é", "x"][number % 3] + "\(number)"
        }
        return RandomLines.line { texts[$0.rawValue] }
    }

    /// A line of these values.
    static func line(_ text: (Dimension) -> String?) -> LineValues {
        var values = LineValues()
        for column in Dimension.allCases {
            let bytes = Array((text(column) ?? "").utf8)
            values.append(bytes.span)
        }
        return values
    }

    /// Its values as bytes: two spellings of an accent are two values.
    static func texts(_ line: LineValues) -> [[UInt8]?] {
        Dimension.allCases.map { line.range($0).isEmpty ? nil : Array(line.bytes[line.range($0)]) }
    }

    /// A hash over them and their columns.
    static func identity(_ line: LineValues) -> Hash128 {
        var bytes: [UInt8] = []
        for (column, text) in texts(line).enumerated() {
            bytes += [UInt8(column), UInt8(truncatingIfNeeded: text?.count ?? 0)] + (text ?? [])
        }
        return xxh3(bytes.span)
    }
}

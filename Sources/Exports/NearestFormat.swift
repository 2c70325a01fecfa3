import Formats

/// The format that a file of no known one comes nearest to: that of whose columns or keys it has the largest share.
struct NearestFormat {
    let format: ExportFormat
    /// How many of the format's columns or keys the file has.
    let found: Int
    /// What it lacks of them, alternatives as `BilledCost or EffectiveCost`.
    let lacks: [String]

    /// The nearest of some formats to a file with these names, in any letter case; nil where it has nothing of any.
    init?(to names: some Sequence<String>, among formats: [ExportFormat]) {
        let names = Set(names.map { $0.lowercased() })
        let all = formats.map { format in
            NearestFormat(format, lacks: format.marks.filter { mark in !mark.contains { names.contains($0.lowercased()) } })
        }
        let best = all.max { ($0.share, -$0.lacks.count) < ($1.share, -$1.lacks.count) }
        // One name of many, `cost` or `data`, says nothing.
        guard let best, best.found > 0, best.found * 2 > best.format.marks.count || best.format.marks.count <= 2 else {
            return nil
        }
        self = best
    }

    /// A format of which a file has nothing that could be named.
    init(_ format: ExportFormat) { self.init(format, lacks: []) }

    private init(_ format: ExportFormat, lacks: [[String]]) {
        self.format = format
        self.lacks = lacks.map { $0.joined(separator: " or ") }
        found = format.marks.count - lacks.count
    }

    private var share: Double { Double(found) / Double(max(1, format.marks.count)) }

    /// What was expected, for people: `expected day, metric and quantity, the nearest being usage: quantity is missing`.
    var expected: String {
        let needs = NearestFormat.list(format.marks.map { $0.joined(separator: " or ") })
        let missing =
            lacks.isEmpty ? "" : ": \(NearestFormat.list(lacks)) \(lacks.count == 1 ? "is" : "are") missing"
        return "expected \(needs), the nearest being \(format.rawValue)\(missing)"
    }

    private static func list(_ names: [String]) -> String {
        names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
    }

    /// The keys of a value and of what is in it, of lists that of their first elements.
    static func keys(of value: JSONValue) -> [String] {
        var keys: [String] = []
        var values = [(value, depth: 0)]
        while let (next, depth) = values.popLast(), keys.count < 1000 {
            keys += next.members.map(\.name)
            guard depth < 6 else { continue }
            values += (next.members.map(\.value) + next.elements.prefix(3)).map { ($0, depth + 1) }
        }
        return keys
    }
}

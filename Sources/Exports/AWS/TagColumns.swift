import Billing
import Formats

/// The columns of a file that hold one tag each, with the tag's key.
struct TagColumns {
    private let columns: [(key: [UInt8], column: Int)]

    /// Where they are.
    var places: [Int] { columns.map(\.column) }

    /// The columns whose names begin with one of `prefixes`, whatever their letter case. `userMark` is what stands before a user's
    /// own keys and is left off, where no other key is the same without it.
    init(_ columns: SheetColumns, prefixes: [String], userMarks: [String] = []) {
        var found: [(key: String, column: Int)] = []
        for (column, name) in columns.names.enumerated() {
            let lowered = name.lowercased()
            guard let prefix = prefixes.first(where: { lowered.hasPrefix($0) }) else { continue }
            found.append((String(name.dropFirst(prefix.count)), column))
        }
        let keys = Set(found.map(\.key))
        self.columns = found.map { (Array(TagColumns.plain($0.key, userMarks, among: keys).utf8), $0.column) }
    }

    /// A key without the mark of a user's own; with it where `keys` has the plain one too.
    static func plain(_ key: String, _ userMarks: [String], among keys: Set<String>) -> String {
        guard let mark = userMarks.first(where: { key.hasPrefix($0) && key.count > $0.count }) else { return key }
        let plain = String(key.dropFirst(mark.count))
        return keys.contains(plain) ? key : plain
    }

    /// The tags of the current record.
    func tags(of csv: borrowing CSVReader) -> TagPairs {
        var tags = TagPairs()
        for (key, column) in columns {
            if let value = csv.value(column) { tags.add(key, value) }
        }
        return tags
    }
}

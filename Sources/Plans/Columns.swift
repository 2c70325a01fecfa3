import Billing
import Formats

/// A sheet whose columns are known by name, letter case aside, in any order.
struct Columns {
    let mistakes: Mistakes
    private let sheet: Sheet
    private let places: [String: Int]

    /// Finds the columns of a sheet. `other` says whether a name that is not `known` is meant for something else, `examples`
    /// are names of that kind, for the hint.
    init(
        _ sheet: Sheet, required: [String], optional: [String] = [], examples: [String] = [],
        other: (_ name: String, _ column: Int) -> Bool = { _, _ in false }
    ) throws(RefusedFile) {
        self.sheet = sheet
        mistakes = Mistakes(sheet.source)
        let known = required + optional
        var places: [String: Int] = [:]
        var seen: Set<String> = []
        for (column, cell) in sheet.header.enumerated() {
            let name = trimmed(cell.text)
            let place = Entry(name: name, text: name, isQuoted: false, origin: cell.origin, width: cell.width)
            let isOther = !name.isEmpty && other(name, column)
            // The key of a tag has letter case, other names have not.
            let tag = name.lowercased().hasPrefix("tags.") ? "tags." + name.dropFirst(5) : name.lowercased()
            if name.isEmpty {
                mistakes.add(at: place, "column without a name, expected \(list(known))")
            } else if !seen.insert(tag).inserted {
                mistakes.add(at: place, "column \(place.shown) stands twice, expected it once")
            } else if isOther {
                continue
            } else if let match = known.first(where: { $0.lowercased() == name.lowercased() }) {
                places[match] = column
            } else {
                let nearest = nearest(to: name, among: known + examples)
                let expected = nearest ?? "a known column"
                let hint = "known columns are \(list(known + examples, "and"))"
                mistakes.add(at: place, "column \(place.shown) is not known, expected \(expected)", hint: hint)
            }
        }
        self.places = places
        for name in required where places[name] == nil {
            let line = sheet.header.first?.origin.line ?? 1
            mistakes.add(
                at: Origin(file: sheet.source.file, line: line, column: 1),
                "no column \(name), expected the columns \(list(required, "and"))",
                hint: "known columns are \(list(known + examples, "and"))")
        }
        try mistakes.check()
    }

    /// The rows in the file's order.
    var rows: [Row] { sheet.rows.map { Row(mistakes: mistakes, places: places, cells: $0.cells, origin: $0.origin) } }

    /// A row of such a sheet.
    struct Row: Record {
        let mistakes: Mistakes
        fileprivate let places: [String: Int]
        fileprivate let cells: [Sheet.Cell]
        /// Where it begins.
        let origin: Origin

        func entry(_ name: String, required: Bool, expected: String) -> Entry? {
            guard let column = places[name] else { return nil }
            let entry = cell(column, name: name)
            if required, entry.text.isEmpty { mistakes.add(at: entry, "\(name) is empty, expected \(expected)") }
            return entry.text.isEmpty ? nil : entry
        }

        /// The cell of a column by its number, possibly empty.
        func cell(_ column: Int, name: String) -> Entry {
            let cell = cells[column]
            return Entry(name: name, text: trimmed(cell.text), isQuoted: false, origin: cell.origin, width: cell.width)
        }
    }
}

import Billing
import Foundation

/// Finds the files that are parts of one delivery by their names: those of one folder that differ only in a number that counts from
/// 0 or 1 without a gap. Dates are no numbers, nor is a browser's `(1)` of a second download.
enum NumberedParts {
    /// Deliveries in the order of their first files. `pattern` is the source's `parts`: `none` for every file by itself, or a
    /// glob on the names of files that are parts of one delivery with those of the same dates. Files that add to each other by
    /// themselves stay `apart`. A delivery that `isKnown` by its name keeps its files: it waits for one that is missing.
    static func grouped(
        _ files: [ExportFile], isKnown: (_ name: String) -> Bool, apart: (ExportFile) -> Bool,
        _ pattern: (_ source: String) -> String?
    ) -> [ExportDelivery] {
        var groups: [String: [(number: Int, file: ExportFile)]] = [:]
        var keys: [String?] = []
        for file in files {
            let key = part(of: file, pattern(file.source))
            keys.append(key?.name)
            if let key { groups[key.name, default: []].append((key.number, file)) }
        }
        groups = groups.filter { name, group in
            guard isKnown(name) || isWhole(group.map(\.number)) else { return false }
            return group[0].number == -1 || !apart(group[0].file)
        }
        var deliveries: [ExportDelivery] = []
        for (file, key) in zip(files, keys) {
            guard let key, let group = groups[key] else {
                deliveries.append(ExportDelivery(file))
                continue
            }
            // The group stands where its last file stands, so that it is as new as that.
            guard group.last?.file.path == file.path else { continue }
            let parts = group.sorted { ($0.number, $0.file.name) < ($1.number, $1.file.name) }
            var delivery = ExportDelivery(parts.map(\.file), named: key, standingFor: file)
            delivery.problem = missing(parts.map(\.number), key)
            deliveries.append(delivery)
        }
        return deliveries
    }

    /// What a delivery that came whole before lacks; nil where its ascending numbers count without a gap.
    private static func missing(_ numbers: [Int], _ name: String) -> (reason: String, hint: String)? {
        guard let first = numbers.first, first >= 0 else { return nil }
        var next = min(first, 1)
        for number in numbers {
            if number != next {
                let found = number < next ? "number \(number) is there twice" : "number \(next) is missing"
                return (
                    "waits: it is one delivery of several files, and \(found)",
                    "put all of them there, or set parts: none for every file by itself"
                )
            }
            next += 1
        }
        return nil
    }

    /// The glob that both names fit: what they begin and end with, and a star between.
    static func pattern(of one: String, _ other: String) -> String {
        let names = [one, other].map { Array(($0 as NSString).lastPathComponent) }
        let start = zip(names[0], names[1]).prefix { $0 == $1 }.count
        let end = zip(names[0].dropFirst(start).reversed(), names[1].dropFirst(start).reversed()).prefix { $0 == $1 }.count
        return String(names[0].prefix(start)) + "*" + String(names[0].suffix(end))
    }

    /// Whether numbers count from 0 or 1 without a gap, or are all the same of a pattern's files.
    private static func isWhole(_ numbers: [Int]) -> Bool {
        guard numbers.count > 1 else { return false }
        if numbers.allSatisfy({ $0 == -1 }) { return true }
        let sorted = numbers.sorted()
        guard let first = sorted.first, first == 0 || first == 1 else { return false }
        return zip(sorted, first...).allSatisfy { $0 == $1 }
    }

    /// What a file shares with the other parts of its delivery, and its number; nil where it is no part. -1 for files of a pattern.
    private static func part(of file: ExportFile, _ pattern: String?) -> (name: String, number: Int)? {
        guard pattern != "none", file.isNameUTF8 else { return nil }
        let name = (file.name as NSString).lastPathComponent
        let folder = (file.name as NSString).deletingLastPathComponent
        let dates = NameDates(name)
        if let pattern {
            guard Glob(pattern).matches(name) else { return nil }
            let stamps = (dates.days.map(\.description) + dates.months.map(\.description)).joined(separator: " ")
            return ("\(folder)/\(pattern)\(stamps.isEmpty ? "" : " of " + stamps)", -1)
        }
        guard let run = numberRun(name) else { return nil }
        let digits = name[run]
        guard digits.count <= 18, let number = Int(digits) else { return nil }
        // Compressed or not, it is the same part.
        let rest = name[run.upperBound...]
        return ("\(folder)/\(name[..<run.lowerBound])#\(rest.lowercased().hasSuffix(".gz") ? rest.dropLast(3) : rest)", number)
    }

    /// The last run of digits in a name that is no part of a date, not in parentheses, and stands before the name's extension.
    private static func numberRun(_ name: String) -> Range<String.Index>? {
        var stem = name
        for ending in [".gz", ".csv", ".json", ".jsonl", ".log"] where stem.lowercased().hasSuffix(ending) {
            stem = String(stem.dropLast(ending.count))
        }
        var end = stem.endIndex
        while end > stem.startIndex {
            let last = stem.index(before: end)
            guard stem[last].isASCII, stem[last].isNumber else {
                end = last
                continue
            }
            var start = last
            while start > stem.startIndex, let before = Optional(stem.index(before: start)), stem[before].isASCII,
                stem[before].isNumber
            {
                start = before
            }
            let dates = NameDates(name)
            let without = NameDates(String(stem[..<start]) + "x" + String(stem[end...]))
            let isDate = without.days.count + without.months.count < dates.days.count + dates.months.count
            let isCopy = start > stem.startIndex && stem[stem.index(before: start)] == "("
            let offset = stem.distance(from: stem.startIndex, to: start)
            if !isDate, !isCopy {
                let from = name.index(name.startIndex, offsetBy: offset)
                return from..<name.index(from, offsetBy: stem.distance(from: start, to: end))
            }
            end = start
        }
        return nil
    }
}

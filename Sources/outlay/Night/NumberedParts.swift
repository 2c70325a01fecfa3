import Billing

/// Finds the files that are parts of one delivery by their names: those of one folder that differ only in a number.
///
/// A number alone says little: `inv4711.csv` and `inv4712.csv` are two bills. So files are parts where their numbers count from 0
/// or 1 without a gap, or where a word says that they are (`page-7.json`, `part-00007.csv`), which may begin anywhere: a fetch of
/// the pages from the fifth on is whole. What came as one delivery before stays one. Dates, versions and a browser's `(1)` of a
/// second download are no such numbers.
///
/// A delivery waits for a number that is missing between those that are there, and for those before them that it had before. How
/// far down it had them is kept in its name, the only thing of it that the history remembers: `page-#.json from 5`; without that
/// it counts from 0 or 1.
enum NumberedParts {
    /// Files that may be parts of one delivery, and their numbers; -1 for files of a pattern.
    private struct Group {
        var parts: [(number: Int, file: ExportFile)] = []
        /// Whether a word says that they are parts.
        var isSaid = false

        var isPattern: Bool { parts.first?.number == -1 }

        /// Whether the numbers count from 0 or 1 without a gap, or are all the same of a pattern's files.
        var isWhole: Bool {
            guard parts.count > 1 else { return false }
            let sorted = parts.map(\.number).sorted()
            guard let first = sorted.first, !isPattern else { return true }
            return first <= 1 && zip(sorted, first...).allSatisfy { $0 == $1 }
        }
    }

    /// Deliveries in the order of their first files. `pattern` is the source's `parts`: `none` for every file by itself, or a
    /// glob on the names of files that are parts of one delivery with those of the same dates. Files that add to each other by
    /// themselves stay `apart`. A delivery that is `known` by its name keeps its files: it waits for one that is missing.
    static func grouped(
        _ files: [ExportFile], known: some Sequence<String>, apart: (ExportFile) -> Bool, _ pattern: (_ source: String) -> String?
    ) -> [ExportDelivery] {
        var groups: [String: Group] = [:]
        var keys: [String?] = []
        for file in files {
            let part = part(of: file, pattern(file.source))
            keys.append(part?.name)
            guard let part else { continue }
            groups[part.name, default: Group()].parts.append((part.number, file))
            if part.isSaid { groups[part.name]?.isSaid = true }
        }
        let starts = starts(known)
        groups = groups.filter { name, group in
            guard starts[name] != nil || group.isWhole || group.isSaid && group.parts.count > 1 else { return false }
            return group.isPattern || !apart(group.parts[0].file)
        }
        var deliveries: [ExportDelivery] = []
        for (file, key) in zip(files, keys) {
            guard let key, let group = groups[key] else {
                deliveries.append(ExportDelivery(file))
                continue
            }
            // The group stands where its last file stands, so that it is as new as that.
            guard group.parts.last?.file.path == file.path else { continue }
            let parts = group.parts.sorted { ($0.number, $0.file.name) < ($1.number, $1.file.name) }
            let start = min(parts[0].number, starts[key] ?? parts[0].number)
            var delivery = ExportDelivery(
                parts.map(\.file), named: start > 1 ? "\(key)\(from)\(start)" : key, standingFor: file)
            delivery.problem = lack(parts.map(\.number), start)
            deliveries.append(delivery)
        }
        return deliveries
    }

    /// Stands in a delivery's name before the first of its numbers, where that is neither 0 nor 1.
    private static let from = " from "

    /// The least number that each delivery had before.
    private static func starts(_ known: some Sequence<String>) -> [String: Int] {
        var starts: [String: Int] = [:]
        for name in known {
            var (key, start) = (name, 1)
            // Hardly any name has a space.
            if name.utf8.contains(UInt8(ascii: " ")), let mark = name.ranges(of: from).last,
                let number = Int(name[mark.upperBound...])
            {
                (key, start) = (String(name[..<mark.lowerBound]), number)
            }
            starts[key] = min(starts[key] ?? start, start)
        }
        return starts
    }

    /// What ascending numbers lack that should count from `start`; nil where there is no gap.
    private static func lack(_ numbers: [Int], _ start: Int) -> (reason: String, hint: String)? {
        guard numbers[0] >= 0 else { return nil }
        let apart = "set parts: none for every file by itself"
        var next = start
        for number in numbers {
            if number < next { return ("waits: number \(number) is there twice", "remove one of them, or " + apart) }
            if number > next { return ("waits: number \(next) is missing", "put all parts there, or " + apart) }
            next += 1
        }
        return nil
    }

    /// What a file shares with the other parts of its delivery, and its number; nil where it is no part. -1 for files of a pattern.
    private static func part(of file: ExportFile, _ pattern: String?) -> (name: String, number: Int, isSaid: Bool)? {
        guard pattern != "none", file.isNameUTF8 else { return nil }
        let name = PathName(file.name).name
        let folder = PathName(file.name).folder
        if let pattern {
            guard Glob(pattern).matches(name) else { return nil }
            let dates = NameDates(name)
            let stamps = (dates.days.map(\.description) + dates.months.map(\.description)).joined(separator: " ")
            return ("\(folder)/\(pattern)\(stamps.isEmpty ? "" : " of " + stamps)", -1, false)
        }
        return PartName(name).map { ("\(folder)/\($0.delivery)", $0.number, $0.isSaid) }
    }
}

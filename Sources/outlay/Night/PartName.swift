/// What the number in a file's name says about the files that differ from it in nothing else.
struct PartName {
    /// The name of the delivery that it may be a part of: the file's with `#` for the number, without `.gz`, so that a part is the
    /// same one whether it is compressed or not.
    let delivery: String
    /// The number.
    let number: Int
    /// Whether a word says that it is a part (`page-7.json`), wherever the others begin to count.
    let isSaid: Bool

    /// A file's name without its folder; nil where no number in it can be that of a part.
    init?(_ name: String) {
        guard let run = PartName.run(name) else { return nil }
        let digits = name[run]
        guard digits.count <= 18, let number = Int(digits) else { return nil }
        self.number = number
        let rest = name[run.upperBound...]
        delivery = "\(name[..<run.lowerBound])#\(rest.lowercased().hasSuffix(".gz") ? rest.dropLast(3) : rest)"
        isSaid = ["page", "part"].contains(PartName.word(before: run.lowerBound, name))
    }

    /// The last run of digits in a name that is no part of a date and no version (`-v2`), not in parentheses, and stands before the
    /// name's extension.
    private static func run(_ name: String) -> Range<String.Index>? {
        var stem = name
        for ending in [".gz", ".csv", ".json", ".jsonl", ".log"] where stem.lowercased().hasSuffix(ending) {
            stem = String(stem.dropLast(ending.count))
        }
        let dates = NameDates(name)
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
            let without = NameDates(String(stem[..<start]) + "x" + String(stem[end...]))
            let isDate = without.days.count + without.months.count < dates.days.count + dates.months.count
            let isCopy = start > stem.startIndex && stem[stem.index(before: start)] == "("
            if !isDate, !isCopy, !["v", "version", "rev"].contains(word(before: start, stem)) {
                let from = name.index(name.startIndex, offsetBy: stem.distance(from: stem.startIndex, to: start))
                return from..<name.index(from, offsetBy: stem.distance(from: start, to: end))
            }
            end = start
        }
        return nil
    }

    /// The letters that stand before a number, at most one separator between them: `page` of `costs_page-7`. In lower case.
    private static func word(before start: String.Index, _ name: String) -> String {
        var rest = name[..<start]
        if let last = rest.last, "-_. ".contains(last) { rest.removeLast() }
        return rest.reversed().prefix(while: \.isLetter).reversed().map { $0.lowercased() }.joined()
    }
}

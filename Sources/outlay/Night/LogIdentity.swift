import Billing
import Exports
import Formats

/// What a log is called in the history: the same name for as long as it is one log, however often rotation renames or packs it.
///
/// A log of lines is its name without what rotation adds, and its first line, which stays as the log grows; another log under the
/// same name has another first line. A JSON document is written anew as a whole, and is its full name.
struct LogIdentity: CustomStringConvertible {
    let description: String

    /// The identity of a file that has this first line.
    init(file: String, firstLine: [UInt8], _ format: ExportFormat?) {
        let line = firstLine.reversed().drop { [9, 13, 32].contains($0) }.reversed() as [UInt8]
        let folder = PathName(file).folder
        let name = PathName(file).name
        if LogIdentity.isDocument(line, format) {
            description = "\(folder)/\(LogIdentity.unpacked(name))"
        } else {
            description = "\(folder)/\(LogIdentity.base(name)) from \(xxh3(line.span))"
        }
    }

    /// Whether a line begins a JSON document: an array, a value on several lines, or one that has its records in a member.
    private static func isDocument(_ line: [UInt8], _ format: ExportFormat?) -> Bool {
        guard let first = line.first, first == UInt8(ascii: "[") || first == UInt8(ascii: "{") else { return false }
        return first == UInt8(ascii: "[") || line.count < 24
            || format == .langfuse && line.starts(with: Array("{\"data\"".utf8))
    }

    /// A name without what rotation adds to it: `.gz`, numbers as in `.log.1`, and dates with what separates them.
    static func base(_ name: String) -> String {
        var rest = withoutDates(unpacked(name))
        while true {
            let shorter = withoutNumber(unpacked(rest))
            if shorter == rest { return rest }
            rest = shorter
        }
    }

    private static func unpacked(_ name: String) -> String { name.hasSuffix(".gz") ? String(name.dropLast(3)) : name }

    /// A name without its full dates, the time that follows one at the end, and what separates them from the rest.
    private static func withoutDates(_ name: String) -> String {
        let parts = NameDates(withoutHour(name)).folded.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, var rest = parts.first else { return name }
        for (index, part) in parts.enumerated().dropFirst() {
            if let last = rest.last, isSeparator(last) { rest.removeLast() }
            if index == parts.count - 1, isTime(part) { break }
            rest += rest.isEmpty ? String(part.drop(while: isSeparator)) : part
        }
        return rest.isEmpty ? name : rest
    }

    /// A name whose date at the end, `2026112013`, has lost its hour.
    private static func withoutHour(_ name: String) -> String {
        let digits = digits(name)
        let date = String(name.suffix(digits).prefix(8))
        return digits == 10 && !NameDates(date).days.isEmpty ? String(name.dropLast(2)) : name
    }

    /// Whether what follows a date is a time: `-13`, `T1305`, `-130507`, or seconds since 1970.
    private static func isTime(_ text: String) -> Bool {
        let digits = digits(text)
        guard [2, 4, 6, 10].contains(digits), text.count == digits + 1, let first = text.first else { return false }
        return isSeparator(first) || first == "T"
    }

    private static func isSeparator(_ character: Character) -> Bool { "-_.".contains(character) }

    /// How many digits a text ends with.
    private static func digits(_ text: String) -> Int { text.reversed().prefix { $0.isASCII && $0.isNumber }.count }

    /// A name without the number that rotation has put behind its ending, as in `access.log.1` and `access_log.1`; an address is
    /// no such number.
    private static func withoutNumber(_ name: String) -> String {
        let digits = digits(name)
        let stem = name.dropLast(digits + 1)
        guard (1...5).contains(digits), name.dropLast(digits).hasSuffix(".") else { return name }
        let ending = stem.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last
        return ending?.first?.isLetter == true || stem.hasSuffix("log") ? String(stem) : name
    }
}

import Billing
import Testing

@testable import Exports

/// Usage that was read as the program reads it, added up as the history does.
struct UsageRead {
    let format: ExportFormat?
    let reading: ExportReading
    /// Quantities by `DAY METRIC` and the labels that are there, as in `2026-08-01 requests model=m unit=requests`.
    private(set) var rows: [String: String] = [:]

    init(_ text: String, format: ExportFormat? = nil) throws {
        let file = try TemporaryFile(Array(text.utf8))
        try self.init(path: file.path, format: format)
    }

    /// JSON lines or lines of a log.
    init(lines: [String], format: ExportFormat? = nil, settings: Settings.Source = Settings.Source()) throws {
        let file = try TemporaryFile(Array((lines.joined(separator: "\n") + "\n").utf8))
        try self.init(path: file.path, format: format, settings: settings)
    }

    init(path: String, format: ExportFormat? = nil, settings: Settings.Source = Settings.Source()) throws {
        let sink = CollectingSink()
        let found = try readFile(path: path, into: sink, format: format, settings: settings)
        (self.format, reading) = found
        var sums: [String: Quantity] = [:]
        for usage in sink.usage { sums[UsageRead.key(usage), default: .zero] += usage.quantity }
        rows = sums.mapValues(\.description)
    }

    private static func key(_ usage: UsageDay) -> String {
        let labels = [
            ("system", usage.system), ("component", usage.component), ("customer", usage.customer), ("feature", usage.feature),
            ("model", usage.model), ("environment", usage.environment), ("unit", usage.unit),
        ].compactMap { name, value in value.map { " \(name)=\($0)" } }
        return "\(usage.day) \(usage.metric)\(usage.kind == .flow ? "" : " \(usage.kind)")\(labels.joined())"
    }

    /// The quantities of a day without their units, by metric; `labels` as in `model=m`.
    func metrics(_ day: String, _ labels: String = "") -> [String: String] {
        var found: [String: String] = [:]
        for (key, quantity) in rows {
            var words = key.split(separator: " ").map(String.init).filter { !$0.hasPrefix("unit=") }
            guard words.removeFirst() == day, words.dropFirst().joined(separator: " ") == labels else { continue }
            found[words[0]] = quantity
        }
        return found
    }

    var refusals: [String] { reading.refusals.map(\.reason) }

    /// The same records in any order are the same usage.
    static func expectAnyOrder(_ lines: [String], format: ExportFormat? = nil) throws {
        let rows = try UsageRead(lines: lines, format: format).rows
        #expect(!rows.isEmpty)
        for turn in lines.indices {
            let turned = Array(lines[turn...] + lines[..<turn])
            #expect(try UsageRead(lines: turned, format: format).rows == rows)
            #expect(try UsageRead(lines: turned.reversed(), format: format).rows == rows)
        }
    }
}

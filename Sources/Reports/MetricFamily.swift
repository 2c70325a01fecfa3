/// A metric with all its series, in the text format of Prometheus
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct MetricFamily {
    /// Letters, digits and `_`, with the base unit at its end.
    let name: String
    /// What it means, one line.
    let help: String
    private(set) var samples: [(labels: String, value: String)] = []

    init(_ name: String, _ help: String) {
        self.name = name
        self.help = help
    }

    /// A series with its value now. Of two whose labels read the same once cleaned the first stays: a series has one value.
    mutating func add(_ value: Double, _ labels: KeyValuePairs<String, String> = [:]) {
        let pairs = labels.map { "\($0.key)=\"\(MetricFamily.escaped($0.value))\"" }
        let text = pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}"
        guard value.isFinite, !samples.contains(where: { $0.labels == text }) else { return }
        let isWhole = value.rounded() == value && value.magnitude < 1e15
        samples.append((text, isWhole ? String(Int(value)) : String(value)))
    }

    /// A series, where its value is known.
    mutating func add(_ value: Double?, _ labels: KeyValuePairs<String, String> = [:]) {
        if let value { add(value, labels) }
    }

    /// Its lines; nothing without a series.
    var text: String {
        guard !samples.isEmpty else { return "" }
        let head = "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
        return samples.reduce(head) { $0 + "\(name)\($1.labels) \($1.value)\n" }
    }

    /// A label's value: backslash, quote and line feed escaped, what no monitor should show replaced by U+FFFD.
    private static func escaped(_ raw: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in SafeText(raw).text.unicodeScalars {
            switch scalar {
            case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
            case "\"": result.append(contentsOf: "\\\"".unicodeScalars)
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\t", "\r", "\u{2028}", "\u{2029}": result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}

import Billing
import Formats

extension Fields {
    /// `thresholds: [50, 80, 100]`: percentages, ascending.
    func thresholds() -> [Int]? {
        let expected = "percentages as in [50, 80, 100]"
        guard let nodes = sequence("thresholds", expected: expected) else { return nil }
        if nodes.isEmpty { add(at: "thresholds", "thresholds: found an empty list, expected \(expected)") }
        var thresholds: [Int] = []
        for node in nodes {
            let bounds = 1...1000
            let whole = "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
            guard let entry = node.entry("thresholds", expected: whole, mistakes: mistakes),
                let threshold = mistakes.whole(entry, in: bounds)
            else { continue }
            if let last = thresholds.last, threshold <= last {
                mistakes.add(at: entry, "threshold \(threshold) after \(last), expected ascending percentages")
            }
            thresholds.append(threshold)
        }
        return thresholds
    }

    /// `metric` and `unit` of a budget in usage: metrics joined by `+`. No metrics for one in money.
    func usage() -> (metrics: [String], unit: String) {
        let expected = "metrics as in tokens or reads+writes"
        let metrics = entry("metric", required: false, expected: expected).flatMap { mistakes.metrics($0.text, of: $0) }
        let unit = text("unit")
        if has("metric"), !has("unit") {
            add(at: "metric", "metric without a unit, expected unit: with that of the amount, as in tokens")
        } else if has("unit"), !has("metric") {
            add(at: "unit", "unit without a metric, expected metric: with what is used, or none of them for money")
        }
        return (metrics ?? [], unit ?? "")
    }
}

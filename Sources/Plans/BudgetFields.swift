import Billing
import Formats

extension Fields {
    /// The keys of a budget's scope and of what else all budgets have.
    static let budgetKeys = [
        "component", "customer", "environment", "service", "account", "tag", "metric", "unit", "amount", "period", "thresholds",
        "owner", "silent_until",
    ]

    /// `component`, `customer`, `environment`, `service`, `account` and `tag` of a budget: whose cost counts. What cannot be told of a
    /// scope is noted.
    func budgetScope(of period: BudgetPeriod) -> BudgetScope {
        var scope = BudgetScope(component: id("component")?.text, environment: id("environment")?.text)
        scope.customer = id("customer")?.text
        scope.service = text("service").map(Glob.init)
        scope.account = text("account").map(Glob.init)
        scope.tag = tag()
        for name in ["service", "account", "tag"] where has(name) {
            if has("metric") {
                add(at: name, "\(name) beside a metric, expected a budget in money: usage has no \(name)")
            } else if has("customer") {
                add(at: name, "\(name) beside a customer, expected one of them: shared cost is not split by \(name)")
            }
        }
        if has("customer"), !has("metric") {
            if has("environment") {
                add(at: "environment", "environment beside a customer, expected one of them: a customer's cost is production's")
            }
            if period == .day {
                add(
                    at: "period",
                    "period day beside a customer, expected month, quarter or year: shared cost is split by the month")
            }
        }
        return scope
    }

    /// `tag: key=value`; the value may have `*` and `?`.
    private func tag() -> BudgetScope.Tag? {
        let expected = "a key and a value as in team=search"
        guard let entry = entry("tag", required: false, expected: expected) else { return nil }
        guard let mark = entry.text.firstIndex(of: "="), mark > entry.text.startIndex else {
            mistakes.add(at: entry, "tag \(entry.shown) has no key, expected \(expected)")
            return nil
        }
        return BudgetScope.Tag(
            key: String(entry.text[..<mark]), value: Glob(String(entry.text[entry.text.index(after: mark)...])))
    }

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

import Billing

/// The metrics that a name stands for: `tokens` is the sum of all four kinds, any other name itself.
func basicMetrics(of name: String) -> [String] {
    name == "tokens" ? ["input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens"] : [name]
}

extension [UsageDay] {
    /// The rows of metrics; `tokens` are the four kinds, or where none of them is counted the total that is.
    func rows(of metrics: [String]) -> [UsageDay] {
        metrics.flatMap { metric in
            let wanted = Set(basicMetrics(of: metric))
            let rows = filter { wanted.contains($0.metric) }
            return rows.isEmpty && wanted.count > 1 ? filter { $0.metric == metric } : rows
        }
    }
}

/// How the days of one metric's rows combine; where sources disagree, as a level before a peak before a flow.
func kind(of rows: [UsageDay]) -> MetricKind {
    [.level, .peak].first { kind in rows.contains { $0.kind == kind } } ?? .flow
}

/// The rows of one metric combined over their days: a flow is summed, a level is the average of the days with data, a peak the
/// highest row. There is at least one row.
func combined(_ rows: [UsageDay]) -> Quantity {
    switch kind(of: rows) {
    case .flow: rows.reduce(.zero) { $0 + $1.quantity }
    case .level:
        Quantity(rows.reduce(Amount.zero) { $0 + $1.quantity.value }.scaled(by: 1, over: Int128(Set(rows.map(\.day)).count)))
    case .peak: rows.dropFirst().reduce(rows[0].quantity) { max($0, $1.quantity) }
    }
}

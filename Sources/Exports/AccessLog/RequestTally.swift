import Billing

/// Requests counted by day, customer and class of status.
struct RequestTally {
    private struct Key: Hashable {
        var day: Day
        var customer: String
    }

    /// All, then those of status 1xx to 5xx.
    private var counts: [Key: [Int]] = [:]

    /// Counts a request; a status out of 100 to 599 is of no class, an empty customer none.
    mutating func add(_ day: Day, status: Int?, customer: String) {
        let key = Key(day: day, customer: customer)
        counts[key, default: [0, 0, 0, 0, 0, 0]][0] += 1
        if let status, (100...599).contains(status) { counts[key]?[status / 100] += 1 }
    }

    /// The counts as usage, by day and customer: `requests`, and `requests_1xx` to `requests_5xx` where there are any.
    var usage: [UsageDay] {
        counts.sorted { ($0.key.day, $0.key.customer) < ($1.key.day, $1.key.customer) }.flatMap { key, counts in
            counts.enumerated().filter { $0.element > 0 }.map { index, count in
                var usage = UsageDay(
                    day: key.day, metric: index == 0 ? "requests" : "requests_\(index)xx", kind: .flow,
                    quantity: Quantity(count))
                usage.unit = "requests"
                if !key.customer.isEmpty { usage.customer = key.customer }
                return usage
            }
        }
    }
}

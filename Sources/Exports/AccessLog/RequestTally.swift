import Billing

/// Requests counted by day and class of status.
struct RequestTally {
    /// All, then those of status 1xx to 5xx.
    private var days: [Day: [Int]] = [:]

    /// Counts a request; a status out of 100 to 599 is of no class.
    mutating func add(_ day: Day, status: Int?) {
        days[day, default: [0, 0, 0, 0, 0, 0]][0] += 1
        if let status, (100...599).contains(status) { days[day]?[status / 100] += 1 }
    }

    /// The counts as usage, by day: `requests`, and `requests_1xx` to `requests_5xx` where there are any.
    var usage: [UsageDay] {
        days.sorted { $0.key < $1.key }.flatMap { day, counts in
            counts.enumerated().filter { $0.element > 0 }.map { index, count in
                var usage = UsageDay(
                    day: day, metric: index == 0 ? "requests" : "requests_\(index)xx", kind: .flow, quantity: Quantity(count))
                usage.unit = "requests"
                return usage
            }
        }
    }
}

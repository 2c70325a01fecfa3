import Billing

/// Points of metrics that count tokens, added up from deltas and from running totals.
struct TokenMeters {
    private var deltas: [TokenProducer: UsageSums] = [:]
    /// Points of running totals by series.
    private var totals: [[TokenPoint]] = []
    private var numbers: [[UInt8]: Int] = [:]

    /// Adds a point.
    mutating func add(_ point: TokenPoint) {
        guard !point.isDelta else {
            deltas[point.producer, default: UsageSums()].add(point.usage(since: nil))
            return
        }
        if let number = numbers[point.key] {
            totals[number].append(point)
        } else {
            numbers[point.key] = totals.count
            totals.append([point])
        }
    }

    /// What was used, without what these producers counted.
    func usage(without counted: Set<TokenProducer>) -> [UsageDay] {
        var sums = UsageSums()
        for (producer, usage) in deltas.sorted(by: { $0.key.service < $1.key.service }) where !counted.contains(producer) {
            sums.add(usage.days)
        }
        for series in totals {
            var before: TokenPoint?
            for point in series.sorted(by: { ($0.moment, $0.tokens, $0.requests) < ($1.moment, $1.tokens, $1.requests) })
            where !counted.contains(point.producer) {
                sums.add(point.usage(since: before))
                before = point
            }
        }
        return sums.days
    }

    /// What is assumed and left out, for people.
    func notes(without counted: Set<TokenProducer>) -> [String] {
        let producers = Set(deltas.keys).union(totals.compactMap(\.first?.producer))
        var notes: [String] = []
        let left = producers.intersection(counted)
        if !left.isEmpty {
            let names = left.map { $0.service.isEmpty ? "a service without a name" : $0.service }.sorted().joined(separator: ", ")
            notes.append("token metrics are left out where the file has the calls themselves: \(names)")
        }
        if producers.subtracting(counted).contains(where: { $0.family == .client }) {
            notes.append("gen_ai.client.token.usage does not tell cached tokens apart: they count as input_tokens")
        }
        return notes
    }
}

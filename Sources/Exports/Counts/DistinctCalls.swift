import Billing
import Formats

/// Calls of models by what tells one from another: of a call that stands several times, the largest record counts, or the
/// one of the highest version where records have versions. About 120 bytes a call.
struct DistinctCalls {
    private struct Call {
        var key: Hash128
        var label: Int
        var counts: TokenCounts
        var version: Int128
    }

    private var calls: [Call] = []
    private var numbers = HashIndex()
    private var labels: [UsageDay] = []
    private var labelNumbers: [UsageDay: Int] = [:]

    /// Adds a call; of records of one version the later counts.
    mutating func add(_ key: Hash128, _ label: UsageDay, _ counts: TokenCounts, version: Int128? = nil) {
        guard let number = numbers.find(key) else {
            numbers.add(key, Int32(calls.count))
            calls.append(Call(key: key, label: self.number(label), counts: counts, version: version ?? 0))
            return
        }
        let known = calls[Int(number)]
        let counted = version.map { $0 >= known.version } ?? isPreferred(counts, label, to: known.counts, labels[known.label])
        guard counted else { return }
        calls[Int(number)] = Call(key: key, label: self.number(label), counts: counts, version: version ?? 0)
    }

    /// Whether a call is among them.
    func contains(_ key: Hash128) -> Bool { numbers.find(key) != nil }

    /// What the calls used, added up, of those that `claim` grants.
    func usage<Failure>(_ claim: (Hash128) throws(Failure) -> Bool) throws(Failure) -> [UsageDay] {
        var sums = UsageSums()
        for call in calls where try claim(call.key) { sums.add(call.counts.usage(labels[call.label])) }
        return sums.days
    }

    private mutating func number(_ label: UsageDay) -> Int {
        if let number = labelNumbers[label] { return number }
        labelNumbers[label] = labels.count
        labels.append(label)
        return labels.count - 1
    }

    /// A total order, so that the order of the records makes no difference: the larger first, then the earlier.
    private func isPreferred(_ counts: TokenCounts, _ label: UsageDay, to other: TokenCounts, _ known: UsageDay) -> Bool {
        if counts.tokens != other.tokens { return counts.tokens > other.tokens }
        if label.day != known.day { return label.day < known.day }
        let order = (counts.requests, counts.output, counts.cacheRead, counts.cacheWrite)
        let knownOrder = (other.requests, other.output, other.cacheRead, other.cacheWrite)
        if order != knownOrder { return order > knownOrder }
        let texts = [label.model, label.customer, label.environment, label.feature].map { $0 ?? "" }
        return texts.lexicographicallyPrecedes([known.model, known.customer, known.environment, known.feature].map { $0 ?? "" })
    }
}

/// The key of a call from the texts that tell it from others.
func callKey(_ parts: String...) -> Hash128 {
    var bytes: [UInt8] = []
    for part in parts {
        bytes += part.utf8
        bytes.append(0)
    }
    return xxh3(bytes.span)
}

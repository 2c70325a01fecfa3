import Billing

/// The identities of the lines that a delivery names, by their numbers.
struct LineHashes {
    private var lines: [(number: Int32, hash: Hash128)] = []
    private var isSorted = true
    private var at = 0

    mutating func add(_ number: Int32, _ hash: Hash128) {
        if let last = lines.last, last.number >= number { isSorted = false }
        lines.append((number, hash))
    }

    /// The identity of a line that was added; lines are mostly asked for in their order.
    mutating func hash(of number: Int32) -> Hash128 {
        if !isSorted {
            lines.sort { $0.number < $1.number }
            isSorted = true
        }
        if at < lines.count, lines[at].number == number { return lines[at].hash }
        at += 1
        if at < lines.count, lines[at].number == number { return lines[at].hash }
        var low = 0, high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].number < number { low = middle + 1 } else { high = middle }
        }
        precondition(low < lines.count && lines[low].number == number, "a charge is of a line that was added")
        at = low
        return lines[low].hash
    }
}

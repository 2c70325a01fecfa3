import Billing

/// What one thing cost, or how much of it was used, on each of a run of days.
struct DailySeries: Hashable, Sendable {
    /// The day of the first amount.
    let start: Day
    /// One for each day from the first on; a day on which nothing was charged is zero, a credit negative.
    private(set) var amounts: [Amount]

    /// A series whose first amount is of `start`.
    init(start: Day, amounts: [Amount]) {
        self.start = start
        self.amounts = amounts
    }

    /// A series of zeros over a period, to add to.
    init(over period: Period) {
        self.init(start: period.start, amounts: Array(repeating: .zero, count: period.days))
    }

    /// The day after the last.
    var end: Day { start.advanced(by: amounts.count) }

    /// Adds another series day by day; what falls to days that this one does not have is left out.
    mutating func add(_ other: DailySeries) {
        for (at, amount) in other.amounts.enumerated() { add(amount, on: other.start.advanced(by: at)) }
    }

    /// Adds to a day; one that the series does not have is left out.
    mutating func add(_ amount: Amount, on day: Day) {
        let at = start.distance(to: day)
        if amounts.indices.contains(at) { amounts[at] += amount }
    }

    /// Adds what was charged over some days, evenly: the days add up to it exactly. A charge at a moment is one of that day; what
    /// falls to days that the series does not have is left out.
    mutating func add(_ amount: Amount, over period: Period) {
        let days = max(1, period.days)
        guard days > 1 else { return add(amount, on: period.start) }
        // Each day is what a running total grows by, rounded half to even as a charge's share of complete days is: the first k days add up
        // to `amount.scaled(by: k, over: days)`.
        let (each, left) = amount.femtos.quotientAndRemainder(dividingBy: Int128(days))
        let remainder = Int(left)
        var given = 0
        for at in 0..<days {
            let product = remainder * (at + 1)
            var through = product / days
            let twice = (product - through * days) * 2
            let isOdd = (each & 1 == 1 && at & 1 == 0) != (through & 1 == 1)
            if twice > days || twice == days && isOdd { through += 1 }
            if twice < -days || twice == -days && isOdd { through -= 1 }
            add(Amount(femtos: each + Int128(through - given)), on: period.start.advanced(by: at))
            given = through
        }
    }

    /// The days from the first that is not zero on, as numbers for statistics; empty where there is none.
    var numbers: (start: Day, values: [Double]) {
        let first = amounts.firstIndex { !$0.isZero } ?? amounts.count
        return (start.advanced(by: first), amounts[first...].map(\.approximate))
    }
}

extension Amount {
    /// As a binary number, for statistics only.
    var approximate: Double {
        // Of most amounts the same by a tenth of the work.
        (Int64(exactly: femtos).map(Double.init) ?? Double(femtos)) / Double(Amount.unit)
    }

    /// The nearest amount in whole millionths; nil for what no amount of a report can be (1e22 and more, or no number).
    init?(estimate: Double) {
        guard estimate.magnitude < 1e22 else { return nil }
        self.init(femtos: Int128((estimate * 1e6).rounded(.toNearestOrEven)) * 1_000_000_000)
    }
}

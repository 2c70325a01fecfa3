import Billing

/// What a month or a quarter is expected to come to.
struct Landing: Hashable {
    /// Low ≤ expected ≤ high; the bounds are those of an 80 % range, and all three the actual of a period that is complete.
    private(set) var expected: Amount, low: Amount, high: Amount
    /// What it has come to by the end of each day of the period: the actual of complete days, then what is expected.
    private(set) var path: DailySeries
    /// How many days it has to go by; of a sum the fewest of a part.
    private(set) var completeDays: Int

    /// The first day by whose end the period has come to an amount, or is expected to; nil where it is not, and for nothing or less.
    func day(reaching amount: Amount) -> Day? {
        guard amount > .zero else { return nil }
        return path.amounts.firstIndex { $0 >= amount }.map { path.start.advanced(by: $0) }
    }
}

extension Landing {
    /// What is said of an exact plan by itself is off by up to this share.
    static let planDoubt = 0.1
    /// From this many complete days on the plan's pacing no longer counts.
    private static let ownDays = 7

    /// The actual over complete days, and for each of the others what recent days of its weekday let expect. Under seven complete days
    /// the plan's day is blended in, with none of them it is all; where the plan is paced by the month's start or end it is all
    /// throughout. Nil where neither complete days nor a plan say anything, or no amount could hold it.
    init?(_ basis: LandingBasis) {
        var path: [Amount] = []
        var actual = basis.carried
        for amount in basis.counted.amounts {
            actual += amount
            path.append(actual)
        }
        self.path = DailySeries(start: basis.period.start, amounts: path)
        (expected, low, high) = (actual, actual, actual)
        completeDays = basis.completeDays
        if basis.isComplete { return }

        let recent = RecentDays(basis.recurring)
        let plans = basis.plan.map { plan in
            (first: plan.month.first, pacing: plan.pacing, days: plan.days { recent?.fee(on: $0) ?? 0 })
        }
        let doubt = max(0, 1 - Double(basis.completeDays) / Double(Landing.ownDays))
        var sum = 0.0, planHalf = 0.0, apart = 0.0
        var known = Amount.zero
        var extrapolated: [Day] = []
        for day in basis.rest {
            let planned = plans.lazy.compactMap { plan -> (pacing: PlanComponent.Pacing, middle: Double, halfWidth: Double)? in
                let at = plan.first.distance(to: day)
                return plan.days.indices.contains(at) ? (plan.pacing, plan.days[at].middle, plan.days[at].halfWidth) : nil
            }.first
            let ofPlan = planned.map { $0.pacing == .even ? doubt : 1 } ?? 0
            guard basis.completeDays > 0 || planned != nil else { return nil }
            let run = recent?.expected(on: day) ?? 0
            if let planned, ofPlan > 0 {
                sum += ofPlan * planned.middle + (1 - ofPlan) * run
                planHalf += ofPlan * (planned.halfWidth + Landing.planDoubt * planned.middle.magnitude)
                if ofPlan < 1 { apart += planned.middle - run }
            } else {
                sum += run
            }
            if ofPlan < 1 { extrapolated.append(day) }
            known += basis.ahead[day] ?? .zero
            guard let rest = Amount(estimate: sum) else { return nil }
            path.append(actual + known + rest)
        }
        // Two opinions vary by what they differ, besides by what each is unsure of.
        let ownHalf = (1 - doubt) * (recent?.halfRange(over: extrapolated) ?? 0)
        let between = 1.2816 * 1.2816 * doubt * (1 - doubt) * apart * apart
        let half = (ownHalf * ownHalf + planHalf * planHalf + between).squareRoot()
        guard let end = path.last, let width = Amount(estimate: half) else { return nil }
        self.path = DailySeries(start: basis.period.start, amounts: path)
        (expected, low, high) = (end, end - width, end + width)
        // What was charged is not given back where nothing ever was.
        if basis.recurring.amounts.allSatisfy({ $0 >= .zero }) { low = min(end, max(low, actual + known)) }
    }
}

extension Landing {
    /// Adds what came before the period.
    mutating func carry(_ amount: Amount) {
        expected += amount
        low += amount
        high += amount
        path = DailySeries(start: path.start, amounts: path.amounts.map { $0 + amount })
    }

    /// A share of it, 0 to 1.
    func scaled(by share: Amount) -> Landing {
        var part = self
        (part.expected, part.low, part.high) = (expected * share, low * share, high * share)
        part.path = DailySeries(start: path.start, amounts: path.amounts.map { $0 * share })
        return part
    }

    /// The sum of landings of one period, with the range that all of them together have about it; without one each is taken to be at
    /// its own end of its range, which is the widest that the sum can be.
    init?(totalOf parts: [Landing], rangeOf whole: Landing? = nil) {
        guard let first = parts.first else { return nil }
        self = first
        for part in parts.dropFirst() {
            expected += part.expected
            low += part.low
            high += part.high
            path.add(part.path)
            completeDays = min(completeDays, part.completeDays)
        }
        if let whole { (low, high) = (expected - (whole.expected - whole.low), expected + (whole.high - whole.expected)) }
    }
}

import Billing

/// Adds charges up by the kind of their lines and by their days.
struct ChargeSums {
    private let kinds: LineKinds
    private let period: Period
    private let hasDays: Bool
    /// The line looked up last, since its charges come one after the other.
    private var last: (line: Int64, kind: Int32)?

    /// Where the group of each of the first kinds and each single day of the period stands in the following, or -1.
    private var dailyPlaces: [Int32] = []
    private static let dailyKinds: Int32 = 1 << 15
    /// Where each other group stands.
    private var places: [ChargeGroup.Key: Int] = [:]
    private var groups: [ChargeGroup] = []

    /// Sums of charges by kinds of lines; without days each stands for the whole `period`, and quantities are left out.
    init(_ kinds: LineKinds, period: Period, hasDays: Bool) {
        self.kinds = kinds
        self.period = period
        self.hasDays = hasDays
    }

    /// What a row has; a group takes its numbers by their places here.
    static let columns =
        ["line", "start_day", "end_day"]
        + ["billed_micros", "billed_femtos", "effective_micros", "effective_femtos"]
        + ["consumed_units", "consumed_nanos", "pricing_units", "pricing_nanos"]

    /// Adds a row; throws where there is no such line, or a sum is beyond what an integer holds.
    mutating func add(_ row: ChargeRow) throws(HistoryError) {
        let line = row.integer(0)
        let kind: Int32
        if let last, last.line == line { kind = last.kind } else { kind = try kinds.kind(of: line) }
        last = (line, kind)
        let key =
            hasDays
            ? ChargeGroup.Key(kind: kind, start: row.integer(1), end: row.integer(2))
            : ChargeGroup.Key(kind: kind, start: 0, end: 0)
        let place = place(of: key)
        try groups[place].add(row, hasQuantities: hasDays)
    }

    /// Where a group stands.
    private mutating func place(of key: ChargeGroup.Key) -> Int {
        let first = Int64(period.start.number)
        if key.end == key.start &+ 1, key.start >= first, key.start < Int64(period.end.number), key.kind < ChargeSums.dailyKinds {
            let place = Int(key.kind) * period.days + Int(key.start - first)
            while place >= dailyPlaces.count { dailyPlaces += Array(repeating: -1, count: period.days) }
            if dailyPlaces[place] < 0 { dailyPlaces[place] = Int32(new(key)) }
            return Int(dailyPlaces[place])
        }
        if let place = places[key] { return place }
        let place = new(key)
        places[key] = place
        return place
    }

    private mutating func new(_ key: ChargeGroup.Key) -> Int {
        groups.append(ChargeGroup(key: key))
        return groups.count - 1
    }

    /// What there is, in the order of kinds and days; `ranks` are the kinds'.
    func charges(_ basis: Settings.CostBasis, _ ranks: [(own: Int, more: Int)]) throws(HistoryError) -> [MonthCharge] {
        func order(_ group: ChargeGroup) -> (Int, Int64, Int64, Int) {
            let rank = ranks[Int(group.key.kind)]
            return (rank.own, group.key.start, group.key.end, rank.more)
        }
        // Kinds that only a step of the bridge tells apart are one here.
        var merged: [ChargeGroup] = []
        for group in groups.sorted(by: { order($0) < order($1) }) {
            if let last = merged.last, order(last) == order(group) {
                try merged[merged.count - 1].add(group)
            } else {
                merged.append(group)
            }
        }
        return merged.map { group in
            var charge = kinds.charge(of: group.key.kind)
            charge.period = hasDays ? Period(start: Statement.day(group.key.start), end: Statement.day(group.key.end)) : period
            charge.billed = group.billed.amount
            charge.cost = basis == .billed ? charge.billed : group.effective.amount
            charge.consumed = group.consumed?.quantity
            charge.pricing = group.pricing?.quantity
            return charge
        }
    }

    /// From billed to effective cost, by provider and currency.
    func bridges() -> [CostBridge] {
        // Names are told apart as SQLite does, by their bytes; none comes first.
        struct Bill: Hashable {
            var provider: [UInt8], currency: [UInt8]
        }
        var sums: [Int32: (billed: Amount, effective: Amount)] = [:]
        for group in groups {
            sums[group.key.kind, default: (.zero, .zero)].billed += group.billed.amount
            sums[group.key.kind, default: (.zero, .zero)].effective += group.effective.amount
        }
        var bridges: [Bill: CostBridge] = [:]
        for (kind, sum) in sums {
            let (bridge, step) = kinds.bridge(of: kind)
            let bill = Bill(
                provider: bridge.provider.map { [1] + Array($0.utf8) } ?? [], currency: Array(bridge.currency.code.utf8))
            bridges[bill, default: bridge].billed += sum.billed
            bridges[bill, default: bridge][keyPath: step] += sum.effective - sum.billed
        }
        return bridges.sorted { one, other in
            one.key.provider == other.key.provider
                ? one.key.currency.lexicographicallyPrecedes(other.key.currency)
                : one.key.provider.lexicographicallyPrecedes(other.key.provider)
        }.map(\.value)
    }
}

import Billing
import CSQLite

/// Adds charges up by the kind of their lines and by their days.
struct ChargeSums {
    private struct Key: Hashable {
        var kind: Int32
        var start: Int64
        var end: Int64
    }

    private let kinds: LineKinds
    private let period: Period
    private let hasDays: Bool
    /// The line looked up last, since its charges come one after the other.
    private var last: (line: Int64, kind: Int32)?

    /// Where the group of each of the first kinds and each single day of the period stands in the following, or -1.
    private var dailyPlaces: [Int32] = []
    private static let dailyKinds: Int32 = 1 << 15
    /// Where each other group stands.
    private var places: [Key: Int] = [:]
    /// What each group is of.
    private var keys: [Key] = []
    /// Four of each group: cost and billed cost, each as its whole and the rest.
    private var amounts: [Int64] = []
    /// Four of each group: consumed and pricing quantity, each as its whole and the rest; and whether any is known.
    private var quantities: [Int64] = []
    private var known: [Bool] = []

    /// Sums of charges by kinds of lines; without days each stands for the whole `period`, and quantities are left out.
    init(_ kinds: LineKinds, period: Period, hasDays: Bool) {
        self.kinds = kinds
        self.period = period
        self.hasDays = hasDays
    }

    /// Adds a row of `line, start_day, end_day`, two amounts and two quantities; throws where there is no such line, or a sum is beyond
    /// what an integer holds.
    mutating func add(_ row: ChargeRow) throws(HistoryError) {
        let line = row.integer(0)
        let kind: Int32
        if let last, last.line == line { kind = last.kind } else { kind = try kinds.kind(of: line) }
        last = (line, kind)
        let key = hasDays ? Key(kind: kind, start: row.integer(1), end: row.integer(2)) : Key(kind: kind, start: 0, end: 0)
        let place = 4 * group(key)
        for at in 0..<4 { try ChargeSums.add(row.integer(3 + at), to: &amounts[place + at]) }
        guard hasDays else { return }
        for at in 0..<4 where !row.isNull(7 + at) {
            try ChargeSums.add(row.integer(7 + at), to: &quantities[place + at])
            known[place + at] = true
        }
    }

    /// Where a group stands.
    private mutating func group(_ key: Key) -> Int {
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

    private mutating func new(_ key: Key) -> Int {
        keys.append(key)
        for _ in 0..<4 {
            amounts.append(0)
            quantities.append(0)
            known.append(false)
        }
        return keys.count - 1
    }

    /// What there is, in the order of kinds and days; `ranks` are the kinds'.
    func charges(_ ranks: [(own: Int, more: Int)]) -> [MonthCharge] {
        func order(_ group: Int) -> (Int, Int64, Int64, Int) {
            let key = keys[group], rank = ranks[Int(key.kind)]
            return (rank.own, key.start, key.end, rank.more)
        }
        return keys.indices.sorted { order($0) < order($1) }.map { group in
            let key = keys[group]
            var charge = kinds.charge(of: key.kind)
            charge.period = hasDays ? Period(start: Statement.day(key.start), end: Statement.day(key.end)) : period
            let place = 4 * group
            charge.cost = Amount(micros: amounts[place], remainder: amounts[place + 1])
            charge.billed = Amount(micros: amounts[place + 2], remainder: amounts[place + 3])
            charge.consumed = quantity(place)
            charge.pricing = quantity(place + 2)
            return charge
        }
    }

    private func quantity(_ place: Int) -> Quantity? {
        guard known[place] else { return nil }
        return Quantity(
            Amount(femtos: Int128(quantities[place]) * Amount.unit + Int128(quantities[place + 1]) * 1_000_000))
    }

    /// A sum as SQLite's own: one beyond what an integer holds is an error and no other number.
    private static func add(_ number: Int64, to sum: inout Int64) throws(HistoryError) {
        let (added, isOver) = sum.addingReportingOverflow(number)
        guard !isOver else { throw .sqlite(operation: "adding charges", code: SQLITE_ERROR, message: "integer overflow") }
        sum = added
    }
}

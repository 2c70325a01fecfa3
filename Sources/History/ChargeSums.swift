import Billing
import CSQLite

/// Adds charges up by what tells their lines apart and by their days.
struct ChargeSums {
    /// What is known of a line, and its places in the order of all lines' texts: by those that come before the days, and by the others.
    struct Line {
        var line: Int64
        var rank: Int64
        var moreRank: Int64
        /// A charge of it without days and amounts.
        var charge: MonthCharge
    }

    private struct Key: Hashable {
        var rank: Int64
        var start: Int64
        var end: Int64
        var moreRank: Int64
        var inOrder: (Int64, Int64, Int64, Int64) { (rank, start, end, moreRank) }
    }

    private let lines: [Line]
    /// Where each line stands in `lines`.
    private let numbers: [Int64: Int]
    private let period: Period
    private let hasDays: Bool
    /// The line looked up last, since its charges come one after the other.
    private var last: (line: Int64, number: Int, rank: Int64, moreRank: Int64)?

    /// Where each group stands in the following.
    private var places: [Key: Int] = [:]
    /// A line of each group.
    private var members: [Int] = []
    /// Four of each group: cost and billed cost, each as its whole and the rest.
    private var amounts: [Int64] = []
    /// Four of each group: consumed and pricing quantity, each as its whole and the rest; and whether any is known.
    private var quantities: [Int64] = []
    private var known: [Bool] = []

    /// Sums of charges of these lines; without days each stands for the whole `period`, and quantities are left out.
    init(_ lines: [Line], period: Period, hasDays: Bool) {
        self.lines = lines
        self.period = period
        self.hasDays = hasDays
        numbers = Dictionary(lines.enumerated().map { ($1.line, $0) }) { first, _ in first }
    }

    /// Adds a row of `line, start_day, end_day`, two amounts and two quantities.
    mutating func add(_ row: Statement) throws(HistoryError) {
        let line = row.integer(0)
        if last?.line != line {
            last = numbers[line].map { (line, $0, lines[$0].rank, lines[$0].moreRank) }
        }
        guard let last else { throw .lostRow }
        let (start, end) = hasDays ? (row.integer(1), row.integer(2)) : (0, 0)
        let key = Key(rank: last.rank, start: start, end: end, moreRank: last.moreRank)
        let place: Int
        if let known = places[key] {
            place = 4 * known
        } else {
            place = 4 * members.count
            places[key] = members.count
            members.append(last.number)
            for _ in 0..<4 {
                amounts.append(0)
                quantities.append(0)
                known.append(false)
            }
        }
        for at in 0..<4 { try ChargeSums.add(row.integer(3 + at), to: &amounts[place + at]) }
        guard hasDays else { return }
        for at in 0..<4 where !row.isNull(7 + at) {
            try ChargeSums.add(row.integer(7 + at), to: &quantities[place + at])
            known[place + at] = true
        }
    }

    /// What there is, in the order of texts and days.
    var charges: [MonthCharge] {
        places.sorted { $0.key.inOrder < $1.key.inOrder }.map { key, group in
            var charge = lines[members[group]].charge
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

import Billing
import Formats
import Foundation
import Testing

@testable import History

/// What deliveries say of days and months is found without a look at all of them; a look at all of them is what it must come to.
@Suite struct DeliveryDaysTests {
    private static let sources = ["aws", "gcp", "Ünits", "calls"]
    private static let newest = 20_800

    /// Deliveries of three years, of some sources only long ago, a few of them seen again or without days.
    private func filled(_ seed: UInt64) throws -> (history: History, folder: URL) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("days-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let history = try History(path: folder.appendingPathComponent("history.sqlite").path) { xxh3($0) }
        var random = SeededNumbers(seed: seed)
        let run = try history.beginRun(startedAt: "", today: Day(number: Int32(Self.newest)), version: "test")
        let last = Self.sources.map { _ in Self.newest - ([0, 0, 40, 70, 900].randomElement(using: &random) ?? 0) }
        try history.transaction { () throws(HistoryError) in
            for scope in 1...60 {
                let at = Int.random(in: 0..<Self.sources.count, using: &random)
                let start = Int.random(in: Self.newest - 1100...last[at], using: &random)
                let kind = ["bill", "usage"].randomElement(using: &random) ?? "bill"
                try history.connection.run(
                    "INSERT INTO scope (source, kind, subject, period_start, period_end) VALUES (?, '\(kind)', 's\(scope)', ?, ?)",
                    .text(Self.sources[at]), .integer(Int64(start)), .integer(Int64(start + 1)))
                let number = history.connection.lastKey
                for again in 0..<Int.random(in: 1...3, using: &random) {
                    let sequence = try history.nextSequence("delivery", "", run: run)
                    let today = start + Int.random(in: 0...6, using: &random) + again
                    let end =
                        start + Int.random(in: -3...3, using: &random) + (Int.random(in: 0...9, using: &random) == 0 ? 30 : 0)
                    let day: SQLValue = Int.random(in: 0...9, using: &random) == 0 ? .null : .integer(Int64(end))
                    try history.connection.run(
                        """
                        INSERT INTO scope_delivery (sequence, scope, file, mode, received_at, today, last_day, rows, refused, content_hash)
                        VALUES (?, ?, '', 'replace', '', ?, ?, 1, 0, '')
                        """, .integer(sequence), .integer(number), .integer(Int64(today)), day)
                    if Int.random(in: 0...3, using: &random) == 0 {
                        let sighting = try history.nextSequence("sighting", "", run: run)
                        try history.connection.run(
                            "INSERT INTO scope_sighting VALUES (?, ?, ?, ?)", .integer(number), .integer(sighting),
                            .integer(Int64(today + 4)), .integer(Int64(end)))
                    }
                }
            }
        }
        return (history, folder)
    }

    private func remove(_ folder: URL) {
        do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") }
    }

    @Test(arguments: 0..<20) func theDaysOfSourcesAreThoseOfAllTheirDeliveries(seed: UInt64) throws {
        let (history, folder) = try filled(seed)
        defer { remove(folder) }
        for sequence in [0, 3, 30, 70, nil] {
            let view = history.view(asOf: sequence)
            let all = try view.connection.rows(
                """
                SELECT s.source, max(min(d.last_day, d.today)) FROM scope_delivery d JOIN scope s ON s.scope = d.scope
                WHERE d.sequence <= ? AND d.last_day NOTNULL GROUP BY 1
                """, [.integer(view.at)]
            ) { ($0.text(0), $0.day(1)) }
            #expect(try view.lastDays() == Dictionary(uniqueKeysWithValues: all), "as of \(sequence ?? 0)")
        }
    }

    @Test(arguments: 0..<20) func aDayIsCompleteOnceALaterOneHasCome(seed: UInt64) throws {
        let (history, folder) = try filled(seed)
        defer { remove(folder) }
        let never = Period(start: Day(number: 0), end: Day(number: 1))
        let billed = Self.sources.map { source in
            MonthCharge(
                source: source, assignment: Assignment(system: nil, component: nil, customer: nil, environment: nil),
                category: .usage, currency: Currency("USD"), period: never, cost: .zero,
                billed: .zero)
        }
        for sequence in [0, 3, 30, 70, nil] {
            let view = history.view(asOf: sequence)
            for days in [0, 2, 5] {
                let all = try view.connection.rows(
                    """
                    SELECT s.source, max(min(d.last_day, d.today - ?2))
                    FROM (SELECT scope, sequence, last_day, today FROM scope_delivery
                        UNION ALL SELECT scope, sequence, last_day, today FROM scope_sighting) d JOIN scope s ON s.scope = d.scope
                    WHERE d.sequence <= ?1 AND d.last_day NOTNULL AND s.kind = 'bill' GROUP BY 1
                    """, [.integer(view.at), .integer(Int64(days))]
                ) { ($0.text(0), $0.day(1)) }
                let known = Dictionary(uniqueKeysWithValues: all)
                for month in [Day(number: Int32(Self.newest)).month, Day(number: Int32(Self.newest - 800)).month] {
                    let found = try view.progress(in: month, settleDays: days, billed: billed)
                    #expect(Set(found.map(\.source)) == Set(Self.sources))
                    for source in found {
                        #expect(source.completeThrough == known[source.source], "\(source), as of \(sequence ?? 0)")
                    }
                }
            }
        }
    }

    /// Which months days settle in is what the last complete days before and after each delivery say, by one number of days; of several
    /// numbers none of theirs is missing.
    @Test(arguments: 0..<20) func theMonthsInWhichDaysSettleAreThoseBetweenTheLastCompleteDays(seed: UInt64) throws {
        let (history, folder) = try filled(seed)
        defer { remove(folder) }
        let newest = try history.sequence
        var through: [Int: [[SourceFeed: Day]]] = [:]
        for days in [0, 2, 5] {
            through[days] = try (0...newest).map {
                try history.view(asOf: $0).completeThrough([], from: Day(number: 0), settleDays: days)
            }
        }
        for after in [0, newest / 2, newest - 3] {
            let any = try history.settledMonths(after: after, settleDays: 0...5)
            for (days, through) in through {
                var expected: [Int: Set<Month>] = [:]
                for sequence in after + 1...newest {
                    let (old, new) = (through[sequence - 1], through[sequence])
                    for (feed, day) in new {
                        guard let before = old[feed], before < day else { continue }
                        let settled = before.number + 1...day.number
                        expected[sequence, default: []].formUnion(settled.map { Day(number: $0).month })
                    }
                }
                #expect(!expected.isEmpty || after > 0)
                #expect(try history.settledMonths(after: after, settleDays: days...days) == expected, "after \(after)")
                for (sequence, months) in expected { #expect(any[sequence]?.isSuperset(of: months) ?? false) }
            }
        }
    }

    /// The first delivery after a gap says that the days before it have settled, whatever the source has brought of the other kind; those
    /// that follow, which may be one every night, say nothing new of them.
    @Test func theFirstDeliveryAfterAGapTouchesTheMonthBeforeIt() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gap-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { remove(folder) }
        let history = try History(path: folder.appendingPathComponent("history.sqlite").path) { xxh3($0) }
        let run = try history.beginRun(startedAt: "", today: Day(number: Int32(Self.newest)), version: "test")
        let months = (3...11).map { Month(year: 2026, month: $0) }
        /// Brings a month's last day, or nothing of it, so many days after it; the sequence.
        func deliver(_ kind: String, _ month: Month, isEmpty: Bool = false, late: Int = 1) throws -> Int {
            try history.transaction { () throws(HistoryError) in
                let sequence = try history.nextSequence("delivery", "", run: run)
                try history.connection.run(
                    """
                    INSERT INTO scope (source, kind, subject, period_start, period_end) VALUES ('mixed', ?, 'b', ?, ?)
                    ON CONFLICT DO NOTHING
                    """, .text(kind), .integer(Int64(month.first.number)), .integer(Int64(month.end.number)))
                try history.connection.run(
                    """
                    INSERT INTO scope_delivery (sequence, scope, file, mode, received_at, today, last_day, rows, refused, content_hash)
                    SELECT ?, scope, '', 'replace', '', ?3, ?4, 1, 0, '' FROM scope WHERE kind = ?2 AND period_start = ?5
                    """, .integer(sequence), .text(kind), .integer(Int64(month.end.number) + Int64(late) - 1),
                    isEmpty ? .null : .integer(Int64(month.end.number) - 1), .integer(Int64(month.first.number)))
                try history.connection.run(
                    "INSERT INTO publication (month, sequence, today, run, summary) VALUES (?, ?, 0, ?, '')",
                    .integer(Int64(month.number)), .integer(sequence), .integer(Int64(run)))
                return Int(sequence)
            }
        }
        /// What was made anew, and what `changes` looks at, because of the last of these.
        func touched(after sequence: Int) throws -> [Set<Month>] {
            let changed = try history.lastChanges(of: months, after: sequence, settleDays: 2).filter {
                $0.value > sequence
            }
            let settled = try history.settledMonths(after: sequence, settleDays: 2...2)
            let steps = try history.changeSteps(after: sequence).flatMap { $0.touched(settled: settled[$0.sequence] ?? []) ?? [] }
            return [Set(changed.keys), Set(steps).intersection(months)]
        }
        _ = try deliver("usage", months[0])
        var last = 0
        for month in months { last = try deliver("bill", month) }
        let newest = Set([months[8]])
        let empty = try deliver("usage", months[8], isEmpty: true)
        #expect(try touched(after: last) == [newest, newest])
        let back = try deliver("usage", months[8])
        // The days of the gap's months settle too; nothing of the source is in them.
        #expect(try touched(after: empty) == [Set(months), Set(months)])
        // On a later day the month's own last day settles, and on one after that nothing.
        let settled = try deliver("usage", months[8], late: 9)
        #expect(try touched(after: back) == [newest, newest])
        // What it brings of an old month is compared with in the next two.
        let old = try deliver("usage", months[3], late: 300)
        #expect(try touched(after: settled) == [Set(months[3...5]), Set(months[3...5])])
        // A report that is looked at later goes by the same change.
        #expect(try history.lastChanges(of: months, after: 0, settleDays: 2)[months[0]] == back)
        #expect(try history.lastChanges(of: months, after: 0, settleDays: 2)[months[5]] == old)
    }
}

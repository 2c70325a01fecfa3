import Billing
import Formats
import Foundation
import Testing

@testable import History
@testable import outlay

/// The decisive law of the history: whatever was delivered in whatever order, it equals a fresh import of what is in force, and
/// every earlier sequence can still be seen as it was.
@Suite struct DeliveryScheduleTests {
    /// Each takes a third of a second in a debug build; OUTLAY_SCHEDULES asks for more.
    static let count = ProcessInfo.processInfo.environment["OUTLAY_SCHEDULES"].flatMap { Int($0) } ?? 60

    @Test func anyScheduleEqualsAFreshImportOfWhatIsInForce() throws {
        let seed =
            ProcessInfo.processInfo.environment["OUTLAY_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...UInt64.max / 2)
        print("delivery schedules: seed \(seed), \(DeliveryScheduleTests.count) schedules (OUTLAY_SEED repeats them)")
        for number in 0..<DeliveryScheduleTests.count {
            let scheduleSeed = seed &+ UInt64(number)
            let problem = try Schedule(seed: scheduleSeed).run()
            if let problem {
                Issue.record("schedule with OUTLAY_SEED=\(scheduleSeed) OUTLAY_SCHEDULES=1: \(problem)")
                return
            }
        }
    }
}

/// One random chain of deliveries into a history of its own.
private final class Schedule {
    private var random: ScheduleRandom
    private let folder: URL
    private let history: History
    private let place: Workplace
    private var model = DeliveryModel()
    private var contents: [String: [BillRecord]] = [:]
    private var everDelivered: [[BillRecord]] = []
    private var waiting: Set<String> = []
    private var clock = 1_780_000_000.0
    private var log: [String] = []

    init(seed: UInt64) throws {
        random = ScheduleRandom(seed)
        let base = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        folder = URL(fileURLWithPath: base).appendingPathComponent("outlay-schedule-\(getpid())-\(seed)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("Inputs/exports/s"), withIntermediateDirectories: true)
        try Data("sources:\n  s:\n    confirm_shrink: true\n".utf8).write(to: folder.appendingPathComponent("Inputs/outlay.yaml"))
        var globals = GlobalOptions()
        globals.inputs = folder.appendingPathComponent("Inputs").path
        globals.output = folder.appendingPathComponent("Output").path
        globals.today = Day("2026-11-21")
        globals.verbosity = .quiet
        place = try Workplace(globals, Console(globals))
        history = try place.openHistory()
    }

    deinit { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }

    /// Runs the schedule; returns what is wrong, or nil.
    func run() throws -> String? {
        var snapshots: [(sequence: Int, rows: [String])] = []
        let run = try history.beginRun(startedAt: "", today: place.today, version: "test")
        for step in 0..<Int.random(in: 3...8, using: &random) {
            let (name, records) = nextDelivery()
            try deliver(name, records, run)
            let rows = try charges(history, asOf: nil)
            let expected = DeliveryModel.sorted(model.inForce.values.flatMap { $0 })
            if let difference = Schedule.difference(rows, try imported(expected, run)) {
                return "step \(step): \(difference)\n\(log)"
            }
            snapshots.append((try history.sequence, try charges(history, asOf: try history.sequence)))
        }
        for snapshot in snapshots where try charges(history, asOf: snapshot.sequence) != snapshot.rows {
            return "as of \(snapshot.sequence) changed afterwards\n\(log)"
        }
        let findings = try Verification.findings(path: place.historyPath) { xxh3($0) }
        return findings.isEmpty ? nil : "verify: \(findings)\n\(log)"
    }

    // MARK: Deliveries

    private static let names = [
        "bill.csv", "other.csv", "daily_20260901.csv", "daily_20260902.csv", "daily_20260903.csv", "2026-08.csv",
    ]

    private func nextDelivery() -> (String, [BillRecord]) {
        let name = Schedule.names.randomElement(using: &random) ?? "bill.csv"
        let now = contents[name] ?? []
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return (name, [])
        case 1: return (name, everDelivered.randomElement(using: &random) ?? fresh())
        case 2 where !now.isEmpty: return (name, Array(now.shuffled(using: &random).prefix(now.count / 2)))
        case 3, 4:
            guard !now.isEmpty else { return (name, fresh()) }
            return (name, now.map { restated($0) })
        case 5:
            let bill = model.inForce.values.randomElement(using: &random) ?? []
            return (name, bill.isEmpty ? fresh() : bill)
        case 6:
            // The bill becomes final: its invoice number is filled in, or changes; for all of it, or line by line.
            let invoice = random.chance(70) ? "INV-1" : "INV-2"
            let isWhole = random.chance(60)
            return (
                name,
                (now.isEmpty ? fresh() : now).map {
                    var record = $0
                    record.invoice = isWhole ? invoice : ["", "INV-1", "INV-2"].randomElement(using: &random) ?? ""
                    return record
                }
            )
        case 7:
            let account = now.first?.account
            return (name, now.filter { $0.account == account } + fresh().filter { $0.account != account })
        default: return (name, fresh())
        }
    }

    private func restated(_ record: BillRecord) -> BillRecord {
        guard random.chance(30) else { return record }
        var changed = record
        changed.billed = amount()
        if random.chance(30) { changed.tag = ["", "red", "blue"].randomElement(using: &random) ?? "" }
        return changed
    }

    private func fresh() -> [BillRecord] {
        let months = (0..<Int.random(in: 1...2, using: &random)).map { _ in
            Month(year: 2026, month: Int.random(in: 8...10, using: &random))
        }
        let accounts = random.chance(60) ? ["acct-1"] : ["acct-1", "acct-2"]
        var records: [BillRecord] = []
        for month in Set(months).sorted() {
            for account in accounts {
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let isCorrection = random.chance(10)
                    records.append(
                        BillRecord(
                            account: account, month: month, service: "Service \(Int.random(in: 1...3, using: &random))",
                            tag: random.chance(30) ? "red" : "",
                            start: (isCorrection ? month.advanced(by: -1) : month).first.advanced(
                                by: Int.random(in: 0..<4, using: &random)),
                            days: random.chance(15) ? 5 : 1, billed: amount(), effective: amount(),
                            quantity: random.chance(50) ? "\(Int.random(in: 0...99, using: &random)).1234567891234" : "",
                            correction: isCorrection, invoice: ""))
                }
            }
        }
        return records
    }

    private func amount() -> String {
        let sign = random.chance(15) ? "-" : ""
        let digits = String(Int.random(in: 0...999_999_999_999, using: &random))
        return random.chance(20)
            ? "\(sign)\(Int.random(in: 1...9, using: &random)).5E-7"
            : "\(sign)\(Int.random(in: 0...99, using: &random)).\(digits)"
    }

    private func deliver(_ name: String, _ records: [BillRecord], _ run: Int) throws {
        let path = folder.appendingPathComponent("Inputs/exports/s/" + name)
        try BillWriter.bytes(records, random: &random).write(to: path)
        clock += 60
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: clock)], ofItemAtPath: path.path)
        var ingestion = try Ingestion(place, history, mapping: Mapping(), run: run)
        let files = ExportFile.belowExports(of: place.globals.inputs)
        try ingestion.take(files)
        if !ingestion.refusals.isEmpty { log.append("refused: \(ingestion.refusals.map { "\($0.origin) \($0.reason)" })") }
        log.append(
            "\(name): \(records.count) records of \(Set(records.map(\.scope)).sorted().map { "\($0.billingAccount)/\($0.billingPeriod.start)" })"
        )
        contents[name] = records
        waiting.insert(name)
        // An empty file that waits is read again with every delivery.
        for file in files {
            let name = (file.path as NSString).lastPathComponent
            guard waiting.contains(name) else { continue }
            if model.deliver(name, series: file.series, stamp: file.stamp, contents[name] ?? []) { waiting.remove(name) }
        }
        everDelivered.append(records)
    }

    // MARK: Comparing

    /// The charges as the view `focus` shows them, less what numbers a history gives, ordered by all values.
    private func charges(_ history: History, asOf sequence: Int?) throws -> [String] {
        let values =
            MeasureColumns.names.map { "c.\($0)" } + Dimension.allCases.map { "l.\($0.name)" }
            + ["s.subject", "s.period_start", "s.period_end", "c.start_day", "c.end_day", "c.records"]
        return try history.connection.rows(
            """
            SELECT \(values.map { "quote(\($0))" }.joined(separator: " || ',' || ")) || ' invoice '
                || CASE WHEN i.invoice_from <= ?1 THEN i.invoice ELSE '' END
            FROM charge c JOIN scope_invoicing i ON i.scope = c.scope AND i.invoicing = c.invoicing
            JOIN scope s ON s.scope = c.scope JOIN line l ON l.line = c.line
            WHERE c.known_from <= ?1 AND (c.known_to IS NULL OR c.known_to > ?1) ORDER BY 1
            """, [.integer(Int64(sequence ?? Int(Int64.max >> 1)))]
        ) { $0.text(0) }
    }

    /// The same records, imported into a new history, one file a bill.
    private func imported(_ records: [BillRecord], _ run: Int) throws -> [String] {
        let base = folder.appendingPathComponent("fresh-\(random.next())")
        try FileManager.default.createDirectory(
            at: base.appendingPathComponent("Inputs/exports/s"), withIntermediateDirectories: true)
        var globals = GlobalOptions()
        globals.inputs = base.appendingPathComponent("Inputs").path
        globals.output = base.appendingPathComponent("Output").path
        globals.today = place.today
        let fresh = try Workplace(globals, Console(globals))
        for (number, bill) in Dictionary(grouping: records, by: \.scope).values.enumerated() {
            try BillWriter.bytes(bill, random: &random).write(to: base.appendingPathComponent("Inputs/exports/s/f\(number).csv"))
        }
        let history = try fresh.openHistory()
        let run = try history.beginRun(startedAt: "", today: place.today, version: "test")
        var ingestion = try Ingestion(fresh, history, mapping: Mapping(), run: run)
        try ingestion.take(ExportFile.belowExports(of: globals.inputs))
        let rows = try charges(history, asOf: nil)
        try FileManager.default.removeItem(at: base)
        return rows
    }

    private static func difference(_ found: [String], _ expected: [String]) -> String? {
        if found == expected { return nil }
        let extra = Set(found).subtracting(expected)
        let missing = Set(expected).subtracting(found)
        return "\(found.count) rows, expected \(expected.count); extra \(extra.prefix(2)), missing \(missing.prefix(2))"
    }
}

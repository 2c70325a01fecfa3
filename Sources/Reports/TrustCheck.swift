import Analysis
import Billing

/// A point that the figures of a month are checked for.
struct TrustCheck {
    /// What is checked, in words, and by a key that stays the same from month to month.
    let point: String, key: [String]
    /// Counts or amounts; nil where the check cannot be made.
    let expected: Amount?, found: Amount?
    /// How far the two may be apart.
    let tolerance: Amount
    /// Whether they are amounts of money.
    let isMoney: Bool
    /// What to look at, or why the check cannot be made.
    let note: String?

    /// Found less expected; nil where the check cannot be made.
    var difference: Amount? { expected.flatMap { expected in found.map { $0 - expected } } }
    /// Whether the check is made and met.
    var isMet: Bool { difference.map { $0.magnitude <= tolerance } ?? false }

    /// A check of two counts.
    init(_ point: String, key: [String], expected: Int, found: Int, note: String? = nil) {
        self.point = point
        self.key = key
        self.expected = Amount(expected)
        self.found = Amount(found)
        tolerance = .zero
        isMoney = false
        self.note = note
    }

    /// A check of two amounts; one that is nil cannot be checked.
    init(
        _ point: String, key: [String], expected: Amount?, found: Amount, tolerance: Amount = .zero, note: String? = nil
    ) {
        self.point = point
        self.key = key
        self.expected = expected
        self.found = expected == nil ? nil : found
        self.tolerance = tolerance
        isMoney = true
        self.note = note
    }
}

extension Report {
    /// Whether the month is complete and reconciled, and nothing of it is refused, unmapped, without a rate, restated or waiting.
    var checks: [TrustCheck] { completeChecks + [reconciledCheck, invoiceCheck].compactMap(\.self) + takenChecks }

    /// Days by system, and the sources that have brought all of theirs.
    private var completeChecks: [TrustCheck] {
        let last = context.month.end.advanced(by: -1)
        let systems = analysis.systems.filter { $0.system != ReservedComponent.unmapped }
        func check(_ system: SystemMonth, _ words: String, key: String) -> TrustCheck {
            TrustCheck(
                "Complete days" + words, key: ["days", key], expected: system.days,
                found: system.actual == nil ? 0 : system.completeDays,
                note: system.actual == nil ? "no charge from any source" : nil)
        }
        // Where all of them are as far, one line says so.
        let isOne = Set(systems.map { $0.actual == nil ? nil : $0.completeDays }).count == 1 && systems.count > 1
        var checks =
            isOne
            ? systems.prefix(1).map { check($0, " of each of \(systems.count) systems", key: "") }
            : systems.map { check($0, ", " + $0.name, key: $0.system) }
        guard !context.sources.isEmpty else { return checks }
        let late = context.sources.filter { $0.completeThrough.map { $0 < last } ?? true }
        let named = late.prefix(4).map { source in
            source.completeThrough.map { "\(source.name) through \($0)" } ?? "\(source.name): no day"
        }
        let more = late.count > named.count ? ", and \(NumberText.counted(late.count - named.count, "other"))" : ""
        checks.append(
            TrustCheck(
                "Sources complete", key: ["sources"], expected: context.sources.count, found: context.sources.count - late.count,
                note: late.isEmpty ? nil : named.joined(separator: ", ") + more))
        return checks
    }

    /// What the bills said in total while they were read against what is stored of them.
    private var reconciledCheck: TrustCheck? {
        guard let bills = context.bills, bills.count > 0 else { return nil }
        let currencies = Set(analysis.bridges.map(\.currency.code)).sorted().joined(separator: " and ")
        let point = "Billed cost of \(NumberText.counted(bills.count, "bill")), \(currencies)"
        return TrustCheck(
            point, key: ["bills"], expected: bills.billed, found: analysis.bridges.reduce(.zero) { $0 + $1.billed },
            // A record's digits beyond 1e-15 are rounded when it is stored.
            tolerance: Amount(femtos: Int128(bills.records)),
            note: bills.billed == nil
                ? "a bill came in several deliveries that add to one another: no file states its total" : nil)
    }

    private var invoiceCheck: TrustCheck? {
        let received = analysis.invoices.filter { $0.invoiced != nil }
        guard !received.isEmpty else { return nil }
        let differing = received.filter { $0.state != .agrees }
        return TrustCheck(
            "Invoices that agree with the bills", key: ["invoices"], expected: received.count,
            found: received.count - differing.count,
            note: differing.isEmpty ? nil : differing.prefix(4).map(\.invoice).joined(separator: ", "))
    }

    /// What is not counted, in words: `refused USD 12.34; held USD 5,000.00`; nil where nothing is known of it.
    private var uncounted: String? {
        let kinds = UncountedCost.Kind.allCases.compactMap { kind in
            let rows = context.uncounted.filter { $0.kind == kind }
            return rows.isEmpty
                ? nil : "\(kind.rawValue) " + (rows.costs.isEmpty ? "without a readable cost" : NumberText.cost(of: rows))
        }
        return kinds.isEmpty ? nil : kinds.joined(separator: "; ")
    }

    /// Nothing refused, unmapped, without a rate, restated or waiting.
    private var takenChecks: [TrustCheck] {
        let isNewest = context.month == context.months.max()
        var checks = [
            TrustCheck(
                "Rows refused in the deliveries", key: ["rows"], expected: 0,
                found: context.sources.reduce(0) { $0 + $1.refused })
        ]
        // A file that is not taken belongs to no month that could be told; the newest one speaks of it.
        let waiting = context.refusals.filter { $0.reason.hasPrefix("waits: ") }.map(\.origin.file) + context.held.map(\.path)
        let refused = context.refusals.count { !$0.reason.hasPrefix("waits: ") }
        if isNewest {
            checks.append(
                TrustCheck(
                    "Refusals of the last run, of any month", key: ["refusals"], expected: 0, found: refused,
                    note: refused == 0 ? nil : uncounted))
        }
        if isNewest || !waiting.isEmpty {
            checks.append(
                TrustCheck(
                    "Files that wait", key: ["waiting"], expected: 0, found: waiting.count,
                    note: waiting.isEmpty
                        ? nil
                        : waiting.prefix(2).joined(separator: ", ") + (waiting.count > 2 ? ", …" : "")
                            // Said once, where records are bad too.
                            + (refused == 0 ? uncounted.map { ": " + $0 } ?? "" : "")))
        }
        let unmapped = analysis.systems.first { $0.system == ReservedComponent.unmapped }
        let services = analysis.unmapped.count
        checks.append(
            TrustCheck(
                "Cost that no rule maps, \(analysis.currency.code)", key: ["unmapped"], expected: .zero,
                found: unmapped?.charged ?? .zero,
                note: services == 0 ? nil : "\(NumberText.counted(services, "service")), with the rows to paste"))
        checks.append(
            TrustCheck(
                "Currencies without a rate", key: ["rates"], expected: 0, found: analysis.missingRates.count,
                note: analysis.missingRates.isEmpty ? nil : analysis.missingRates.map(\.currency.code).joined(separator: ", ")))
        if let changes = context.changes {
            checks.append(
                TrustCheck(
                    "Restated since the report before", key: ["restated"], expected: 0, found: changes.restatements,
                    note: changes.restatements == 0 ? nil : "what moved stands under Changes"))
        }
        return checks
    }
}

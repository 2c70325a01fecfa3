import Billing

/// What a staged delivery means for each scope that it holds, or that its predecessor held.
///
/// - Content equal to the one in force: nothing.
/// - Content that was in force before: counts only where the very file of the delivery in force was rewritten with it.
/// - A file that its name dates before the file in force of its series: nothing, whenever it arrives.
/// - A log that says nothing beyond what another file says of the same log: nothing, since logs only grow.
/// - The answer of an API speaks of the days that it says it is about, and of no other: what a file of its series said of one of
///   them, and it does not say, is gone. An answer that names no days and holds nothing changes nothing.
/// - Anything else replaces what is there. So does the absence of a scope that the file itself held and that is still in force
///   from it, or, of a new file, that its predecessor in the series held for a period that the new one covers too. Periods older
///   than everything in the file are left alone (a file that moves on with the months), unless the source confirms that
///   shrinking is meant and the file still covers some of the old periods.
/// - A bill that is in force in the other shape (BillShapes) waits, since both together would count twice; where the source
///   confirms it, a whole bill takes the place of its days. Days that gave way may come again once the whole is gone.
struct ScopeDecision {
    /// Scopes to be replaced, absent ones included.
    private(set) var apply: [Int64] = []
    /// The fingerprint of every scope that the file now stands for; of an emptied one, that of nothing.
    private(set) var contents: [Int64: String] = [:]
    /// Scopes whose content is the one in force.
    private(set) var unchanged: [Int64] = []
    /// Whether some scope holds older content and was skipped.
    private(set) var hasOlder = false
    /// Why the delivery waits; nil where it need not.
    private(set) var held: HeldDelivery?
    /// The scopes that the delivery holds.
    private var staged: Set<Int64> = []
    /// How many scopes it stands for that were held before it; of an answer's days those that were not empty.
    private var countBefore = 0

    private struct Held {
        var scope: Int64
        var content: String
        var start: Int64
        var end: Int64
        var isAddedTo: Bool
    }

    init(_ writer: DeliveryWriter) throws(HistoryError) {
        let connection = writer.connection
        let nothing = Hash128.zero.description
        contents = writer.charges.bills.mapValues(\.content.description)
        for row in try ScopeDecision.usage(connection) { contents[row.scope] = row.content }
        let staged = contents
        self.staged = Set(staged.keys)
        let stamp = writer.origin.stamp.map { Int64($0.number) }
        // Rotation gives the name of one log to the next, which does not stand for what the former held.
        let own = try ScopeDecision.held("path = ?1 AND (series = ?3 OR content IS NULL)", writer)
        let answered = writer.origin.answered ?? []
        if staged.isEmpty, answered.isEmpty, writer.origin.answered != nil {
            for old in own { contents[old.scope] = old.content }
            return
        }
        if staged.isEmpty, answered.isEmpty, own.isEmpty, let stamp, try ScopeDecision.newestStamp(writer) ?? stamp > stamp {
            // An empty file that was made before the series' newest says nothing about it.
            hasOlder = true
            return
        }
        var before = own
        if !answered.isEmpty {
            before = try ScopeDecision.said(of: answered, writer)
        } else if own.isEmpty {
            before = try ScopeDecision.held("source = ?2 AND series = ?3 AND sequence NOTNULL", writer)
        }
        if staged.isEmpty, before.isEmpty {
            // A log without a record is one that has only begun, and on a day without usage an answer has none.
            if writer.origin.logContent != nil || !answered.isEmpty { return }
            held = HeldDelivery("has no record, and no earlier file of its series says which bill it empties", .none)
            return
        }
        let ownContents = Dictionary(own.map { ($0.scope, $0.content) }) { first, _ in first }

        let shapes = BillShapes(writer)
        for (scope, content) in staged.sorted(by: { $0.key < $1.key }) {
            let inForce = try ScopeDecision.inForce(scope, connection)
            if content == inForce {
                unchanged.append(scope)
                continue
            }
            if let stamp, try ScopeDecision.newestStamp(scope, writer) ?? stamp > stamp {
                hasOlder = true
                continue
            }
            let seen = try connection.integer(
                "SELECT 1 FROM scope_delivery WHERE scope = ? AND content_hash = ? LIMIT 1", .integer(scope), .text(content))
            let isOld = seen != nil && (writer.origin.mode == .append || ownContents[scope] != inForce)
            let isBack = isOld && inForce == nothing ? try shapes.gaveWay(scope) : false
            if isOld, !isBack {
                hasOlder = true
                continue
            }
            if writer.origin.logContent != nil, try ScopeDecision.isEarlierState(scope, writer) {
                hasOlder = true
                continue
            }
            apply.append(scope)
        }
        if writer.origin.mode == .append {
            if !own.isEmpty, !apply.isEmpty {
                held = HeldDelivery("changed after it was appended; give new records a file of their own", .none)
            }
            if held == nil { try keepOneShape(staged, writer) }
            return
        }
        let periods = try ScopeDecision.periods(of: staged.keys.sorted(), connection)
        let first = periods.map(\.start).min()
        // A bill that is only added to loses nothing by what a delivery does not hold.
        for old in before where staged[old.scope] == nil && !old.isAddedTo {
            guard try ScopeDecision.inForce(old.scope, connection) == old.content, old.content != nothing else {
                if !own.isEmpty || !answered.isEmpty { contents[old.scope] = old.content }
                continue
            }
            if !answered.isEmpty {
                if let stamp, try ScopeDecision.newestStamp(old.scope, writer) ?? stamp > stamp {
                    hasOlder = true
                    continue
                }
            } else if let first {
                if own.isEmpty {
                    guard periods.contains(where: { $0.start == old.start }) else { continue }
                } else if old.end <= first {
                    let movedOn = before.allSatisfy { $0.end <= first }
                    if movedOn || !writer.origin.confirmShrink { continue }
                }
            }
            contents[old.scope] = nothing
            apply.append(old.scope)
        }
        countBefore = answered.isEmpty ? before.count : before.count { $0.content != nothing }
        try keepOneShape(staged, writer)
    }

    /// Waits where a delivery that replaces something drops most of it, or seems to be about something else, unless the source confirms
    /// that; its charges have been compared with those in force.
    mutating func doubt(_ writer: DeliveryWriter) throws(HistoryError) {
        guard writer.origin.mode == .replace, !writer.origin.confirmShrink, held == nil else { return }
        let doubt = ShrinkDoubt(writer)
        let shapes = BillShapes(writer)
        let emptied = apply.filter { !staged.contains($0) }
        held = try doubt.otherKind(emptied, now: staged.sorted())
        for scope in apply where held == nil {
            if staged.contains(scope) {
                held = try doubt.stranger(scope)
            } else if try shapes.isKept(scope) {
                continue
            }
            if held == nil { held = try doubt.loss(scope) }
        }
        if held == nil { held = try doubt.lostDays(emptied, of: countBefore) }
    }

    /// Waits where a bill that is to be applied is in force in the other shape. Instead it empties that where it came from the very
    /// same file, and where the source confirms that a whole bill takes the place of its days.
    private mutating func keepOneShape(_ staged: [Int64: String], _ writer: DeliveryWriter) throws(HistoryError) {
        let nothing = Hash128.zero.description
        let replaces = writer.origin.mode == .replace
        let shapes = BillShapes(writer)
        for scope in apply where staged[scope] != nil {
            for other in try shapes.others(scope) where staged[other.scope] == nil && contents[other.scope] != nothing {
                if replaces, other.file == writer.origin.file || other.isWhole && writer.origin.confirmShrink {
                    contents[other.scope] = nothing
                    apply.append(other.scope)
                    continue
                }
                let shape =
                    other.isWhole
                    ? "has the whole of bill \(other.name), of which \(other.file) has single days"
                    : "has days of bill \(other.name), of which \(other.file) has the whole"
                held = HeldDelivery(
                    "\(shape); together they count twice, expected one of the two",
                    .keepOneShape(other: other.file, isWhole: other.isWhole && replaces))
                return
            }
        }
    }

    /// Fingerprints of the usage that is staged, by scope; they do not depend on the order of rows.
    private static func usage(_ connection: Connection) throws(HistoryError) -> [(scope: Int64, content: String)] {
        try connection.rows(
            """
            SELECT scope, digest(kind, system, component, customer, feature, model, environment, unit, quantity_units,
                quantity_nanos, records)
            FROM staged_usage GROUP BY scope
            """
        ) { ($0.integer(0), $0.text(1)) }
    }

    /// The fingerprint of what is in force of a scope; nil where it was never delivered.
    static func inForce(_ scope: Int64, _ connection: Connection) throws(HistoryError) -> String? {
        try connection.rows(
            "SELECT content_hash FROM scope_delivery WHERE scope = ? ORDER BY sequence DESC LIMIT 1", [.integer(scope)]
        ) { $0.text(0) }.first
    }

    /// Whether another file of the same log says all that is staged of a scope, and more: logs only grow.
    private static func isEarlierState(_ scope: Int64, _ writer: DeliveryWriter) throws(HistoryError) -> Bool {
        let labels = ["scope", "kind", "system", "component", "customer", "feature", "model", "environment", "unit"]
        let same = labels.map { "c.\($0) = f.\($0)" }.joined(separator: " AND ")
        return try writer.connection.integer(
            """
            SELECT 1 WHERE ?2 <> (SELECT file FROM scope_delivery WHERE scope = ?1 ORDER BY sequence DESC LIMIT 1)
                AND NOT EXISTS (SELECT 1 FROM staged_usage f WHERE f.scope = ?1 AND NOT EXISTS (
                    SELECT 1 FROM usage c WHERE c.known_to IS NULL AND \(same)
                        AND (c.quantity_units, c.quantity_nanos) >= (f.quantity_units, f.quantity_nanos)))
            """, .integer(scope), .text(writer.origin.file)) != nil
    }

    /// The day that the name of the file in force says, where it is of the same series.
    private static func newestStamp(_ scope: Int64, _ writer: DeliveryWriter) throws(HistoryError) -> Int64? {
        try writer.connection.integer(
            """
            SELECT f.stamp FROM file f WHERE f.source = ?2 AND f.series = ?3 AND f.path <> ?4
                AND f.path = (SELECT file FROM scope_delivery WHERE scope = ?1 ORDER BY sequence DESC LIMIT 1)
            """, .integer(scope), .text(writer.origin.source), .text(writer.origin.series), .text(writer.origin.file))
    }

    /// The latest day that the name of a file of the series says.
    private static func newestStamp(_ writer: DeliveryWriter) throws(HistoryError) -> Int64? {
        try writer.connection.integer(
            "SELECT max(stamp) FROM file WHERE source = ? AND series = ?", .text(writer.origin.source),
            .text(writer.origin.series))
    }

    /// What the newest file by `condition` held.
    private static func held(_ condition: String, _ writer: DeliveryWriter) throws(HistoryError) -> [Held] {
        try writer.connection.rows(
            """
            SELECT h.scope, h.content_hash, s.period_start, s.period_end, s.export_day NOTNULL OR s.metric NOTNULL AND ?1 <> (SELECT path FROM file WHERE file = h.file)
            FROM file_scope h JOIN scope s ON s.scope = h.scope
            WHERE h.file = (SELECT file FROM file WHERE \(condition) AND ?1 || ?2 || ?3 NOTNULL
                ORDER BY sequence DESC LIMIT 1)
            ORDER BY h.scope
            """,
            [.text(writer.origin.file), .text(writer.origin.source), .text(writer.origin.series)]
        ) {
            Held(
                scope: $0.integer(0), content: $0.text(1), start: $0.integer(2), end: $0.integer(3), isAddedTo: $0.integer(4) == 1
            )
        }
    }

    /// What files of the series have said of days, as it is in force.
    private static func said(of days: [Period], _ writer: DeliveryWriter) throws(HistoryError) -> [Held] {
        let first = days.map(\.start).min() ?? Day(number: 0)
        let end = days.map(\.end).max() ?? first
        return try writer.connection.rows(
            """
            SELECT s.scope, d.content_hash, s.period_start, s.period_end,
                CASE s.kind WHEN 'usage' THEN s.period_start ELSE s.export_day END AS day
            FROM scope s JOIN scope_delivery d ON d.scope = s.scope JOIN file f ON f.path = d.file
            WHERE s.source = ?1 AND f.source = ?1 AND f.series = ?2 AND day >= ?3 AND day < ?4
                AND d.sequence = (SELECT max(sequence) FROM scope_delivery WHERE scope = s.scope)
            ORDER BY s.scope
            """,
            [
                .text(writer.origin.source), .text(writer.origin.series), .integer(Int64(first.number)),
                .integer(Int64(end.number)),
            ]
        ) { row in
            let held = Held(
                scope: row.integer(0), content: row.text(1), start: row.integer(2), end: row.integer(3), isAddedTo: false)
            return (held: held, day: row.integer(4))
        }.filter { said in days.contains { $0.start.number <= said.day && said.day < $0.end.number } }.map(\.held)
    }

    private static func periods(
        of scopes: [Int64], _ connection: Connection
    ) throws(HistoryError) -> [(start: Int64, end: Int64)] {
        var periods: [(start: Int64, end: Int64)] = []
        for scope in scopes {
            periods += try connection.rows("SELECT period_start, period_end FROM scope WHERE scope = ?", [.integer(scope)]) {
                ($0.integer(0), $0.integer(1))
            }
        }
        return periods
    }
}

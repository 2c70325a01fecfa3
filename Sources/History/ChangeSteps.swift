package import Billing

/// One committed change, with the months whose figures may depend on it.
package struct ChangeStep: Hashable, Sendable {
    /// What was committed.
    package enum Kind: Hashable, Sendable {
        /// A file of exports that changed what is known.
        case delivery
        /// A delivery in force that came again, unchanged, on a later day: its days have settled further.
        case sighting
        /// A version of a file of Inputs, from 1; nil where the file is gone.
        case input(version: Int?)
        /// A month was closed.
        case close
        /// A closed month was opened again.
        case reopening
    }

    /// Its sequence.
    package var sequence: Int
    /// What was committed.
    package var kind: Kind
    /// A file's name, or the month that was closed or reopened.
    package var subject: String
    /// Of a delivery: the months in which it changed or took away what an earlier one had brought.
    package var restated: Set<Month> = []
    /// Of a delivery: the months that it is about.
    package var months: Set<Month> = []
    /// Of a delivery: also the months around them, in which days may have settled, and those in which its changes of closed months
    /// are booked. Nil for every month.
    package var touched: Set<Month>?
}

extension History {
    /// What was committed after a sequence, ascending.
    package func changeSteps(after sequence: Int) throws(HistoryError) -> [ChangeStep] {
        let after = Int64(sequence)
        let scopes = Dictionary(
            grouping: try connection.rows(
                """
                SELECT d.sequence, s.source, s.period_start,
                    max(EXISTS (SELECT 1 FROM charge c WHERE c.scope = d.scope AND c.known_to = d.sequence)
                        OR EXISTS (SELECT 1 FROM usage u WHERE u.scope = d.scope AND u.known_to = d.sequence)), s.kind
                FROM (SELECT scope, sequence FROM scope_delivery WHERE sequence > ?1
                    UNION ALL SELECT scope, sequence FROM scope_sighting WHERE sequence > ?1) d
                JOIN scope s ON s.scope = d.scope GROUP BY 1, 2, 3, s.kind
                """, [.integer(after)]
            ) {
                (
                    sequence: Int($0.integer(0)), source: $0.text(1), month: $0.day(2).month,
                    isRestated: $0.integer(3) == 1, kind: $0.text(4)
                )
            }, by: \.sequence)
        var touched = TouchedMonths(connection)
        let booked = Dictionary(
            grouping: try connection.rows(
                "SELECT DISTINCT sequence, booked_month FROM booking WHERE sequence > ?", [.integer(after)]
            ) { (sequence: Int($0.integer(0)), month: $0.month(1)) }, by: \.sequence)
        return try connection.rows(
            """
            SELECT sequence, kind, subject,
                (SELECT CASE WHEN max(known_from) = c.sequence THEN count(*) END FROM input_version v
                    WHERE v.path = c.subject AND v.known_from <= c.sequence),
                EXISTS (SELECT 1 FROM month_close m WHERE m.reopened = c.sequence)
            FROM change c WHERE sequence > ? ORDER BY sequence
            """, [.integer(after)]
        ) { row throws(HistoryError) -> ChangeStep in
            let kind: ChangeStep.Kind =
                switch row.text(1) {
                case "delivery": .delivery
                case "sighting": .sighting
                case "input": .input(version: row.optionalInteger(3).map { Int($0) })
                default: row.integer(4) == 1 ? .reopening : .close
                }
            var step = ChangeStep(sequence: Int(row.integer(0)), kind: kind, subject: row.text(2))
            guard kind == .delivery || kind == .sighting else { return step }
            var months = Set(booked[step.sequence]?.map(\.month) ?? [])
            for scope in scopes[step.sequence] ?? [] {
                step.months.insert(scope.month)
                if scope.isRestated { step.restated.insert(scope.month) }
                months.formUnion(TouchedMonths.around(scope.month))
                let settled = try touched.settled(before: scope.month, source: scope.source, kind: scope.kind)
                if let settled, settled.sequence == step.sequence { months.insert(settled.month) }
            }
            step.touched = months
            return step
        }
    }

    /// The newest sequence before another that a report was published at; 0 where there is none.
    package func publishedSequence(before sequence: Int) throws(HistoryError) -> Int {
        try Int(
            connection.integer("SELECT max(sequence) FROM publication WHERE sequence < ?", .integer(Int64(sequence))) ?? 0)
    }
}

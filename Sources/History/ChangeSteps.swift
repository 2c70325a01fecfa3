package import Billing

/// One committed change, with the months that it is about.
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
    /// Of a delivery: the months in which its changes of closed months are booked.
    package var booked: Set<Month> = []

    /// The months whose figures may depend on it, where days of `settled` have settled with it; nil for every month.
    package func touched(settled: Set<Month>) -> Set<Month>? {
        guard kind == .delivery || kind == .sighting else { return nil }
        let own = kind == .delivery ? months : []
        return own.union(settled).reduce(into: booked) { $0.formUnion($1.dependents) }
    }
}

extension History {
    /// What was committed after a sequence, ascending.
    package func changeSteps(after sequence: Int) throws(HistoryError) -> [ChangeStep] {
        let after = Int64(sequence)
        let scopes = Dictionary(
            grouping: try connection.rows(
                """
                SELECT d.sequence, s.period_start,
                    max(EXISTS (SELECT 1 FROM charge c WHERE c.scope = d.scope AND c.known_to = d.sequence)
                        OR EXISTS (SELECT 1 FROM usage u WHERE u.scope = d.scope AND u.known_to = d.sequence))
                FROM (SELECT scope, sequence FROM scope_delivery WHERE sequence > ?1
                    UNION ALL SELECT scope, sequence FROM scope_sighting WHERE sequence > ?1) d
                JOIN scope s ON s.scope = d.scope GROUP BY 1, 2
                """, [.integer(after)]
            ) { (sequence: Int($0.integer(0)), month: $0.day(1).month, isRestated: $0.integer(2) == 1) }, by: \.sequence)
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
            step.booked = Set(booked[step.sequence]?.map(\.month) ?? [])
            for scope in scopes[step.sequence] ?? [] {
                step.months.insert(scope.month)
                if scope.isRestated { step.restated.insert(scope.month) }
            }
            return step
        }
    }

    /// The newest sequence before another that a report was published at; 0 where there is none.
    package func publishedSequence(before sequence: Int) throws(HistoryError) -> Int {
        try Int(
            connection.integer("SELECT max(sequence) FROM publication WHERE sequence < ?", .integer(Int64(sequence))) ?? 0)
    }
}

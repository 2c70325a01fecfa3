import Billing

/// The two shapes of a bill: whole by month (a CUR, a cost table) and by days that are each replaced by themselves (a billing
/// export by day of export, Cost Explorer by bucket). Both in one source say the same costs, so one of them has to wait.
///
/// Two scopes are about the same bill where source, billing account and month are the same; a file that names no account may be
/// about any account of its source.
struct BillShapes {
    private let connection: Connection
    private let charges: ChargeStage

    /// A bill in force in the other shape, or one of its days.
    struct Other {
        var scope: Int64
        /// The file that it was last delivered by.
        var file: String
        /// Account and month, as far as known, for messages.
        var name: String
        /// Whether the delivery is the one that holds the month as a whole.
        var isWhole: Bool
    }

    init(_ writer: DeliveryWriter) {
        connection = writer.connection
        charges = writer.charges
    }

    /// What is in force of the bill of `scope` in the other shape.
    func others(_ scope: Int64) throws(HistoryError) -> [Other] {
        try connection.rows(
            """
            \(BillShapes.family)
            SELECT scope, (SELECT file FROM scope_delivery d WHERE d.scope = family.scope ORDER BY sequence DESC LIMIT 1),
                trim(account || ' ' || month), is_whole
            FROM family
            WHERE is_other AND EXISTS (SELECT 1 FROM charge c WHERE c.scope = family.scope AND c.known_to IS NULL)
            ORDER BY scope
            """, [.integer(scope)]
        ) { Other(scope: $0.integer(0), file: $0.text(1), name: $0.text(2), isWhole: $0.integer(3) == 0) }
    }

    /// Whether at least half of the gross cost of the bill of `scope` is staged in the other shape: a file that was rewritten in
    /// it loses nothing.
    func isKept(_ scope: Int64) throws(HistoryError) -> Bool {
        let staged = try connection.rows("\(BillShapes.family) SELECT scope FROM family WHERE is_other", [.integer(scope)]) {
            charges.bills[$0.integer(0)]?.gross ?? 0
        }.reduce(0, +)
        let before = try connection.rows(
            """
            \(BillShapes.family)
            SELECT total(max(abs(billed_micros), abs(effective_micros)))
            FROM charge WHERE known_to IS NULL AND scope IN (SELECT scope FROM family WHERE NOT is_other)
            """, [.integer(scope)]
        ) { $0.real(0) }.reduce(0, +)
        return staged > 0 && staged * 2 >= before
    }

    /// Whether `scope` was last emptied by a delivery that put the other shape into its place.
    func gaveWay(_ scope: Int64) throws(HistoryError) -> Bool {
        try connection.integer(
            """
            \(BillShapes.family)
            SELECT 1 FROM family JOIN scope_delivery d ON d.scope = family.scope
            WHERE is_other AND d.content_hash <> ?2
                AND d.sequence = (SELECT max(sequence) FROM scope_delivery WHERE scope = ?1)
            LIMIT 1
            """, .integer(scope), .text(Hash128.zero.description)) != nil
    }

    /// The scopes of the bill that scope ?1 is about, in both shapes.
    private static let family = """
        WITH family AS (
            SELECT o.scope, o.export_day IS NULL AS is_whole, (o.export_day IS NULL) <> (s.export_day IS NULL) AS is_other,
                max(\(account("o")), \(account("s"))) AS account, strftime('%Y-%m', s.period_start * 86400, 'unixepoch') AS month
            FROM scope s JOIN scope o ON o.kind = 'bill' AND o.source = s.source
                AND o.period_start >= unixepoch(s.period_start * 86400, 'unixepoch', 'start of month') / 86400
                AND o.period_start < unixepoch(s.period_start * 86400, 'unixepoch', 'start of month', '+1 month') / 86400
                AND (\(account("o")) IN (\(account("s")), '') OR \(account("s")) = '')
            WHERE s.scope = ?1 AND s.kind = 'bill')
        """

    /// The account that a scope's subject names, which of a day is followed by ` of 2026-10-01`.
    private static func account(_ table: String) -> String {
        "iif(\(table).export_day IS NULL, \(table).subject, substr(\(table).subject, 1, length(\(table).subject) - 14))"
    }
}

import CSQLite
import Glibc

/// Sees to it that every row that is added to a table or taken out of it is noted: a table gets temporary triggers that call `note`
/// when the first statement that writes it is prepared. A night writes a few tables of many, and triggers for all of them would take
/// longer than most nights read.
///
/// SQLite asks for leave before it compiles what writes a table, also where a foreign key or a trigger does; it is denied as long as the
/// table has no triggers, so that nothing is written unseen.
@safe final class TableWatch {
    /// The tables that are watched; a trigger notes a table by its place here.
    let tables: [String]
    /// Who adds a row to these notes it: its values are at hand, and copying all of them for a trigger takes as long as adding it.
    static let lines = "billed_line", commonValues = "line_common", charges = "charge"
    private static let noted = [lines, commonValues, charges]
    /// Those that have their triggers.
    private var watched: Set<String> = []
    /// Those of them that got theirs within the open transaction.
    private var fresh: Set<String> = []
    /// Those that a statement was denied.
    private var denied: Set<String> = []
    private let known: Set<String>

    /// Watches this program's tables of a connection.
    init(_ connection: Connection) throws(HistoryError) {
        tables = try Verification.tables(connection)
        known = Set(tables)
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe sqlite3_set_authorizer(
            connection.handle,
            { context, action, table, _, schema, _ in
                guard action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE,
                    let context = unsafe context, let table = unsafe table, let schema = unsafe schema,
                    unsafe strcmp(schema, "main") == 0
                else { return SQLITE_OK }
                let watch = unsafe Unmanaged<TableWatch>.fromOpaque(context).takeUnretainedValue()
                return watch.mayWrite(unsafe String(cString: table)) ? SQLITE_OK : SQLITE_DENY
            }, context)
    }

    private func mayWrite(_ table: String) -> Bool {
        if watched.contains(table) || !known.contains(table) { return true }
        denied.insert(table)
        return false
    }

    /// Gives the tables their triggers that a statement was denied; false where none was. The statement is then prepared again.
    func watchDenied(_ connection: Connection) throws(HistoryError) -> Bool {
        guard !denied.isEmpty else { return false }
        let tables = denied.sorted()
        denied.removeAll()
        for table in tables { try watch(table, connection) }
        return true
    }

    /// A transaction has begun, or was committed.
    func settle() { fresh.removeAll() }

    /// Gives tables their triggers again that were made within a transaction and went with it.
    func watchAgain(_ connection: Connection) throws(HistoryError) {
        let lost = fresh.sorted()
        settle()
        for table in lost { try watch(table, connection) }
    }

    private func watch(_ table: String, _ connection: Connection) throws(HistoryError) {
        guard let number = tables.firstIndex(of: table) else { return }
        let columns = try History.columns(of: table, connection)
        let hasPlaces = try TableDigest.hasPlaces(table, connection)
        func values(_ row: String) -> String {
            ((hasPlaces ? ["\(row).rowid"] : ["0"]) + columns.map { "\(row).\"\($0)\"" }).joined(separator: ", ")
        }
        if !TableWatch.noted.contains(table) {
            try connection.execute(
                """
                CREATE TEMP TRIGGER IF NOT EXISTS note_insert_\(table) AFTER INSERT ON main."\(table)"
                BEGIN SELECT note(\(number), 1, \(values("NEW"))); END;
                """)
        }
        try connection.execute(
            """
            CREATE TEMP TRIGGER IF NOT EXISTS note_delete_\(table) AFTER DELETE ON main."\(table)"
            BEGIN SELECT note(\(number), -1, \(values("OLD"))); END;
            CREATE TEMP TRIGGER IF NOT EXISTS note_update_\(table) AFTER UPDATE ON main."\(table)"
            BEGIN SELECT note(\(number), -1, \(values("OLD"))), note(\(number), 1, \(values("NEW"))); END;
            """)
        watched.insert(table)
        fresh.insert(table)
    }
}

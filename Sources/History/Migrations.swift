import CSQLite

/// The numbered steps from an empty file to this version's schema; `PRAGMA user_version` says how many a file has had.
enum Migrations {
    /// Marks a file as this program's: "OUTL" in ASCII.
    static let applicationID: Int64 = 0x4F55_544C

    /// The scripts, the first being number 1.
    static var scripts: [[UInt8]] {
        [
            PackageResources.m0001_history_sql, PackageResources.m0002_published_sql, PackageResources.m0003_column_doc_sql,
            PackageResources.m0004_plans_sql, PackageResources.m0005_added_sql,
            PackageResources.m0006_calls_sql, PackageResources.m0007_month_end_sql, PackageResources.m0008_notices_sql,
            PackageResources.m0009_invoicing_sql, PackageResources.m0010_scope_invoicing_sql,
            PackageResources.m0011_proof_sql, PackageResources.m0012_alerts_sql, PackageResources.m0013_unit_economics_sql,
            PackageResources.m0014_row_places_sql, PackageResources.m0015_refused_cost_sql,
            PackageResources.m0016_common_values_sql, PackageResources.m0017_night_indexes_sql,
        ]
    }

    /// The names of the tables that any of the steps makes, by the steps' own text: to run them takes longer than most nights read.
    static let tables: Set<String> = {
        let words = Array("CREATE TABLE ".utf8)
        var names: Set<String> = []
        for script in scripts {
            var at = 0
            while at + words.count < script.count {
                guard script[at] == words[0], script[at..<at + words.count].elementsEqual(words) else {
                    at += 1
                    continue
                }
                let name = script[(at + words.count)...].prefix { $0 == UInt8(ascii: "_") || $0 >= UInt8(ascii: "a") }
                names.insert(String(decoding: name, as: UTF8.self))
                at += words.count
            }
        }
        return names
    }()

    /// Refuses a file that is not this program's, or a newer version's, without writing into it and without making anything beside it.
    static func check(_ connection: Connection, path: String) throws(HistoryError) {
        try checkFirstPage(connection, path: path)
        let found: Int
        let owner: Int64
        do throws(HistoryError) {
            found = try Int(connection.integer("PRAGMA user_version") ?? 0)
            owner = try connection.integer("PRAGMA application_id") ?? 0
        } catch .sqlite(_, let code, _) where code == SQLITE_NOTADB {
            throw .foreign(path: path)
        }
        if owner != applicationID {
            let entries = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
            guard found == 0, entries == 0 else { throw .foreign(path: path) }
        }
        guard found >= 0 else { throw .foreign(path: path) }
        // Its mark and its number are written together.
        guard found > 0 || owner != applicationID else {
            throw .sqlite(operation: path, code: SQLITE_CORRUPT, message: "the number of its schema is 0")
        }
        guard found <= scripts.count else { throw .newer(path: path, found: found, known: scripts.count) }
    }

    /// Refuses a file by its first page, before SQLite reads it, which may make a log beside it. What only the log says is not seen.
    static func checkFirstPage(_ connection: Connection, path: String) throws(HistoryError) {
        let page = try connection.firstBytes(105)
        guard page.contains(where: { $0 != 0 }) else { return }
        guard page.starts(with: "SQLite format 3\0".utf8) else { throw .foreign(path: path) }
        // As the file format has it: numbers have their most significant byte first; at 100 begins the root of the schema's tree, whose
        // kind is 13 where it is one page, and whose entries are counted at 103.
        func number(_ bytes: Range<Int>) -> Int64 { page[bytes].reduce(0) { $0 << 8 | Int64($1) } }
        let found = Int(Int32(truncatingIfNeeded: number(60..<64)))
        guard number(68..<72) == applicationID else {
            let isEmpty = found == 0 && page[100] == 13 && number(103..<105) == 0
            if isEmpty { return }
            throw .foreign(path: path)
        }
        guard found >= 0 else { throw .foreign(path: path) }
        guard found <= scripts.count else { throw .newer(path: path, found: found, known: scripts.count) }
    }

    /// Refuses a file that no history was ever written to, and what `check` refuses.
    static func checkReadable(_ connection: Connection, path: String) throws(HistoryError) {
        try check(connection, path: path)
        guard try connection.integer("PRAGMA application_id") == applicationID else { throw .foreign(path: path) }
    }

    /// Refuses an older version's file, whose tables are not those that this version asks for, and what `checkReadable` refuses.
    static func checkCurrent(_ connection: Connection, path: String) throws(HistoryError) {
        try checkReadable(connection, path: path)
        let found = try Int(connection.integer("PRAGMA user_version") ?? 0)
        guard found == scripts.count else { throw .older(path: path, found: found, known: scripts.count) }
    }

    /// Brings a file to this version's schema and its rows' fingerprints with it, all or nothing. One whose rows were changed outside of
    /// runs is refused: with fingerprints made anew nobody would find that any more.
    static func apply(to connection: Connection, path: String) throws(HistoryError) {
        try check(connection, path: path)
        let found = try Int(connection.integer("PRAGMA user_version") ?? 0)
        let scripts = scripts
        guard found < scripts.count else { return }
        try connection.execute("BEGIN IMMEDIATE")
        do throws(HistoryError) {
            if found > 0, let finding = try Verification.changedTables(connection).first {
                throw HistoryError.altered(path: path, finding: finding)
            }
            // A step may exchange what somebody's own view stands on, which SQLite looks at as a whole.
            let views = try found > 0 ? viewsOfOthers(connection) : []
            for (name, _) in views { try connection.execute("DROP VIEW \"\(name.replacing("\"", with: "\"\""))\"") }
            for script in scripts[found...] { try connection.execute(String(decoding: script, as: UTF8.self)) }
            for (_, definition) in views { try connection.execute(definition) }
            try connection.execute("PRAGMA application_id = \(applicationID)")
            try connection.execute("PRAGMA user_version = \(scripts.count)")
            try Verification.rewriteDigests(connection)
            try connection.execute("COMMIT")
        } catch {
            rollBack(connection)
            throw error
        }
    }

    /// The views that somebody has added, and how; in the order in which they came.
    private static func viewsOfOthers(_ connection: Connection) throws(HistoryError) -> [(name: String, definition: String)] {
        let views = "SELECT name, sql FROM main.sqlite_schema WHERE type = 'view' ORDER BY rowid"
        let own = Set(try Verification.made(as: connection).rows(views) { $0.text(0) })
        return try connection.rows(views) { ($0.text(0), $0.text(1)) }.filter { !own.contains($0.0) }
    }

    /// Ends a transaction that has failed.
    private static func rollBack(_ connection: Connection) {
        // An error such as a full disk has rolled back already. What a rollback may meet besides is not told: the error that it
        // follows is the cause, and a transaction that is left open ends with the connection, without effect.
        guard unsafe sqlite3_get_autocommit(connection.handle) == 0 else { return }
        unsafe sqlite3_exec(connection.handle, "ROLLBACK", nil, nil, nil)
    }
}

import Billing

/// The numbered steps from an empty file to this version's schema; `PRAGMA user_version` says how many a file has had.
enum Migrations {
    /// Marks a file as this program's: "OUTL" in ASCII.
    static let applicationID: Int64 = 0x4F55_544C

    /// The scripts, the first being number 1.
    static var scripts: [[UInt8]] {
        [PackageResources.m0001_history_sql, PackageResources.m0002_published_sql, PackageResources.m0003_column_doc_sql]
    }

    /// Brings a file to this version's schema and its rows' fingerprints with it, all or nothing.
    static func apply(to connection: Connection, path: String) throws(HistoryError) {
        let found = try Int(connection.integer("PRAGMA user_version") ?? 0)
        let owner = try connection.integer("PRAGMA application_id") ?? 0
        let scripts = scripts
        guard found <= scripts.count else { throw .newer(path: path, found: found, known: scripts.count) }
        if found == 0, owner != applicationID, try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0 > 0 {
            throw .foreign(path: path)
        }
        if found > 0, owner != applicationID { throw .foreign(path: path) }
        guard found < scripts.count else { return }
        try connection.execute("BEGIN IMMEDIATE")
        do throws(HistoryError) {
            for script in scripts[found...] { try connection.execute(String(decoding: script, as: UTF8.self)) }
            try Verification.rewriteDigests(connection)
            try connection.execute("PRAGMA application_id = \(applicationID)")
            try connection.execute("PRAGMA user_version = \(scripts.count)")
            try connection.execute("COMMIT")
        } catch {
            try connection.execute("ROLLBACK")
            throw error
        }
    }
}

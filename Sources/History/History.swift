package import Billing
import CSQLite
import Glibc

/// The persistent history: opened for writing by the one run that holds the lock, or to be read by anybody.
package final class History {
    /// The number of the schema that this version keeps.
    package static var schemaVersion: Int { Migrations.scripts.count }

    let connection: Connection
    let digest: RowDigest?
    private let path: String
    private let lock: Lock?

    /// Opens or makes the history at `path` and takes its lock; brings an older one to this version.
    /// `hash` makes the rows' fingerprints and must be the same for ever.
    package init(path: String, hash: @escaping ContentHash) throws(HistoryError) {
        self.path = path
        // Before anything is made or written: a file of another program, or of a newer version, stays as it is, and so does its folder.
        if unsafe access(path, F_OK) == 0 { try Migrations.checkFirstPage(Connection(path: path, readOnly: true), path: path) }
        lock = try Lock(path: path + ".lock")
        connection = try Connection(path: path, readOnly: false)
        // Where only the log says whose it is, closing the file would move the log into it.
        unsafe outlay_sqlite_db_config(connection.handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        try Migrations.check(connection, path: path)
        unsafe outlay_sqlite_db_config(connection.handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)
        try History.configure(connection)
        digest = try RowDigest(connection, hash: hash)
        try Migrations.apply(to: connection, path: path)
        // The log is still there as the run before has left it. Moved once more it begins anew; else every run would move more of it.
        unsafe sqlite3_wal_checkpoint_v2(connection.handle, "main", SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        // Only from here on: a step may exchange a table that others refer to, of which every row would be looked for in them.
        try connection.execute("PRAGMA foreign_keys = ON")
        connection.watch = try TableWatch(connection)
        try DeliveryWriter.prepare(connection)
    }

    /// Opens a history of this version to be read, as it is at this moment; a run may go on beside it unless it is `still`, so that
    /// nothing is made beside it either.
    package init(reading path: String, still: Bool = false) throws(HistoryError) {
        self.path = path
        lock = nil
        digest = nil
        connection = try Connection(path: path, readOnly: true, immutable: still)
        try Migrations.checkCurrent(connection, path: path)
        try connection.execute("PRAGMA trusted_schema = OFF; BEGIN")
    }

    deinit {
        // Who has the history open for long keeps closing from doing it.
        guard lock != nil else { return }
        unsafe sqlite3_wal_checkpoint_v2(connection.handle, "main", SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }

    private static func configure(_ connection: Connection) throws(HistoryError) {
        unsafe outlay_sqlite_db_config(connection.handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        unsafe outlay_sqlite_db_config(connection.handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        for setting in [
            "journal_mode = WAL", "synchronous = FULL", "secure_delete = OFF",
            "cache_size = -32000", "temp.cache_size = -16000", "temp_store = FILE", "recursive_triggers = OFF",
            // What is left of the log when the history is closed is looked through by everyone who asks it.
            "journal_size_limit = 0",
        ] {
            _ = try connection.rows("PRAGMA \(setting)") { _ in 0 }
        }
        // Without its WAL a database in WAL mode cannot be opened by users who may not write into the folder.
        var keep: Int32 = 1
        unsafe sqlite3_file_control(connection.handle, "main", SQLITE_FCNTL_PERSIST_WAL, &keep)
    }

    static func columns(of table: String, _ connection: Connection) throws(HistoryError) -> [String] {
        try connection.prepare("SELECT name FROM pragma_table_info('\(table)') ORDER BY cid").collect { $0.text(0) }
    }

    // MARK: Transactions

    /// Begins a transaction; everything until `commit` is kept or lost together.
    func begin() throws(HistoryError) {
        try connection.execute("BEGIN IMMEDIATE")
        digest?.pending.removeAll()
        connection.watch?.settle()
    }

    /// Writes the tables' fingerprints and commits. SQLite moves a log that has grown into the file, as far as readers allow, and what
    /// is left of it when the history is closed.
    func commit() throws(HistoryError) {
        for (number, change) in digest?.pending ?? [:] where change != TableDigest() {
            guard let table = connection.watch?.tables[number] else { continue }
            try (TableDigest.kept(of: table, connection) + change).keep(of: table, connection)
        }
        try connection.execute("COMMIT")
        digest?.pending.removeAll()
        connection.watch?.settle()
    }

    /// Forgets everything since `begin`.
    func rollback() throws(HistoryError) {
        digest?.pending.removeAll()
        // The sequence is taken again, by another change.
        connection.lastDays = nil
        // An error such as a full disk may have rolled back already.
        if unsafe sqlite3_get_autocommit(connection.handle) == 0 { try connection.execute("ROLLBACK") }
        try connection.watch?.watchAgain(connection)
    }

    /// Runs `body` in a transaction; an error rolls back and is thrown on.
    func transaction<Result>(_ body: () throws(HistoryError) -> Result) throws(HistoryError) -> Result {
        try begin()
        do throws(HistoryError) {
            let result = try body()
            try commit()
            return result
        } catch {
            try rollback()
            throw error
        }
    }

    // MARK: Sequences

    /// The newest sequence; 0 before the first change.
    package var sequence: Int {
        get throws(HistoryError) { try Int(connection.integer("SELECT max(sequence) FROM change") ?? 0) }
    }

    /// Takes the next sequence for a change, within the open transaction.
    func nextSequence(_ kind: String, _ subject: String, run: Int) throws(HistoryError) -> Int64 {
        try connection.run(
            "INSERT INTO change (kind, subject, run) VALUES (?, ?, ?)", .text(kind), .text(subject), .integer(Int64(run)))
        // What the newest change brings is not all there yet.
        connection.lastDays = nil
        return connection.lastKey
    }
}

extension Hash128 {
    /// A hash from two columns.
    init(_ high: Int64, _ low: Int64) {
        self.init(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low))
    }

    /// Its 16 bytes, the most significant first.
    var bytes: [UInt8] {
        [high, low].flatMap { half in unsafe withUnsafeBytes(of: half.bigEndian) { unsafe Array($0) } }
    }
}

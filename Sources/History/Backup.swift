package import Billing
import CSQLite
import Glibc

/// Why there is no copy of the history.
package enum BackupFailure: Error, Equatable, Sendable {
    /// The history cannot be read.
    case history(HistoryError)
    /// The copy cannot be written; what SQLite says.
    case copy(reason: String)
    /// The copy was made and does not agree with itself, so neither does the history; never empty.
    case damaged([Verification.Finding])
}

/// Copies of the history.
///
/// SQLite copies page by page within one transaction that reads, so that a run may write meanwhile and the copy is what was
/// committed when it began. The pages stay as they are: what is damaged is found in the copy and not made up anew. A history
/// has a log beside it, which its copy does without, so that one file is all of it and nobody needs write access to open it.
extension History {
    /// Copies the history at `path`, of whatever version, into the empty file at `copy` and holds the copy against itself as `verify` does; says the
    /// newest sequence in it. The file is not synced. After a failure it holds anything, and may have a journal beside it.
    package static func backup(
        of path: String, into copy: String, hash: @escaping ContentHash
    ) throws(BackupFailure) -> Int {
        try copyPages(of: path, into: copy)
        let findings: [Verification.Finding]
        do throws(HistoryError) {
            findings = try Verification.findings(path: copy, hash: hash)
            if findings.isEmpty {
                let made = try Connection(path: copy, readOnly: true)
                return try Int(made.integer("SELECT max(sequence) FROM change") ?? 0)
            }
        } catch {
            throw .history(error)
        }
        throw .damaged(findings)
    }

    private static func copyPages(of path: String, into copy: String) throws(BackupFailure) {
        let source: Connection
        do throws(HistoryError) {
            source = try Connection(path: path, readOnly: true)
            try Migrations.checkReadable(source, path: path)
        } catch {
            throw .history(error)
        }
        do throws(HistoryError) {
            let target = try Connection(path: copy, readOnly: false)
            // Whoever makes the copy throws it away where it does not come to its end: neither a journal nor syncing helps it.
            for setting in ["locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF"] {
                _ = try target.rows("PRAGMA \(setting)") { _ in 0 }
            }
            guard let work = unsafe sqlite3_backup_init(target.handle, "main", source.handle, "main") else {
                throw target.failure("copying")
            }
            // All pages in one step are read in one transaction.
            _ = unsafe sqlite3_backup_step(work, -1)
            let code = unsafe sqlite3_backup_finish(work)
            guard code == SQLITE_OK else {
                throw HistoryError.sqlite(
                    operation: "copying", code: code, message: unsafe String(cString: sqlite3_errstr(code)))
            }
            let mode = try target.rows("PRAGMA journal_mode = DELETE") { $0.text(0) }
            guard mode == ["delete"] else { throw target.failure("journal_mode") }
        } catch .sqlite(_, let code, let message) {
            throw isOfSource(code)
                ? .history(.sqlite(operation: "copying \(path)", code: code & 0xFF, message: message)) : .copy(reason: message)
        } catch {
            throw .history(error)
        }
    }

    /// Whether it is reading that has failed, which is the history's: of the copy only what was just written is read.
    static func isOfSource(_ code: Int32) -> Bool {
        // SQLITE_IOERR_READ and SQLITE_IOERR_SHORT_READ are macros that add to SQLITE_IOERR.
        let reading = [SQLITE_IOERR | 1 << 8, SQLITE_IOERR | 2 << 8]
        return reading.contains(code) || [SQLITE_BUSY, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_PROTOCOL].contains(code & 0xFF)
    }

    /// Whether a file begins as a history or a copy of one does. Only its first bytes are read: opening it might make files beside it.
    package static func isHistory(_ path: String) throws(HistoryError) -> Bool {
        try owner(of: path) == Migrations.applicationID
    }

    /// The application's id in a database; nil where a file is none.
    static func owner(of path: String) throws(HistoryError) -> Int64? {
        let header = try header(of: path)
        // As the file format has it: a text to know it by, and at byte 68 the application's id, most significant byte first.
        let owner = header[68..<72].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return header.starts(with: "SQLite format 3\0".utf8) ? owner : nil
    }

    /// The first hundred bytes of a file; zeros where it is shorter.
    static func header(of path: String) throws(HistoryError) -> [UInt8] {
        // A pipe would be waited for.
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .system(path: path, reason: systemText(errno)) }
        defer { _ = Glibc.close(file) }
        var header = [UInt8](repeating: 0, count: 100)
        let count = unsafe header.withUnsafeMutableBytes { unsafe pread(file, $0.baseAddress, $0.count, 0) }
        guard count >= 0 else { throw .system(path: path, reason: systemText(errno)) }
        return header
    }
}

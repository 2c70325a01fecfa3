import CSQLite

/// What can go wrong with the history; each says what to do.
package enum HistoryError: Error, Equatable, Sendable {
    /// Another run holds the lock.
    case locked(path: String)
    /// SQLite refused; `operation` says what was being done.
    case sqlite(operation: String, code: Int32, message: String)
    /// The file was written by a newer version of this program.
    case newer(path: String, found: Int, known: Int)
    /// The file was written by an older version of this program, and what is asked for needs this one's tables.
    case older(path: String, found: Int, known: Int)
    /// The file does not agree with itself, so that it is not brought to this version: its fingerprints would be made anew.
    case altered(path: String, finding: Verification.Finding)
    /// The file is no history.
    case foreign(path: String)
    /// The lock file or the folder cannot be written; `reason` is the system's text.
    case system(path: String, reason: String)
    /// A delivery would bring sums beyond what the history can hold; nothing of it was committed.
    case beyondBounds(subject: String)
    /// What was read back before a commit is not what was counted while reading.
    case mismatch(subject: String, counted: String, stored: String)

    /// The file holds what nothing but damage explains.
    static func damaged(_ finding: String) -> HistoryError {
        .sqlite(operation: "reading charges", code: SQLITE_CORRUPT, message: finding)
    }

    /// It does not hold a row that another one names, or not all of it.
    static let lostRow = damaged("a charge's line or invoice is not there, or not whole")

    /// One line for the person who must act.
    package var message: String {
        switch self {
        case .locked(let path): "\(path): another run holds the lock"
        case .sqlite(let operation, let code, let message): "history: \(operation): \(message) (SQLite \(code))"
        case .newer(let path, let found, let known):
            "\(path): written by a newer outlay (schema \(found), this one knows \(known))"
        case .older(let path, let found, let known):
            "\(path): written by an older outlay (schema \(found), this one needs \(known))"
        case .altered(let path, let finding): "\(path): not brought to this version: \(finding.subject) \(finding.message)"
        case .foreign(let path): "\(path): not a history of outlay"
        case .system(let path, let reason): "\(path): \(reason)"
        case .beyondBounds(let subject): "\(subject) would be beyond what the history adds exactly"
        case .mismatch(let subject, let counted, let stored):
            "history: \(subject): counted \(counted), stored \(stored); nothing was committed"
        }
    }

    /// What the reader can do; empty where nothing is known.
    package var hint: String {
        switch self {
        case .locked: "wait for it to end, or look for a hanging process"
        case .newer: "use the newer version, or another --history"
        case .older: "outlay run brings it to this version; outlay backup FILE first keeps it as it is"
        case .altered: "outlay verify names all that was changed; restore a backup and run again"
        case .foreign: "name another file with --history"
        case .sqlite(_, 13, _): "free some space and run again; nothing is lost"
        case .sqlite(_, 11, _), .sqlite(_, 26, _): "run outlay verify, and restore a backup where it finds damage"
        case .sqlite(_, 8, _), .sqlite(_, 14, _), .system: "check the folder's permissions"
        case .sqlite, .mismatch, .beyondBounds: ""
        }
    }
}

import Glibc
import History

/// Whether the history is there, of a version that this program knows, and sound as far as SQLite's quick check sees.
func historyCheck(_ path: String, _ checkup: Result<Checkup, HistoryError>?, isLocked: Bool) -> DoctorCheck {
    var check = DoctorCheck(name: "history")
    switch checkup {
    case nil:
        check.findings.append(Finding(path, "there is no history", expected: "one that runs have made", hint: "outlay run"))
    case .failure(let error):
        let message = error.message.hasPrefix(path + ": ") ? String(error.message.dropFirst(path.count + 2)) : error.message
        check.findings.append(Finding(path, message, hint: error.hint))
    case .success(let found):
        let log = fileStatus(path + "-wal").map { Int64($0.st_size) } ?? 0
        check.note = "\(path): schema \(found.version), \(sizeText(found.size)) and a log of \(sizeText(log))"
        if found.version < History.schemaVersion { check.note += "; the next run brings it to schema \(History.schemaVersion)" }
        for problem in found.problems {
            check.findings.append(
                Finding(
                    path, problem, expected: "what SQLite has written",
                    hint: "outlay verify names all that is damaged; restore a backup"))
        }
        if found.needsLog, Presence(path + "-wal") == .nothing {
            check.findings.append(
                Finding(
                    path + "-wal", "is not there, so that who may not write there cannot read the history",
                    expected: "the log that runs leave beside it", hint: "outlay run"))
        }
        check.findings += logFindings(path, log: log, history: found.size, isLocked: isLocked)
    }
    return check
}

/// A log that outgrows its history was never emptied: something reads all the time. It does not shrink by itself.
func logFindings(_ path: String, log: Int64, history: Int64, isLocked: Bool) -> [Finding] {
    guard !isLocked, log > max(history, 64 << 20) else { return [] }
    return [
        Finding(
            path + "-wal", "has \(sizeText(log)) beside a history of \(sizeText(history))",
            expected: "a log smaller than its history",
            hint: "end what keeps the history open (fuser \(shellWord(path))), then flock \(shellWord(path + ".lock")) "
                + "sqlite3 \(shellWord(path)) 'PRAGMA wal_checkpoint(TRUNCATE)'")
    ]
}

/// A size for people: `12 kB`, `3 MB`, `40 GB`, rounded up.
func sizeText(_ bytes: Int64) -> String {
    var size = bytes, unit = 0
    let units = ["B", "kB", "MB", "GB", "TB"]
    while size >= 10_000, unit < units.count - 1 {
        size = (size + 999) / 1000
        unit += 1
    }
    return "\(size) \(units[unit])"
}

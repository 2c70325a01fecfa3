import Formats
import Glibc
import History

/// Copies the history into a file, also while a run writes. The copy is made beside the file, verified and synced before it takes
/// its place at one moment: whatever happens on the way, the file is what it was.
func backupCommand(_ place: Workplace, to file: String) throws(CommandFailure) -> ExitStatus {
    let path = place.historyPath
    guard Presence(path) != .nothing else {
        throw CommandFailure(
            status: .history, message: "\(path): no history there", hint: "outlay run makes it; --history names another")
    }
    let target = try CopyTarget(file, of: path, .backup)
    // A file that grows beyond what the process may write is an error to be told, not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    let sequence: Int
    do throws(CommandFailure) {
        let copy = try CommandFailure.met(target, file) { () throws(PublishFailure) in try target.begin() }
        sequence = try copied(path, into: copy, for: file)
        try CommandFailure.met(target, file) { () throws(PublishFailure) in try target.complete() }
    } catch {
        target.abandon()
        throw error
    }
    if !place.console.isQuiet { place.console.put("\(Console.printable(file)): verified, up to sequence \(sequence)\n") }
    return .done
}

/// The newest sequence in a copy, which agrees with itself; the file to be named where there is none.
private func copied(_ path: String, into copy: String, for file: String) throws(CommandFailure) -> Int {
    do throws(BackupFailure) {
        return try History.backup(of: path, into: copy) { xxh3($0) }
    } catch {
        switch error {
        case .history(let error): throw CommandFailure(error)
        case .copy(let reason):
            throw CommandFailure(
                status: .output, message: "\(file): no backup: \(reason)",
                hint: "what was there before is intact; make room, or name a file elsewhere")
        case .damaged(let findings):
            let more = findings.count > 1 ? " (and \(findings.count - 1) more)" : ""
            throw CommandFailure(
                status: .history, message: "\(path): no backup: \(findings[0].subject): \(findings[0].message)\(more)",
                hint: "outlay verify names all of it; what was at \(file) before is intact")
        }
    }
}

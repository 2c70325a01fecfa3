import Formats
import Glibc
import History

/// Writes the published tables of the history into a file for other programs, with what Datasette and Grafana show of it beside it.
/// All of it is written beside its place, and the file held against the history, before the file and then the texts take theirs.
func publishCommand(_ place: Workplace, to file: String) throws(CommandFailure) -> ExitStatus {
    let path = place.historyPath
    guard Presence(path) != .nothing else {
        throw CommandFailure(
            status: .history, message: "\(path): no history there", hint: "outlay run makes it; --history names another")
    }
    let target = try CopyTarget(file, of: path, .publication)
    let names = PublicationNames(target.name)
    for name in names.all where try !CopyText.mayReplace(target.folder + "/" + name, beside: target.name) {
        throw CommandFailure(
            status: .output, message: "\(file): no publication: \(target.folder)/\(name) was not written with it",
            hint: "name another file, or remove \(name)")
    }
    let saved = try SavedQueries(inputs: place.globals.inputs)
    // A file that grows beyond what the process may write is an error to be told, not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    var texts: [CopyText] = []
    var left: [String] = []
    let copy: PublishedCopy
    do throws(CommandFailure) {
        let fresh = try CommandFailure.met(target, file) { () throws(PublishFailure) in try target.begin() }
        copy = try published(path, into: fresh, for: file)
        let forms = saved.names.compactMap { saved[$0] }.map { FormQuery($0) }
        let answers: [Bool]
        do throws(HistoryError) { answers = try PublishedCopy.answers(forms.map(\.sql), at: fresh) } catch {
            throw CommandFailure(error)
        }
        left = zip(forms, answers).filter { !$0.1 }.map(\.0.name)
        texts = names.texts(copy, zip(forms, answers).filter(\.1).map(\.0))
        let written = texts
        try CommandFailure.met(target, file) { () throws(PublishFailure) in try target.complete(written) }
    } catch {
        target.abandon(texts)
        throw error
    }
    for name in left {
        place.console.say(
            "\(Console.printable(name)): left out of \(Console.printable(file)), which cannot answer it: it asks for more than the "
                + "published tables")
    }
    if !place.console.isQuiet {
        let rows = copy.tables.reduce(0) { $0 + $1.rows }
        place.console.put(
            "\(Console.printable(file)): \(rows) rows in \(copy.tables.count) tables, up to sequence \(copy.sequence); beside it "
                + names.all.map(Console.printable).joined(separator: ", ") + "\n")
    }
    return .done
}

/// The copy in `fresh`, which agrees with the history; the file to be named where there is none.
private func published(_ path: String, into fresh: String, for file: String) throws(CommandFailure) -> PublishedCopy {
    do throws(BackupFailure) {
        return try PublishedCopy(of: path, into: fresh) { xxh3($0) }
    } catch {
        switch error {
        case .history(let error): throw CommandFailure(error)
        case .copy(let reason):
            throw CommandFailure(
                status: .output, message: "\(file): no publication: \(reason)",
                hint: "what was there before is intact; make room, or name a file elsewhere")
        case .damaged(let findings):
            throw CommandFailure(
                status: .output, message: "\(file): no publication: \(findings[0].subject): \(findings[0].message)",
                hint: "what was there before is intact; try again, and outlay verify if it stays")
        }
    }
}

import Billing
import Glibc
import History

/// Takes files or folders into the history, or everything below the inputs' exports; reports are left to the next run.
func ingestCommand(_ place: Workplace, paths: [String], source: String?) throws(CommandFailure) -> ExitStatus {
    var files: [ExportFile] = []
    if paths.isEmpty {
        files = try ExportFile.listed(in: place.globals.inputs)
        if let source { files = files.filter { $0.source == source } }
        if files.isEmpty {
            throw CommandFailure(
                status: .noInput,
                message: "\(place.globals.inputs)/exports: no export there" + (source.map { " of source \($0)" } ?? ""),
                hint: "name files, or put one at \(place.globals.inputs)/exports/\(source ?? "SOURCE")/FILE.csv")
        }
    }
    for path in paths { files += try named(path, source: source, place) }
    if files.isEmpty {
        throw CommandFailure(
            status: .noInput, message: "\(paths.joined(separator: ", ")): no export there",
            hint: "name a file, or a folder with files")
    }
    let night = try Night(place, place.openHistory())
    do throws(CommandFailure) {
        if !paths.isEmpty {
            // A file that is not looked at stays refused.
            let names = Set(files.map(\.name))
            let (refusals, costs) = try stored { () throws(HistoryError) in
                (try night.history.lastRefusals(), try night.history.lastUncountedCosts())
            }
            try night.carry(
                refusals.filter { !names.contains($0.origin.file) }, costs.filter { !names.contains($0.file) })
        }
        try night.take(files)
    } catch {
        if error.status != .history { try night.note(error.status) }
        throw error
    }
    // Named files of which none was taken are a refusal as a whole.
    let status = night.status == .refused && night.tookNothing && !paths.isEmpty ? ExitStatus.inputRefused : night.status
    try night.note(status)
    if place.console.isTerminal, !place.console.isQuiet { place.console.put(night.ingested) }
    return status
}

/// The files that a path on the command line means. One below the inputs' exports has the name that a run gives it, so that it is
/// one file to the history whoever takes it.
private func named(_ path: String, source: String?, _ place: Workplace) throws(CommandFailure) -> [ExportFile] {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
        throw CommandFailure(status: .noInput, message: "\(path): no such file or folder")
    }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    guard isFolder || status.st_mode & S_IFMT == S_IFREG else {
        throw CommandFailure(
            status: .inputRefused, message: "\(path): refused: neither a file nor a folder, expected one of them",
            hint: "write the data into a file first")
    }
    let exports = resolved(place.globals.inputs + "/exports")
    let whole = resolved(path)
    if isFolder, whole == exports, source == nil { return try ExportFile.listed(in: place.globals.inputs) }
    if whole.hasPrefix(exports + "/") {
        let inner = whole.dropFirst(exports.count + 1)
        let folder = inner.prefix { $0 != "/" }
        if source == nil || source == String(folder), isFolder || folder.count < inner.count {
            let name = "exports/" + inner
            return isFolder
                ? ExportFile.below(path, name: name, source: String(folder))
                : [ExportFile(path: path, name: name, source: String(folder), status: status)]
        }
    }
    let folder = PathName(isFolder ? whole : PathName(whole).folder).name
    return isFolder
        ? ExportFile.below(path, name: path, source: source ?? folder)
        : [ExportFile(path: path, name: path, source: source ?? folder, status: status)]
}

/// A path without symlinks; as it is written where nothing is there.
private func resolved(_ path: String) -> String {
    guard let found = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
}

import Foundation
import History

/// Takes files or folders into the history, or everything below the inputs' exports; reports are left to the next run.
func ingestCommand(_ place: Workplace, paths: [String], source: String?) throws(CommandFailure) -> ExitStatus {
    var files: [ExportFile] = []
    if paths.isEmpty {
        files = try ExportFile.belowExports(of: place.globals.inputs)
        if let source { files = files.filter { $0.source == source } }
        if files.isEmpty {
            throw CommandFailure(
                status: .noInput, message: "\(place.globals.inputs)/exports: no export there",
                hint: "name files, or put one at \(place.globals.inputs)/exports/SOURCE/FILE.csv")
        }
    }
    for path in paths {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure(status: .noInput, message: "\(path): no such file or folder")
        }
        let folder = (path as NSString).standardizingPath
        let parent = (folder as NSString).deletingLastPathComponent
        if isFolder.boolValue {
            files += try ExportFile.below(path, name: path, source: source ?? (folder as NSString).lastPathComponent)
        } else if let file = ExportFile(path: path, source: source ?? ((parent as NSString).lastPathComponent)) {
            files.append(file)
        }
    }
    let night = try Night(place, place.openHistory())
    do throws(CommandFailure) {
        try night.take(files)
    } catch {
        if error.status != .history { try night.end(error.status, writesIndex: false) }
        throw error
    }
    // Named files of which none was taken are a refusal as a whole.
    let status = night.status == .refused && night.tookNothing && !paths.isEmpty ? ExitStatus.inputRefused : night.status
    try night.end(status, writesIndex: false)
    if place.console.isTerminal, !place.console.isQuiet { place.console.put(night.ingested) }
    return status
}

import Billing
import Glibc

/// A file below `Inputs/exports`, or one that was named on the command line.
struct ExportFile {
    /// Where it can be opened.
    var path: String
    /// Its name in messages and in the history: relative to the inputs folder, or as it was given.
    var name: String
    /// The folder below `exports`.
    var source: String
    /// Whether its name is UTF-8; a file of another name cannot be opened by it.
    var isNameUTF8 = true
    var inode: Int64
    var size: Int64
    /// In nanoseconds since 1970.
    var modified: Int64

    /// The day that its name says it was made on, else the month it is about, else when it was written: several files for one
    /// bill are taken oldest first.
    private var order: (Day, Int64, String) {
        let dates = NameDates(PathName(name).name)
        let written = Day(number: Int32(modified / 86_400_000_000_000))
        return (dates.days.last ?? dates.months.last?.first ?? written, modified, name)
    }

    /// The day that its name says it was made on; nil where it says none.
    var stamp: Day? { NameDates(PathName(name).name).days.last }

    /// What its successors share with it: the name without full dates, which say when a file was made, and without `.gz`. A month
    /// stays, since it says what the file is about.
    var series: String {
        let folded = NameDates(name).folded
        return folded.hasSuffix(".gz") ? String(folded.dropLast(3)) : folded
    }

    /// Files that are being written, hidden or no business of ours.
    private static func isIgnored(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasSuffix("~") || [".tmp", ".part", ".filepart", ".done"].contains { name.hasSuffix($0) }
    }

    /// Everything below the exports of an inputs folder, oldest first; nothing where there is no such folder.
    static func belowExports(of inputs: String) -> [ExportFile] {
        let exports = inputs + "/exports"
        guard Presence(exports) != .nothing else { return [] }
        return below(exports, name: "exports", source: nil)
    }

    /// Everything below the exports of an inputs folder, oldest first. The folder has to be there: without it the inputs are not
    /// those that the history was made of, but for instance a share that is not mounted.
    static func listed(in inputs: String) throws(CommandFailure) -> [ExportFile] {
        let exports = inputs + "/exports"
        switch Presence(exports) {
        case .nothing:
            throw CommandFailure(
                status: .noInput, message: "\(exports): no export there, expected a bill in a folder named for its source",
                hint: "put one at \(exports)/SOURCE/FILE.csv")
        case .unknown(let reason):
            throw CommandFailure(status: .noInput, message: "\(exports): \(reason)", hint: "check its permissions")
        case .file:
            throw CommandFailure(
                status: .noInput, message: "\(exports): is no folder, expected one with exports",
                hint: "put bills at \(exports)/SOURCE/FILE.csv")
        case .folder: return belowExports(of: inputs)
        }
    }

    /// Everything below a folder, oldest first. Symbolic links and what is no regular file are ignored. A folder that cannot be
    /// listed stands as a file that cannot be read, so that it is reported.
    static func below(_ folder: String, name: String, source: String?) -> [ExportFile] {
        var files: [ExportFile] = []
        var folders = [(path: folder, name: name, source: source)]
        while let next = folders.popLast() {
            let entries: [FolderEntry]
            do throws(FolderEntry.Failure) {
                entries = try FolderEntry.entries(of: next.path)
            } catch {
                files.append(ExportFile(path: next.path, name: next.name, source: next.source ?? "exports", status: stat()))
                continue
            }
            for entry in entries where !isIgnored(entry.name) {
                let path = next.path + "/" + entry.name
                let shown = next.name.isEmpty ? entry.name : next.name + "/" + entry.name
                if entry.isFolder, entry.isUTF8 {
                    folders.append((path, shown, next.source ?? entry.name))
                } else if entry.isFolder || entry.isFile {
                    var file = ExportFile(
                        path: path, name: shown, source: next.source ?? (entry.isFolder ? entry.name : ""), status: entry.status)
                    file.isNameUTF8 = entry.isUTF8
                    files.append(file)
                }
            }
        }
        return files.map { (order: $0.order, file: $0) }.sorted { $0.order < $1.order }.map(\.file)
    }

    /// A file in the state that the system has told.
    init(path: String, name: String, source: String, status: stat) {
        self.path = path
        self.name = name
        self.source = source
        inode = Int64(status.st_ino)
        size = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }
}

import Billing
import Foundation
import Glibc

/// A file below `Inputs/exports`, or one that was named on the command line.
struct ExportFile {
    /// Where it can be opened.
    var path: String
    /// Its name in messages and in the history: relative to the inputs folder, or as it was given.
    var name: String
    /// The folder below `exports`.
    var source: String
    var inode: Int64
    var size: Int64
    /// In nanoseconds since 1970.
    var modified: Int64

    /// The day that its name says it was made on, else the month it is about, else when it was written: several files for one
    /// bill are taken oldest first.
    private var order: (Day, Int64, String) {
        let dates = NameDates((name as NSString).lastPathComponent)
        let written = Day(number: Int32(modified / 86_400_000_000_000))
        return (dates.days.last ?? dates.months.last?.first ?? written, modified, name)
    }

    /// The day that its name says it was made on; nil where it says none.
    var stamp: Day? { NameDates((name as NSString).lastPathComponent).days.last }

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
        guard FileManager.default.fileExists(atPath: exports) else { return [] }
        return below(exports, name: "exports", source: nil)
    }

    /// Everything below a folder, oldest first. Symbolic links and what is no regular file are ignored. A folder that cannot be
    /// listed stands as a file that cannot be read, so that it is reported.
    static func below(_ folder: String, name: String, source: String?) -> [ExportFile] {
        var files: [ExportFile] = []
        var folders = [(path: folder, name: name, source: source)]
        while let next = folders.popLast() {
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: next.path)
            } catch {
                files.append(ExportFile(path: next.path, name: next.name, source: next.source ?? "exports", status: stat()))
                continue
            }
            for entry in names.sorted() where !isIgnored(entry) {
                let path = next.path + "/" + entry
                let shown = next.name.isEmpty ? entry : next.name + "/" + entry
                var status = stat()
                guard unsafe lstat(path, &status) == 0 else {
                    // What vanished meanwhile is no business of ours; a name that is not UTF-8 is never found, and reported.
                    if entry.unicodeScalars.contains("\u{FFFD}") {
                        files.append(ExportFile(path: path, name: shown, source: next.source ?? entry, status: status))
                    }
                    continue
                }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: folders.append((path, shown, next.source ?? entry))
                case S_IFREG: files.append(ExportFile(path: path, name: shown, source: next.source ?? "", status: status))
                default: continue
                }
            }
        }
        return files.sorted { $0.order < $1.order }
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

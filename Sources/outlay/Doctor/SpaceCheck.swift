import Glibc
import History

/// What is free where the history and the reports are written.
struct FreeSpace: Hashable, Sendable {
    /// Bytes that may still be written.
    var bytes: Int64
    /// Files that may still be made; nil where the file system has no bound of its own.
    var files: Int64?

    /// What is free in a folder; nil where that cannot be told.
    init?(_ folder: String) {
        var space = statvfs()
        guard unsafe statvfs(folder, &space) == 0 else { return nil }
        bytes = Int64(clamping: UInt64(space.f_bavail).multipliedReportingOverflow(by: UInt64(space.f_frsize)).partialValue)
        files = space.f_files > 0 ? Int64(clamping: space.f_favail) : nil
    }

    /// So much.
    init(bytes: Int64, files: Int64?) {
        self.bytes = bytes
        self.files = files
    }
}

/// What a night needs for reports, which are written beside the ones that they replace.
private let reportRoom: Int64 = 64 << 20

/// Whether there is room: for as much as the history has, as its log or a migration may take, and for thirty nights more.
func spaceCheck(
    history folder: String, _ space: FreeSpace?, _ checkup: Checkup?, output: String, _ outputSpace: FreeSpace?
) -> DoctorCheck {
    var check = DoctorCheck(name: "space")
    let size = checkup?.size ?? 0, nightly = checkup?.nightly ?? 0
    let needed = size + 30 * nightly + reportRoom
    if let space {
        check.note = "\(folder): \(sizeText(space.bytes)) free; a night adds about \(sizeText(nightly)) to \(sizeText(size))"
        if space.bytes < needed {
            check.findings.append(
                Finding(
                    folder, "\(sizeText(space.bytes)) are free",
                    expected: "\(sizeText(needed)): the history once more, thirty nights and reports",
                    hint: "make room, or move the history with history: in the settings"))
        }
    }
    if let outputSpace, output != folder, outputSpace.bytes < reportRoom {
        check.findings.append(
            Finding(
                output, "\(sizeText(outputSpace.bytes)) are free", expected: "\(sizeText(reportRoom)) for reports",
                hint: "make room, or name another folder with --output"))
    }
    for (folder, space) in output == folder ? [(folder, space)] : [(folder, space), (output, outputSpace)] {
        if let files = space?.files, files < 1000 {
            check.findings.append(
                Finding(
                    folder, "\(files) files can still be made", expected: "1000 for reports",
                    hint: "remove files that nobody needs"))
        }
    }
    return check
}

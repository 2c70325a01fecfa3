import Glibc

/// Inputs, exports, output and the history's files: there, and open to the user whose nights they are, who owns the output.
func folderCheck(_ place: Workplace, _ owner: Account) -> DoctorCheck {
    let inputs = place.globals.inputs, output = place.globals.output, history = place.historyPath
    var check = DoctorCheck(name: "folders")
    check.findings += readable(
        inputs, owner, expected: "one with the inputs",
        hint: "mkdir -p \(shellWord(inputs + "/exports")), or name another with --inputs")
    if Presence(inputs) == .folder {
        check.findings += readable(
            inputs + "/exports", owner, expected: "one with a folder for each source",
            hint: "put a bill at \(inputs)/exports/SOURCE/FILE.csv, SOURCE being a name for where it comes from")
    }
    check.findings += written(output, owner)
    let historyFolder = folder(of: history)
    if historyFolder != output { check.findings += written(historyFolder, owner) }
    for path in ["", "-wal", "-shm", ".lock"].map({ history + $0 }) { check.findings += written(file: path, owner) }
    if Presence(output) == .folder { check.findings += months(output, owner) }
    let current = Account.current
    check.note = "\(inputs), \(output), \(history); the nights are \(owner.name)'s"
    if current.id != owner.id { check.note += ", looked at as \(current.name)" }
    return check
}

/// The folder of a file, as it is written.
func folder(of file: String) -> String {
    let parent = PathName(file).folder
    return parent.isEmpty ? "." : parent
}

/// A folder that is to be read.
private func readable(_ path: String, _ owner: Account, expected: String, hint: String) -> [Finding] {
    switch Presence(path) {
    case .nothing: return [Finding(path, "there is no such folder", expected: expected, hint: hint)]
    case .file: return [Finding(path, "is no folder", expected: expected, hint: hint)]
    case .unknown(let reason): return [Finding(path, reason, hint: "check the permissions of the folders above it")]
    case .folder:
        guard let status = fileStatus(path), !owner.may([.read, .enter], status) else { return [] }
        return [closed(path, status, owner, "read by \(owner.name)", "u+rX")]
    }
}

/// A folder that is to be written into, or can be made.
private func written(_ path: String, _ owner: Account) -> [Finding] {
    switch Presence(path) {
    case .nothing:
        // The first run makes it, and the folders above it.
        var above = folder(of: path)
        while Presence(above) == .nothing, above != folder(of: above) { above = folder(of: above) }
        guard let status = fileStatus(above), !owner.may([.write, .enter], status) else { return [] }
        return [closed(above, status, owner, "written by \(owner.name), to make \(path)", "u+rwx")]
    case .file:
        return [Finding(path, "is no folder", expected: "one for reports", hint: "remove it, or name another with --output")]
    case .unknown(let reason): return [Finding(path, reason, hint: "check the permissions of the folders above it")]
    case .folder:
        guard let status = fileStatus(path) else { return [] }
        var space = statvfs()
        // Who only reads may do so through a mount that lets nobody write.
        let isWriter = geteuid() == owner.id || geteuid() == 0
        if isWriter, unsafe statvfs(path, &space) == 0, space.f_flag & UInt(ST_RDONLY) != 0 {
            return [
                Finding(
                    path, "its file system is mounted read-only", expected: "one that can be written",
                    hint: "mount -o remount,rw \"$(findmnt -n -o TARGET -T \(shellWord(path)))\"; look into dmesg for why")
            ]
        }
        guard !owner.may([.read, .write, .enter], status) else { return [] }
        return [closed(path, status, owner, "written by \(owner.name)", "u+rwx")]
    }
}

/// A file that is to be written where it is there.
private func written(file path: String, _ owner: Account) -> [Finding] {
    switch Presence(path) {
    case .nothing: return []
    case .folder: return [Finding(path, "is a folder", expected: "a file", hint: "name another file with --history")]
    case .unknown(let reason): return [Finding(path, reason, hint: "check its permissions")]
    case .file:
        guard let status = fileStatus(path), !owner.may([.read, .write], status) else { return [] }
        return [closed(path, status, owner, "read and written by \(owner.name)", "u+rw")]
    }
}

/// Folders of months that a run of somebody else has made: they can be neither exchanged nor removed.
private func months(_ output: String, _ owner: Account) -> [Finding] {
    let entries: [FolderEntry]
    do throws(FolderEntry.Failure) {
        entries = try FolderEntry.entries(of: output)
    } catch {
        return [Finding(output, "cannot be listed: \(error.reason)", hint: "check its permissions")]
    }
    return entries.filter { $0.isFolder && $0.name.hasPrefix("20") && !owner.may([.write, .enter], $0.status) }.map {
        closed(output + "/" + $0.name, $0.status, owner, "written by \(owner.name)", "u+rwx")
    }
}

/// What may not be done with a path, and the command that lets it be done.
private func closed(_ path: String, _ status: stat, _ owner: Account, _ expected: String, _ rights: String) -> Finding {
    let word = shellWord(path)
    let found = "belongs to \(Account(status.st_uid).name) with mode \(permissionText(status))"
    let hint =
        status.st_uid == owner.id
        ? "chmod \(rights) \(word)" : "chown \(shellWord(owner.name)) \(word) && chmod \(rights) \(word)"
    return Finding(path, found, expected: "one that can be \(expected)", hint: hint)
}

/// For how many seconds a run may go on before it is looked at: no night is as long.
private let longestRun = 6 * 3600

/// Whether the history's lock is free. A lock is never stale: the system frees it when its process ends, however it ends.
func lockCheck(_ path: String, holder: LockHolder?) -> DoctorCheck {
    var check = DoctorCheck(name: "lock", note: "\(path): free")
    guard let holder else { return check }
    let process = holder.process.map { "process \($0)" } ?? "a process that cannot be seen from here"
    check.note = "\(path): held by \(process), so that a run goes on"
    if let seconds = holder.seconds, seconds > longestRun {
        check.findings.append(
            Finding(
                path, "held by \(process) for \(seconds / 3600) hours",
                expected: "a run that ends within \(longestRun / 3600) hours",
                hint: holder.process.map { "ps -fp \($0) says what it is; kill \($0) ends it, and nothing is lost" } ?? ""))
    }
    return check
}

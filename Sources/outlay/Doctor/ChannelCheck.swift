import Billing
import Glibc
import Notices

/// Whether each channel has what it needs to send; nothing is sent and nobody is connected to.
func channelCheck(_ channels: [Channel], inputs: String, _ owner: Account) -> DoctorCheck {
    var check = DoctorCheck(name: "channels")
    let current = Account.current
    check.note =
        channels.isEmpty
        ? "none in the settings, so that alerts stand in reports and feeds only" : channels.map(\.id).joined(separator: ", ")
    for channel in channels {
        for need in channel.needs(in: inputs) {
            let status = fileStatus(need.path)
            // A secret is its owner's alone, so that only the owner and root can say more about it.
            if need.isSecret, let status, status.st_uid != owner.id, owner.id != 0 {
                check.findings.append(
                    Finding(
                        "channel \(channel.id)", "\(need.path) belongs to \(Account(status.st_uid).name)",
                        expected: "\(owner.name), whose nights read it",
                        hint: "chown \(shellWord(owner.name)) \(shellWord(need.path))"))
            }
            if need.isSecret, current.id != owner.id, current.id != 0 { continue }
            if let problem = need.problem {
                check.findings.append(Finding("channel \(channel.id)", problem.reason, hint: problem.hint))
            }
        }
    }
    return check
}

import Billing
import History

/// Whether the last run came to a good end and was last night's, and what starts the next one.
///
/// While nights come, whatever starts them does its work; only where they do not, what is wrong with cron or systemd is to be mended.
func nightCheck(_ last: Checkup.LastRun?, _ schedule: Schedule, today: Day, isLocked: Bool) -> DoctorCheck {
    var check = DoctorCheck(name: "nights")
    let starts =
        schedule.starts.isEmpty ? "nothing that can be seen from here starts outlay" : schedule.starts.joined(separator: "; ")
    guard let last else {
        check.note = "no run yet; " + starts
        check.findings = schedule.findings
        return check
    }
    let age = Int(today.number - last.today.number)
    check.note = "run \(last.run) of \(last.today)" + (last.exitStatus.map { " ended with \($0)" } ?? "") + "; " + starts
    let place = "run \(last.run) of \(last.today)"
    if age > 1 {
        check.findings.append(
            Finding(
                place, "is the last, \(days(age)) ago",
                expected: "one every night" + (schedule.starts.isEmpty ? ", by a line as \(Schedule.example)" : ""),
                hint: schedule.starts.isEmpty
                    ? Schedule.installing
                    : "see what it says when it is started by hand: \(schedule.starts.joined(separator: "; "))"))
        check.findings += schedule.findings
    }
    switch last.exitStatus.map({ ExitStatus(rawValue: Int32(clamping: $0)) }) {
    case nil:
        if !isLocked {
            check.findings.append(
                Finding(
                    place, "was ended before its end", expected: "a run that ends",
                    hint: "outlay run goes on from what was committed"))
        }
    // What was refused is told by itself, file by file.
    case .done, .findings, .refused: break
    case let status:
        check.findings.append(
            Finding(
                place, "ended with \(last.exitStatus ?? 0)\(status.flatMap(\.?.words).map { ": \($0)" } ?? "")", expected: "0",
                hint: "outlay run says what is to be done"))
    }
    return check
}

extension ExitStatus {
    /// What it says of a run.
    fileprivate var words: String {
        switch self {
        case .done: "done"
        case .findings: "findings"
        case .refused: "some input was refused, or a closed month changed"
        case .usage: "the command line was not understood"
        case .inputRefused: "input was refused and nothing taken"
        case .noInput: "there was no input"
        case .undelivered: "an alert could not be delivered"
        case .software: "a mistake in outlay"
        case .output: "the output could not be written"
        case .history: "the history could not be used"
        case .locked: "another run held the lock"
        case .configuration: "settings, plans or sheets are to be mended"
        }
    }
}

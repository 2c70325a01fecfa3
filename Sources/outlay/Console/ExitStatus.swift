/// How the program ends; the numbers are what cron jobs and checks rely on (sysexits where they fit).
enum ExitStatus: Int32, Sendable {
    case done = 0
    /// Findings of `verify`, or a budget at or over `--fail-on`.
    case findings = 1
    /// Done, but some input was refused or waits.
    case refused = 3
    /// The command line is not understood.
    case usage = 64
    /// Input was refused and nothing taken.
    case inputRefused = 65
    /// There is no input.
    case noInput = 66
    /// An alert could not be delivered; it is kept for the next run.
    case undelivered = 69
    /// Our mistake.
    case software = 70
    /// The output cannot be written.
    case output = 73
    /// The history cannot be used.
    case history = 74
    /// Another run holds the lock.
    case locked = 75
    /// Settings, plan, mapping or a sheet is wrong.
    case configuration = 78
}

/// Something that ends a command, with what to tell the person who must act.
struct CommandFailure: Error {
    var status: ExitStatus
    var message: String
    var hint = ""
}

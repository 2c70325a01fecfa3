import CLinux
import Glibc
import History

/// The version, as `outlay --version` says it.
let outlayVersion = "0.2.0"
/// The version as runs keep it, with that of the history's schema: what another one made may lack tables that this one writes.
let runVersion = "\(outlayVersion)+\(History.schemaVersion)"

/// Understands the command line, does what it asks for and says how it ended.
func start(_ arguments: [String]) -> ExitStatus {
    let invocation: Invocation
    do throws(UsageError) {
        invocation = try parseCommandLine(arguments)
    } catch {
        Console(GlobalOptions()).say(error.description)
        return .usage
    }
    let console = Console(invocation.globals)
    let status = perform(invocation, console)
    guard let reason = Console.lost else { return status }
    console.fail("standard output: \(reason)", hint: "what was asked for is not all there")
    // What ended the work before it was done says more.
    return [.done, .findings, .refused, .undelivered, .configuration].contains(status) ? .output : status
}

/// Sees to it that 0, 1 and 2 are taken: a file that is opened must not become what messages are written to. What is missing
/// cannot be written, so that this is noticed.
func holdStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
        // The lowest number that is free is taken.
        _ = unsafe open("/dev/null", O_RDONLY)
    }
}

/// Keeps memory that was freed for what comes next: blocks of a file, a megabyte each, come and go all the time, and to take each from the
/// system anew, page by page, is a tenth of reading a bill.
func keepFreedMemory() {
    _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
    _ = mallopt(M_TRIM_THRESHOLD, 32 << 20)
}

private func perform(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    switch invocation.command {
    case .help(let text):
        console.put(text.hasSuffix("\n") ? text : text + "\n")
        return .done
    case .version:
        console.put("outlay \(outlayVersion)\n")
        return .done
    case .completions(let shell):
        console.put(shell.completion(of: .outlay))
        return .done
    // Settings that cannot be read are among what it finds.
    case .doctor(let format): return doctorCommand(invocation.globals, console, format: format)
    default: break
    }
    do throws(CommandFailure) {
        return try perform(invocation.command, Workplace(invocation.globals, console))
    } catch {
        console.fail(error.message, hint: error.hint)
        return error.status
    }
}

private func perform(_ command: Command, _ place: Workplace) throws(CommandFailure) -> ExitStatus {
    switch command {
    case .run(let failOn): try runCommand(place, failOn: failOn)
    case .ingest(let paths, let source): try ingestCommand(place, paths: paths, source: source)
    case .report(let options): try reportCommand(place, options)
    case .query(let query): try queryCommand(place, query)
    case .explain(let reference, let limit): try explainCommand(place, reference, limit: limit)
    case .close(let month, let accept, let accrues): try closeCommand(place, month, accept: accept, accrues: accrues)
    case .reopen(let month, let reason): try reopenCommand(place, month, reason: reason)
    case .changes(let since, let format): try changesCommand(place, since: since, format: format)
    case .verify: try verifyCommand(place)
    case .backup(let file): try backupCommand(place, to: file)
    case .publish(let file): try publishCommand(place, to: file)
    case .planCheck(let format): try planCheckCommand(place, format: format)
    case .planShow(let month, let format): try planShowCommand(place, month: month, format: format)
    case .planDiff(let from, let to): try planDiffCommand(place, from: from, to: to)
    case .mapTest: try mapTestCommand(place)
    case .mapSuggest: try mapSuggestCommand(place)
    case .alertsTest(let channel): try alertsTestCommand(place, channel: channel)
    case .alertsList: try alertsListCommand(place)
    case .help, .version, .completions, .doctor: .done
    }
}

import Glibc
import Synchronization

/// Ends the program when a query does not end in time: SQLite asks for the time between two steps of its own, but a single one,
/// such as the search for a long text in a longer one, can take for ever.
final class QueryWatchdog: Sendable {
    /// How long after its time a query may notice by itself, in seconds.
    private static let grace = 0.1
    /// The longest time that is watched, in seconds: thirty years.
    private static let longest = 1e9
    private let isStopped = Mutex(false)

    /// Watches from now on.
    init(_ console: Console, seconds: Double) {
        Task.detached { [self] in
            try await Task.sleep(for: .seconds(min(seconds, QueryWatchdog.longest) + QueryWatchdog.grace))
            isStopped.withLock { isStopped in
                if isStopped { return }
                let failure = CommandFailure(stoppedAfter: seconds)
                console.fail(failure.message, hint: failure.hint)
                // Nothing is open for writing, so nothing needs to be closed.
                _exit(failure.status.rawValue)
            }
        }
    }

    /// The query has ended.
    func stop() { isStopped.withLock { $0 = true } }
}

import Glibc
import Synchronization

/// Ends the program when a query does not end in time: SQLite asks for the time between two steps of its own, but a single one,
/// such as the search for a long text in a longer one, can take for ever.
final class QueryWatchdog: Sendable {
    /// How long after its time a query may notice by itself, in seconds.
    private static let grace = 0.1
    /// The longest time that is watched, in seconds: thirty years.
    private static let longest = 1e9
    private let console: Console
    private let seconds: Double
    private let isStopped = Mutex(false)

    /// Watches from now on, on a thread that does nothing but wait: one of a pool would cost more than most answers.
    init(_ console: Console, seconds: Double) {
        self.console = console
        self.seconds = seconds
        var thread = pthread_t()
        let watch: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
            if let context = unsafe context { unsafe Unmanaged<QueryWatchdog>.fromOpaque(context).takeRetainedValue().wait() }
            return nil
        }
        let context = unsafe Unmanaged.passRetained(self)
        if unsafe pthread_create(&thread, nil, watch, context.toOpaque()) == 0 {
            pthread_detach(thread)
        } else {
            // Where no thread is to be had, what SQLite asks between its steps has to do.
            unsafe context.release()
        }
    }

    /// The query has ended.
    func stop() { isStopped.withLock { $0 = true } }

    private func wait() {
        let left = min(seconds, QueryWatchdog.longest) + QueryWatchdog.grace
        var end = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &end)
        end.tv_sec += Int(left)
        end.tv_nsec += Int((left - left.rounded(.down)) * 1e9)
        if end.tv_nsec >= 1_000_000_000 {
            end.tv_sec += 1
            end.tv_nsec -= 1_000_000_000
        }
        while unsafe clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, nil) == EINTR {}
        isStopped.withLock { isStopped in
            if isStopped { return }
            let failure = CommandFailure(stoppedAfter: seconds)
            // Who reads the answer may read no more, and be the same who reads this.
            var errors = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
            if unsafe poll(&errors, 1, 100) > 0 { console.fail(failure.message, hint: failure.hint) }
            // Nothing is open for writing, so nothing needs to be closed.
            _exit(failure.status.rawValue)
        }
    }
}

import Synchronization

/// Whether most records of a bill are of lines that it has not had before: then other threads decode them, so that who takes them need not.
final class NewLines: Sendable {
    private let flag = Atomic(false)

    /// Of the block that was taken last.
    var areMost: Bool {
        get { flag.load(ordering: .relaxed) }
        set { flag.store(newValue, ordering: .relaxed) }
    }
}

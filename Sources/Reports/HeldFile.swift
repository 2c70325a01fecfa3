/// A file that waits, and for what.
package struct HeldFile: Hashable, Sendable {
    /// The file, relative to where the command was started.
    package var path: String
    /// What it waits for, without a full stop: `changed while it was read`.
    package var reason: String

    /// A file that waits.
    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}

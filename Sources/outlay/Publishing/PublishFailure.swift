/// Why something was not put into the output folder; what was published before is intact.
struct PublishFailure: Error, Hashable, CustomStringConvertible {
    /// What was being done: `write`, `sync`, `exchange`.
    let operation: String
    /// The file or folder it was done to.
    let path: String
    /// What the system says, or what was found: `no space left on device`.
    let reason: String

    var description: String { "\(path): not published: \(operation): \(reason)" }
}

/// A command line that has been understood.
struct Invocation: Hashable, Sendable {
    /// What holds for every command.
    var globals: GlobalOptions
    /// What is asked for.
    var command: Command
}

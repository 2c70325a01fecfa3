/// A command line that is not understood, with how to write it; exit status 64.
struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was found and what was expected, one line.
    var message: String
    /// What was probably meant; nil where nothing comes near.
    var hint: String?
    /// The command that it is about: `outlay report`.
    var command: String
    /// How the command is written, without `usage:`.
    var usage: String

    /// All of it, for standard error, without the last line end.
    var description: String {
        var lines = ["outlay: " + message]
        if let hint { lines.append("hint: " + hint) }
        lines.append("usage: " + usage)
        lines.append("  See '\(command) --help' for more information.")
        return lines.joined(separator: "\n")
    }
}

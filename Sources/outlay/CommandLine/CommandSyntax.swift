/// How a command is written, and what its help says.
struct CommandSyntax: Hashable, Sendable {
    /// An option and, unless it is a flag, its value.
    struct Option: Hashable, Sendable {
        /// With both dashes.
        var name: String
        /// What stands for the value in help; nil for a flag.
        var value: String?
        var help: String
        /// Whether it may be given more than once.
        var isRepeatable = false
        /// Whether it says something without its value too.
        var isValueOptional = false
        /// What a shell offers for the value.
        var offered = Offered.nothing
    }

    /// A word that is no option.
    struct Argument: Hashable, Sendable {
        /// What stands for it in help.
        var name: String
        var help: String
        var isOptional = true
        /// Whether any number of words is taken.
        var isRepeating = false
        /// What a shell offers for it.
        var offered = Offered.nothing
    }

    /// The last word of `path`.
    var name: String
    /// From the program's name on: `outlay plan show`.
    var path: String
    /// One line.
    var abstract: String
    /// What else there is to say; nil for nothing.
    var discussion: String?
    var arguments: [Argument] = []
    /// Its own, without the global ones.
    var options: [Option] = []
    /// Where there are any, one of them has to be named.
    var subcommands: [CommandSyntax] = []

    /// The line that says how it is written.
    var usage: String {
        var words = [path]
        for option in options {
            words.append("[" + option.label + "]" + (option.isRepeatable ? " ..." : ""))
        }
        for argument in arguments {
            let label = "<\(argument.name)>" + (argument.isRepeating ? " ..." : "")
            words.append(argument.isOptional ? "[\(label)]" : label)
        }
        if !subcommands.isEmpty { words.append("<subcommand>") }
        return words.joined(separator: " ")
    }
}

extension CommandSyntax.Option {
    /// The option with what stands for its value: `--month <YYYY-MM>`.
    var label: String { value.map { isValueOptional ? "\(name) [<\($0)>]" : "\(name) <\($0)>" } ?? name }
}

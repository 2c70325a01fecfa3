/// A command line sorted into a command, its options and its arguments; values are not read yet.
struct CommandLineWords {
    /// An option as it was given.
    struct Given {
        var name: String
        /// Nil for a flag, and for an option that does without.
        var value: String?
    }

    /// The innermost command that was named.
    private(set) var syntax = CommandSyntax.outlay
    /// In the order given, global ones too.
    private(set) var options: [Given] = []
    private(set) var arguments: [String] = []
    private var words: ArraySlice<String>

    /// The words after the program's name.
    init(_ arguments: [String]) { words = arguments[...] }

    /// Whether `--help` or `--version` was given.
    func has(_ name: String) -> Bool { options.contains { $0.name == name } }
    /// The last value given for an option.
    func value(_ name: String) -> String? { options.last { $0.name == name }?.value }
    /// The values of a repeatable option, in order.
    func values(_ name: String) -> [String] { options.filter { $0.name == name }.compactMap(\.value) }

    /// Sorts all words, up to the first that is not understood.
    mutating func sort() throws(UsageError) {
        var isOnlyArguments = false
        while let word = words.popFirst() {
            if isOnlyArguments || word == "-" || !word.hasPrefix("-") {
                try take(word)
            } else if word == "--" {
                isOnlyArguments = true
            } else {
                try takeOption(word)
            }
        }
    }

    /// Sorts the words that are left, as far as they are understood, to know which command's help is asked for.
    mutating func sortLeniently() -> Bool {
        while true {
            do throws(UsageError) {
                try sort()
                return has("--help")
            } catch { continue }
        }
    }

    /// A usage error about the command named so far.
    func error(_ message: String, hint: String? = nil) -> UsageError {
        UsageError(message: message, hint: hint, command: syntax.path, usage: syntax.usage)
    }

    private mutating func take(_ word: String) throws(UsageError) {
        if !syntax.subcommands.isEmpty {
            guard let command = syntax.subcommands.first(where: { $0.name == word }) else {
                let near = suggestion(for: word, among: syntax.subcommands.map(\.name))
                throw error("unknown command '\(word)'", hint: near.map { "did you mean '\($0)'?" })
            }
            syntax = command
        } else if arguments.count < syntax.arguments.count || syntax.arguments.last?.isRepeating == true {
            arguments.append(word)
        } else {
            throw error("unexpected argument '\(word)'")
        }
    }

    private mutating func takeOption(_ word: String) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts[0] == "-h" ? "--help" : String(parts[0])
        let known = syntax.options + CommandSyntax.globalOptions
        guard let option = known.first(where: { $0.name == name }) else {
            let near = suggestion(for: name, among: known.map(\.name))
            throw error("unknown option '\(name)'", hint: near.map { "did you mean '\($0)'?" } ?? home(of: name))
        }
        guard let placeholder = option.value else {
            guard parts.count == 1 else { throw error("option '\(name)' takes no value, found '\(parts[1])'") }
            options.append(Given(name: name, value: nil))
            return
        }
        if parts.count == 2 {
            options.append(Given(name: name, value: String(parts[1])))
        } else if let next = words.first, next == "-" || !next.hasPrefix("-") {
            words.removeFirst()
            options.append(Given(name: name, value: next))
        } else if option.isValueOptional {
            options.append(Given(name: name, value: nil))
        } else {
            throw error("option '\(name)' needs a value, expected \(name) \(placeholder)")
        }
    }

    /// Where an option would be understood, for one that stands at the wrong command.
    private func home(of name: String) -> String? {
        func search(_ command: CommandSyntax) -> String? {
            if command.options.contains(where: { $0.name == name }) { return command.path }
            for inner in command.subcommands { if let found = search(inner) { return found } }
            return nil
        }
        return search(.outlay).map { "'\(name)' comes after '\($0)'" }
    }
}

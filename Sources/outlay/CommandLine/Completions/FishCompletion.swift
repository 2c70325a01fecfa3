/// Completion for fish: a line for each command, option and argument, with the command that it belongs to.
func fishCompletion(of syntax: CommandSyntax) -> String {
    let options = syntax.tree.flatMap(\.options) + CommandSyntax.globalOptions
    let withValue = Set(options.filter { $0.value != nil }.map(\.name)).sorted().joined(separator: " ")
    var lines = [
        """
        # fish completion for outlay, as `outlay completions fish` prints it.

        # The words that are neither options nor their values: a command and its arguments.
        function __outlay_words
            set -l skips no
            for word in (commandline -opc)[2..]
                if test $skips = yes; and not string match -q -- '-?*' $word
                    set skips no
                    continue
                end
                set skips no
                switch $word
                    case \(withValue)
                        set skips yes
                    case help '-*'
                    case '*'
                        echo -- $word
                end
            end
        end

        # Whether they are these.
        function __outlay_at
            set -l words (__outlay_words)
            test "$words" = "$argv"
        end

        # Whether they begin with these.
        function __outlay_in
            set -l words (__outlay_words)
            string match -q -- "$argv" "$words"; or string match -q -- "$argv *" "$words"
        end

        complete -c outlay -f
        """
    ]
    lines += CommandSyntax.globalOptions.map { fishOption($0, of: nil) }
    for command in syntax.tree {
        let place = fishPlace(command)
        lines += command.subcommands.map { "complete -c outlay -n \(place) -a \($0.name) -d \(fishWord($0.abstract))" }
        if command == .outlay { lines.append("complete -c outlay -n \(place) -a help -d 'Explain a command.'") }
        lines += command.options.map { fishOption($0, of: command) }
        if let argument = command.arguments.first(where: { $0.offered != .nothing }) {
            lines.append("complete -c outlay -n \(place) \(fishOffer(argument.offered))")
        }
    }
    return lines.joined(separator: "\n") + "\n"
}

/// The condition that a command has been written.
private func fishPlace(_ command: CommandSyntax) -> String {
    let words = command.path.split(separator: " ").dropFirst().joined(separator: " ")
    let condition = command.subcommands.isEmpty ? "__outlay_in" : "__outlay_at"
    return words.isEmpty ? condition : "'\(condition) \(words)'"
}

private func fishOption(_ option: CommandSyntax.Option, of command: CommandSyntax?) -> String {
    var words = ["complete -c outlay"]
    if let command { words.append("-n \(fishPlace(command))") }
    if option.name == "--help" { words.append("-s h") }
    words.append("-l \(option.name.dropFirst(2)) -d \(fishWord(option.help))")
    // -x: a value is needed, and it is no file unless files are offered.
    if option.value != nil, !option.isValueOptional { words.append(option.offered == .files ? "-r" : "-x") }
    let offer = fishOffer(option.offered)
    return (words + (offer.isEmpty ? [] : [offer])).joined(separator: " ")
}

private func fishOffer(_ offered: Offered) -> String {
    switch offered {
    case .nothing: ""
    case .files: "-F"
    case .folders: "-a '(__fish_complete_directories (commandline -ct))'"
    case .words(let words): "-a '\(words.joined(separator: " "))'"
    case .list(let words): "-a '(__fish_append , \(words.joined(separator: " ")))'"
    }
}

/// A text as one word of fish.
private func fishWord(_ text: String) -> String {
    "'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
}

/// Completion for zsh: a function for each command, called by the one above it.
func zshCompletion(of syntax: CommandSyntax) -> String {
    """
    #compdef outlay
    # zsh completion for outlay, as `outlay completions zsh` prints it.

    \(syntax.tree.map(zshFunction).joined(separator: "\n\n"))

    _outlay "$@"

    """
}

/// `_outlay_plan_show` for `outlay plan show`.
private func zshName(_ command: CommandSyntax) -> String { "_" + command.path.split(separator: " ").joined(separator: "_") }

private func zshFunction(_ command: CommandSyntax) -> String {
    var specifications = (command.options + CommandSyntax.globalOptions).map(zshOption)
    guard !command.subcommands.isEmpty else {
        specifications += command.arguments.enumerated().map { zshArgument($0.element, $0.offset + 1) }
        return "\(zshName(command))() {\n    _arguments -S\(zshLines(specifications))\n}"
    }
    specifications += ["'1: :->command'", "'*:: :->argument'"]
    var commands = command.subcommands.map { "\($0.name):" + zshWord($0.abstract) }
    var cases = command.subcommands.map { "                \($0.name)) \(zshName($0)) ;;" }
    if command == .outlay {
        commands.append("help:Explain a command.")
        // What comes after it is a command once more.
        cases.append("                help) \(zshName(command)) ;;")
    }
    return """
        \(zshName(command))() {
            local curcontext=$curcontext context state state_descr line
            typeset -A opt_args
            local -a commands=(
        \(commands.map { "        '\($0)'" }.joined(separator: "\n"))
            )
            _arguments -C -S\(zshLines(specifications)) && return
            case $state in
                command) _describe command commands ;;
                argument)
                    case $line[1] in
        \(cases.joined(separator: "\n"))
                    esac
                    ;;
            esac
        }
        """
}

private func zshLines(_ specifications: [String]) -> String { specifications.map { " \\\n        " + $0 }.joined() }

private func zshOption(_ option: CommandSyntax.Option) -> String {
    let name = option.name == "--help" ? "'(-h --help)'{-h,--help}'" : "'" + (option.isRepeatable ? "*" : "") + option.name
    let help = "[\(zshWord(option.help))]"
    guard let value = option.value else { return "\(name)\(help)'" }
    return "\(name)=\(help)\(option.isValueOptional ? "::" : ":")\(zshWord(value)):\(zshOffer(option.offered))'"
}

private func zshArgument(_ argument: CommandSyntax.Argument, _ place: Int) -> String {
    let number = argument.isRepeating ? "*" : "\(place)"
    return "'\(number):\(zshWord(argument.name)):\(zshOffer(argument.offered))'"
}

private func zshOffer(_ offered: Offered) -> String {
    switch offered {
    case .nothing: " "
    case .files: "_files"
    // _files -/ goes on with files where no folder matches.
    case .folders: "_path_files -/"
    case .words(let words): "(\(words.joined(separator: " ")))"
    case .list(let words): "_values -s , value \(words.joined(separator: " "))"
    }
}

/// A text inside a quoted specification.
private func zshWord(_ text: String) -> String {
    text.map { $0 == "'" ? "'\\''" : ":[]\\".contains($0) ? "\\\($0)" : String($0) }.joined()
}

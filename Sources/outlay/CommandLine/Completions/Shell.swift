/// A shell whose completion can be printed.
enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// The script that the shell reads, made of the definitions that help is made of.
    func completion(of syntax: CommandSyntax) -> String {
        switch self {
        case .bash: bashCompletion(of: syntax)
        case .zsh: zshCompletion(of: syntax)
        case .fish: fishCompletion(of: syntax)
        }
    }
}

extension CommandSyntax {
    /// The command, the ones below it, and so on.
    var tree: [CommandSyntax] { [self] + subcommands.flatMap(\.tree) }
}

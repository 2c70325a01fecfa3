/// Where the right column of help begins, and how wide help is, in characters.
private let column = 26
private let width = 80

/// A command's help, without the last line end.
func helpText(_ syntax: CommandSyntax) -> String {
    var sections = [wrapped("OVERVIEW: " + syntax.abstract)]
    if let discussion = syntax.discussion { sections.append(wrapped(discussion)) }
    sections.append(wrapped("USAGE: " + syntax.usage, indent: 7))
    if !syntax.arguments.isEmpty {
        sections.append(section("ARGUMENTS", syntax.arguments.map { ("<\($0.name)>", $0.help) }))
    }
    if !syntax.options.isEmpty { sections.append(section("OPTIONS", syntax.options.map { ($0.label, $0.help) })) }
    let globals = CommandSyntax.globalOptions.map { ($0.name == "--help" ? "-h, --help" : $0.label, $0.help) }
    sections.append(section(syntax.options.isEmpty ? "OPTIONS" : "GLOBAL OPTIONS", globals))
    if !syntax.subcommands.isEmpty {
        sections.append(section("SUBCOMMANDS", syntax.subcommands.map { ($0.name, $0.abstract) }))
        let group = syntax.path.split(separator: " ").dropFirst().map { $0 + " " }.joined()
        sections.append("  See 'outlay help \(group)<subcommand>' for detailed help.")
    }
    return sections.joined(separator: "\n\n")
}

/// A title and rows of two columns; a label that is too long stands on a line of its own.
private func section(_ title: String, _ rows: [(label: String, help: String)]) -> String {
    let indent = String(repeating: " ", count: column)
    let lines = rows.map { label, help in
        let text = wrapped(indent + help, indent: column).dropFirst(column)
        guard label.count + 3 <= column else { return "  \(label)\n\(indent)\(text)" }
        return "  " + label + String(repeating: " ", count: column - 2 - label.count) + text
    }
    return title + ":\n" + lines.joined(separator: "\n")
}

/// The text broken at spaces so that no line is wider than help; later lines begin with `indent` spaces.
private func wrapped(_ text: String, indent: Int = 0) -> String {
    let leading = text.prefix { $0 == " " }
    var lines: [String] = []
    var line = String(leading)
    var isEmpty = true
    for word in text.split(separator: " ") {
        if !isEmpty, line.count + 1 + word.count > width {
            lines.append(line)
            line = String(repeating: " ", count: indent)
            isEmpty = true
        }
        line += (isEmpty ? "" : " ") + word
        isEmpty = false
    }
    return (lines + [line]).joined(separator: "\n")
}

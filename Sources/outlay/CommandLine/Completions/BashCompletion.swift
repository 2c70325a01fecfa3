/// Completion for bash: a function that finds which command is being written, then what may come next.
func bashCompletion(of syntax: CommandSyntax) -> String {
    let tree = syntax.tree
    let inner = tree.dropFirst().map { "\"\($0.path)\"" }.joined(separator: " | ")
    let options = tree.flatMap(\.options) + CommandSyntax.globalOptions
    let withValue = Set(options.filter { $0.value != nil }.map(\.name)).sorted().joined(separator: " | ")
    let values = tree.flatMap { command in
        command.options.filter { $0.value != nil }.map { ("\"\(command.path) \($0.name)\"", $0.offered, $0.isValueOptional) }
    }
    let globals = CommandSyntax.globalOptions.filter { $0.value != nil }.map { ("*\" \($0.name)\"", $0.offered, false) }
    return """
        # bash completion for outlay, as `outlay completions bash` prints it.

        # Where a line breaks at "=" the words around it are put together again, so that --name=value is one.
        _outlay() {
            local words=() at path="\(syntax.path)" joins=""
            for ((at = 0; at <= COMP_CWORD; at++)); do
                if [[ ${#words[@]} -gt 0 && (${COMP_WORDS[at]} == "=" || -n $joins) ]]; then
                    words[-1]+=${COMP_WORDS[at]}
                    [[ ${COMP_WORDS[at]} == "=" ]] && joins=yes || joins=""
                else
                    words+=("${COMP_WORDS[at]}")
                fi
            done
            local word=${words[-1]} previous=""
            if [[ $word == --*=* ]]; then
                previous=${word%%=*} word=${word#*=}
            elif [[ ${#words[@]} -gt 1 ]]; then
                previous=${words[-2]}
            fi
            COMPREPLY=()

            # The words that name a command are those that are neither options nor their values.
            for ((at = 1; at < ${#words[@]} - 1; at++)); do
                case "${words[at]}" in
                    \(withValue))
                        [[ ${words[at + 1]} == -?* ]] || ((at++))
                        ;;
                    *)
                        case "$path ${words[at]}" in
                            \(inner)) path+=" ${words[at]}" ;;
                        esac
                        ;;
                esac
            done

            case "$path $previous" in
        \((values + globals).map { bashCase($0.0, $0.1, optional: $0.2) }.joined(separator: "\n"))
            esac

            if [[ ${words[-1]} == -* ]]; then
                case "$path" in
        \(tree.filter { !$0.options.isEmpty }.map { bashOptions($0) }.joined(separator: "\n"))
                esac
                _outlay_words "\(CommandSyntax.globalOptions.map(\.name).joined(separator: " "))"
                return
            fi
            case "$path" in
        \(tree.compactMap(bashArguments).joined(separator: "\n"))
            esac
        }

        _outlay_words() { mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$1" -- "$word"); }
        _outlay_list() {
            local before=""
            [[ $word == *,* ]] && before=${word%,*},
            mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${word##*,}")
        }
        _outlay_files() {
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
        }
        _outlay_folders() {
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -d -- "$word")
        }

        complete -F _outlay outlay

        """
}

/// What offers it; nil for nothing.
private func bashOffer(_ offered: Offered) -> String? {
    switch offered {
    case .nothing: nil
    case .files: "_outlay_files"
    case .folders: "_outlay_folders"
    case .words(let words): "_outlay_words \"\(words.joined(separator: " "))\""
    case .list(let words): "_outlay_list \"\(words.joined(separator: " "))\""
    }
}

/// The value of an option; one that may do without leaves an option that is being written alone.
private func bashCase(_ pattern: String, _ offered: Offered, optional: Bool) -> String {
    let end = optional ? "[[ $word == -* ]] || return" : "return"
    return "        \(pattern)) " + [bashOffer(offered), end].compactMap(\.self).joined(separator: "; ") + " ;;"
}

private func bashOptions(_ command: CommandSyntax) -> String {
    "            \"\(command.path)\") _outlay_words \"\(command.options.map(\.name).joined(separator: " "))\" ;;"
}

/// The commands below a command, or its arguments; nil where nothing is known of them.
private func bashArguments(_ command: CommandSyntax) -> String? {
    var words = command.subcommands.map(\.name)
    if command == .outlay { words.append("help") }
    let offer = words.isEmpty ? command.arguments.lazy.compactMap { bashOffer($0.offered) }.first : bashOffer(.words(words))
    return offer.map { "        \"\(command.path)\") \($0) ;;" }
}

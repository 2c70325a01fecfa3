# bash completion for outlay

_outlay() {
    local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD - 1]}"
    local globals="--inputs --output --history --config --today --quiet --verbose --color --version --help"
    local command="" inner="" words="" at
    COMPREPLY=()

    # The words that name a command are those that are neither options nor their values.
    for ((at = 1; at < COMP_CWORD; at++)); do
        case "${COMP_WORDS[at]}" in
            --inputs | --output | --history | --config | --today | --color | --fail-on | --source | --month | --as-of \
                | --allocation | --since | --saved | --param | --format | --limit | --timeout | --accept | --reason)
                ((at++))
                ;;
            -*) ;;
            *)
                if [[ -z $command ]]; then
                    command="${COMP_WORDS[at]}"
                elif [[ -z $inner ]]; then
                    inner="${COMP_WORDS[at]}"
                fi
                ;;
        esac
    done

    case "$previous" in
        --inputs | --output)
            mapfile -t COMPREPLY < <(compgen -d -- "$word")
            return
            ;;
        --history | --config | --allocation)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --color)
            mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$word")
            return
            ;;
        --format)
            local formats="table csv json markdown"
            [[ "$command $inner" == "plan check" || "$command" == "doctor" ]] && formats="text json"
            [[ "$command" == "changes" ]] && formats="text csv json"
            [[ "$command $inner" == "plan show" ]] && formats="table csv"
            mapfile -t COMPREPLY < <(compgen -W "$formats" -- "$word")
            return
            ;;
        --since)
            mapfile -t COMPREPLY < <(compgen -W "close" -- "$word")
            return
            ;;
        --today | --fail-on | --source | --month | --as-of | --saved | --param | --limit | --timeout | --accept | --reason) return ;;
    esac

    case "$command $inner" in
        " ") words="run ingest report query explain plan map alerts close reopen changes verify backup publish doctor help" ;;
        "run ") words="--fail-on" ;;
        "ingest "*)
            if [[ $word != -* ]]; then
                mapfile -t COMPREPLY < <(compgen -f -- "$word")
                return
            fi
            words="--source"
            ;;
        "report ") words="--month --as-of --allocation --format --system --open" ;;
        "query "*) words="--saved --param --format --limit --timeout" ;;
        "explain "*) words="--limit" ;;
        "plan ") words="check show diff" ;;
        "plan check") words="--format" ;;
        "plan show") words="--month --format" ;;
        "plan diff"*)
            if [[ $word != -* ]]; then
                mapfile -t COMPREPLY < <(compgen -f -- "$word")
                return
            fi
            ;;
        "map ") words="test suggest" ;;
        "alerts ") words="list test" ;;
        "close "*) words="--accept --accrue" ;;
        "reopen "*) words="--reason" ;;
        "changes ") words="--since --format" ;;
        "backup "* | "publish "*)
            if [[ $word != -* ]]; then
                mapfile -t COMPREPLY < <(compgen -f -- "$word")
                return
            fi
            ;;
        "doctor ") words="--format" ;;
        "help ") words="run ingest report query explain plan map alerts close reopen changes verify backup publish doctor" ;;
    esac
    [[ $word == -* ]] && words="$words $globals"
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -o filenames -F _outlay outlay

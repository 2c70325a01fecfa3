# What bash offers for the command lines on standard input: for each a line "> LINE", then the offers. $1 is the completion.
# The words are those that readline makes, which breaks them at "=" too.
source "$1"
while IFS= read -r line; do
    printf '> %s\n' "$line"
    read -r -a COMP_WORDS <<<"${line//=/ = }"
    [[ $line == *' ' ]] && COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _outlay
    [[ ${#COMPREPLY[@]} -eq 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
done

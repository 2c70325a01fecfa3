# What zsh offers for the command lines on standard input: for each a line "> LINE", then the offers. $1 is the completion.
# A shell at a terminal of its own is typed into, and every match that completion adds is printed.
zmodload zsh/zpty
folder=$(mktemp -d)
cp $1 $folder/_outlay
cat >$folder/setup <<END
fpath=($folder \$fpath)
END
cat >>$folder/setup <<'END'
PROMPT= RPROMPT=
autoload -U compinit && compinit -D -u
bindkey '^I' complete-word
bindkey '^U' kill-whole-line
setopt no_list_beep no_beep
compprefuncs=(opening)
comppostfuncs=(finish)
opening() { compprefuncs=(opening) }
finish() { comppostfuncs=(finish); print -r -- "@end"; compstate[insert]= compstate[list]= }
compadd() {
    # These only ask which words match.
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi
    local -a hits prefix
    builtin compadd -A hits "$@"
    zparseopts -E P:=prefix
    local hit
    for hit in $hits; do print -r -- "@hit $prefix[2]$hit"; done
    builtin compadd "$@"
}
END
zpty shell zsh -f -i
zpty -w shell "source $folder/setup; print @se''t"
while zpty -r shell line; do [[ $line == *@set* ]] && break; done
while IFS= read -r query; do
    print -r -- "> $query"
    zpty -w -n shell $'\C-u'"$query"$'\t'
    while zpty -r shell line; do
        line=${line%$'\r\n'}
        [[ $line == *@hit\ * ]] && print -r -- "${line#*@hit }"
        [[ $line == *@end* ]] && break
    done
done
zpty -d shell
rm -r $folder

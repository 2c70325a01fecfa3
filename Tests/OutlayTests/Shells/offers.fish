# What fish offers for the command lines on standard input: for each a line "> LINE", then the offers. $argv[1] is the completion.
source $argv[1]
while read -l line
    echo "> $line"
    complete -C$line | string replace -r '\t.*' ''
end

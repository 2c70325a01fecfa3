/// What libyaml finds wrong, in the words of somebody who edits the file.
struct YAMLProblem {
    /// What was found and what was expected.
    var reason: String
    /// What to do about it.
    var hint: String

    /// A problem from libyaml's own words for it.
    init(_ stop: YAMLEvents.Stop) {
        switch (stop.problem, stop.context) {
        case (YAMLEvents.tooDeep, _), ("exceeded maximum depth", _):
            reason = "lists and keys nested over \(YAMLEvents.depthLimit) deep, expected at most \(YAMLEvents.depthLimit)"
            hint = ""
        case ("mapping values are not allowed in this context", _):
            reason = "a colon where no key can stand, expected one \"key: value\" on a line"
            hint = "put a text that holds a colon in quotes, and begin all keys of a group in the same column"
        case ("could not find expected ':'", _):
            reason = "a line without a colon, expected \"key: value\""
            hint = "write a colon and a space after the key"
        case ("did not find expected key", _):
            reason = "text that fits no key above it, expected \"key: value\" in the same column as the keys of its group"
            hint = "begin all keys of a group in the same column"
        case ("did not find expected '-' indicator", _), ("block sequence entries are not allowed in this context", _):
            reason = "a line that fits no list, expected every entry of a list to begin with \"- \" in the same column"
            hint = "begin all entries of a list in the same column"
        case ("found unexpected end of stream", "while scanning a quoted scalar"),
            ("found unexpected document indicator", "while scanning a quoted scalar"):
            reason = "a quote that is not closed, expected the same quote after the text"
            hint = "close the quote at the end of the text"
        case ("found unknown escape character", _):
            reason = "a backslash before a character that needs none, expected \\\\ for a backslash in double quotes"
            hint = "use single quotes for a text with backslashes"
        case ("found character that cannot start any token", _):
            reason = "a value that begins with a reserved character, expected a letter, a digit or a quote"
            hint = "put the value in quotes"
        case ("did not find expected ',' or ']'", _):
            reason = "a list in brackets that is not closed, expected a comma or ]"
            hint = "close the list with ]"
        case ("did not find expected ',' or '}'", _):
            reason = "keys in braces that are not closed, expected a comma or }"
            hint = "close the group with }"
        case ("did not find expected node content", _):
            reason = "a comma or a bracket where a value is missing, expected a value"
            hint = ""
        case ("did not find expected <document start>", _):
            reason = "text after the end of the document, expected nothing more"
            hint = "begin all keys of the file in the first column"
        case ("control characters are not allowed", _), ("invalid Unicode character", _):
            reason = "a control character, expected text"
            hint = "delete it and type the line again"
        case ("found a tab character where an indentation space is expected", _),
            ("found a tab character that violates indentation", _),
            ("found a tab character that violates intendation", _):
            reason = YAMLProblem.tab
            hint = YAMLProblem.tabHint
        case ("no memory", _):
            reason = "more than fits into memory, expected a small file"
            hint = ""
        default:
            let words = [stop.context, stop.problem].filter { !$0.isEmpty }.joined(separator: ": ")
            reason = "text that YAML does not allow here (\(words)), expected \"key: value\""
            hint = ""
        }
    }

    /// Of a tab before the first character of a line.
    static let tab = "a tab in the indentation, expected spaces"
    /// What to do about a tab.
    static let tabHint = "replace each tab by two spaces"
}

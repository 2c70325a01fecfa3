import Reports

/// Something about an installation that is to be mended.
struct Finding: Hashable, Sendable {
    /// Where: a file, a folder, a channel, a source.
    var place: String
    /// What was found, and what is expected there; the latter empty where the former says it.
    var found: String, expected: String
    /// The command that mends it, or what to do; empty where nothing is known.
    var hint: String

    /// Something to be mended.
    init(_ place: String, _ found: String, expected: String = "", hint: String = "") {
        self.place = place
        self.found = found
        self.expected = expected
        self.hint = hint
    }
}

/// A check and what came of it.
struct DoctorCheck: Hashable, Sendable {
    /// What was checked, in a word or two.
    var name: String
    /// What it has looked at, for who wants to see every check; empty where there is nothing to say.
    var note = ""
    /// What is to be mended; empty where all is well.
    var findings: [Finding] = []
}

extension Finding {
    /// For a terminal: place and what was found, what is expected, and what mends it, a line each.
    var text: String {
        let lines =
            ["\(place): \(found)"] + (expected.isEmpty ? [] : ["  expected \(expected)"])
            + (hint.isEmpty ? [] : ["  hint: \(hint)"])
        return lines.map { Console.printable($0) + "\n" }.joined()
    }

    /// As a JSON object of one line, with the name of its check.
    func object(of check: String) -> String {
        let pairs = [("check", check), ("place", place), ("found", found), ("expected", expected), ("hint", hint)]
        return "  {" + pairs.map { json($0.0) + ": " + json($0.1) }.joined(separator: ", ") + "}"
    }
}

/// A word of a command line, quoted where a shell would see more in it.
func shellWord(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789_-./:@%+=,".unicodeScalars.contains(scalar))
    }
    return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
}

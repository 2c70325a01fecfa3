/// A place in a file that a person gave us, so that a message can point at it.
package struct Origin: Hashable, Sendable, CustomStringConvertible {
    /// The file, relative to where the command was started.
    package var file: String
    /// The line, from 1; 0 where the whole file is meant.
    package var line: Int
    /// The column in characters, from 1; 0 where the whole line is meant.
    package var column: Int

    /// A place in a file.
    package init(file: String, line: Int = 0, column: Int = 0) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `FILE:LINE:COLUMN`, as far as known.
    package var description: String {
        line == 0 ? file : column == 0 ? "\(file):\(line)" : "\(file):\(line):\(column)"
    }
}

/// A record or a file that was not taken, and why.
package struct Refusal: Error, Hashable, Sendable {
    /// Where it stands.
    package var origin: Origin
    /// What was found and what was expected, one line, without the place: `BilledCost "1,204.50" has a thousands comma, …`.
    package var reason: String
    /// The line of the file, cut to a sensible length; empty where there is none to show.
    package var text: String
    /// How many characters from `origin.column` on are to be marked below `text`.
    package var width: Int
    /// What the reader can do; empty where nothing is known.
    package var hint: String

    /// A refusal at a place.
    package init(at origin: Origin, _ reason: String, text: String = "", width: Int = 1, hint: String = "") {
        self.origin = origin
        self.reason = reason
        self.text = text
        self.width = width
        self.hint = hint
    }
}

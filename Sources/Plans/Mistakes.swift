import Billing
import Formats

/// What is wrong with a file, collected while it is read, so that all of it is told at once.
final class Mistakes {
    /// The file's lines.
    let source: SourceText
    private var refusals: [Refusal] = []

    /// The places of what was wrong before the file's words were looked at.
    private var places: Set<Origin> = []

    /// Whether a mistake is told with its line.
    private var showsLines = true

    init(_ source: SourceText) { self.source = source }

    /// Begins with what is wrong with a document as such; what stands there is not told again.
    init(_ document: YAMLDocument) {
        source = document.source
        refusals = document.refusals
        places = Set(refusals.map(\.origin))
    }

    /// Whether nothing has been found so far.
    var isEmpty: Bool { refusals.isEmpty }

    /// Everything that was found, in the order of the file.
    var refused: RefusedFile {
        RefusedFile(refusals.sorted { ($0.origin.line, $0.origin.column) < ($1.origin.line, $1.origin.column) })
    }

    /// Notes a mistake at a place.
    func add(at origin: Origin, width: Int = 1, _ reason: String, hint: String = "") {
        guard !places.contains(origin) else { return }
        refusals.append(
            showsLines
                ? source.refusal(at: origin, reason, width: width, hint: hint) : Refusal(at: origin, reason, hint: hint))
    }

    /// Notes a mistake at a text of the file.
    func add(at entry: Entry, _ reason: String, hint: String = "") {
        add(at: entry.origin, width: entry.width, reason, hint: hint)
    }

    /// Notes a mistake without the line, which may hold a secret.
    func add(unshown origin: Origin, _ reason: String) { refusals.append(Refusal(at: origin, reason)) }

    /// Reads something whose lines may hold a secret: mistakes in it are told without them.
    func withoutLines<Value>(_ read: () -> Value) -> Value {
        showsLines = false
        defer { showsLines = true }
        return read()
    }

    /// Ends the reading of a file in which something was found.
    func check() throws(RefusedFile) {
        if !refusals.isEmpty { throw refused }
    }
}

import Billing
import Formats
import Glibc
import History
import Synchronization

/// What is said to people: data on standard output, everything else on standard error.
struct Console {
    /// Whether messages are kept to refusals and failures.
    let isQuiet: Bool
    /// Whether every step is told.
    let isVerbose: Bool
    private let isColored: Bool
    /// Whether a person watches the output.
    let isTerminal: Bool

    init(_ globals: GlobalOptions) {
        isQuiet = globals.verbosity == .quiet
        isVerbose = globals.verbosity == .verbose
        isTerminal = isatty(STDOUT_FILENO) == 1
        let isUnwanted = unsafe getenv("NO_COLOR") != nil
        isColored =
            switch globals.color {
            case .always: true
            case .never: false
            case .auto: isatty(STDERR_FILENO) == 1 && !isUnwanted
            }
    }

    private static let lostReason = Mutex<CInt?>(nil)
    /// Why data did not get to standard output, in the system's words; nil while all of it did.
    static var lost: String? { lostReason.withLock { $0 }.map(systemReason) }

    /// Data, as asked for. Nothing follows what did not get there.
    func put(_ text: String) {
        guard Console.lost == nil, let reason = Console.write(text, to: STDOUT_FILENO) else { return }
        Console.lostReason.withLock { $0 = reason }
    }

    /// A step, told only when asked for.
    func detail(_ text: String) { if isVerbose { Console.write(safe(text) + "\n", to: STDERR_FILENO) } }

    /// Something worth knowing.
    func note(_ text: String) { if !isQuiet { Console.write(safe(text) + "\n", to: STDERR_FILENO) } }

    /// A text of our own for the person who must act.
    func say(_ text: String) { Console.write(text + "\n", to: STDERR_FILENO) }

    /// A failure with its hint.
    func fail(_ message: String, hint: String) {
        Console.write(paint("outlay: ", "31;1") + safe(message) + "\n", to: STDERR_FILENO)
        if !hint.isEmpty { Console.write(paint("hint: ", "36") + safe(hint) + "\n", to: STDERR_FILENO) }
    }

    /// A refusal: where, what was found and expected, the line with a caret, and what to do.
    func refuse(_ refusal: Refusal) {
        var text = paint("\(safe(refusal.origin.description)): ", "1") + paint("refused: ", "31;1") + safe(refusal.reason) + "\n"
        if !refusal.text.isEmpty, refusal.origin.line > 0 {
            let number = String(refusal.origin.line)
            let excerpt = Excerpt(refusal.text, column: refusal.origin.column, width: refusal.width)
            let margin = String(repeating: " ", count: number.count)
            text += "\(number) | \(safe(excerpt.text))\n\(margin) | \(excerpt.marks)\n"
        }
        if !refusal.hint.isEmpty { text += paint("hint: ", "36") + safe(refusal.hint) + "\n" }
        Console.write(text, to: STDERR_FILENO)
    }

    private func paint(_ text: String, _ code: String) -> String { isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }

    /// Text of files and names without anything that a terminal would obey.
    private func safe(_ text: String) -> String { Console.printable(text) }

    /// Control, escape and direction characters shown as `\u{…}`.
    static func printable(_ text: String) -> String {
        // What begins any of them in UTF-8; most texts have none.
        let isDoubtful: (UInt8) -> Bool = { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF }
        guard text.utf8.contains(where: isDoubtful) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09: result += " "
            case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x200B...0x200F, 0xFEFF:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The system's number of what kept it from being written; nil where nothing did.
    @discardableResult
    private static func write(_ text: String, to descriptor: Int32) -> CInt? {
        var text = text
        return text.withUTF8 { bytes in
            var at = 0
            while at < bytes.count {
                let count = unsafe Glibc.write(descriptor, bytes.baseAddress?.advanced(by: at), bytes.count - at)
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN {
                    // A terminal or pipe that another program has set to answer at once.
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = unsafe poll(&ready, 1, -1)
                    continue
                }
                if count <= 0 { return count < 0 ? errno : EIO }
                at += count
            }
            return nil
        }
    }
}

/// The part of a long line around the place that is meant.
struct Excerpt {
    let text: String
    let marks: String

    init(_ line: String, column: Int, width: Int) {
        let characters = Array(line.replacing("\t", with: " "))
        let place = max(0, min(column - 1, characters.count))
        let start = place > 60 ? place - 40 : 0
        let end = min(characters.count, start + 110)
        text = (start > 0 ? "…" : "") + String(characters[start..<end]) + (end < characters.count ? "…" : "")
        let shift = place - start + (start > 0 ? 1 : 0)
        marks = String(repeating: " ", count: shift) + String(repeating: "^", count: max(1, min(width, end - place)))
    }
}

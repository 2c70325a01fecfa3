/// An element of XML or HTML, or text in one; written with everything escaped.
enum Markup: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    case element(String, [(name: String, value: String)], [Markup])
    case text(String)
    /// Several in a row, without an element around them.
    case group([Markup])

    init(stringLiteral value: String) { self = .text(value) }

    /// Which rules the bytes follow.
    enum Language { case xml, html }

    /// The document's bytes: UTF-8, with what stands before the root element.
    func document(_ language: Language) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(1 << 17)
        output += (language == .xml ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : "<!DOCTYPE html>\n").utf8
        write(to: &output, language, depth: 0, line: nil)
        output.append(UInt8(ascii: "\n"))
        return output
    }

    // https://html.spec.whatwg.org/#void-elements, as far as used.
    private static let void = ["meta", "link", "br", "col", "input"].map(number)
    // Elements whose children stand on lines of their own; white space has no meaning there.
    private static let blocks = [
        "html", "head", "body", "main", "header", "footer", "nav", "section", "table", "thead", "tbody", "tfoot", "tr", "dl",
        "ul", "svg", "g", "figure", "details", "div", "article",
    ].map(number)

    /// A name as a number, which is found among others in less time than a text is hashed; of longer names it is that of their last eight
    /// letters.
    private static func number(_ name: String) -> UInt64 { name.utf8.reduce(0) { $0 << 8 | UInt64($1) } }

    /// `line` is how far what stands on a line of its own is indented; nil where nothing does.
    private func write(to output: inout [UInt8], _ language: Language, depth: Int, line: Int?) {
        if case .group(let children) = self {
            for child in children { child.write(to: &output, language, depth: depth, line: line) }
            return
        }
        if let line { Markup.newLine(&output, line) }
        switch self {
        case .group: break
        case .text(let text): Markup.escape(text, isAttribute: false, to: &output)
        case .element(let name, let attributes, let children):
            output.append(UInt8(ascii: "<"))
            output += name.utf8
            for attribute in attributes {
                output.append(UInt8(ascii: " "))
                output += attribute.name.utf8
                output += "=\"".utf8
                Markup.escape(attribute.value, isAttribute: true, to: &output)
                output.append(UInt8(ascii: "\""))
            }
            if children.isEmpty, language == .xml {
                output += "/>".utf8
                return
            }
            output.append(UInt8(ascii: ">"))
            let number = language == .html ? Markup.number(name) : 0
            if language == .html, Markup.void.contains(number) { return }
            let onLines = language == .xml ? !children.contains(where: \.isText) : Markup.blocks.contains(number)
            let inner = language == .xml ? (depth + 1) * 2 : 0
            for child in children { child.write(to: &output, language, depth: depth + 1, line: onLines ? inner : nil) }
            if onLines { Markup.newLine(&output, language == .xml ? depth * 2 : 0) }
            output += "</".utf8
            output += name.utf8
            output.append(UInt8(ascii: ">"))
        }
    }

    private static func newLine(_ output: inout [UInt8], _ indent: Int) {
        output.append(UInt8(ascii: "\n"))
        for _ in 0..<indent { output.append(UInt8(ascii: " ")) }
    }

    private var isText: Bool {
        if case .text = self { true } else { false }
    }

    /// The texts in it, without elements.
    var plainText: String {
        switch self {
        case .text(let text): text
        case .group(let children), .element(_, _, let children): children.map(\.plainText).joined()
        }
    }

    /// What stands for an ASCII character; nil for itself.
    private static func escape(_ byte: UInt8, isAttribute: Bool) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\"") where isAttribute: "&quot;"
        // Else a parser turns it into a line feed.
        case UInt8(ascii: "\r"): "&#13;"
        default: nil
        }
    }

    private static func escape(_ raw: String, isAttribute: Bool, to output: inout [UInt8]) {
        let text = SafeText(raw).text
        // Nearly all texts have nothing to escape, and are many: they are taken as they are.
        let bytes = text.utf8.span
        var isPlain = true
        for at in bytes.indices where escape(bytes[at], isAttribute: isAttribute) != nil { isPlain = false }
        guard !isPlain else {
            output += text.utf8
            return
        }
        for byte in text.utf8 {
            if let reference = escape(byte, isAttribute: isAttribute) {
                output += reference.utf8
            } else {
                output.append(byte)
            }
        }
    }
}

/// An element with attributes in the order written; one with a nil value is left out.
func element(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ children: [Markup] = []) -> Markup {
    .element(name, attributes.compactMap { pair in pair.value.map { (pair.key, $0) } }, children)
}

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
        var output = language == .xml ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : "<!DOCTYPE html>\n"
        write(to: &output, language, depth: 0)
        output += "\n"
        return Array(output.utf8)
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

    private func write(to output: inout String, _ language: Language, depth: Int) {
        switch self {
        case .text(let text):
            Markup.escape(text, isAttribute: false, to: &output)
        case .group(let children):
            for child in children { child.write(to: &output, language, depth: depth) }
        case .element(let name, let attributes, let children):
            output += "<" + name
            for attribute in attributes {
                output += " " + attribute.name + "=\""
                Markup.escape(attribute.value, isAttribute: true, to: &output)
                output += "\""
            }
            if children.isEmpty, language == .xml {
                output += "/>"
                return
            }
            output += ">"
            if language == .html, Markup.void.contains(Markup.number(name)) { return }
            let onLines = language == .xml ? !children.contains(where: \.isText) : Markup.blocks.contains(Markup.number(name))
            for child in children.flatMap(\.flattened) {
                if onLines { output += "\n" + String(repeating: " ", count: language == .xml ? (depth + 1) * 2 : 0) }
                child.write(to: &output, language, depth: depth + 1)
            }
            if onLines { output += "\n" + String(repeating: " ", count: language == .xml ? depth * 2 : 0) }
            output += "</" + name + ">"
        }
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

    private var flattened: [Markup] {
        if case .group(let children) = self { children.flatMap(\.flattened) } else { [self] }
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

    private static func escape(_ raw: String, isAttribute: Bool, to output: inout String) {
        var rest = SafeText(raw).text[...]
        // Nearly all texts have nothing to escape, and are many: what lies between is taken as it is.
        while let at = rest.utf8.firstIndex(where: { escape($0, isAttribute: isAttribute) != nil }) {
            output += rest[..<at]
            output += escape(rest.utf8[at], isAttribute: isAttribute) ?? ""
            rest = rest[rest.utf8.index(after: at)...]
        }
        output += rest
    }
}

/// An element with attributes in the order written; one with a nil value is left out.
func element(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ children: [Markup] = []) -> Markup {
    .element(name, attributes.compactMap { pair in pair.value.map { (pair.key, $0) } }, children)
}

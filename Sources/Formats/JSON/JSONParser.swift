internal import CSimdJSON
import Glibc

/// Parses one JSON document after the other (simdjson, RFC 8259): every value is visited, numbers keep their digits, no key stands
/// twice in an object.
@safe package final class JSONParser {
    /// How deep values may be nested.
    package static let depthLimit = 128
    /// How many bytes have to follow a document's last in its buffer, whatever they are.
    package static let padding = Int(outlay_json_padding)

    private let parser: OpaquePointer
    /// The document that was parsed last.
    private(set) var document = unsafe outlay_json_document()

    /// A parser; nil without memory.
    package init?() {
        guard let parser = unsafe outlay_json_parser_new() else { return nil }
        unsafe self.parser = parser
    }

    deinit { unsafe outlay_json_parser_free(parser) }

    /// Where a problem lies, in bytes from the document's first.
    package private(set) var problemOffset = 0

    /// Parses `range` of a buffer that has `padding` bytes behind it. What was parsed before is gone.
    package func parse(_ buffer: Span<UInt8>, _ range: Range<Int>) throws(JSONProblem) -> JSONValue {
        precondition(range.lowerBound >= 0 && range.upperBound + JSONParser.padding <= buffer.count)
        let document = unsafe buffer.withUnsafeBufferPointer { bytes in
            unsafe outlay_json_parse(
                parser, bytes.baseAddress.map { unsafe $0 + range.lowerBound }, range.count, JSONParser.depthLimit)
        }
        unsafe self.document = document
        problemOffset = unsafe document.problem_offset
        switch unsafe document.problem {
        case outlay_json_good: return JSONValue(parser: self, entry: 0)
        case outlay_json_too_deep: throw .tooDeep
        case outlay_json_duplicate_key: throw .duplicateKey
        case outlay_json_bad_string: throw .badString
        case outlay_json_not_utf8: throw .notUTF8
        case outlay_json_trailing: throw .trailing
        case outlay_json_bad_number: throw .badNumber
        case outlay_json_too_large: throw .tooLarge
        default: throw .malformed
        }
    }

    /// Whether the document differs from one before in nothing but texts and numbers, and was found by that.
    var isOfKnownShape: Bool { unsafe document.shape > 0 }

    /// An entry of the document.
    func entry(_ index: Int) -> outlay_json_entry { unsafe document[index] }
}

extension outlay_json_document {
    /// An entry; one that it lacks ends the program.
    subscript(index: Int) -> outlay_json_entry {
        unsafe precondition(index < count)
        return unsafe entries[index]
    }

    /// Adds the bytes of an entry's text.
    func append(_ entry: outlay_json_entry, to bytes: inout [UInt8]) {
        if entry.length > 0 { unsafe bytes.append(contentsOf: text(entry)) }
    }

    /// Whether an entry's text is `name`.
    func isNamed(_ entry: outlay_json_entry, _ name: StaticString) -> Bool {
        let count = name.utf8CodeUnitCount
        guard Int(entry.length) == count, count > 0, let base = unsafe text(entry).baseAddress else { return false }
        return unsafe memcmp(base, name.utf8Start, count) == 0
    }

    /// Where an entry's text is.
    func text(_ entry: outlay_json_entry) -> UnsafeBufferPointer<UInt8> {
        let base = unsafe entry.kind == outlay_json_number.rawValue ? numbers : strings
        return unsafe UnsafeBufferPointer(start: base.map { unsafe $0 + Int(entry.offset) }, count: Int(entry.length))
    }
}

/// A value of the document that its parser has parsed last.
package struct JSONValue {
    let parser: JSONParser
    /// Its place among the entries of the document.
    let index: Int

    init(parser: JSONParser, entry index: Int) {
        self.parser = parser
        self.index = index
    }

    private var kind: outlay_json_kind { outlay_json_kind(parser.entry(index).kind) }

    /// Whether it is `null`.
    package var isNull: Bool { kind == outlay_json_null }
    /// Whether it is an object.
    package var isObject: Bool { kind == outlay_json_object }
    /// Whether it is a list.
    package var isArray: Bool { kind == outlay_json_array }
    /// Whether it is a number.
    package var isNumber: Bool { kind == outlay_json_number }
    /// Whether it is a string.
    package var isString: Bool { kind == outlay_json_string }
    /// True or false; nil for anything else.
    package var flag: Bool? { kind == outlay_json_true ? true : kind == outlay_json_false ? false : nil }

    /// The bytes of a string, or the digits of a number as they stand in the file; nil for anything else.
    package var bytes: [UInt8]? {
        guard isString || isNumber else { return nil }
        var bytes: [UInt8] = []
        unsafe parser.document.append(parser.entry(index), to: &bytes)
        return bytes
    }

    /// The text of a string, or of a number; nil for anything else.
    package var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    /// A member of an object; nil where it has none of the name, or is no object. `null` is a value.
    package subscript(name: StaticString) -> JSONValue? {
        guard isObject else { return nil }
        let document = unsafe parser.document
        let end = Int(unsafe document[index].next)
        var at = index + 1
        while at < end {
            let key = unsafe document[at]
            if unsafe document.isNamed(key, name) { return JSONValue(parser: parser, entry: at + 1) }
            at = Int(key.next)
        }
        return nil
    }

    /// The members of an object in their order; empty for anything else.
    package var members: [(name: String, value: JSONValue)] {
        guard isObject else { return [] }
        var members: [(name: String, value: JSONValue)] = []
        let document = unsafe parser.document
        let end = Int(unsafe document[index].next)
        var at = index + 1
        while at < end {
            let key = unsafe document[at]
            members.append((unsafe String(decoding: document.text(key), as: UTF8.self), JSONValue(parser: parser, entry: at + 1)))
            at = Int(key.next)
        }
        return members
    }

    /// The values of a list in their order; empty for anything else.
    package var elements: [JSONValue] {
        guard isArray else { return [] }
        var elements: [JSONValue] = []
        let document = unsafe parser.document
        let end = Int(unsafe document[index].next)
        var at = index + 1
        while at < end {
            elements.append(JSONValue(parser: parser, entry: at))
            at = Int(unsafe document[at].next)
        }
        return elements
    }
}

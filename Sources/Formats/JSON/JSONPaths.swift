internal import CSimdJSON

/// Members of an object, and of the objects in it, that are looked for all in one pass.
package struct JSONPaths: Sendable {
    /// Where a member is: under a name, or under a name within that.
    package struct Path: Sendable {
        var name: StaticString
        var inner: StaticString?
        /// Whether all of it is wanted, whatever it is; else its text, if it has one.
        var isWhole: Bool

        /// A path of one name or two.
        package init(_ name: StaticString, _ inner: StaticString? = nil, isWhole: Bool = false) {
            self.name = name
            self.inner = inner
            self.isWhole = isWhole
        }
    }

    private struct Name: Sendable {
        var text: StaticString
        /// The path that ends here.
        var path: Int?
        /// The names that are looked for within.
        var inner = 0..<0
    }

    private let wholes: [UInt8]
    /// Those of the object itself come first.
    private var names: [Name] = []
    private var outer = 0..<0
    /// By path; `none` where there is none.
    private var found: [UInt32]
    private static let none = UInt32.max
    /// The same of documents of a shape that was met.
    private var foundByShape: [UInt64: [UInt32]] = [:]

    /// Looks for these.
    package init(_ paths: [Path]) {
        wholes = paths.map { $0.isWhole ? 1 : 0 }
        found = Array(repeating: JSONPaths.none, count: paths.count)
        let texts = paths.map { "\($0.name)" }
        let firsts = paths.indices.filter { texts.firstIndex(of: texts[$0]) == $0 }
        names = firsts.map { first in
            Name(text: paths[first].name, path: paths.indices.first { texts[$0] == texts[first] && paths[$0].inner == nil })
        }
        outer = names.indices
        for (at, first) in firsts.enumerated() {
            let start = names.count
            for path in paths.indices where texts[path] == texts[first] {
                if let inner = paths[path].inner { names.append(Name(text: inner, path: path)) }
            }
            names[at].inner = start..<names.count
        }
    }

    /// Finds all of them in an object, a document of its own, and puts a text for each, in their order, in place of `texts`; empty for what
    /// it has not.
    package mutating func read(_ value: JSONValue, into texts: inout PackedTexts) {
        // Looked up in the parser once, since every look there costs as much as a short text.
        let document = unsafe value.parser.document
        let shape = unsafe document.shape
        if shape > 0, let known = foundByShape[shape] {
            found = known
        } else {
            for path in found.indices { found[path] = JSONPaths.none }
            if value.isObject { unsafe find(document, value.index, outer) }
            if shape > 0 { foundByShape[shape] = found }
        }
        unsafe texts.gather(document, found, wholes)
    }

    /// The value that was found under a path of this object; nil where there is none.
    package func value(_ path: Int, of object: JSONValue) -> JSONValue? {
        found[path] == JSONPaths.none ? nil : JSONValue(parser: object.parser, entry: Int(found[path]))
    }

    private mutating func find(_ document: outlay_json_document, _ object: Int, _ wanted: Range<Int>) {
        let end = Int(unsafe document[object].next)
        var at = object + 1
        var expected = wanted.lowerBound
        while at < end {
            let key = unsafe document[at]
            // Objects of one kind have their members in one order, so the next name is mostly the one.
            var name = expected
            for _ in wanted {
                let after = name + 1 < wanted.upperBound ? name + 1 : wanted.lowerBound
                if unsafe document.isNamed(key, names[name].text) {
                    if let path = names[name].path { found[path] = UInt32(at + 1) }
                    let inner = names[name].inner
                    if !inner.isEmpty, unsafe document[at + 1].kind == outlay_json_object.rawValue {
                        unsafe find(document, at + 1, inner)
                    }
                    expected = after
                    break
                }
                name = after
            }
            at = Int(key.next)
        }
    }
}

/// A place as libyaml counts it, in lines and characters from 0.
struct YAMLMark: Equatable {
    var line: Int
    var column: Int
}

/// One step of a document as libyaml reads it, without a pointer.
struct YAMLEvent {
    enum Kind {
        case scalar(String, quoted: Bool)
        case sequence
        case mapping
        /// The end of the innermost list or mapping.
        case end
        case alias
        /// A second `---`.
        case anotherDocument
    }

    var kind: Kind
    var hasAnchor = false
    var hasTag = false
    var start: YAMLMark
    var end: YAMLMark
}

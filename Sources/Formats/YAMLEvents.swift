import CYAML

/// A document as a list of events, and why libyaml stopped before the end, if it did.
struct YAMLEvents {
    /// Where and why libyaml stopped.
    struct Stop {
        var problem: String
        var context: String
        /// Where; nil where only a byte is known.
        var mark: YAMLMark?
        /// The byte, where no mark is known.
        var offset: Int
    }

    /// The deepest nesting of lists and mappings that is read.
    static let depthLimit = 32
    /// Stands for libyaml's problem where the nesting is deeper than that.
    static let tooDeep = "nested too deeply"

    private(set) var events: [YAMLEvent] = []
    private(set) var stop: Stop?

    /// Reads up to the end of the first document, a mistake, or the depth limit.
    init(_ bytes: [UInt8]) {
        // libyaml keeps the parser's own address, so it has to stay where it is.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { unsafe parser.deallocate() }
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            stop = Stop(problem: "no memory", context: "", mark: nil, offset: 0)
            return
        }
        defer { unsafe yaml_parser_delete(parser) }
        unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
            unsafe yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
            unsafe read(parser)
        }
    }

    private mutating func read(_ parser: UnsafeMutablePointer<yaml_parser_t>) {
        var depth = 0
        var documents = 0
        while true {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(parser, &event) == 1 else {
                stop = unsafe Self.stop(of: parser.pointee)
                return
            }
            defer { unsafe yaml_event_delete(&event) }
            let start = unsafe YAMLMark(line: event.start_mark.line, column: event.start_mark.column)
            let end = unsafe YAMLMark(line: event.end_mark.line, column: event.end_mark.column)
            switch unsafe event.type {
            case YAML_STREAM_END_EVENT:
                return
            case YAML_DOCUMENT_START_EVENT:
                documents += 1
                if documents > 1 {
                    events.append(YAMLEvent(kind: .anotherDocument, start: start, end: end))
                    return
                }
            case YAML_ALIAS_EVENT:
                events.append(YAMLEvent(kind: .alias, start: start, end: end))
            case YAML_SCALAR_EVENT:
                let scalar = unsafe event.data.scalar
                let text = unsafe String(
                    decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
                let quoted = unsafe scalar.style != YAML_PLAIN_SCALAR_STYLE
                events.append(
                    YAMLEvent(
                        kind: .scalar(text, quoted: quoted), hasAnchor: unsafe scalar.anchor != nil,
                        hasTag: unsafe scalar.tag != nil, start: start, end: end))
            case YAML_SEQUENCE_START_EVENT:
                let sequence = unsafe event.data.sequence_start
                events.append(
                    YAMLEvent(
                        kind: .sequence, hasAnchor: unsafe sequence.anchor != nil, hasTag: unsafe sequence.tag != nil,
                        start: start, end: end))
                depth += 1
            case YAML_MAPPING_START_EVENT:
                let mapping = unsafe event.data.mapping_start
                events.append(
                    YAMLEvent(
                        kind: .mapping, hasAnchor: unsafe mapping.anchor != nil, hasTag: unsafe mapping.tag != nil,
                        start: start, end: end))
                depth += 1
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
                events.append(YAMLEvent(kind: .end, start: start, end: end))
                depth -= 1
            default:
                break
            }
            if depth > Self.depthLimit {
                stop = Stop(problem: Self.tooDeep, context: "", mark: start, offset: 0)
                return
            }
        }
    }

    private static func stop(of parser: yaml_parser_t) -> Stop {
        let problem = unsafe parser.problem.map { unsafe String(cString: $0) } ?? ""
        let context = unsafe parser.context.map { unsafe String(cString: $0) } ?? ""
        let isReader = unsafe parser.error == YAML_READER_ERROR
        let mark = unsafe YAMLMark(line: parser.problem_mark.line, column: parser.problem_mark.column)
        let contextMark = unsafe YAMLMark(line: parser.context_mark.line, column: parser.context_mark.column)
        // What is never closed is to be mended where it was opened, and a line without a colon where it begins.
        let isOpen =
            ["while parsing a flow sequence", "while parsing a flow mapping", "while scanning a simple key"].contains(context)
            || (context == "while scanning a quoted scalar" && problem != "found unknown escape character")
        return Stop(
            problem: problem, context: context, mark: isReader ? nil : isOpen ? contextMark : mark,
            offset: unsafe parser.problem_offset)
    }
}

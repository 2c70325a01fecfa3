import Billing

/// Builds the tree of a document from its events, as far as they go.
struct YAMLTree {
    let events: [YAMLEvent]
    let source: SourceText
    var refusals: [Refusal] = []
    private var at = 0

    init(events: [YAMLEvent], source: SourceText) {
        self.events = events
        self.source = source
    }

    func origin(_ mark: YAMLMark) -> Origin {
        Origin(file: source.file, line: mark.line + 1, column: mark.column + 1)
    }

    mutating func document() -> YAMLNode {
        let empty = YAMLNode(.mapping([]), origin: Origin(file: source.file, line: 1, column: 1))
        let root = node() ?? empty
        if let event = next(), case .anotherDocument = event.kind {
            refuse(event, "a second document, expected one in a file", hint: "move what follows into a file of its own")
        }
        if case .scalar("", quoted: false) = root.content { return empty }
        return root
    }

    private mutating func next() -> YAMLEvent? {
        guard at < events.count else { return nil }
        at += 1
        return events[at - 1]
    }

    private mutating func refuse(_ event: YAMLEvent, _ reason: String, width: Int = 1, hint: String = "") {
        refusals.append(source.refusal(at: origin(event.start), reason, width: width, hint: hint))
    }

    /// The next value; nil at the end of a list or mapping and where the events end.
    private mutating func node() -> YAMLNode? {
        guard let event = next() else { return nil }
        if event.hasAnchor { refuse(event, "an anchor (&), expected the value itself", hint: "leave out the & and its name") }
        if event.hasTag { refuse(event, "a tag (!), expected the value itself", hint: "leave out the ! and its name") }
        let start = origin(event.start)
        let width = event.start.line == event.end.line ? max(1, event.end.column - event.start.column) : 1
        switch event.kind {
        case .end, .anotherDocument:
            at -= 1
            return nil
        case .alias:
            refuse(event, "an alias (*), expected the value itself", width: width, hint: "write the value out")
            return YAMLNode(.scalar("", quoted: true), origin: start, width: width)
        case .scalar(let text, let quoted):
            return YAMLNode(.scalar(text, quoted: quoted), origin: start, width: width)
        case .sequence:
            var values: [YAMLNode] = []
            while let value = node() { values.append(value) }
            _ = next()
            return YAMLNode(.sequence(values), origin: start)
        case .mapping:
            let entries = entries()
            _ = next()
            return YAMLNode(.mapping(entries), origin: start)
        }
    }

    private mutating func entries() -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        var lines: [String: Int] = [:]
        while let key = node() {
            guard let value = node() else { break }
            guard case .scalar(let text, let quoted) = key.content else {
                refusals.append(source.refusal(at: key.origin, "a list or a group as a key, expected a word"))
                continue
            }
            if text == "<<", !quoted {
                let hint = "write the keys out"
                refusals.append(
                    source.refusal(at: key.origin, "a merge key (<<), expected the keys themselves", width: 2, hint: hint))
            } else if text.isEmpty {
                refusals.append(source.refusal(at: key.origin, "a value without a key, expected \"key: value\""))
            } else if let line = lines[text] {
                let reason = "key \"\(text)\" stands twice, expected it once"
                refusals.append(
                    source.refusal(at: key.origin, reason, width: key.width, hint: "the first is in line \(line)"))
            } else {
                lines[text] = key.origin.line
                entries.append(YAMLEntry(key: text, origin: key.origin, width: key.width, value: value))
            }
        }
        return entries
    }
}

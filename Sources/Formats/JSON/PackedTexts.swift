package import Billing
internal import CSimdJSON

/// Texts one after the other in one buffer.
package struct PackedTexts: Sendable {
    /// All texts.
    package private(set) var bytes: [UInt8] = []
    /// The length of each, and of what is kept whole also what else tells it.
    private var marks: [UInt32] = []
    /// Where each text ends in `bytes` and in `marks`.
    private var ends: [(bytes: Int, marks: Int)] = []

    /// No texts.
    package init() {}

    /// Forgets all of them and keeps the room.
    package mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Adds a text; an absent one is empty.
    package mutating func append(_ text: [UInt8]) {
        bytes += text
        end(UInt32(text.count))
    }

    /// Where a text lies in `bytes`.
    package subscript(index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1].bytes)..<ends[index].bytes }

    /// A hash of the texts before one, and of where one ends and the next begins; the same only in one run of the program.
    package func hash(before index: Int) -> Hash128 {
        let end = index == 0 ? (0, 0) : ends[index - 1]
        return xxh3(bytes.span.extracting(0..<end.0)).times(1_000_003) &+ xxh3(marks.span.extracting(0..<end.1))
    }

    /// Adds the text of a string, or the digits of a number, else an empty one; or, of anything that is wanted whole, what it and all in it
    /// are and how long, and their texts: the same for two values only where they are alike.
    mutating func append(_ document: outlay_json_document, _ place: Int, isWhole: Bool) {
        guard place >= 0 else { return end(0) }
        let entry = unsafe document[place]
        if isWhole {
            for at in place..<Int(entry.next) {
                let entry = unsafe document[at]
                // Of a list or an object what tells one from another is how many entries are in it.
                let length = entry.kind >= outlay_json_array.rawValue ? entry.next - UInt32(at) : entry.length
                marks.append(entry.kind << 28 ^ length)
                unsafe document.append(entry, to: &bytes)
            }
            end(entry.next - UInt32(place))
        } else if entry.kind == outlay_json_string.rawValue || entry.kind == outlay_json_number.rawValue {
            unsafe document.append(entry, to: &bytes)
            end(entry.length)
        } else {
            end(0)
        }
    }

    private mutating func end(_ mark: UInt32) {
        marks.append(mark)
        ends.append((bytes.count, marks.count))
    }
}

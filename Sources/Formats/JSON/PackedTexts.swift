internal import CSimdJSON

/// Texts one after the other in one buffer, each behind its length: the bytes of several tell them all, and no two different
/// lists of texts have the same bytes.
package struct PackedTexts: Sendable {
    /// Lengths, as four bytes each, and texts.
    package private(set) var bytes: [UInt8] = []
    /// Where each text ends in `bytes`.
    private var ends: [Int] = []

    /// No texts.
    package init() {}

    /// Forgets all of them and keeps the room.
    package mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Adds a text; an absent one is empty.
    package mutating func append(_ text: [UInt8]) {
        append(UInt32(text.count))
        bytes += text
        ends.append(bytes.count)
    }

    /// Where a text lies in `bytes`.
    package subscript(index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1]) + 4..<ends[index] }

    /// How many bytes the texts before one take, with their lengths.
    package func size(before index: Int) -> Int { index == 0 ? 0 : ends[index - 1] }

    /// Adds the text of a string, or the digits of a number, else an empty one; or, of anything that is wanted whole, what it and all in it
    /// are and how long, and their texts: the same for two values only where they are alike.
    mutating func append(_ document: outlay_json_document, _ place: Int, isWhole: Bool) {
        guard place >= 0 else { return append([]) }
        let entry = unsafe document[place]
        if !isWhole {
            let hasText = entry.kind == outlay_json_string.rawValue || entry.kind == outlay_json_number.rawValue
            append(hasText ? entry.length : 0)
            if hasText { unsafe document.append(entry, to: &bytes) }
        } else {
            append(entry.next - UInt32(place))
            for at in place..<Int(entry.next) {
                let entry = unsafe document[at]
                // Of a list or an object what tells one from another is how many entries are in it.
                append(entry.kind << 28 ^ (entry.kind >= outlay_json_array.rawValue ? entry.next - UInt32(at) : entry.length))
                unsafe document.append(entry, to: &bytes)
            }
        }
        ends.append(bytes.count)
    }

    private mutating func append(_ number: UInt32) {
        unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }
}

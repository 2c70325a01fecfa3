package import Billing
internal import CSimdJSON

/// Texts one after the other in one buffer.
package struct PackedTexts: Sendable {
    /// All texts, and room for more.
    package private(set) var bytes: [UInt8] = []
    /// The length of each, and of what is kept whole also what else tells it; and room for more.
    private var marks: [UInt32] = []
    /// Where each text ends in `bytes` and in `marks`.
    private var ends: [outlay_json_ends] = []

    /// No texts.
    package init() {}

    /// Adds a text; an absent one is empty.
    package mutating func append(_ text: [UInt8]) {
        let end = ends.last ?? outlay_json_ends()
        bytes.removeSubrange(Int(end.bytes)...)
        marks.removeSubrange(Int(end.marks)...)
        bytes += text
        marks.append(UInt32(text.count))
        ends.append(outlay_json_ends(bytes: UInt32(bytes.count), marks: UInt32(marks.count)))
    }

    /// Where a text lies in `bytes`.
    package subscript(index: Int) -> Range<Int> { (index == 0 ? 0 : Int(ends[index - 1].bytes))..<Int(ends[index].bytes) }

    /// A hash of the texts before one, and of where one ends and the next begins; the same only in one run of the program.
    package func hash(before index: Int) -> Hash128 {
        let end = index == 0 ? outlay_json_ends() : ends[index - 1]
        return xxh3(bytes.span.extracting(0..<Int(end.bytes))).times(1_000_003) &+ xxh3(marks.span.extracting(0..<Int(end.marks)))
    }

    /// Takes a text for each of these entries in place of what there was: of a string, or the digits of a number, else an empty one; or, of
    /// anything that is wanted whole, what it and all in it are and how long, and their texts: the same for two values only where they are
    /// alike.
    mutating func gather(_ document: outlay_json_document, _ places: [UInt32], _ wholes: [UInt8]) {
        precondition(places.count == wholes.count)
        let entries = unsafe document.count
        precondition(places.allSatisfy { $0 == .max || $0 < entries })
        if ends.count != places.count { ends = Array(repeating: outlay_json_ends(), count: places.count) }
        var document = unsafe document
        while true {
            let isWhole = unsafe bytes.withUnsafeMutableBufferPointer { bytes in
                unsafe marks.withUnsafeMutableBufferPointer { marks in
                    unsafe ends.withUnsafeMutableBufferPointer { ends in
                        let (room, more) = (bytes.count, marks.count)
                        return unsafe outlay_json_gather(
                            &document, places, wholes, places.count, bytes.baseAddress, room, marks.baseAddress, more,
                            ends.baseAddress) == 1
                    }
                }
            }
            if isWhole { return }
            bytes += repeatElement(0, count: 1024 + bytes.count)
            marks += repeatElement(0, count: 256 + marks.count)
        }
    }
}

import Billing
import CSQLite

/// The values of a row as they are hashed: of each its type in SQLite, then a number's eight bytes, or a text's or blob's length and bytes.
struct RowBytes {
    private(set) var bytes: [UInt8] = []

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    mutating func appendNull() { bytes.append(UInt8(SQLITE_NULL)) }

    mutating func append(_ number: Int64) {
        bytes.append(UInt8(SQLITE_INTEGER))
        append(bits: UInt64(bitPattern: number))
    }

    mutating func append(_ number: Double) {
        bytes.append(UInt8(SQLITE_FLOAT))
        append(bits: number.bitPattern)
    }

    /// A text, or a blob.
    mutating func append(_ content: UnsafeRawBufferPointer, type: Int32 = SQLITE_TEXT) {
        bytes.append(UInt8(truncatingIfNeeded: type))
        append(bits: UInt64(content.count))
        unsafe bytes.append(contentsOf: content)
    }

    func hash(by hash: ContentHash) -> Hash128 { hash(bytes.span) }

    private mutating func append(bits: UInt64) {
        unsafe withUnsafeBytes(of: bits.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }
}

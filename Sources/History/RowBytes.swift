import Billing
import CSQLite
import Glibc

/// The values of a row as they are hashed: of each its type in SQLite, then a number's eight bytes, or a text's or blob's length and bytes.
struct RowBytes {
    /// Their bytes, and room for more behind them.
    private var room: [UInt8] = []
    private var count = 0

    mutating func clear() { count = 0 }

    mutating func appendNull() { unsafe append(type: SQLITE_NULL, more: 0) { _ in } }

    mutating func append(_ number: Int64) { append(type: SQLITE_INTEGER, bits: UInt64(bitPattern: number)) }

    mutating func append(_ number: Double) { append(type: SQLITE_FLOAT, bits: number.bitPattern) }

    /// A text, or a blob.
    mutating func append(_ content: UnsafeRawBufferPointer, type: Int32 = SQLITE_TEXT) {
        unsafe append(type: type, more: 8 + content.count) { place in
            unsafe place.storeBytes(of: UInt64(content.count).littleEndian, as: UInt64.self)
            unsafe UnsafeMutableRawBufferPointer(rebasing: place[8...]).copyMemory(from: content)
        }
    }

    /// Some columns of a line, in their order.
    mutating func append(_ values: LineValues, _ columns: [Dimension]) {
        unsafe values.bytes.withUnsafeBytes { bytes in
            for column in columns {
                let range = values.range(column)
                if range.isEmpty { appendNull() } else { unsafe append(UnsafeRawBufferPointer(rebasing: bytes[range])) }
            }
        }
    }

    private mutating func append(type: Int32, bits: UInt64) {
        unsafe append(type: type, more: 8) { unsafe $0.storeBytes(of: bits.littleEndian, as: UInt64.self) }
    }

    /// Adds a value's type, and `more` bytes that `write` sets.
    private mutating func append(type: Int32, more: Int, _ write: (UnsafeMutableRawBufferPointer) -> Void) {
        let start = count + 1
        count = start + more
        if count > room.count { room += [UInt8](repeating: 0, count: max(count, 512)) }
        room[start - 1] = UInt8(truncatingIfNeeded: type)
        unsafe room.withUnsafeMutableBytes { unsafe write(UnsafeMutableRawBufferPointer(rebasing: $0[start..<start + more])) }
    }

    // MARK: As a whole

    /// All of them.
    var bytes: [UInt8] { Array(room[..<count]) }

    func hash(by hash: ContentHash) -> Hash128 { hash(room.span.extracting(0..<count)) }

    func isEqual(to other: [UInt8]) -> Bool { unsafe count == other.count && memcmp(room, other, count) == 0 }
}

import CZlib

/// Unpacks gzip members one after the other (RFC 1952).
@safe struct Inflater: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var at = 0
    /// Whether the last member is complete and the next has not begun.
    private(set) var isBetweenMembers = true
    private var padding = false

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 15 bits of window, + 16 for the gzip format.
        let result = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(result == Z_OK, "zlib has no memory")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Whether all input has been used.
    var needsInput: Bool { at == input.count }

    /// Takes the next packed bytes; the former have been used.
    mutating func feed(_ bytes: [UInt8]) {
        input = bytes
        at = 0
    }

    /// Unpacks into `buffer` at `start`, up to `count` bytes; 0 where more input is needed.
    mutating func inflate(into buffer: inout [UInt8], from start: Int, count: Int) throws(ReadFailure) -> Int {
        if isBetweenMembers {
            // Zeros after a member are padding of tapes and block devices.
            while at < input.count, padding || input[at] == 0, input[at] == 0 {
                padding = true
                at += 1
            }
            if at == input.count { return 0 }
            if padding { throw .gzipDamaged }
            unsafe inflateReset(stream)
            isBetweenMembers = false
        }
        let used = at
        let available = input.count - used
        let stream = unsafe stream
        let result = unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe buffer.withUnsafeMutableBufferPointer { output in
                unsafe stream.pointee.next_in = input.baseAddress.map { unsafe $0 + used }
                unsafe stream.pointee.avail_in = UInt32(available)
                unsafe stream.pointee.next_out = output.baseAddress.map { unsafe $0 + start }
                unsafe stream.pointee.avail_out = UInt32(count)
                return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
            }
        }
        at = used + available - Int(unsafe stream.pointee.avail_in)
        switch result {
        case Z_STREAM_END: isBetweenMembers = true
        case Z_OK, Z_BUF_ERROR: break
        default: throw .gzipDamaged
        }
        return count - Int(unsafe stream.pointee.avail_out)
    }
}

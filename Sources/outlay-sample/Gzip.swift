import CZlib

/// A .gz of one member without a name or a time, so that the same content gives the same bytes.
enum Gzip {
    struct Failure: Error { let status: Int32 }

    static func compress(_ content: [UInt8]) throws(Failure) -> [UInt8] {
        var stream = unsafe z_stream()
        // 15 bits of window, and 16 more to ask for the gzip header.
        var status = unsafe deflateInit2_(
            &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw Failure(status: status) }
        defer { _ = unsafe deflateEnd(&stream) }
        var input = content
        let room = Int(unsafe deflateBound(&stream, UInt(content.count)))
        var output = [UInt8](repeating: 0, count: room)
        let written = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = UInt32(source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = UInt32(target.count)
                status = unsafe deflate(&stream, Z_FINISH)
                return unsafe Int(stream.total_out)
            }
        }
        guard status == Z_STREAM_END else { throw Failure(status: status) }
        return Array(output.prefix(written))
    }
}

/// A gzip member (RFC 1952) that stores its content unpacked (RFC 1951, section 3.2.4), so that tests need no compressor.
func gzipMember(_ content: [UInt8]) -> [UInt8] {
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = content[...]
    repeat {
        let block = rest.prefix(65_535)
        rest = rest.dropFirst(block.count)
        let size = UInt16(block.count)
        member.append(rest.isEmpty ? 1 : 0)
        for word in [size, ~size] { member += [UInt8(truncatingIfNeeded: word), UInt8(truncatingIfNeeded: word >> 8)] }
        member += block
    } while !rest.isEmpty
    for word in [crc32(content), UInt32(truncatingIfNeeded: content.count)] {
        for shift in [0, 8, 16, 24] { member.append(UInt8(truncatingIfNeeded: word >> UInt32(shift))) }
    }
    return member
}

private func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
}

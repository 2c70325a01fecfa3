import CCurl

/// SHA-256, from the library that libcurl encrypts with.
func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let made = unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe digest.withUnsafeMutableBufferPointer { digest in
            unsafe outlay_sha256(bytes.baseAddress, bytes.count, digest.baseAddress)
        }
    }
    precondition(made == 1, "libcrypto has no SHA-256")
    return digest
}

/// HMAC-SHA-256 (RFC 2104) of bytes with a key.
func signature(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let made = unsafe key.withUnsafeBufferPointer { key in
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe digest.withUnsafeMutableBufferPointer { digest in
                unsafe outlay_hmac_sha256(key.baseAddress, key.count, bytes.baseAddress, bytes.count, digest.baseAddress)
            }
        }
    }
    precondition(made == 1, "libcrypto has no HMAC-SHA-256")
    return digest
}

/// Two small digits a byte.
func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

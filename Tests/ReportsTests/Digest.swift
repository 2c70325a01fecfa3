/// SHA-256 as FIPS 180-4 gives it, to hold a page's policy against its script.
func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var primes: [UInt32] = []
    for candidate: UInt32 in 2... where primes.allSatisfy({ candidate % $0 != 0 }) {
        primes.append(candidate)
        if primes.count == 64 { break }
    }
    // The first 32 bits of the fractional parts of the primes' cube and square roots, by exact search.
    func fraction(_ prime: UInt32, _ power: Int) -> UInt32 {
        var low: UInt64 = 0, high: UInt64 = 1 << 40
        let target = UInt128(prime) << UInt128(32 * power)
        while low + 1 < high {
            let middle = (low + high) / 2
            if (0..<power).reduce(UInt128(1), { product, _ in product * UInt128(middle) }) <= target {
                low = middle
            } else {
                high = middle
            }
        }
        return UInt32(truncatingIfNeeded: low)
    }
    let constants = primes.map { fraction($0, 3) }
    var hash = primes.prefix(8).map { fraction($0, 2) }

    var message = bytes + [0x80]
    while message.count % 64 != 56 { message.append(0) }
    let bits = UInt64(bytes.count) * 8
    message += (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - $0 * 8)) }

    func turned(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }
    for start in stride(from: 0, to: message.count, by: 64) {
        var words = (0..<16).map { at in (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(message[start + at * 4 + $1]) } }
        for at in 16..<64 {
            let a = words[at - 15], b = words[at - 2]
            let first = turned(a, 7) ^ turned(a, 18) ^ a >> 3
            let second = turned(b, 17) ^ turned(b, 19) ^ b >> 10
            words.append(words[at - 16] &+ first &+ words[at - 7] &+ second)
        }
        var v = hash
        for at in 0..<64 {
            let mixed = turned(v[4], 6) ^ turned(v[4], 11) ^ turned(v[4], 25)
            let chosen = v[4] & v[5] ^ ~v[4] & v[6]
            let one = v[7] &+ mixed &+ chosen &+ constants[at] &+ words[at]
            let spread = turned(v[0], 2) ^ turned(v[0], 13) ^ turned(v[0], 22)
            let two = spread &+ (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2])
            v = [one &+ two, v[0], v[1], v[2], v[3] &+ one, v[4], v[5], v[6]]
        }
        hash = zip(hash, v).map { $0 &+ $1 }
    }
    return hash.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - $0 * 8)) } }
}

/// RFC 4648.
func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let value = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[start + $1]) : 0) }
        for at in 0..<4 { text.append(at <= group.count ? alphabet[value >> (18 - at * 6) & 63] : "=") }
    }
    return text
}

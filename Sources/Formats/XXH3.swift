package import Billing
import CXXHash

/// XXH3-128 of bytes (libxxhash): stable over versions and machines, at memory speed.
package func xxh3(_ bytes: Span<UInt8>) -> Hash128 {
    let hash = unsafe bytes.withUnsafeBufferPointer { buffer in
        unsafe XXH3_128bits(buffer.baseAddress, buffer.count)
    }
    return Hash128(high: hash.high64, low: hash.low64)
}

/// The same of numbers as they lie in memory, which is not the same on every machine.
func xxh3(_ numbers: Span<UInt32>) -> Hash128 {
    let hash = unsafe numbers.withUnsafeBytes { buffer in unsafe XXH3_128bits(buffer.baseAddress, buffer.count) }
    return Hash128(high: hash.high64, low: hash.low64)
}

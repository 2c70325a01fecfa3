package import Billing
import CXXHash

/// XXH3-128 of bytes (libxxhash): stable over versions and machines, at memory speed.
package func xxh3(_ bytes: Span<UInt8>) -> Hash128 {
    let hash = unsafe bytes.withUnsafeBufferPointer { buffer in
        unsafe XXH3_128bits(buffer.baseAddress, buffer.count)
    }
    return Hash128(high: hash.high64, low: hash.low64)
}

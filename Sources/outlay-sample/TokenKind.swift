/// How a token is billed; the kinds exclude each other.
enum TokenKind: String {
    case input
    case output
    case cacheRead = "cache-read"
    case cacheWrite = "cache-write"

    /// The metric that counts it.
    var metric: String { rawValue.replacing("-", with: "_") + "_tokens" }
}

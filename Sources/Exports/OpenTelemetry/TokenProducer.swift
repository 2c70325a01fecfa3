/// Who counts tokens: an instrument of a service.
struct TokenProducer: Hashable {
    /// Calls of a product's own (`gen_ai`), or those of an assistant that developers use (`claude_code`).
    enum Family { case client, assistant }
    var family: Family
    var service: String
}

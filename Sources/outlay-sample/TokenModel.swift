import Billing

/// A language model and what its provider asks for its tokens.
struct TokenModel {
    var id: String
    /// Thousandths of a US dollar for a million tokens, by kind; what is not there is not billed.
    var prices: [(kind: TokenKind, thousandths: Int)]
    /// Where the prices stand.
    var source: String

    static let opus = claude("claude-opus-4-1", input: 15_000, output: 75_000, cacheRead: 1_500, cacheWrite: 18_750)
    static let sonnet = claude("claude-sonnet-4-5", input: 3_000, output: 15_000, cacheRead: 300, cacheWrite: 3_750)
    static let haiku = claude("claude-haiku-4-5", input: 1_000, output: 5_000, cacheRead: 100, cacheWrite: 1_250)
    static let mini = TokenModel(
        id: "gpt-4o-mini", prices: [(.input, 150), (.output, 600), (.cacheRead, 75)], source: "OpenAI API list prices")
    static let all = [opus, sonnet, haiku, mini]

    /// What a million tokens cost: `18.75`.
    static func million(_ thousandths: Int) -> String { (Amount(thousandths) * Amount(femtos: Amount.unit / 1000)).description }

    /// A meter for each kind of its tokens in one workspace of its provider.
    func meters(
        _ account: Account, service: String, environment: String, _ uses: @escaping @Sendable (Day) -> [TokenUse]
    ) -> [Meter] {
        prices.map { kind, thousandths in
            Meter(
                account: account, service: service, category: "AI and Machine Learning", sku: "\(id)/\(kind.rawValue)",
                text: "\(id) \(kind.rawValue.replacing("-", with: " ")) tokens", resource: "\(account.id)/\(id)", kind: "Model",
                unit: "Tokens", price: Amount(femtos: Int128(thousandths) * 1_000_000).description,
                use: .counted { day in
                    uses(day).filter { $0.model.id == id && $0.environment == environment }.map { $0[kind] }.reduce(0, +)
                },
                tags: [(key: "environment", value: environment)])
        }
    }

    private static func claude(_ id: String, input: Int, output: Int, cacheRead: Int, cacheWrite: Int) -> TokenModel {
        TokenModel(
            id: id, prices: [(.input, input), (.output, output), (.cacheRead, cacheRead), (.cacheWrite, cacheWrite)],
            source: "Anthropic API list prices")
    }
}

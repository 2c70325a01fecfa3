import Billing

/// The tokens that one feature took from one model on one day: the bill and the usage counts are both made of these.
struct TokenUse {
    /// What of a thousand tokens is not plain input.
    typealias Shares = (output: Int, cacheRead: Int, cacheWrite: Int)

    let environment: String
    let component: String
    let feature: String
    let model: TokenModel
    private let counts: [TokenKind: Int]

    /// Splits `total` by `shares`, each up to three hundredths of itself more or less; the rest is input.
    init(
        _ total: Int, of model: TokenModel, _ shares: Shares, environment: String, component: String, feature: String = "",
        day: Day
    ) {
        self.environment = environment
        self.component = component
        self.feature = feature
        self.model = model
        var random = Random(name: "\(component) \(feature) \(model.id) tokens \(day)")
        func part(_ share: Int) -> Int { total * share * (1000 + random.whole(-30...30)) / 1_000_000 }
        let (output, read, write) = (part(shares.output), part(shares.cacheRead), part(shares.cacheWrite))
        counts = [.input: total - output - read - write, .output: output, .cacheRead: read, .cacheWrite: write]
    }

    /// How many tokens of a kind.
    subscript(kind: TokenKind) -> Int { counts[kind] ?? 0 }

    /// A row for every kind that the model's provider bills.
    func lines(_ system: String, _ day: Day) -> [UsageLine] {
        model.prices.map { price in
            UsageLine(
                day: day, system: system, metric: price.kind.metric, quantity: "\(self[price.kind])", unit: "tokens",
                component: component, feature: feature, model: model.id, environment: environment)
        }
    }
}

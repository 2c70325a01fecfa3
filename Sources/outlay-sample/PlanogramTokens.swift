import Billing

/// The planogram's tokens. The document has one price for all of them, 0.03 for 1,000, and 132 million a month. In August and
/// September nearly all are opus, which comes to about that price; in October scoring begins to move to sonnet, so that more
/// tokens cost less.
enum PlanogramTokens {
    /// What the planogram asks a model for.
    struct Feature {
        let id: String
        /// Requests a day in August.
        let usual: Int
        let tokensPerRequest: Int
        let weekend: Int
        let shares: TokenUse.Shares

        /// A fifth more by the last day of the sample.
        func requests(_ day: Day) -> Int {
            var random = Random(name: "\(Planogram.id) \(id) requests \(day)")
            let growth = 200 * Sample.days.start.distance(to: day) / (Sample.days.days - 1)
            // Five days above the mean make up for two below it.
            let share = day.isWeekend ? weekend : 100 + (100 - weekend) * 2 / 5
            return usual * (1000 + growth) * share * (1000 + random.whole(-40...40)) / 100_000_000
        }

        func tokens(_ day: Day) -> Int {
            // Prompts were short at first.
            let share = [86, 98, 99, 99][Sample.months.start.distance(to: day.month)]
            var random = Random(name: "\(Planogram.id) \(id) tokens \(day)")
            return requests(day) * tokensPerRequest * share * (1000 + random.whole(-20...20)) / 100_000
        }
    }

    static let features = [
        Feature(id: "scoring", usual: 4_950, tokensPerRequest: 500, weekend: 85, shares: (300, 140, 60)),
        Feature(id: "revenue-predictions", usual: 495, tokensPerRequest: 3_000, weekend: 60, shares: (330, 60, 30)),
        Feature(id: "demand-forecasts", usual: 198, tokensPerRequest: 2_000, weekend: 90, shares: (220, 100, 40)),
    ]

    static let meters: [Meter] =
        [TokenModel.opus, .sonnet].flatMap { meters(.claude, $0, "production") }
        + [TokenModel.haiku, .sonnet].flatMap { meters(.claudeStaging, $0, "staging") }
        + meters(.claudeDevelopment, .haiku, "development")

    /// By feature and model; other environments name no feature.
    static func uses(on day: Day) -> [TokenUse] {
        features.flatMap { feature in
            let total = feature.tokens(day)
            let moved = feature.id == "demand-forecasts" ? total : feature.id == "scoring" ? total * sonnetShare(day) / 100 : 0
            return [(total - moved, TokenModel.opus), (moved, .sonnet)].filter { $0.0 > 0 }.map { count, model in
                TokenUse(
                    count, of: model, feature.shares, environment: "production", component: "api-tokens", feature: feature.id,
                    day: day)
            }
        } + others(day)
    }

    /// In percent of the scoring requests.
    private static func sonnetShare(_ day: Day) -> Int {
        day < Sample.day(10, 5) ? 0 : day < Sample.day(11, 1) ? 35 : 50
    }

    private static func others(_ day: Day) -> [TokenUse] {
        var random = Random(name: "\(Planogram.id) other tokens \(day)")
        let staging = random.whole(2_300_000...3_900_000) * (day.isWeekend ? 90 : 130) / 100
        // One day's regression tests ran with real calls: over the limit of a million a day.
        let development =
            day == Sample.day(10, 14) ? 1_080_000 : random.whole(420_000...780_000) * (day.isWeekend ? 50 : 100) / 100
        // Every Thursday's rehearsal of a release asks the larger model for a part.
        let rehearsed = Int(day.number) % 7 == 0 ? staging * 3 / 10 : 0
        return [
            use(staging - rehearsed, .haiku, "staging", day), use(rehearsed, .sonnet, "staging", day),
            use(development, .haiku, "development", day),
        ].filter { $0[.input] > 0 }
    }

    private static func use(_ total: Int, _ model: TokenModel, _ environment: String, _ day: Day) -> TokenUse {
        TokenUse(total, of: model, (210, 180, 50), environment: environment, component: environment, day: day)
    }

    private static func meters(_ account: Account, _ model: TokenModel, _ environment: String) -> [Meter] {
        model.meters(account, service: "Claude API", environment: environment) { uses(on: $0) }
    }
}

package import Billing

/// Prices in order, found by model and metric without looking through all of them: a price map has thousands of models.
package struct PriceBook: Sendable {
    private let prices: [ModelPrice]
    /// Places in `prices`, in order, by metric and by a model's very name.
    private var named: [String: [String: [Int]]] = [:]
    /// Places of patterns with a `*` or `?`, in order, by metric.
    private var patterns: [String: [Int]] = [:]

    /// The prices in the order in which they count: those of the sheet before those of the map.
    package init(_ prices: [ModelPrice]) {
        self.prices = prices
        for (at, price) in prices.enumerated() {
            let pattern = price.model.pattern
            if pattern.unicodeScalars.contains(where: { $0 == "*" || $0 == "?" }) {
                patterns[price.metric, default: []].append(at)
            } else {
                named[price.metric, default: [:]][pattern, default: []].append(at)
            }
        }
    }

    /// Every price of a model's metric, whatever its validity, in the order in which they count.
    package func prices(model: String, metric: String) -> [ModelPrice] {
        let places = (named[metric]?[model] ?? []) + (patterns[metric] ?? []).filter { prices[$0].model.matches(model) }
        return places.sorted().map { prices[$0] }
    }

    /// The price of a model's metric on a day: the first in order whose pattern matches and which is valid on it; nil where
    /// there is none. For many days of one model ask for its `prices` once.
    package func price(model: String, metric: String, day: Day) -> ModelPrice? {
        prices(model: model, metric: metric).first { $0.isValid(on: day) }
    }
}

/// What one unit of a metric costs with a model, while the price is valid (`prices.csv`, `prices.json`).
package struct ModelPrice: Hashable, Sendable {
    /// Which models, as usage names them, letter case and all.
    package var model: Glob
    /// `input_tokens`, `output_tokens`, `cache_read_tokens`, `cache_write_tokens`, or any other metric of usage.
    package var metric: String
    /// For one unit of the metric; zero or more, less than `bound`.
    package var unitPrice: Amount
    /// Of the price.
    package var currency: Currency
    /// The first day on which it is valid; nil since ever.
    package var starts: Day?
    /// The last day on which it is valid; nil for ever.
    package var ends: Day?
    /// Where the price is from, for people; nil where nothing says.
    package var source: String?
    /// The row or the value in the file.
    package var origin: Origin

    /// What every price of one unit is below: 1,000,000.
    package static let bound = Amount(1_000_000)

    /// A price of one unit.
    package init(
        model: Glob, metric: String, unitPrice: Amount, currency: Currency, starts: Day? = nil, ends: Day? = nil,
        source: String? = nil, origin: Origin
    ) {
        self.model = model
        self.metric = metric
        self.unitPrice = unitPrice
        self.currency = currency
        self.starts = starts
        self.ends = ends
        self.source = source
        self.origin = origin
    }

    /// Whether it is valid on a day; its first and its last day are.
    package func isValid(on day: Day) -> Bool {
        if let starts, day < starts { return false }
        if let ends, ends < day { return false }
        return true
    }

    /// What a quantity costs in the price's currency, rounded half to even at 1e-15; nil beyond ±9.2e12, where sums would have
    /// no room.
    package func cost(of quantity: Quantity) -> Amount? {
        guard !unitPrice.isZero else { return .zero }
        // Compared before the product, which can be beyond 128 bits.
        let units = quantity.value.magnitude.femtos / Amount.unit
        return units <= Amount.bound / unitPrice.femtos ? quantity.value * unitPrice : nil
    }
}

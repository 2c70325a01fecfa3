import Billing

/// Amounts of a month in the reporting currency, and which rates that took or lacked.
struct Conversion {
    /// The reporting currency.
    let currency: Currency
    private let rates: [Currency: Rate]
    private var used: Set<Currency> = []
    private var missing: [Currency: Amount] = [:]

    /// The month's rates; of two for one currency the first counts.
    init(_ facts: MonthFacts) {
        self.init(to: facts.settings.currency, in: facts.month, rates: facts.rates)
    }

    /// The rates of a month among `rates`; of two for one currency the first counts.
    init(to currency: Currency, in month: Month, rates: [Rate]) {
        self.currency = currency
        self.rates = Dictionary(
            rates.filter { $0.month == month }.map { ($0.currency, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Units of the reporting currency for one of `other`; nil, and noted as missing, where no rate says.
    mutating func rate(for other: Currency) -> Amount? {
        if other == currency { return Amount(1) }
        guard let rate = rates[other] else {
            missing[other, default: .zero] += .zero
            return nil
        }
        used.insert(other)
        return rate.rate
    }

    /// The amount in the reporting currency, rounded half to even at 1e-15; nil, and noted, where no rate says.
    mutating func convert(_ money: Money) -> Amount? {
        rate(for: money.currency).map { money.currency == currency ? money.amount : money.amount * $0 }
    }

    /// A charge's cost in the reporting currency; without a rate it is added to what stands apart.
    mutating func convert(cost: Amount, of other: Currency) -> Amount? {
        if let converted = convert(Money(cost, other)) { return converted }
        missing[other, default: .zero] += cost
        return nil
    }

    /// The rates that were used, by currency.
    var usedRates: [Rate] { used.sorted().compactMap { rates[$0] } }
    /// The currencies without a rate and the charges in them, by currency.
    var missingRates: [MissingRate] {
        missing.sorted { $0.key < $1.key }.map { MissingRate(currency: $0.key, cost: $0.value) }
    }
}

/// How a provider's billed cost of a month becomes its effective cost; the steps add up exactly.
package struct CostBridge: Hashable, Sendable {
    /// ProviderName; nil where the bills name none.
    package var provider: String?
    /// The currency of every amount.
    package var currency: Currency
    /// Σ BilledCost.
    package var billed: Amount
    /// What was paid ahead for commitments, and is no cost of the month: negative.
    package var purchases: Amount
    /// The part of commitments that the month's usage was covered by.
    package var amortised: Amount
    /// The part of commitments that nothing used.
    package var unused: Amount
    /// Any other difference, as of a bill whose two costs differ for usage without a commitment.
    package var other: Amount
    /// Σ EffectiveCost: billed and the four steps added up.
    package var effective: Amount { billed + purchases + amortised + unused + other }

    /// A provider's bridge.
    package init(
        provider: String?, currency: Currency, billed: Amount, purchases: Amount, amortised: Amount, unused: Amount,
        other: Amount
    ) {
        self.provider = provider
        self.currency = currency
        self.billed = billed
        self.purchases = purchases
        self.amortised = amortised
        self.unused = unused
        self.other = other
    }
}

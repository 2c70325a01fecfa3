package import Billing

/// One row per system whose document offers tiers: the one that its size asks for.
package struct TierMonth: Hashable, Sendable {
    /// Whose size.
    package var system: String
    /// The recommended tier's id and name.
    package var tier: String, name: String
    /// Its cost for a month in the reporting currency; nil where the document has none.
    package var cost: Amount?
    /// The reporting currency.
    package var currency: Currency
    /// The inputs that no smaller tier would hold; empty for the smallest.
    package var forcedBy: [String]
    /// The tier that the document calls the phase by; nil where it names none.
    package var plannedTier: String?
    /// The inputs: averages over the complete days, flows a day.
    package var inputs: [Input]
    /// What the document's formula asks for at these inputs, beside what the tier offers.
    package var capacities: [Capacity]

    /// An input of the choice.
    package struct Input: Hashable, Sendable {
        /// The metric.
        package var metric: String
        /// Nil where no usage says.
        package var actual: Amount?
        /// What the phase projects; nil where it does not.
        package var planned: Amount?
    }

    /// A result of the sizing formula.
    package struct Capacity: Hashable, Sendable {
        /// The output's id, name and unit.
        package var output: String, name: String, unit: String
        /// What the formula asks for.
        package var needed: Amount
        /// What the tier offers; nil where the document does not say.
        package var offered: Amount?
    }

    /// A system's tier.
    package init(
        system: String, tier: String, name: String, cost: Amount?, currency: Currency, forcedBy: [String], plannedTier: String?,
        inputs: [Input], capacities: [Capacity]
    ) {
        self.system = system
        self.tier = tier
        self.name = name
        self.cost = cost
        self.currency = currency
        self.forcedBy = forcedBy
        self.plannedTier = plannedTier
        self.inputs = inputs
        self.capacities = capacities
    }
}

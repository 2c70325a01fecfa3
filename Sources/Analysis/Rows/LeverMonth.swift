package import Billing

/// One row per savings lever: what it alone would save on the last complete month's cost. Levers are never added up, since each
/// lowers what the others would save on.
package struct LeverMonth: Hashable, Sendable {
    /// Whose lever, by its id, and its name.
    package var system: String, lever: String, name: String
    /// The components whose cost it lowers; empty for all.
    package var components: [String]
    /// The month that it is computed on.
    package var baseMonth: Month
    /// Those components' cost in that month; nil where the system had none.
    package var base: Amount?
    /// The reporting currency.
    package var currency: Currency
    /// Its range in percent; nil where the document has no figure.
    package var percentLow: Amount?, percentHigh: Amount?
    /// What it would save, less what it costs; nil where either is unknown.
    package var savingLow: Amount?, savingHigh: Amount?
    /// What it costs in a month.
    package var cost: Amount
    /// The usage metric that it lowers, and by how much on that month's; nil where it lowers cost alone or nothing says.
    package var metric: String?, usageLow: Quantity?, usageHigh: Quantity?
    /// Whether the document gives the percentage without calling it a saving.
    package var isAssumed: Bool
    /// The first month in which it is in use; nil where it is not.
    package var adopted: Month?
    /// Of an adopted lever, how much less those components cost in the base month than in the month before it, positive where they
    /// cost less; nil where it is not in use or either month is unknown.
    package var saved: Amount?
    /// The section of the document.
    package var section: String?

    /// A lever's month; what it saves is set afterwards.
    package init(system: String, _ lever: Lever, baseMonth: Month, currency: Currency, cost: Amount) {
        self.system = system
        self.lever = lever.id
        name = lever.name
        components = lever.components
        self.baseMonth = baseMonth
        self.currency = currency
        percentLow = lever.low
        percentHigh = lever.high
        self.cost = cost
        metric = lever.metric
        isAssumed = lever.isAssumed
        adopted = lever.adopted
        section = lever.section
    }
}

package import Billing

/// One row per system and customer of a month; cost over complete days.
package struct CustomerMonth: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// The customer's id, or a reserved name.
    package var customer: String
    /// The customer's name for people.
    package var name: String
    /// The reporting currency.
    package var currency: Currency
    /// Of the complete days; nil for a reserved customer and where nothing says.
    package var revenue: Amount?
    /// Caused by the customer alone.
    package var directCost: Amount
    /// Its share of what is shared.
    package var sharedCost: Amount
    /// Both.
    package var cost: Amount
    /// False where the system has no charge at all in the month: the cost is then unknown, not zero.
    package var isCostKnown = true
    /// What the plan to date would cost it by the same split; nil without a plan.
    package var planCost: Amount?
    /// Cost less plan cost.
    package var variance: Amount?
    /// Revenue less cost.
    package var grossProfit: Amount?
    /// Hosting gross margin in percent; nil where the revenue is not positive or unknown.
    package var grossMarginPercent: Amount?
    /// The same from the plan cost.
    package var planGrossMarginPercent: Amount?
    /// The margin that the settings ask for, in percent; nil for a reserved customer and where they ask for none.
    package var marginFloorPercent: Amount?
    /// Cost in percent of revenue.
    package var costShareOfRevenuePercent: Amount?
    /// The owner's reason for the variance; nil where none is given.
    package var note: String?

    /// Whether it costs something and its revenue is known to be nothing, or less: no margin can say how bad that is.
    package var isGiven: Bool { isCostKnown && cost > .zero && revenue.map { $0 <= .zero } ?? false }

    /// Whether the margin is below the floor, or the customer costs and brings nothing in; nil without a floor or where neither is known.
    package var isBelowFloor: Bool? {
        guard let marginFloorPercent else { return nil }
        if isGiven { return true }
        guard let grossMarginPercent else { return nil }
        return grossMarginPercent < marginFloorPercent
    }

    /// A customer's month with its cost; everything else is set afterwards.
    package init(system: String, customer: String, name: String, currency: Currency, directCost: Amount, sharedCost: Amount) {
        self.system = system
        self.customer = customer
        self.name = name
        self.currency = currency
        self.directCost = directCost
        self.sharedCost = sharedCost
        cost = directCost + sharedCost
    }
}

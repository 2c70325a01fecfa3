/// A line of a cost plan for a month.
package struct PlanComponent: Hashable, Sendable {
    /// How a month's plan is spread over its days.
    package enum Pacing: String, CaseIterable, Sendable {
        /// The same every day.
        case even
        /// All on the first day.
        case start
        /// All on the last day.
        case end
    }

    /// How cost moves with volume.
    package enum Behaviour: String, CaseIterable, Sendable {
        case fixed, variable
    }

    /// Which components another one stands for.
    package enum Coverage: Hashable, Sendable {
        /// All that the phase does not name.
        case others
        /// These, by their ids.
        case components([String])
    }

    /// The component's id within the system.
    package var id: String
    /// Its name for people.
    package var name: String
    /// The month's figure; nil for a range, which has `low` and `high`.
    package var amount: Amount?
    /// How the amount moves from month to month within the phase; nil where it stays.
    package var growth: Growth?
    /// The bounds of a range; both or neither.
    package var low: Amount?, high: Amount?
    /// What the figure is computed from, where the document says.
    package var driver: Driver?
    /// How it is spread over the month.
    package var pacing: Pacing
    /// Fixed or variable; nil where the document does not say.
    package var behaviour: Behaviour?
    /// Which other components' actuals add up under this one; nil where it is itself alone.
    package var covers: Coverage?
    /// The section of the document.
    package var section: String?
    /// The place in the plan file.
    package var origin: Origin

    /// A component of a phase; it has an amount, a range or a driver.
    package init(
        id: String, name: String, amount: Amount?, growth: Growth? = nil, low: Amount? = nil, high: Amount? = nil,
        driver: Driver? = nil, pacing: Pacing = .even, behaviour: Behaviour? = nil, covers: Coverage? = nil,
        section: String? = nil, origin: Origin
    ) {
        self.id = id
        self.name = name
        self.amount = amount
        self.growth = growth
        self.low = low
        self.high = high
        self.driver = driver
        self.pacing = pacing
        self.behaviour = behaviour
        self.covers = covers
        self.section = section
        self.origin = origin
    }

    /// The plan in force for a full month: the stated amount as it has grown, else quantity × unit price; nil for a range.
    package func plan(in month: Month) -> Amount? {
        if let amount { return growth?.value(of: amount, in: month) ?? amount }
        return low == nil ? driver?.cost : nil
    }
}

/// What a planning document projects for one system.
package struct Plan: Hashable, Sendable {
    /// The system's id.
    package var system: String
    /// The system's name for people.
    package var name: String
    /// The document's file name.
    package var document: String
    /// The currency of every figure.
    package var currency: Currency
    /// Phases in order of their start.
    package var phases: [PlanPhase]
    /// Units of the reporting currency for one of the plan's, where the plan states it.
    package var planRate: Amount?
    /// The plan file.
    package var origin: Origin

    /// A system's plan.
    package init(
        system: String, name: String, document: String, currency: Currency, phases: [PlanPhase], planRate: Amount?,
        origin: Origin
    ) {
        self.system = system
        self.name = name
        self.document = document
        self.currency = currency
        self.phases = phases
        self.planRate = planRate
        self.origin = origin
    }

    /// The phase in force in a month: the last that has begun and has not ended. Nil before the first: no plan, not zero.
    package func phase(in month: Month) -> PlanPhase? {
        guard let phase = phases.last(where: { $0.starts <= month }) else { return nil }
        if let last = phase.ends, last < month { return nil }
        return phase
    }
}

/// A stretch of months with the same figures.
package struct PlanPhase: Hashable, Sendable {
    /// Its id within the plan.
    package var id: String
    /// Its name for people.
    package var name: String
    /// The first month.
    package var starts: Month
    /// The last month; nil for until the next phase begins, or for good.
    package var ends: Month?
    /// What it projects, in the document's order.
    package var components: [PlanComponent]
    /// The place in the plan file.
    package var origin: Origin

    /// A phase of a plan.
    package init(id: String, name: String, starts: Month, ends: Month?, components: [PlanComponent], origin: Origin) {
        self.id = id
        self.name = name
        self.starts = starts
        self.ends = ends
        self.components = components
        self.origin = origin
    }
}

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

    /// The component's id within the system.
    package var id: String
    /// Its name for people.
    package var name: String
    /// The month's figure; nil for a range, which has `low` and `high`.
    package var amount: Amount?
    /// The bounds of a range; both or neither.
    package var low: Amount?, high: Amount?
    /// What the figure is computed from, where the document says.
    package var driver: Driver?
    /// How it is spread over the month.
    package var pacing: Pacing
    /// Fixed or variable; nil where the document does not say.
    package var behaviour: Behaviour?
    /// The section of the document.
    package var section: String?
    /// The place in the plan file.
    package var origin: Origin

    /// A component of a phase; it has an amount, a range or a driver.
    package init(
        id: String, name: String, amount: Amount?, low: Amount? = nil, high: Amount? = nil, driver: Driver? = nil,
        pacing: Pacing = .even, behaviour: Behaviour? = nil, section: String? = nil, origin: Origin
    ) {
        self.id = id
        self.name = name
        self.amount = amount
        self.low = low
        self.high = high
        self.driver = driver
        self.pacing = pacing
        self.behaviour = behaviour
        self.section = section
        self.origin = origin
    }

    /// The plan in force for a full month: the stated amount, else quantity × unit price; nil for a range.
    package var plan: Amount? { amount ?? (low == nil ? driver.map { $0.quantity.value * $0.unitPrice } : nil) }
}

/// A quantity at a unit price behind a planned amount.
package struct Driver: Hashable, Sendable {
    /// Where the actual quantity comes from.
    package enum Measurement: Hashable, Sendable {
        /// PricingQuantity, else ConsumedQuantity, of the component's charges in the driver's unit.
        case charged
        /// ConsumedQuantity only.
        case consumed
        /// PricingQuantity only.
        case pricing
        /// The sum of usage metrics (`tokens` is input + output + cache read + cache write).
        case usage([String])
    }

    /// Planned for a full month; not negative.
    package var quantity: Quantity
    /// Of the quantity, as the bill names it: `GB`.
    package var unit: String
    /// Planned for one unit; not negative.
    package var unitPrice: Amount
    /// How the actual quantity is found.
    package var measurement: Measurement

    /// A driver of a planned amount.
    package init(quantity: Quantity, unit: String, unitPrice: Amount, measurement: Measurement) {
        self.quantity = quantity
        self.unit = unit
        self.unitPrice = unitPrice
        self.measurement = measurement
    }
}

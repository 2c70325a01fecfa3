/// A budget that a planning document states, with its amounts over time.
package struct PlannedBudget: Hashable, Sendable {
    /// An amount over a stretch of months.
    package struct Step: Hashable, Sendable {
        /// The first month and the last; nil for until the next step begins, or for good.
        package var starts: Month, ends: Month?
        /// The limit of one period in the first month.
        package var amount: Amount
        /// How it moves from month to month; nil where it stays.
        package var growth: Growth?

        /// An amount from a month on.
        package init(starts: Month, ends: Month?, amount: Amount, growth: Growth? = nil) {
            self.starts = starts
            self.ends = ends
            self.amount = amount
            self.growth = growth
        }
    }

    /// Its id; the system's own monthly budget has the system's id.
    package var id: String
    /// Its name for people.
    package var name: String
    /// Whose cost or usage counts, within the plan's system.
    package var scope: BudgetScope
    /// The usage metrics that count; empty for money.
    package var metrics: [String]
    /// Of a limit in usage; empty for money.
    package var unit: String
    /// The period that the limit is for.
    package var period: BudgetPeriod
    /// Percentages at which to raise an alert, ascending.
    package var thresholds: [Int]
    /// Its amounts, in order; what lies outside has no such budget.
    package var steps: [Step]
    /// The section of the document.
    package var section: String?
    /// Who answers for it.
    package var owner: String?
    /// The first day on which something is raised; nil for from the start.
    package var silentUntil: Day?
    /// Where it stands; nil for one that is not from a file.
    package var origin: Origin?

    /// A stated budget.
    package init(
        id: String, name: String, component: String? = nil, environment: String? = nil, metrics: [String] = [],
        unit: String = "", period: BudgetPeriod = .month, thresholds: [Int] = Budget.usualThresholds, steps: [Step],
        section: String? = nil
    ) {
        self.id = id
        self.name = name
        scope = BudgetScope(component: component, environment: environment)
        self.metrics = metrics
        self.unit = unit
        self.period = period
        self.thresholds = thresholds
        self.steps = steps
        self.section = section
    }

    /// The budget in force in a month for the plan's system, of the last step that has begun; nil where that has ended. Of a quarter or a year
    /// the month that is looked at decides.
    package func budget(in month: Month, of plan: Plan) -> Budget? {
        guard let step = steps.last(where: { $0.starts <= month }), month <= step.ends ?? month else { return nil }
        let amount = step.growth?.value(of: step.amount, in: month) ?? step.amount
        var budget = Budget(
            id: id, system: plan.system, amount: Money(amount, plan.currency), thresholds: thresholds)
        budget.scope = scope
        budget.scope.system = plan.system
        budget.owner = owner
        budget.silentUntil = silentUntil
        budget.origin = origin
        budget.period = period
        if !metrics.isEmpty { budget.limit = .usage(metrics: metrics, Quantity(amount), unit: unit) }
        return budget
    }
}

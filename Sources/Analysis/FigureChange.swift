package import Billing

/// A figure of a month's report that moved.
package struct FigureChange: Hashable, Sendable {
    /// Which of a row's figures, by its column in the published tables.
    package enum Figure: String, Hashable, Sendable {
        /// Of a component: cost over complete days.
        case actual
        /// Of a component: every charge known.
        case charged
        /// Of a component: the full month's plan.
        case plan
        /// Of a component: the bounds of a ranged plan.
        case planLow = "plan_low", planHigh = "plan_high"
        /// Of a customer: what it costs over complete days.
        case cost
        /// Of a customer: what it pays for them.
        case revenue
    }

    /// Whose figure.
    package enum Subject: Hashable, Sendable {
        /// A component by its id, or a reserved name.
        case component(String)
        /// A customer by its id, or a reserved name.
        case customer(String)

        /// `component` or `customer`.
        package var kind: String {
            switch self {
            case .component: "component"
            case .customer: "customer"
            }
        }

        /// The id, or the reserved name.
        package var id: String {
            switch self {
            case .component(let id), .customer(let id): id
            }
        }
    }

    /// The month.
    package var month: Month
    /// The system's id, or `(unmapped)`.
    package var system: String
    /// Whose figure.
    package var subject: Subject
    /// Which figure.
    package var figure: Figure
    /// The reporting currency.
    package var currency: Currency
    /// What it was and what it is; nil where it was or is unknown, or the row was or is not there.
    package var before: Amount?, after: Amount?

    /// After less before; what is unknown counts as nothing.
    package var difference: Amount { (after ?? .zero) - (before ?? .zero) }

    /// A figure that moved.
    package init(
        month: Month, system: String, subject: Subject, figure: Figure, currency: Currency, before: Amount?, after: Amount?
    ) {
        self.month = month
        self.system = system
        self.subject = subject
        self.figure = figure
        self.currency = currency
        self.before = before
        self.after = after
    }
}

/// The figures that differ between two analyses of one month, in the order of the later one's rows; what only the earlier one had
/// stands last. Nil stands for a month without a report. A figure that was unknown and is nothing has not moved.
package func figureChanges(from before: MonthAnalysis?, to after: MonthAnalysis?) -> [FigureChange] {
    guard let month = after?.month ?? before?.month else { return [] }
    return changes(of: month, from: before.map(figures) ?? [], to: after.map(figures) ?? [])
}

/// What components and customers cost and pay that differs between a month's earlier report and an analysis of it, in the order of
/// the analysis; nothing where they are in two currencies.
package func figureChanges(from before: PastMonth, to after: MonthAnalysis) -> [FigureChange] {
    guard before.currency == after.currency else { return [] }
    func figure(_ system: String, _ subject: FigureChange.Subject, _ figure: FigureChange.Figure, _ amount: Amount?) -> Figure? {
        amount.map { (FigurePlace(system: system, subject: subject, figure: figure, currency: before.currency), $0) }
    }
    // In an order of their own: a report that is read from the published tables has them in another one than an analysis.
    let components = before.components.sorted { ($0.system, $0.component) < ($1.system, $1.component) }.map {
        figure($0.system, .component($0.component), .actual, $0.actual)
    }
    let customers = before.customers.sorted { ($0.system, $0.customer) < ($1.system, $1.customer) }.flatMap { row in
        [
            figure(row.system, .customer(row.customer), .cost, row.cost),
            figure(row.system, .customer(row.customer), .revenue, row.revenue),
        ]
    }
    return changes(
        of: after.month, from: (components + customers).compactMap(\.self),
        to: figures(after).filter { [.actual, .cost, .revenue].contains($0.place.figure) })
}

private func changes(of month: Month, from old: [Figure], to new: [Figure]) -> [FigureChange] {
    let oldAmounts = Dictionary(old.map { ($0.place, $0.amount) }, uniquingKeysWith: +)
    let newAmounts = Dictionary(new.map { ($0.place, $0.amount) }, uniquingKeysWith: +)
    let places = new.map(\.place) + old.map(\.place).filter { newAmounts[$0] == nil }
    return places.map { place in
        FigureChange(
            month: month, system: place.system, subject: place.subject, figure: place.figure, currency: place.currency,
            before: oldAmounts[place], after: newAmounts[place])
    }.filter { !$0.difference.isZero }
}

/// Where a figure stands.
private struct FigurePlace: Hashable {
    var system: String
    var subject: FigureChange.Subject
    var figure: FigureChange.Figure
    var currency: Currency
}

private typealias Figure = (place: FigurePlace, amount: Amount)

/// The known figures of a month.
private func figures(_ analysis: MonthAnalysis) -> [Figure] {
    var result: [Figure] = []
    func add(
        _ system: String, _ currency: Currency, _ subject: FigureChange.Subject,
        _ figures: KeyValuePairs<FigureChange.Figure, Amount?>
    ) {
        for (figure, amount) in figures {
            guard let amount else { continue }
            result.append((FigurePlace(system: system, subject: subject, figure: figure, currency: currency), amount))
        }
    }
    for row in analysis.components {
        add(
            row.system, row.currency, .component(row.component),
            [
                .actual: row.actual, .charged: row.charged, .plan: row.plan, .planLow: row.planLow, .planHigh: row.planHigh,
            ])
    }
    for row in analysis.customers {
        add(
            row.system, row.currency, .customer(row.customer),
            [.cost: row.isCostKnown ? row.cost : nil, .revenue: row.revenue])
    }
    return result
}

package import Billing

/// What a close books for the components of systems that are not complete: landing less what is charged and accrued by hand already,
/// split over customers as the component's cost of the complete days. A component without a landing has nothing to go by and is left
/// out, as is one that comes to nothing.
package func accruals(_ analysis: MonthAnalysis) -> [JournalEntry] {
    let late = Set(analysis.systems.filter { $0.completeDays < $0.days && $0.actual != nil }.map(\.system))
    return analysis.components.flatMap { row -> [JournalEntry] in
        let isCost = !ReservedComponent.apart.contains(row.component) && row.component != ReservedComponent.adjustment
        guard late.contains(row.system), row.system != ReservedComponent.unmapped, isCost, !row.isBeside,
            let landing = row.landing, let charged = row.charged
        else { return [] }
        let byHand = analysis.journal.filter {
            $0.system == row.system && $0.component == row.component && $0.kind == .accrual && $0.money.currency == row.currency
        }
        // A landing is an estimate: nobody accrues fractions of a cent.
        let amount = (landing - charged - byHand.reduce(.zero) { $0 + $1.money.amount }).rounded(to: 2)
        guard !amount.isZero else { return [] }
        return parts(amount, of: row, analysis).map { customer, part in
            JournalEntry(
                month: analysis.month,
                assignment: Assignment(system: row.system, component: row.component, customer: customer, environment: nil),
                money: Money(part, row.currency), kind: .accrual, note: nil, origin: Origin(file: ""))
        }
    }
}

/// An amount by the customers who cause the component's cost alone, and nil for what is shared; none is zero.
private func parts(_ amount: Amount, of row: ComponentMonth, _ analysis: MonthAnalysis) -> [(String?, Amount)] {
    let direct = analysis.allocations.costs.filter {
        $0.system == row.system && $0.component == row.component && !$0.isShared
    }.flatMap { cost in
        zip(cost.customers, cost.amounts).filter { !ReservedCustomer.all.contains($0) && $1 > .zero }
    }
    let shared = (row.actual ?? .zero) - direct.reduce(.zero) { $0 + $1.1 }
    let weights = direct.map(\.1) + [max(.zero, shared)]
    guard let parts = split(amount, by: weights) else { return [(nil, amount)] }
    let customers = direct.map { Optional($0.0) } + [nil]
    return zip(customers, parts).map { ($0, $1) }.filter { !$0.1.isZero }
}

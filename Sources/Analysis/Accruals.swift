package import Billing

/// What a close books for the components of systems that are not complete: landing less what is charged already. A component without
/// a landing has nothing to go by and is left out, as is one that comes to nothing.
package func accruals(_ analysis: MonthAnalysis) -> [JournalEntry] {
    let late = Set(analysis.systems.filter { $0.completeDays < $0.days && $0.actual != nil }.map(\.system))
    return analysis.components.compactMap { row in
        let isCost = row.component != ReservedComponent.tax && row.component != ReservedComponent.adjustment
        guard late.contains(row.system), row.system != ReservedComponent.unmapped, isCost, !row.isBeside,
            let landing = row.landing, let charged = row.charged
        else { return nil }
        // A landing is an estimate: nobody accrues fractions of a cent.
        let amount = (landing - charged).rounded(to: 2)
        guard !amount.isZero else { return nil }
        return JournalEntry(
            month: analysis.month,
            assignment: Assignment(system: row.system, component: row.component, customer: nil, environment: nil),
            money: Money(amount, row.currency), kind: .accrual, note: nil, origin: Origin(file: ""))
    }
}

import Billing

extension MonthFacts {
    /// What was booked in the month by hand, and what changed in closed months, as charges that no bill has. A cost without an
    /// export counts evenly over its month, anything else at once.
    var bookedCharges: [MonthCharge] {
        let rows = journalRows(self).map { row in
            booked(
                row.kind,
                Assignment(system: row.system, component: row.component, customer: row.customer, environment: row.environment),
                row.money)
        }
        let changes = adjustments.map { adjustment in
            booked(
                .adjustment,
                Assignment(
                    system: adjustment.system, component: adjustment.component, customer: adjustment.customer,
                    environment: nil),
                adjustment.money)
        }
        return rows + changes
    }

    private func booked(_ entry: BookedEntry, _ assignment: Assignment, _ money: Money) -> MonthCharge {
        var charge = MonthCharge(
            source: "", assignment: assignment, category: .adjustment, currency: money.currency, period: month.period,
            cost: money.amount, billed: money.amount)
        charge.entry = entry
        return charge
    }
}

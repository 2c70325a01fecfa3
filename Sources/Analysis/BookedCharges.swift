import Billing

extension MonthFacts {
    /// What was booked in the month by hand, and what changed in closed months, as charges that no bill has. A cost without an
    /// export counts evenly over its month, anything else at once.
    var bookedCharges: [MonthCharge] {
        let rows = journalRows(self).map { row in
            // What a close accrued is cancelled by a late bill, which is booked as a change of the closed month: so is this.
            booked(
                row.isOfClose && row.kind == .reversal ? .adjustment : row.kind,
                Assignment(system: row.system, component: row.component, customer: row.customer, environment: row.environment),
                row.kind == .reversal ? converted(row.money, of: month.advanced(by: -1)) : row.money)
        }
        let changes = adjustments.map { adjustment in
            booked(
                .adjustment,
                Assignment(
                    system: adjustment.system, component: adjustment.component, customer: adjustment.customer,
                    environment: nil),
                converted(adjustment.money, of: adjustment.closedMonth))
        }
        return rows + changes
    }

    /// An amount of another month at that month's rate, so that what is taken back leaves nothing; as it is where no rate says.
    private func converted(_ money: Money, of other: Month) -> Money {
        let rate = rates.first { $0.month == other && $0.currency == money.currency }
        guard money.currency != settings.currency, let rate else { return money }
        return Money(money.amount * rate.rate, settings.currency)
    }

    private func booked(_ entry: BookedEntry, _ assignment: Assignment, _ money: Money) -> MonthCharge {
        var charge = MonthCharge(
            source: "", assignment: assignment, category: .adjustment, currency: money.currency, period: month.period,
            cost: money.amount, billed: money.amount)
        charge.entry = entry
        return charge
    }
}

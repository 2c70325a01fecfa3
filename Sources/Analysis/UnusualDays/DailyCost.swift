import Billing

/// What one service in one account cost a component on a day, in the reporting currency.
struct DailyCost: Hashable, Sendable {
    /// The system and its component, as `ComponentMonth` names them.
    var system: String, component: String
    /// ServiceName and SubAccountId; nil where the bill has none.
    var service: String?, subaccount: String?
    /// The day.
    var day: Day
    /// What recurs of the day's cost: usage, without corrections, credits and purchases.
    var amount: Amount
}

extension SystemFacts {
    /// What recurs of the cost of the complete days and of the months before, by day; several of one service, account and day add up.
    var dailyCosts: [DailyCost] {
        let earlier = Period(start: month.first.advanced(by: -earlierDays), end: month.first)
        return daily(charges, in: complete) + daily(Array(earlierByComponent.values.joined()), in: earlier)
    }

    /// What falls to days of a period.
    private func daily(_ charges: [CountedCharge], in period: Period) -> [DailyCost] {
        charges.filter { $0.recurs && !$0.bearer.isApart }.flatMap { charge -> [DailyCost] in
            // Days that are not complete have their part of it too.
            let days = charge.days.clipped(to: period.start == month.first ? month.period : period)
            guard days.days > 0 else { return [] }
            var series = DailySeries(over: days)
            series.add(charge.charged, over: days)
            return zip(days.start..<days.end, series.amounts).filter { $0.0 < period.end }.map { day, amount in
                DailyCost(
                    system: id, component: charge.component, service: charge.service, subaccount: charge.subaccount, day: day,
                    amount: amount)
            }
        }
    }
}

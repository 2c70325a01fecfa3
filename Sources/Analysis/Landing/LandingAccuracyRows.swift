package import Billing

/// How far off the landings of earlier months were with ten and with twenty complete days, by system. A landing counts the components
/// without tax and without what changed in closed months, and so does the actual that it is compared with.
func landingAccuracyRows(_ facts: MonthFacts) -> [LandingAccuracy] {
    let currency = facts.settings.currency
    let told = Dictionary(grouping: facts.toldLandings.filter { $0.landing.currency == currency }, by: \.system)
    return told.sorted { $0.key < $1.key }.flatMap { system, landings in
        [10, 20].compactMap { day -> LandingAccuracy? in
            var errors = Amount.zero, actuals = Amount.zero
            var months = 0
            for past in facts.past where past.month < facts.month && past.currency == currency {
                guard past.completeDays(of: system) == past.month.days, let actual = past.landedCost(of: system),
                    let landing = landings.filter({ $0.month == past.month && (day - 2...day).contains($0.completeDays) })
                        .max(by: { $0.completeDays < $1.completeDays })
                else { continue }
                errors += (landing.landing.amount - actual).magnitude
                actuals += actual
                months += 1
            }
            guard months > 0 else { return nil }
            return LandingAccuracy(
                system: system, day: day, months: months, currency: currency,
                meanError: errors.scaled(by: 1, over: Int128(months)),
                errorPercent: errors.percent(of: actuals))
        }
    }
}

extension PastMonth {
    /// What a system's landing is an expectation of; nil where the cost of a component is unknown.
    fileprivate func landedCost(of system: String) -> Amount? {
        var sum = Amount.zero
        for row in components where row.system == system {
            guard row.component != ReservedComponent.adjustment, !ReservedComponent.apart.contains(row.component) else {
                continue
            }
            guard let actual = row.actual else { return nil }
            sum += actual
        }
        return sum
    }
}

extension MonthAnalysis {
    /// How far off the landings were that were told of this month from eighteen to twenty complete days: the sum of their distances
    /// to what the systems came to, in percent of that. Nil where no system that is complete has one.
    package func landingErrorPercent(of told: [ToldLanding]) -> Amount? {
        var errors = Amount.zero, actuals = Amount.zero
        var isKnown = false
        for system in systems where system.completeDays == system.days {
            // A landing counts neither what stands beside nor what changed in closed months.
            let own = components.filter {
                $0.system == system.system && $0.component != ReservedComponent.adjustment
                    && !ReservedComponent.apart.contains($0.component)
            }.map(\.actual)
            let landing = told.filter {
                $0.month == month && $0.system == system.system && (18...20).contains($0.completeDays)
                    && $0.landing.currency == system.currency
            }.max { $0.completeDays < $1.completeDays }
            guard let landing, !own.isEmpty, !own.contains(nil) else { continue }
            let actual = own.compactMap(\.self).reduce(.zero, +)
            errors += (landing.landing.amount - actual).magnitude
            actuals += actual
            isKnown = true
        }
        return isKnown ? errors.percent(of: actuals) : nil
    }
}

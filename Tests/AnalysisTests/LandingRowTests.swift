import Billing
import Testing

@testable import Analysis

/// How the landing reaches the rows of components and budgets.
@Suite struct LandingRowTests {
    private static let seeds: Range<UInt64> = 1..<80

    /// Random facts with the charges of two earlier months, made of the month's own.
    private func randomFactsWithHistory(_ seed: UInt64) -> MonthFacts {
        var facts = randomFacts(seed)
        guard seed.isMultiple(of: 2) else { return facts }
        for back in [1, 2] {
            let offset = facts.month.first.distance(to: facts.month.advanced(by: -back).first)
            facts.earlierCharges.append(
                facts.charges.map { charge in
                    var charge = charge
                    charge.period.start = charge.period.start.advanced(by: offset)
                    charge.period.end = charge.period.end.advanced(by: offset)
                    return charge
                })
            facts.earlierUsage.append(
                facts.usage.map { row in
                    var row = row
                    row.day = row.day.advanced(by: offset)
                    return row
                })
        }
        return facts
    }

    @Test func aCompleteMonthsRowsLandAtTheirActualAndOthersWithinTheirRange() throws {
        var complete = 0, open = 0
        for seed in Self.seeds {
            let facts = randomFactsWithHistory(seed)
            let analysis = analyse(facts)
            for row in analysis.components {
                guard row.actual != nil, row.component != ReservedComponent.promotion else {
                    #expect(row.landing == nil, "seed \(seed), \(row.component)")
                    continue
                }
                if row.completeDays == facts.month.days {
                    complete += 1
                    #expect(row.landing == row.actual && row.landingLow == row.actual && row.landingHigh == row.actual)
                } else if let landing = row.landing {
                    open += 1
                    let (low, high) = try (#require(row.landingLow), #require(row.landingHigh))
                    #expect(low <= landing && landing <= high, "seed \(seed), \(row.component)")
                } else {
                    #expect(row.completeDays == 0, "seed \(seed), \(row.component)")
                }
            }
        }
        #expect(complete > 100 && open > 100)
    }

    @Test func theForecastOfABudgetIsNeverBelowItsUseNorItsLowEndAboveIt() {
        for seed in Self.seeds {
            for row in analyse(randomFactsWithHistory(seed)).budgets {
                guard let forecast = row.forecast, let low = row.forecastLow else { continue }
                #expect(forecast >= row.actual && low <= forecast, "seed \(seed), \(row.budget)")
            }
        }
    }

    @Test func earlierMonthsChangeNothingButForecastsAndWhatIsUsual() {
        for seed in Self.seeds where seed.isMultiple(of: 2) {
            let facts = randomFactsWithHistory(seed)
            var alone = facts
            (alone.earlierCharges, alone.earlierUsage) = ([], [])
            var (with, without) = (analyse(facts), analyse(alone))
            with.components = with.components.map(\.withoutLanding)
            without.components = without.components.map(\.withoutLanding)
            for at in with.systems.indices { (with.systems[at].landingLow, with.systems[at].landingHigh) = (nil, nil) }
            for at in without.systems.indices { (without.systems[at].landingLow, without.systems[at].landingHigh) = (nil, nil) }
            #expect(with.budgets.map(\.actual) == without.budgets.map(\.actual))
            (with.budgets, without.budgets) = ([], [])
            (with.unusualDays, without.unusualDays) = ([], [])
            (with.quarters, without.quarters) = ([], [])
            // What is said of the actual is the same, with another forecast beside it.
            func said(_ alerts: [BudgetAlert]) -> [BudgetAlert] {
                alerts.filter { $0.basis == .actual }.map { alert in
                    var alert = alert
                    alert.landing = nil
                    return alert
                }
            }
            (with.alerts, without.alerts) = (said(with.alerts), said(without.alerts))
            #expect(with == without, "seed \(seed)")
        }
    }

    /// Ten complete days of October at 10 a day, of which a plan of 620 had expected 20.
    private func tenDays() -> MonthFacts {
        var facts = facts(complete: 10)
        facts.plans = [plan([planned("egress", "620")])]
        facts.charges = (1...10).map { charge("10", "egress", from: $0) }
        return facts
    }

    @Test func aComponentLandsWhereItsRecentDaysLead() {
        let analysis = analyse(tenDays())
        #expect(analysis.component("egress")?.landing == amount("310"))
        let budget = analysis.budgets.first
        #expect(budget?.forecast == amount("310"))
        #expect(budget?.forecastPercent == amount("50"))
        #expect(budget?.thresholdDays == [50: day(31)])
    }

    @Test func creditsPurchasesCorrectionsAndEarlierPeriodsAreCountedOnce() {
        var facts = tenDays()
        facts.charges.append(charge("100", "egress", from: 3, category: .purchase))
        facts.charges.append(charge("-40", "egress", from: 5, category: .credit))
        facts.charges.append(charge("7", "egress", from: -4))
        var correction = charge("1", "egress", from: 6)
        correction.isCorrection = true
        facts.charges.append(correction)
        // On a day that is not complete yet: known, in no actual.
        facts.charges.append(charge("1000", "egress", from: 20, category: .purchase))
        let row = analyse(facts).component("egress")
        #expect(row?.actual == amount("168"))
        #expect(row?.landing == amount("1378"))
    }

    @Test func theDaysOfTheMonthsBeforeMakeTheFirstDaysTell() {
        var facts = facts(complete: 1)
        facts.charges = [charge("10", "egress")]
        // September: 10 on working days, nothing at weekends; October 1, 2026 is a Thursday.
        let september = (-29...0).filter { day($0).weekday < 5 }.map { charge("10", "egress", from: $0) }
        facts.earlierCharges = [september]
        // October has 22 working days.
        #expect(analyse(facts).component("egress")?.landing == amount("220"))
    }

    @Test func aBudgetsForecastIsTheSumOfItsComponentsLandings() {
        for seed in Self.seeds {
            let analysis = analyse(randomFactsWithHistory(seed))
            for budget in analysis.budgets where budget.isMoney && budget.budget == budget.system {
                guard let forecast = budget.forecast, forecast > budget.actual else { continue }
                let own = analysis.components.filter {
                    $0.system == budget.system && !$0.isBeside && !ReservedComponent.apart.contains($0.component)
                }
                guard own.allSatisfy({ $0.landing != nil }) else { continue }
                let sum = own.reduce(Amount.zero) { $0 + ($1.landing ?? .zero) }
                #expect(forecast == sum, "seed \(seed), \(budget.budget)")
            }
        }
    }

    @Test func costThatIsPlannedForTheMonthsEndIsPartOfTheSystemsForecast() {
        var facts = tenDays()
        facts.plans = [plan([planned("egress", "620"), planned("support", "90", pacing: .end)])]
        let budget = analyse(facts).budgets.first
        #expect(budget?.forecast == amount("400"))
        #expect(budget?.thresholdDays == [50: day(31)])
    }

    @Test func usageIsForecastAsCostIs() {
        var facts = facts(complete: 10)
        facts.usage = (1...10).map { usage("reads", "5", $0) }
        var budget = Budget(id: "reads", system: "s", amount: Money(Amount(1), usd))
        budget.limit = .usage(metrics: ["reads"], Quantity(Amount(100)), unit: "")
        facts.settings.budgets = [budget]
        #expect(analyse(facts).budgets.first?.forecast == amount("155"))
        facts.usage = (1...10).map { usage("reads", "5", $0, kind: .level) }
        #expect(analyse(facts).budgets.first?.forecast == nil)
    }
}

extension ComponentMonth {
    /// Without what is expected of it.
    fileprivate var withoutLanding: ComponentMonth {
        var row = self
        (row.landing, row.landingLow, row.landingHigh) = (nil, nil, nil)
        return row
    }
}

import Billing
import Testing

@testable import Analysis

/// What holds of every analysis, tried on random facts.
@Suite struct LawTests {
    private static let seeds: Range<UInt64> = 1..<400

    /// The sum of the known ones.
    private func sum(_ amounts: some Sequence<Amount?>) -> Amount { amounts.reduce(.zero) { $0 + ($1 ?? .zero) } }

    @Test func customersAndReservedRowsAreTheComponentsAndTheseTheCharges() {
        for seed in Self.seeds {
            let facts = randomFacts(seed)
            let analysis = analyse(facts)
            for system in analysis.systems {
                let components = analysis.components.filter { $0.system == system.system }
                let customers = analysis.customers.filter { $0.system == system.system }
                let allocations = analysis.allocations.filter { $0.system == system.system }
                let id = system.system == ReservedComponent.unmapped ? nil : system.system
                // Counted apart: each convertible charge's days, one by one.
                let charges = facts.charges.filter { $0.assignment.system == id }.compactMap { charge -> Amount? in
                    guard let cost = converted(charge.cost, charge.currency) else { return nil }
                    return countedDayByDay(cost, charge.period, facts.month, system.completeDays)
                }
                let actual = sum(components.map(\.actual))
                #expect(actual == sum(charges), "seed \(seed), \(system.system)")
                #expect(sum(customers.map(\.cost)) == actual, "seed \(seed), \(system.system)")
                #expect(sum(allocations.map(\.amount)) == actual, "seed \(seed), \(system.system)")
                #expect(
                    (system.actual ?? .zero) + (system.beside ?? .zero)
                        + sum(components.filter { ReservedComponent.apart.contains($0.component) }.map(\.actual))
                        == actual, "seed \(seed), \(system.system)")
            }
        }
    }

    private func converted(_ cost: Amount, _ currency: Currency) -> Amount? {
        currency == usd ? cost : currency == eur ? cost * amount("1.0837") : nil
    }

    private func countedDayByDay(_ cost: Amount, _ period: Period, _ month: Month, _ completeDays: Int) -> Amount {
        let days = (0..<max(1, period.days)).map { period.start.advanced(by: $0) }.filter { $0.month == month }
        guard !days.isEmpty else { return cost }
        let complete = days.count { month.first.distance(to: $0) < completeDays }
        return cost.scaled(by: Int128(complete), over: Int128(days.count))
    }

    @Test func theAllocationOfEachComponentAddsUpToIt() {
        for seed in Self.seeds {
            let analysis = analyse(randomFacts(seed))
            for component in analysis.components {
                let parts = analysis.allocations.filter {
                    $0.system == component.system && $0.component == component.component
                }
                #expect(sum(parts.map(\.amount)) == component.actual ?? .zero, "seed \(seed), \(component.component)")
                #expect(parts.allSatisfy { !$0.amount.isZero || $0.residue != 0 }, "seed \(seed)")
                #expect(parts.reduce(0) { $0 + $1.residue } == 0, "seed \(seed), \(component.component)")
            }
        }
    }

    @Test func partsAddUpToTheVarianceInEveryRow() {
        for seed in Self.seeds {
            let analysis = analyse(randomFacts(seed))
            for row in analysis.components {
                #expect(row.parts?.total == row.variance, "seed \(seed), \(row.component)")
                if let actual = row.actual, let plan = row.planToDate {
                    #expect(row.variance == actual - plan, "seed \(seed), \(row.component)")
                }
            }
            for row in analysis.components {
                guard let flexible = row.flexiblePlan, let plan = row.planToDate, let actual = row.actual, let parts = row.parts
                else {
                    continue
                }
                // From the plan at actual volume to the actual are prices, what is unplanned and what no quantity explains.
                #expect(flexible - plan == parts.volume + parts.mix, "seed \(seed), \(row.component)")
                #expect(actual - flexible == parts.rate + parts.unplanned + parts.spending, "seed \(seed), \(row.component)")
            }
            for row in analysis.items {
                guard let actual = row.actual, let plan = row.plan else { continue }
                #expect(row.parts.total == actual - plan, "seed \(seed), \(row.item)")
            }
        }
    }

    @Test func itemsAddUpToTheirComponent() {
        for seed in Self.seeds {
            let analysis = analyse(randomFacts(seed))
            for (key, items) in Dictionary(grouping: analysis.items, by: { [$0.system, $0.component] }) {
                guard let row = analysis.components.first(where: { [$0.system, $0.component] == key }), row.actual != nil else {
                    continue
                }
                #expect(sum(items.map(\.actual)) == row.actual, "seed \(seed), \(key)")
                #expect(sum(items.map(\.plan)) == row.planToDate, "seed \(seed), \(key)")
                #expect(items.map(\.parts).reduce(VarianceParts(), +) == row.parts, "seed \(seed), \(key)")
                #expect(Set(items.map(\.item)).count == items.count, "seed \(seed), \(key)")
            }
        }
    }

    @Test func theVariancesOfTheComponentsAddUpToTheSystems() {
        for seed in Self.seeds {
            let analysis = analyse(randomFacts(seed))
            for system in analysis.systems where system.planToDate != nil && system.variance != nil {
                let components = analysis.components.filter { $0.system == system.system }
                #expect(sum(components.map(\.variance)) == system.variance, "seed \(seed), \(system.system)")
                #expect(sum(components.map(\.planToDate)) == system.planToDate, "seed \(seed), \(system.system)")
            }
        }
    }

    @Test func thePlansOfTheCustomersAddUpToTheSystems() {
        for seed in Self.seeds {
            let analysis = analyse(randomFacts(seed))
            for system in analysis.systems {
                let customers = analysis.customers.filter { $0.system == system.system }
                guard let plan = system.planToDate else {
                    #expect(customers.allSatisfy { $0.planCost == nil }, "seed \(seed), \(system.system)")
                    continue
                }
                #expect(sum(customers.map(\.planCost)) == plan, "seed \(seed), \(system.system)")
            }
        }
    }

    @Test func theOrderOfTheFactsDoesNotMatter() {
        for seed in Self.seeds.prefix(100) {
            let facts = randomFacts(seed)
            var random = SeededGenerator(seed: seed)
            var shuffled = facts
            shuffled.charges.shuffle(using: &random)
            shuffled.usage.shuffle(using: &random)
            shuffled.progress.shuffle(using: &random)
            shuffled.plans.shuffle(using: &random)
            shuffled.contracts.shuffle(using: &random)
            #expect(analyse(shuffled) == analyse(facts), "seed \(seed)")
        }
    }

    @Test func everyKnownChargeCountsAgainstABudget() {
        for seed in Self.seeds {
            let facts = randomFacts(seed)
            let isBeside = facts.settings.tax == .separate
            let charged = facts.charges.filter { !(isBeside && $0.category == .tax) && !$0.isPromotion }
                .map { converted($0.cost, $0.currency) }
            #expect(analyse(facts).budgets.first { $0.budget == "all" }?.actual == sum(charged), "seed \(seed)")
        }
    }
}

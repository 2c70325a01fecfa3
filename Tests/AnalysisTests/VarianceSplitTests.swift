import Billing
import Testing

@testable import Analysis

@Suite struct VarianceSplitTests {
    private func item(
        _ plannedQuantity: String?, _ unitPrice: String, _ actualQuantity: String?, _ cost: String, plan: String? = nil
    ) -> ItemComparison {
        var item = ItemComparison()
        if let plannedQuantity {
            item.planned = ItemComparison.Planned(quantity: amount(plannedQuantity), unitPrice: amount(unitPrice))
            item.plan = plan.map(amount) ?? amount(plannedQuantity) * amount(unitPrice)
        }
        item.actualQuantity = actualQuantity.map(amount)
        item.quantifiedCost = amount(cost)
        item.actual = amount(cost)
        return item
    }

    private func parts(_ volume: String, _ mix: String, _ rate: String, _ unplanned: String, _ spending: String) -> VarianceParts
    {
        var parts = VarianceParts()
        parts.volume = amount(volume)
        parts.mix = amount(mix)
        parts.rate = amount(rate)
        parts.unplanned = amount(unplanned)
        parts.spending = amount(spending)
        return parts
    }

    @Test func partsAddUpToEachItemsVarianceWhateverTheQuantities() {
        var random = SeededGenerator(seed: 20_261_001)
        func number(_ random: inout SeededGenerator, negative: Bool) -> Amount {
            let digits = Int128(Int64.random(in: negative ? -9_000_000_000...9_000_000_000 : 0...9_000_000_000, using: &random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0: return .zero
            case 1: return Amount(femtos: digits)
            case 2: return Amount(femtos: digits * 1_000_000)
            default: return Amount(femtos: digits * 1_000_000_007)
            }
        }
        for round in 0..<20_000 {
            var items: [ItemComparison] = []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                var item = ItemComparison()
                if Int.random(in: 0..<5, using: &random) > 0 {
                    item.planned = ItemComparison.Planned(
                        quantity: number(&random, negative: false), unitPrice: number(&random, negative: false))
                    item.plan = number(&random, negative: false)
                }
                item.actualQuantity =
                    Int.random(in: 0..<12, using: &random) == 0 ? nil : number(&random, negative: true)
                item.quantifiedCost = number(&random, negative: true)
                item.actual = number(&random, negative: true)
                items.append(item)
            }
            let split = splitVariance(items)
            #expect(split.map(\.total) == items.map(\.variance), "round \(round)")
            // Mix only moves cost between items: at planned rates the quantities of the whole stay what they are.
            let isUnknown = items.contains { $0.actualQuantity == nil }
            if isUnknown { #expect(split.map(\.spending) == items.map(\.variance), "round \(round)") }
            for (item, parts) in zip(items, split) where item.planned == nil && !isUnknown {
                #expect(parts.unplanned == item.variance, "round \(round)")
            }
        }
    }

    @Test func aSingleItemHasNoMix() {
        #expect(splitVariance([item("1200", "0.12", "1250", "160")]) == [parts("6", "0", "10", "0", "0")])
    }

    @Test func aSwitchToTheDearerModelIsMix() {
        // 100 planned at 1 and 100 at 3; 50 and 150 used at those prices: the same volume, dearer by 100.
        let split = splitVariance([item("100", "1", "50", "50"), item("100", "3", "150", "450")])
        #expect(split == [parts("0", "-50", "0", "0", "0"), parts("0", "150", "0", "0", "0")])
    }

    @Test func anItemWithoutPlanIsUnplannedAndItsQuantityCounts() {
        // All of the 100 planned go to a model that no plan knows: the volume is kept, so all of it is mix and unplanned.
        let split = splitVariance([item("100", "2", "0", "0"), item(nil, "0", "100", "70")])
        #expect(split == [parts("0", "-200", "0", "0", "0"), parts("0", "0", "0", "70", "0")])
    }

    @Test func withNothingPlannedAllQuantityIsVolume() {
        #expect(splitVariance([item("0", "2", "10", "25")]) == [parts("20", "0", "5", "0", "0")])
    }

    @Test func withoutAPlannedPriceAllIsRate() {
        #expect(splitVariance([item("10", "0", "12", "30")]) == [parts("0", "0", "30", "0", "0")])
    }

    @Test func anUnknownQuantityMakesAllSpending() {
        #expect(
            splitVariance([item("10", "1", nil, "30"), item("5", "1", "5", "5")])
                == [parts("0", "0", "0", "0", "20"), parts("0", "0", "0", "0", "0")])
    }

    @Test func aNetNegativeQuantityIsAllowed() {
        #expect(splitVariance([item("10", "2", "-5", "-10")]) == [parts("-30", "0", "0", "0", "0")])
    }

    @Test func theGapBetweenAStatedAmountAndItsDriverIsSpending() {
        #expect(splitVariance([item("10", "2", "10", "20", plan: "25")]) == [parts("0", "0", "0", "0", "-5")])
    }

    @Test func quantitiesBeyondAllMeasureAreSpendingInsteadOfATrap() {
        let split = splitVariance([item("1", "9200000000000", "9200000000000", "5", plan: "0")])
        #expect(split == [parts("0", "0", "0", "0", "5")])
    }
}

import Billing

// The split of a component's variance over its items i of one unit, with planned quantity PQ and rate PR, actual quantity AQ
// and cost AC; a sum over items stands without index:
//
//     volume_i    = (AQ·PQ_i/PQ − PQ_i)·PR_i          more or less of everything
//     mix_i       = (AQ_i − PQ_i)·PR_i − volume_i     dearer or cheaper items
//     rate_i      = AC_i − AQ_i·PR_i                  other prices
//     unplanned_i = what an item costs that has no plan; its quantity counts in AQ
//     spending_i  = the rest of actual_i − plan_i
//
// PQ = 0: volume_i = (AQ_i − PQ_i)·PR_i and mix_i = 0. An unknown AQ_i makes AQ unknown: all is spending. PR_i = 0: all is
// rate, by the formulas. Since spending takes the rest, the parts add up to the variance to the last unit, rounded or not.

/// The parts of each item's variance, in the items' order; they add up to actual less plan exactly, item by item.
func splitVariance(_ items: [ItemComparison]) -> [VarianceParts] {
    var actual = Amount.zero
    var planned = Amount.zero
    for item in items {
        guard let quantity = item.actualQuantity else { return items.map(allSpending) }
        actual += quantity
        planned += item.planned?.quantity ?? .zero
    }
    return items.map { split($0, actual: actual, planned: planned) ?? allSpending($0) }
}

/// The parts of one item when the component's quantities add up to `actual` and `planned`; nil where a product is beyond
/// what an amount can hold.
private func split(_ item: ItemComparison, actual: Amount, planned total: Amount) -> VarianceParts? {
    var parts = VarianceParts()
    guard let planned = item.planned else {
        parts.unplanned = item.variance
        return parts
    }
    guard let quantity = item.actualQuantity else { return nil }
    let price = planned.unitPrice
    // AQ·PQ_i/PQ; for a single item PQ_i is PQ and this is AQ itself.
    let proportional =
        total.isZero ? quantity : actual.scaled(by: planned.quantity.femtos, over: total.femtos)
    guard let volume = (proportional - planned.quantity).product(with: price),
        let volumeAndMix = (quantity - planned.quantity).product(with: price),
        let flexible = quantity.product(with: price)
    else { return nil }
    parts.volume = volume
    if let lengthened = planned.lengthened {
        guard let length = (lengthened - planned.quantity).product(with: price) else { return nil }
        parts.monthLength = length
    }
    parts.mix = volumeAndMix - volume
    parts.rate = item.quantifiedCost - flexible
    parts.spending = item.variance - parts.total
    return parts
}

private func allSpending(_ item: ItemComparison) -> VarianceParts {
    var parts = VarianceParts()
    parts.spending = item.variance
    return parts
}

package import Billing

/// The smallest recommended tier whose upper bounds hold all inputs, and the metrics that the next smaller one does not hold (none
/// for the smallest). An upper bound belongs to its tier; beyond all bounds it is the last tier, which is open above.
///
/// Inputs are values by metric, of a flow for a day. An input that is missing is not judged; nil where no recommended tier names
/// any of the inputs.
package func recommendedTier(_ inputs: [String: Amount], of tiers: [Tier]) -> (tier: Tier, forcedBy: [String])? {
    let offered = tiers.filter(\.isRecommended)
    guard offered.contains(where: { tier in tier.bounds.contains { inputs[$0.metric] != nil } }) else { return nil }
    let fitting = offered.firstIndex { $0.metricsExceeded(by: inputs).isEmpty } ?? offered.endIndex - 1
    return (offered[fitting], fitting == 0 ? [] : offered[fitting - 1].metricsExceeded(by: inputs))
}

extension Tier {
    /// The metrics whose value is over the tier's upper bound, in the document's order.
    fileprivate func metricsExceeded(by inputs: [String: Amount]) -> [String] {
        bounds.compactMap { bound in
            guard let value = inputs[bound.metric], let high = bound.high, value > high else { return nil }
            return bound.metric
        }
    }
}

extension Tier {
    /// Whether all inputs that the tier bounds lie within its bounds.
    func holds(_ inputs: [String: Amount]) -> Bool {
        bounds.allSatisfy { bound in
            guard let input = inputs[bound.metric] else { return true }
            return input >= bound.low ?? input && input <= bound.high ?? input
        }
    }
}

import Billing

/// How a bill that is delivered again differs from what is in force of it. Costs are gross: the greater of BilledCost and EffectiveCost
/// of each charge without their signs, in units of 1e-6.
struct ChargeComparison {
    private struct DayCost {
        var gone = 0.0
        var back = 0.0
    }

    /// How many charges are in force, and how many were delivered.
    private(set) var inForce = 0, delivered = 0
    /// What those in force cost, and those among them whose line and period were not delivered.
    private(set) var cost = 0.0, gone = 0.0
    /// Whether some line and period is in force and was delivered.
    private(set) var isShared = false
    /// The days that such charges are gone from, by their numbers, and what other lines bring back on them.
    private var days: [Int32: DayCost] = [:]

    /// What the days really lose: lines that only changed a tag are back on the same day.
    var lost: Double { days.values.reduce(0) { $0 + max(0, $1.gone - $1.back) } }

    /// Counts all charges of a line and period; one of the two lists may be empty.
    mutating func count(_ inForce: some Collection<StoredCharge>, _ delivered: [StoredCharge]) {
        self.inForce += inForce.count
        self.delivered += delivered.count
        for charge in inForce { cost += charge.gross }
        if inForce.isEmpty {
            for charge in delivered { days[charge.key.period.start.number, default: DayCost()].back += charge.gross }
        } else if delivered.isEmpty {
            for charge in inForce {
                gone += charge.gross
                days[charge.key.period.start.number, default: DayCost()].gone += charge.gross
            }
        } else {
            isShared = true
        }
    }
}

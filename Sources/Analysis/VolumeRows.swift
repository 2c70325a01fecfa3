import Billing

/// The volumes that a system's plan projects beside what was used over complete days, in the plan's order.
///
/// A flow that the document states for a day is taken for as many days as the document's month has, by the complete days' share;
/// a level or a peak is the same on every day.
func volumeRows(_ system: SystemFacts) -> [VolumeMonth] {
    guard let plan = system.plan else { return [] }
    return plan.volumes.map { volume in
        let used = system.ownUsage.filter { volume.feature == nil || $0.feature == volume.feature }
            .rows(of: [volume.metric]).measured(in: volume.unit, metric: volume.metric)
        let contracted = volume.metric == "customers" && used.isEmpty && !system.contracts.isEmpty
        let actual = contracted ? system.activeCustomers : used.isEmpty ? nil : combined(used)
        return VolumeMonth(
            system: system.id, volume, planLow: system.toDate(volume, volume.low), planHigh: system.toDate(volume, volume.high),
            actual: actual)
    }
}

extension SystemFacts {
    /// How many customers are under contract on some complete day; nil while no day is complete.
    var activeCustomers: Quantity? { completeDays > 0 ? Quantity(activeDays.values.count { $0 > 0 }) : nil }

    /// A volume's planned quantity over the complete days.
    func toDate(_ volume: Volume, _ quantity: Quantity) -> Quantity {
        guard volume.kind == .flow else { return quantity }
        let days = volume.isDaily ? document?.monthDays ?? month.days : 1
        let whole = quantity.value.scaled(by: Int128(days), over: 1)
        return Quantity(Pace(.even, completeDays: completeDays, days: month.days).part(of: whole))
    }

    /// What the plan projects of a metric over the complete days, its features added up; nil where it projects nothing or a range.
    func plannedVolume(of metric: String) -> Quantity? {
        let all = plan?.volumes.filter { $0.metric == metric } ?? []
        // A volume of the whole metric has those of its features in it.
        let volumes = all.contains { $0.feature == nil } ? all.filter { $0.feature == nil } : all
        guard !volumes.isEmpty, volumes.allSatisfy({ $0.low == $0.high }) else { return nil }
        return volumes.reduce(.zero) { $0 + toDate($1, $1.low) }
    }
}

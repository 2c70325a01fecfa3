package import Billing

extension MonthAnalysis {
    /// What a system is expected to come to in the full month, as its totals count it: without tax, promotional
    /// credits and what the plan keeps apart. Nil
    /// where it is unknown of a component.
    package func landing(of system: SystemMonth) -> Amount? {
        let own = components.filter {
            $0.system == system.system && !ReservedComponent.apart.contains($0.component) && !$0.isBeside
        }
        // What changed in closed months has happened: it is no forecast.
        let parts = own.map { $0.component == ReservedComponent.adjustment ? $0.actual : $0.landing }
        return parts.isEmpty || parts.contains(nil) ? nil : parts.reduce(.zero) { $0 + ($1 ?? .zero) }
    }
}

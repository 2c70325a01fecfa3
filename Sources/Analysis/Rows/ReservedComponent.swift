/// Names that stand in the system or component column.
package enum ReservedComponent {
    /// Charges that no mapping rule matches; system and component both.
    package static let unmapped = "(unmapped)"
    /// Charges of a system whose rule names no component.
    package static let unassigned = "(no component)"
    /// Tax of a system, beside its components.
    package static let tax = "(tax)"
    /// Credits of a system that were granted and run out, beside its components.
    package static let promotion = "(promotional credits)"
    /// What changed in months after their close, booked here, in no component's variance.
    package static let adjustment = "(adjustment)"

    /// What stands beside a system's components: in none of its totals, margins, budgets and landings. Its customers are reserved
    /// under the same names.
    package static let apart: Set<String> = [tax, promotion]
}

/// What has been said so far about one budget, period, basis and threshold.
package struct AlertMemory: Hashable, Sendable {
    /// The budget's id.
    package var budget: String
    /// The period, as published: `2026-10`.
    package var period: String
    /// What it was about.
    package var basis: AlertBasis
    /// The threshold in percent.
    package var threshold: Int
    /// Whether it has been said (raised or passed) and not been corrected since.
    package var isSaid: Bool

    /// Whether it counts as said only because the period was old when the budget was first judged.
    package var isSilent: Bool

    /// What was said of a threshold.
    package init(
        budget: String, period: String, basis: AlertBasis = .actual, threshold: Int, isSaid: Bool, isSilent: Bool = false
    ) {
        self.isSilent = isSilent
        self.basis = basis
        self.budget = budget
        self.period = period
        self.threshold = threshold
        self.isSaid = isSaid
    }
}

import Billing

/// Which days of a system are looked at, and from what difference on.
struct DayWatch: Hashable, Sendable {
    /// The month's complete days.
    var days: Period
    /// A difference of this or less, up or down, is not worth a look.
    var limit: Amount

    /// Days with the limit of the settings: the larger of the fixed amount and the share of the system's plan for the full month.
    init(days: Period, flag: Settings.Flag, plan: Amount) {
        self.days = days
        limit = FlagLimits.material(flag, plan: plan)
    }
}

package import Billing

/// An alert that people or programs are to be told of.
package struct Notice: Hashable, Sendable {
    /// What the figure is.
    package enum Basis: String, Sendable {
        /// What has been used.
        case actual
        /// What the whole period is expected to use.
        case forecast
    }

    /// What has happened.
    package enum State: String, Sendable {
        /// The threshold was reached.
        case raised
        /// The level fell below the threshold again.
        case corrected
        /// Nothing: somebody tries out a channel.
        case test
    }

    /// What the amounts are counted in.
    package enum Unit: Hashable, Sendable {
        /// Money.
        case money(Currency)
        /// Something used, as in `tokens`.
        case usage(String)
    }

    /// The alert's id in the history, and the run that raised it: what one run raised is told together.
    package var alert: Int, run: Int
    /// The budget's id.
    package var budget: String
    /// Who answers for it; told too where this is a mail address.
    package var owner: String?
    /// The period as published: `2026-10`, `2026-10-05`, `2026-Q4` or `2026`.
    package var period: String
    /// What the figure is.
    package var basis: Basis
    /// The threshold in percent.
    package var threshold: Int
    /// What was counted or is expected, and the limit.
    package var actual: Amount, amount: Amount
    /// What both are counted in.
    package var unit: Unit
    /// What has happened.
    package var state: State
    /// The day it was raised.
    package var day: Day
    /// How many days of the period are gone, and how many it has.
    package var daysGone: Int, days: Int
    /// What a day has used so far on average; nil where that is not known.
    package var pace: Amount?
    /// What the whole period is expected to use; nil where that is not known.
    package var landing: Amount?
    /// What it says of a source, which has no budget and no days of a period; nil for a budget's.
    package var source: SourceAlert?
    /// Where the report is: an address or a path; nil where there is none to point at.
    package var report: String?

    /// An alert to tell of.
    package init(
        alert: Int, run: Int, budget: String, owner: String? = nil, period: String, basis: Basis = .actual, threshold: Int,
        actual: Amount, amount: Amount, unit: Unit, state: State = .raised, day: Day, daysGone: Int, days: Int,
        pace: Amount? = nil, landing: Amount? = nil, report: String? = nil
    ) {
        self.alert = alert
        self.run = run
        self.budget = budget
        self.owner = owner
        self.period = period
        self.basis = basis
        self.threshold = threshold
        self.actual = actual
        self.amount = amount
        self.unit = unit
        self.state = state
        self.day = day
        self.daysGone = daysGone
        self.days = days
        self.pace = pace
        self.landing = landing
        self.report = report
    }

    /// What is sent to try out a channel. `number` differs from test to test, so that none is taken for a repeat.
    package static func test(_ number: Int, day: Day) -> Notice {
        Notice(
            alert: 0, run: number, budget: "test", period: day.month.description, threshold: 100, actual: .zero,
            amount: .zero, unit: .usage(""), state: .test, day: day, daysGone: 0, days: 0)
    }
}

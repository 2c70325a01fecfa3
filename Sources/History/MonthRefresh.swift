package import Billing

/// What a run has computed of a month, ready to be kept.
package struct MonthRefresh {
    /// A published table's rows, by column name.
    package struct Rows {
        /// The table.
        package var table: String
        /// The names of the values in each row.
        package var columns: [String]
        /// The values, each row made when it is asked for: a split over thousands of customers has millions.
        package var rows: AnySequence<[SQLValue]>
        /// The rows of a month's table.
        package init(table: String, columns: [String], rows: some Sequence<[SQLValue]>) {
            self.table = table
            self.columns = columns
            self.rows = AnySequence(rows)
        }
    }

    /// What a system is expected to come to.
    package struct SystemLanding: Hashable, Sendable {
        /// The system's id.
        package var system: String
        /// How many days were complete.
        package var completeDays: Int
        /// The expected cost of the month.
        package var landing: Money

        /// A system's landing.
        package init(system: String, completeDays: Int, landing: Money) {
            self.system = system
            self.completeDays = completeDays
            self.landing = landing
        }
    }

    /// Something to be said about a budget.
    package struct Alert: Sendable {
        /// Which budget, period and threshold, and what: `raised`, `passed` or `corrected`.
        package var budget: String, period: String, basis: AlertBasis, threshold: Int, state: String
        /// What was counted or is expected, and the limit.
        package var actual: Amount, amount: Amount, currency: Currency
        /// What the period is expected to come to; nil where nothing says.
        package var landing: Amount?
        /// Who answers for the budget.
        package var owner: String?
        /// Whether the amounts are money.
        package var isMoney: Bool
        /// What had been counted, which of a forecast is not `actual`; nil for a source.
        package var counted: Amount?
        /// The source that is late, or no longer is; nil for a budget.
        package var source: String?

        /// Something to be said.
        package init(
            budget: String, period: String, basis: AlertBasis, threshold: Int, state: String, actual: Amount, amount: Amount,
            currency: Currency, landing: Amount?, owner: String?, isMoney: Bool
        ) {
            self.budget = budget
            self.period = period
            self.basis = basis
            self.threshold = threshold
            self.state = state
            self.actual = actual
            self.amount = amount
            self.currency = currency
            self.landing = landing
            self.owner = owner
            self.isMoney = isMoney
        }
    }

    /// The month.
    package var month: Month
    /// Its published tables.
    package var tables: [Rows]
    /// What is to be said.
    package var alerts: [Alert]
    /// The month's line of the index.
    package var summary: String
    /// The sequence that its figures are of, and what they take for today.
    package var sequence: Int, today: Day
    /// Whether all its days are complete.
    package var isFinal: Bool
    /// What each system of it is expected to come to, and from how many complete days; none of one that is complete.
    package var landings: [SystemLanding] = []
    /// The ids of its budgets by the day, which have no row while they count nothing.
    package var dayBudgets: [String] = []
    /// Thresholds that were reached and are not to be said, and with `isSaid` false those that may be said from now on.
    package var silences: [AlertMemory]

    /// A month's refresh.
    package init(
        month: Month, sequence: Int, today: Day, isFinal: Bool, tables: [Rows], alerts: [Alert], silences: [AlertMemory],
        summary: String
    ) {
        self.sequence = sequence
        self.today = today
        self.isFinal = isFinal
        self.summary = summary
        self.month = month
        self.tables = tables
        self.alerts = alerts
        self.silences = silences
    }
}

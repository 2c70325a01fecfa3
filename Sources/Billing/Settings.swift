/// The settings of `Inputs/outlay.yaml`; every one has a default.
package struct Settings: Hashable, Sendable {
    /// Which cost is compared with plans.
    package enum CostBasis: String, CaseIterable, Sendable {
        /// Amortised: what a month consumed.
        case effective
        /// Invoiced: what a month is charged.
        case billed
    }

    /// Whether tax counts as cost.
    package enum Tax: String, CaseIterable, Sendable {
        /// Beside the cost, in no component.
        case separate
        /// Part of the component that its line is mapped to.
        case cost
    }

    /// How a delivery changes its scope.
    package enum Mode: String, CaseIterable, Sendable {
        /// It is the whole truth about its scope.
        case replace
        /// It adds to what is there.
        case append
    }

    /// When a variance is worth a look: over all three.
    package struct Flag: Hashable, Sendable {
        /// Of the plan, in percent.
        package var percent = Amount(10)
        /// In the reporting currency.
        package var amount = Amount(10)
        /// Of the system's plan, in percent.
        package var systemPercent = Amount(1)
        /// The design's defaults: 10 %, 10, 1 %.
        package init() {}
    }

    /// The settings of one source.
    package struct Source: Hashable, Sendable {
        /// The format's id; nil to detect it.
        package var format: String?
        /// Replace or append; nil for what is usual for the format.
        package var mode: Mode?
        /// Which files are parts of one delivery: a glob on their names, or `none`; nil for those that differ in a part number.
        package var parts: String?
        /// Under which names a file of plain usage has its columns, by ours.
        package var columns: [String: String] = [:]
        /// Patterns of hosts and paths with `{customer}` in them, by which requests of logs belong to customers.
        package var customers: [String] = []
        /// The system of usage rows that name none.
        package var system: String?
        /// Take the good records of a file that has bad ones.
        package var quarantine = false
        /// Believe a delivery that drops most of what was there.
        package var confirmShrink = false
        /// A younger file waits, in seconds.
        package var minimumAge = 0
        /// Within how many days after the last one a new day is expected; nil where nobody waits for one.
        package var expectedDays: Int?
        /// What a source has where nothing is set.
        package init() {}
    }

    /// The reporting currency.
    package var currency = Currency("USD")
    /// Which cost is compared with plans.
    package var costBasis = CostBasis.effective
    /// Where the history lies, relative to the working directory; nil for `history.sqlite` in the output folder.
    package var history: String?
    /// How many days after a day its figures count as complete.
    package var settleDays = 2
    /// The first month of the fiscal year, 1 to 12.
    package var fiscalYearStart = 1
    /// Whether tax counts as cost.
    package var tax = Tax.separate
    /// When a variance is flagged.
    package var flag = Flag()
    /// The hosting gross margin below which a customer is marked, in percent; nil where no margin is too low.
    package var marginFloorPercent: Amount?
    /// How much of a month's cost may be unmapped when it is closed, in percent.
    package var closeUnmappedPercent = Amount(1)
    /// The mapping file, relative to the inputs folder.
    package var mapping = "mapping.csv"
    /// By the name of the folder below `exports`.
    package var sources: [String: Source] = [:]
    /// Budgets by id, in the file's order.
    package var budgets: [Budget] = []
    /// Where alerts are sent, in the file's order.
    package var channels: [Channel] = []

    /// The defaults.
    package init() {}

    /// A source's settings, or the defaults.
    package subscript(source id: String) -> Source { sources[id] ?? Source() }
}

package import Billing

/// What a report says beside the analysis: where it stands in the history and what the data are worth.
package struct ReportContext: Hashable, Sendable {
    /// The month reported.
    package var month: Month
    /// The sequence of the history that the figures are of.
    package var sequence: Int
    /// The day the run takes for today; the only clock a report depends on.
    package var generatedFor: Day
    /// The months that have a report, for the links to the previous and the next one; in any order.
    package var months: [Month]
    /// Those of them that another version of the program has made and that keep its files: of each only `index.html` is known.
    package var monthsOfOtherVersions: Set<Month> = []
    /// The month's alerts that exist, oldest first.
    package var alerts: [ReportAlert] = []
    /// Where the data came from, by source.
    package var sources: [SourceQuality] = []
    /// Records and files that are not taken now.
    package var refusals: [Refusal] = []
    /// What records cost that are not taken now.
    package var uncounted: [UncountedCost] = []
    /// Files that wait.
    package var held: [HeldFile] = []
    /// Remarks on the data, one sentence each: `EffectiveCost missing in aws: BilledCost used`.
    package var notes: [String] = []
    /// Which version of a planning document is in force, by document; from 1.
    package var planVersions: [String: Int] = [:]
    /// The columns that the mapping file matches, in its order, as in its header; the row to paste is made for them.
    package var mappingColumns: [String] = ["ServiceName"]

    /// How many bills are in force, and what they state in total; nil where nothing was counted.
    package var bills: StatedBills?
    /// The files of Inputs other than exports that are in force, by path.
    package var inputFiles: [InputFileVersion] = []
    /// How shared cost is split, in the order in which the rules count.
    package var allocationRules: [AllocationRule] = []
    /// What moved since the report before; nil where there is none.
    package var changes: ReportChanges?
    /// What moved since the last close that was opened again; nil where there is none.
    package var changesSinceClose: ReportChanges?

    /// Of a what-if the name of the allocation sheet that costs are shared by, instead of the one in force; else nil.
    package var allocationFile: String?
    /// The kinds of files that are written of it; pages link to no others.
    package var formats = ReportFormat.published
    /// Finance's word that the month is final; nil while it is open.
    package var close: MonthClose?
    /// Whether finance has declared the month final.
    package var isClosed: Bool { close != nil }
    /// The settings' limits of a flag, to be told beside it; nil where they are not known.
    package var flagLimits: Settings.Flag?

    /// A context without remarks; everything else is set afterwards.
    package init(month: Month, sequence: Int, generatedFor: Day, months: [Month]) {
        self.month = month
        self.sequence = sequence
        self.generatedFor = generatedFor
        self.months = months
    }
}

import Billing

/// What a command line asks for.
enum Command: Hashable, Sendable {
    /// The night: ingest, refresh, publish. With `failOn`, exit 1 when a budget is at or over so many percent.
    case run(failOn: Int?)
    /// Takes files or folders, or without any what lies below the inputs' exports; `source` names where they come from.
    case ingest(paths: [String], source: String?)
    /// Writes reports.
    case report(ReportOptions)
    /// Asks the history.
    case query(QueryOptions)
    /// What a figure is made of; lists have so many rows.
    case explain(FigureReference, limit: Int)
    /// Declares a month final; `accept` overrides the checklist, with `accrues` late components are accrued.
    case close(month: Month, accept: String?, accrues: Bool)
    /// Opens a closed month again.
    case reopen(month: Month, reason: String)
    /// Which figures moved, and why.
    case changes(since: ChangesStart, ChangesFormat)
    /// Recomputes every control total and hash.
    case verify
    /// Copies the history into a file.
    case backup(file: String)
    /// Writes the published tables into a file for other programs.
    case publish(file: String)
    /// What is missing or wrong in the installation.
    case doctor(DoctorFormat)
    /// Where the documents contradict themselves.
    case planCheck(PlanCheckFormat)
    /// The plan in force, in a month or today.
    case planShow(month: Month?, PlanShowFormat)
    /// What moved from one plan to another.
    case planDiff(from: String, to: String)
    /// What the mapping does with every line.
    case mapTest
    /// Mapping rows to paste for what nothing matches.
    case mapSuggest
    /// The alerts that were raised.
    case alertsList
    /// Tries out a channel.
    case alertsTest(channel: String)
    /// What completes command lines in a shell, to standard output.
    case completions(Shell)
    /// This text, to standard output.
    case help(String)
    /// The version, to standard output.
    case version
}

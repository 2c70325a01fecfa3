import Billing
import Reports

/// What `outlay report` is asked.
struct ReportOptions: Hashable, Sendable {
    /// Only this month; nil for every month.
    var month: Month?
    /// As it was known at this sequence; nil for now.
    var asOf: Int?
    /// Another allocation sheet than the one in force, to see what it would do.
    var allocation: String?
    /// Only these kinds of files; nil for those that runs publish.
    var formats: Set<ReportFormat>?
    /// Only this system.
    var system: String?
    /// Whether the newest of the months is shown in a browser.
    var opens = false

    /// The option that makes something else than what runs publish, which therefore needs a folder of its own; nil for none.
    var departure: String? {
        if allocation != nil { return "--allocation" }
        if asOf != nil { return "--as-of" }
        if formats != nil { return "--format" }
        return system == nil ? nil : "--system"
    }
}

package import Billing
import Formats

/// The formats that are read, under the names that a source's `format` may give.
package enum ExportFormat: String, CaseIterable, Sendable {
    case focus
    case awsCUR = "aws-cur"
    case awsCUR2 = "aws-cur-2"
    case awsCostExplorer = "aws-cost-explorer"
    case gcpBilling = "gcp-billing-json"
    case gcpBillingSheet = "gcp-billing-csv"
    case gcpCostTable = "gcp-cost-table"
    case azure
    case oracle
    case anthropicCost = "anthropic-cost"
    case openAICosts = "openai-costs"
    case usage
    case usageLines = "usage-json"
    case anthropicUsage = "anthropic-usage"
    case openAIUsage = "openai-usage"
    case liteLLM = "litellm"
    case langfuse
    case openTelemetry = "opentelemetry"
    case tokenLog = "token-log"
    case accessLog = "access-log"
    case cloudWatch = "cloudwatch"
    case prometheus
    case gcpRequests = "gcp-requests"

    /// Whether it is a log: what one file says of a day adds to what other files say of it.
    package var isLog: Bool {
        switch self {
        case .liteLLM, .langfuse, .openTelemetry, .tokenLog, .accessLog, .gcpRequests: true
        default: false
        }
    }

    /// Whether a line that is none says nothing against the others: it is refused, and they are taken.
    package var passesBadLines: Bool { self == .tokenLog || self == .accessLog }

    /// Replace, or append where every file holds new records only.
    package var usualMode: Settings.Mode { self == .oracle ? .append : .replace }

    /// The format of a CSV file by the names in a record, which then is its header; nil for none of these.
    static func ofHeader(_ names: [String]) -> ExportFormat? {
        if FocusHeader.recognises(names) { return .focus }
        let columns = SheetColumns(names)
        if DataExportSheet.recognises(columns) { return .awsCUR2 }
        if CostAndUsageSheet.recognises(columns) { return .awsCUR }
        if BillingExportSheet.recognises(columns) { return .gcpBillingSheet }
        if CostTableSheet.recognises(columns) { return .gcpCostTable }
        if CostDetailsSheet.recognises(columns) { return .azure }
        if CostReportSheet.recognises(columns) { return .oracle }
        if UsageHeader.recognises(names) { return .usage }
        return nil
    }

    /// The format of a JSON file by its first value; nil for none of these.
    /// `columns` are the names of plain usage, by ours.
    static func ofValue(_ value: JSONValue, columns: [String: String]) -> ExportFormat? {
        if BillingExportRecords.recognises(value) { return .gcpBilling }
        if CostExplorerRecords.recognises(value) { return .awsCostExplorer }
        if CostReportRecords.recognises(value) { return .anthropicCost }
        if MessageUsageRecords.recognises(value) { return .anthropicUsage }
        if CostRecords.recognises(value) { return .openAICosts }
        if CompletionUsageRecords.recognises(value) { return .openAIUsage }
        if SpendLogRecords.recognises(value) { return .liteLLM }
        if ObservationRecords.recognises(value) { return .langfuse }
        if GenerationRecords.recognises(value) { return .openTelemetry }
        if SessionLogRecords.recognises(value) { return .tokenLog }
        if MetricDataRecords.recognises(value) { return .cloudWatch }
        if RangeQueryRecords.recognises(value) { return .prometheus }
        if RequestLogRecords.recognises(value) { return .gcpRequests }
        if CountRecords(columns: columns).recognises(value) { return .usageLines }
        return nil
    }
}

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

    /// Replace, or append where every file holds new records only.
    package var usualMode: Settings.Mode { self == .oracle ? .append : .replace }

    /// What a file of the format has at least, for messages.
    package var needs: String {
        switch self {
        case .focus: "ChargePeriodStart and BilledCost or EffectiveCost"
        case .awsCUR: "lineItem/UsageStartDate and lineItem/UnblendedCost"
        case .awsCUR2: "line_item_usage_start_date, line_item_unblended_cost and the maps product and resource_tags"
        case .awsCostExplorer: "ResultsByTime"
        case .gcpBilling: "billing_account_id, usage_start_time and cost"
        case .gcpBillingSheet: "billing_account_id, usage_start_time and cost"
        case .gcpCostTable: "Billing account ID, Service description and Cost"
        case .azure: "Date or UsageDateTime, SubscriptionId and Cost or PreTaxCost"
        case .oracle: "lineItem/intervalUsageStart and cost/myCost"
        case .anthropicCost: "data with results that have amount and currency"
        case .openAICosts: "results of organization.costs.result"
        case .usage, .usageLines: "day, metric and quantity"
        case .anthropicUsage: "data with results that have uncached_input_tokens"
        case .openAIUsage: "results of organization.usage.completions.result"
        case .liteLLM: "request_id, spend, model and total_tokens"
        case .langfuse: "traceId, startTime and usageDetails"
        case .openTelemetry: "resourceSpans, resourceLogs or resourceMetrics"
        case .tokenLog: "timestamp and message.usage, or payload of token_count"
        case .accessLog: "lines of an access log"
        case .cloudWatch: "MetricDataResults"
        case .prometheus: "status and data.result of type matrix"
        case .gcpRequests: "httpRequest and timestamp"
        }
    }

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
    static func ofValue(_ value: JSONValue) -> ExportFormat? {
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
        if CountRecords.recognises(value) { return .usageLines }
        return nil
    }
}

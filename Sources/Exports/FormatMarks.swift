extension ExportFormat {
    /// The columns or keys that a file of the format has at least; of each list one. Empty for lines of a log.
    var marks: [[String]] {
        switch self {
        case .focus: [["ChargePeriodStart"], ["BilledCost", "EffectiveCost"]]
        case .awsCUR: [["lineItem/UsageStartDate"], ["lineItem/UnblendedCost"]]
        case .awsCUR2:
            [["line_item_usage_start_date"], ["line_item_unblended_cost"], ["product", "resource_tags"]]
        case .awsCostExplorer: [["ResultsByTime"]]
        case .gcpBilling, .gcpBillingSheet: [["billing_account_id"], ["usage_start_time"], ["cost"]]
        case .gcpCostTable: [["Billing account ID", "Project ID"], ["Service description"], ["Cost", "Unrounded Cost"]]
        case .azure: [["Date", "UsageDateTime"], ["SubscriptionId", "SubscriptionGuid"], ["Cost", "PreTaxCost"], ["MeterId"]]
        case .oracle: [["lineItem/intervalUsageStart"], ["cost/myCost"]]
        case .anthropicCost: [["data"], ["results"], ["amount"], ["currency"]]
        case .openAICosts: [["data"], ["results"], ["amount"], ["line_item"]]
        case .usage, .usageLines: [["day"], ["metric"], ["quantity"]]
        case .anthropicUsage: [["data"], ["results"], ["uncached_input_tokens"]]
        case .openAIUsage: [["data"], ["results"], ["input_tokens"], ["num_model_requests"]]
        case .liteLLM: [["request_id"], ["spend"], ["model"], ["total_tokens"]]
        case .langfuse: [["traceId"], ["startTime"], ["usageDetails"]]
        case .openTelemetry: [["resourceSpans", "resourceLogs", "resourceMetrics"]]
        case .tokenLog: [["timestamp"], ["message", "payload"], ["usage", "token_count"]]
        case .accessLog: []
        case .cloudWatch: [["MetricDataResults"]]
        case .prometheus: [["status"], ["resultType"], ["result"]]
        case .gcpRequests: [["httpRequest"], ["timestamp"]]
        }
    }

    /// Those of CSV files.
    static let sheets: [ExportFormat] = [
        .focus, .awsCUR, .awsCUR2, .gcpBillingSheet, .gcpCostTable, .azure, .oracle, .usage,
    ]
    /// Those of JSON files.
    static let records = allCases.filter { !sheets.contains($0) && $0 != .accessLog }
}

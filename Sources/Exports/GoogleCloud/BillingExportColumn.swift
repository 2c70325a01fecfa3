/// What is taken of a row of Google Cloud's billing export: first what tells what is charged for, then its days and numbers.
enum BillingExportColumn: Int, CaseIterable {
    case billingAccountId, serviceDescription, skuId, skuDescription, projectId, projectName, region, zone, resourceName,
        resourceGlobalName, sellerName, currency, costType, usageUnit, pricingUnit, adjustmentMode, adjustmentType, labels, tags,
        usageStart, usageEnd, cost, costAtList, usageAmount, pricingAmount, invoiceMonth, credits, exportTime

    /// The first of those that say nothing of what is charged for, only when and how much.
    static let firstFigure = usageStart

    /// The field, and the field within it where it is a record.
    var path: (StaticString, StaticString?) {
        switch self {
        case .billingAccountId: ("billing_account_id", nil)
        case .serviceDescription: ("service", "description")
        case .skuId: ("sku", "id")
        case .skuDescription: ("sku", "description")
        case .usageStart: ("usage_start_time", nil)
        case .usageEnd: ("usage_end_time", nil)
        case .projectId: ("project", "id")
        case .projectName: ("project", "name")
        case .region: ("location", "region")
        case .zone: ("location", "zone")
        case .resourceName: ("resource", "name")
        case .resourceGlobalName: ("resource", "global_name")
        case .sellerName: ("seller_name", nil)
        case .currency: ("currency", nil)
        case .cost: ("cost", nil)
        case .costAtList: ("cost_at_list", nil)
        case .costType: ("cost_type", nil)
        case .usageAmount: ("usage", "amount")
        case .usageUnit: ("usage", "unit")
        case .pricingAmount: ("usage", "amount_in_pricing_units")
        case .pricingUnit: ("usage", "pricing_unit")
        case .invoiceMonth: ("invoice", "month")
        case .adjustmentMode: ("adjustment_info", "mode")
        case .adjustmentType: ("adjustment_info", "type")
        case .credits: ("credits", nil)
        case .labels: ("labels", nil)
        case .tags: ("tags", nil)
        case .exportTime: ("export_time", nil)
        }
    }

    /// The name of the column where the table is flattened: `service.description`.
    var name: String { path.1.map { "\(path.0).\($0)" } ?? "\(path.0)" }

    /// Whether it is a text, which may well end a file that has no last line end.
    var isText: Bool {
        switch self {
        case .usageStart, .usageEnd, .cost, .costAtList, .usageAmount, .pricingAmount, .invoiceMonth, .exportTime: false
        default: true
        }
    }
}

/// Where Azure's cost details have what a charge is made of, whatever the family of their header: pay-as-you-go (`PreTaxCost`),
/// enterprise agreement (`CostInBillingCurrency`), customer agreement (`costInBillingCurrency`), mixtures of these, and
/// translations that have the English name in parentheses.
struct CostDetailsColumns {
    let date, cost, currency, periodStart, periodEnd, invoice: Int?
    let account, accountName, subscription, subscriptionName: Int?
    let meterCategory, consumedService, meterId, meterName, product, part, location, zone: Int?
    let resourceId, resourceName, resourceType, tags, quantity, unit: Int?
    let chargeType, frequency, pricingModel, reservationId, reservationName, benefitId, benefitName: Int?
    let publisher: Int?
    /// Those that hold a number or a date.
    let open: Set<Int>

    /// The columns of a header; nil where it is not one of Azure's cost details.
    init?(_ header: SheetColumns) {
        let columns = SheetColumns(header.names.map(CostDetailsColumns.english))
        date = columns["Date", "UsageDateTime", "UsageDate"]
        cost = columns["CostInBillingCurrency", "Cost", "PreTaxCost", "ExtendedCost"]
        subscription = columns["SubscriptionGuid", "SubscriptionId"]
        meterId = columns["MeterId"]
        meterCategory = columns["MeterCategory"]
        consumedService = columns["ConsumedService"]
        guard date != nil, cost != nil, subscription != nil, meterId ?? meterCategory ?? consumedService != nil else {
            return nil
        }
        currency = columns["BillingCurrencyCode", "BillingCurrency", "Currency", "CurrencyCode"]
        periodStart = columns["BillingPeriodStartDate", "BillingPeriodStart"]
        periodEnd = columns["BillingPeriodEndDate", "BillingPeriodEnd"]
        invoice = columns["InvoiceId"]
        account = columns["BillingAccountId"]
        accountName = columns["BillingAccountName"]
        subscriptionName = columns["SubscriptionName"]
        meterName = columns["MeterName"]
        product = columns["ProductName", "Product"]
        part = columns["PartNumber"]
        location = columns["ResourceLocation"]
        zone = columns["AvailabilityZone"]
        resourceId = columns["ResourceId", "InstanceId"]
        resourceName = columns["ResourceName"]
        resourceType = columns["ResourceType"]
        tags = columns["Tags"]
        quantity = columns["Quantity", "UsageQuantity", "ConsumedQuantity"]
        unit = columns["UnitOfMeasure"]
        chargeType = columns["ChargeType"]
        frequency = columns["Frequency"]
        pricingModel = columns["PricingModel"]
        reservationId = columns["ReservationId"]
        reservationName = columns["ReservationName"]
        benefitId = columns["BenefitId"]
        benefitName = columns["BenefitName"]
        publisher = columns["PublisherName"]
        open = Set(columns.names.indices.filter { CostDetailsColumns.isNumberOrDate(columns.names[$0].lowercased()) })
    }

    private static func isNumberOrDate(_ name: String) -> Bool {
        if name.hasPrefix("costcent") || name.hasPrefix("costallocation") { return false }
        return ["price", "cost", "rate", "date", "quantity", "usagedatetime"].contains { name.contains($0) }
    }

    /// The English name of a column: what stands in parentheses at its end, or all of it, without spaces.
    private static func english(_ name: String) -> String {
        var english = name[...]
        if name.hasSuffix(")"), let start = name.lastIndex(of: "(") { english = name[name.index(after: start)...].dropLast() }
        return english.filter { $0 != " " }
    }
}

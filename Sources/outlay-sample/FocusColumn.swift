/// The columns of the sample's bills: the part of FOCUS 1.2 that both providers fill, in the order of the specification.
enum FocusColumn: String, CaseIterable {
    case availabilityZone, billedCost, billingAccountId, billingAccountName, billingAccountType, billingCurrency
    case billingPeriodEnd, billingPeriodStart, chargeCategory, chargeClass, chargeDescription, chargeFrequency
    case chargePeriodEnd, chargePeriodStart, consumedQuantity, consumedUnit, contractedCost, contractedUnitPrice
    case effectiveCost, invoiceId, invoiceIssuerName, listCost, listUnitPrice, pricingCategory, pricingQuantity
    case pricingUnit, providerName, publisherName, regionId, regionName, resourceId, resourceName, resourceType
    case serviceCategory, serviceName, skuId, skuMeter, skuPriceId, subAccountId, subAccountName, subAccountType, tags

    /// As the header has it.
    var header: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// The names of FOCUS 1.0, in its order; the large bill has all of them.
    static let focus10 = [
        "AvailabilityZone", "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd",
        "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency", "ChargePeriodEnd",
        "ChargePeriodStart", "CommitmentDiscountCategory", "CommitmentDiscountId", "CommitmentDiscountName",
        "CommitmentDiscountStatus", "CommitmentDiscountType", "ConsumedQuantity", "ConsumedUnit", "ContractedCost",
        "ContractedUnitPrice", "EffectiveCost", "InvoiceIssuerName", "ListCost", "ListUnitPrice", "PricingCategory",
        "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName", "RegionId", "RegionName", "ResourceId",
        "ResourceName", "ResourceType", "ServiceCategory", "ServiceName", "SkuId", "SkuPriceId", "SubAccountId",
        "SubAccountName", "Tags",
    ]
}

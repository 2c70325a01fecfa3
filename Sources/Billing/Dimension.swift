/// A column of FOCUS 1.2 that says what a charge is for: everything but its time, amounts and invoice.
///
/// The raw value is the column's number in a line's identity and is never given to another column.
/// Source: FOCUS 1.2, https://focus.finops.org/focus-specification/.
package enum Dimension: Int, CaseIterable, Sendable {
    case availabilityZone = 0
    case billingAccountId = 1
    case billingAccountName = 2
    case billingAccountType = 3
    case billingCurrency = 4
    case capacityReservationId = 5
    case capacityReservationStatus = 6
    case chargeCategory = 7
    case chargeClass = 8
    case chargeDescription = 9
    case chargeFrequency = 10
    case commitmentDiscountCategory = 11
    case commitmentDiscountId = 12
    case commitmentDiscountName = 13
    case commitmentDiscountStatus = 14
    case commitmentDiscountType = 15
    case commitmentDiscountUnit = 16
    case consumedUnit = 17
    case contractedUnitPrice = 18
    case invoiceIssuerName = 19
    case listUnitPrice = 20
    case pricingCategory = 21
    case pricingCurrency = 22
    case pricingCurrencyContractedUnitPrice = 23
    case pricingCurrencyListUnitPrice = 24
    case pricingUnit = 25
    case providerName = 26
    case publisherName = 27
    case regionId = 28
    case regionName = 29
    case resourceId = 30
    case resourceName = 31
    case resourceType = 32
    case serviceCategory = 33
    case serviceName = 34
    case serviceSubcategory = 35
    case skuId = 36
    case skuMeter = 37
    case skuPriceDetails = 38
    case skuPriceId = 39
    case subAccountId = 40
    case subAccountName = 41
    case subAccountType = 42
    case tags = 43
    /// The folder below `Inputs/exports` that the charge came from; not a column of the file.
    case source = 44

    /// The column's name in FOCUS and in the view `focus`.
    package var name: String { Dimension.names[rawValue] }

    /// The names by raw value, made once.
    private static let names: [String] = allCases.map { dimension in
        if dimension == .source { return "x_Source" }
        let name = "\(dimension)"
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}

/// A column of FOCUS 1.2 that is added up per line and day.
package enum Measure: Int, CaseIterable, Sendable {
    case billedCost = 0
    case effectiveCost = 1
    case listCost = 2
    case contractedCost = 3
    case pricingCurrencyEffectiveCost = 4
    case consumedQuantity = 5
    case pricingQuantity = 6
    case commitmentDiscountQuantity = 7

    /// The column's name in FOCUS and in the view `focus`.
    package var name: String {
        let name = "\(self)"
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// Whether it is an amount of money (kept at 1e-15); the others are quantities (kept at 1e-9).
    package var isCost: Bool { rawValue <= Measure.pricingCurrencyEffectiveCost.rawValue }
}

import Billing

/// One provider's bill of one month as a FOCUS file, row by row.
struct Bill {
    let month: Month
    /// Whether the provider has invoiced it; only then do its rows name the invoice.
    let isFinal: Bool
    private(set) var text: String

    init(month: Month, isFinal: Bool) {
        self.month = month
        self.isFinal = isFinal
        text = FocusColumn.allCases.map(\.header).joined(separator: ",") + "\n"
    }

    /// Adds every day of the meters; `share` gives the percentage of a day's use that is known so far.
    mutating func add(_ meters: [Meter], share: (Meter, Day) -> Int = { _, _ in 100 }) throws {
        for meter in meters {
            for (day, quantity) in try meter.quantities(of: month) where !quantity.isZero {
                let known = (quantity * Amount(share(meter, day)) * Amount(femtos: Amount.unit / 100)).rounded(to: 9)
                let price = try Amount(parsing: meter.price)
                var row = common(meter.account, Period(start: day, end: day.advanced(by: 1)), cost: known * price)
                row[.chargeCategory] = "Usage"
                row[.chargeDescription] = meter.text
                row[.chargeFrequency] = "Usage-Based"
                row[.consumedQuantity] = known.description
                row[.consumedUnit] = meter.unit
                row[.contractedUnitPrice] = price.description
                row[.listUnitPrice] = price.description
                row[.pricingCategory] = "Standard"
                row[.pricingQuantity] = known.description
                row[.pricingUnit] = meter.unit
                describe(meter, in: &row)
                append(row)
            }
        }
    }

    /// Adds a row that no meter counts: a tax, a credit or a correction.
    mutating func add(
        _ category: String, isCorrection: Bool = false, of meter: Meter, period: Period, amount: String, text: String
    ) throws {
        var row = common(meter.account, period, cost: try Amount(parsing: amount))
        row[.chargeCategory] = category
        row[.chargeClass] = isCorrection ? "Correction" : nil
        row[.chargeDescription] = text
        row[.chargeFrequency] = "One-Time"
        describe(meter, in: &row)
        append(row)
    }

    private func common(_ account: Account, _ period: Period, cost: Amount) -> [FocusColumn: String] {
        let cost = cost.description
        var row: [FocusColumn: String] = [:]
        row[.billedCost] = cost
        row[.contractedCost] = cost
        row[.effectiveCost] = cost
        row[.listCost] = cost
        row[.billingAccountId] = account.billingAccount
        row[.billingAccountName] = account.billingAccountName
        row[.billingAccountType] = "Billing Account"
        row[.billingCurrency] = "USD"
        row[.billingPeriodStart] = moment(month.first)
        row[.billingPeriodEnd] = moment(month.end)
        row[.chargePeriodStart] = moment(period.start)
        row[.chargePeriodEnd] = moment(period.end)
        row[.invoiceId] = isFinal ? account.invoicePrefix + String(4_170_000 + Int(month.number) % 100 * 137) : nil
        row[.invoiceIssuerName] = account.issuer
        row[.providerName] = account.provider
        row[.publisherName] = account.issuer
        row[.regionId] = account.region
        row[.regionName] = account.regionName
        row[.subAccountId] = account.id
        row[.subAccountName] = account.name
        row[.subAccountType] = account.kind
        return row
    }

    private func describe(_ meter: Meter, in row: inout [FocusColumn: String]) {
        row[.resourceId] = meter.resource
        row[.resourceName] = String(meter.resource.split(separator: "/").last ?? "")
        row[.resourceType] = meter.kind
        row[.serviceCategory] = meter.category
        row[.serviceName] = meter.service
        row[.skuId] = meter.sku
        row[.skuMeter] = meter.text
        row[.skuPriceId] = meter.sku + ".USD"
        row[.tags] =
            meter.tags.isEmpty
            ? nil : "{" + meter.tags.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ") + "}"
    }

    private func moment(_ day: Day) -> String { "\(day)T00:00:00Z" }

    private mutating func append(_ row: [FocusColumn: String]) {
        let fields = FocusColumn.allCases.map { column in
            guard let value = row[column] else { return "" }
            guard value.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }) else { return value }
            return "\"" + value.replacing("\"", with: "\"\"") + "\""
        }
        text += fields.joined(separator: ",") + "\n"
    }
}

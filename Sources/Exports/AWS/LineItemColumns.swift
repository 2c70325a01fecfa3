import Billing

/// The columns of AWS's reports that are read. They are the same in all generations but for how they are spelled, and vary from
/// month to month: any but the cost and the date may be missing.
struct LineItemColumns {
    let names: [String]
    let unblendedCost: Int?, usageStart: Int?, usageEnd: Int?, periodStart: Int?, periodEnd: Int?
    let payer: Int?, payerName: Int?, account: Int?, accountName: Int?, invoice: Int?, issuer: Int?, seller: Int?, currency: Int?
    let type: Int?, taxType: Int?, productCode: Int?, usageType: Int?, zone: Int?, resource: Int?, usageAmount: Int?
    let description: Int?, productName: Int?, serviceName: Int?, regionCode: Int?, region: Int?, sku: Int?, rateCode: Int?,
        unit: Int?
    let listCost: Int?, listPrice: Int?, totalDiscount: Int?, parentResource: Int?, splitCost: Int?
    let reservation: Int?, reservationCost: Int?, unusedUpfront: Int?, unusedRecurring: Int?
    let savingsPlan: Int?, savingsPlanCost: Int?, committed: Int?, used: Int?

    init(_ columns: SheetColumns) {
        func find(_ name: String) -> Int? { columns[name, LineItemColumns.snakeCase(name)] }
        names = columns.names
        unblendedCost = find("lineItem/UnblendedCost")
        usageStart = find("lineItem/UsageStartDate")
        usageEnd = find("lineItem/UsageEndDate")
        periodStart = find("bill/BillingPeriodStartDate")
        periodEnd = find("bill/BillingPeriodEndDate")
        payer = find("bill/PayerAccountId")
        payerName = find("bill/PayerAccountName")
        account = find("lineItem/UsageAccountId")
        accountName = find("lineItem/UsageAccountName")
        invoice = find("bill/InvoiceId")
        issuer = find("bill/InvoicingEntity")
        seller = find("lineItem/LegalEntity")
        currency = find("lineItem/CurrencyCode")
        type = find("lineItem/LineItemType")
        taxType = find("lineItem/TaxType")
        productCode = find("lineItem/ProductCode")
        usageType = find("lineItem/UsageType")
        zone = find("lineItem/AvailabilityZone")
        resource = find("lineItem/ResourceId")
        usageAmount = find("lineItem/UsageAmount")
        description = find("lineItem/LineItemDescription")
        productName = find("product/ProductName")
        serviceName = find("product/servicename")
        regionCode = find("product/regionCode")
        region = find("product/region")
        sku = find("product/sku")
        rateCode = find("pricing/RateCode")
        unit = find("pricing/unit")
        listCost = find("pricing/publicOnDemandCost")
        listPrice = find("pricing/publicOnDemandRate")
        totalDiscount = find("discount/TotalDiscount")
        parentResource = find("splitLineItem/ParentResourceId")
        splitCost = find("splitLineItem/SplitCost")
        reservation = find("reservation/ReservationARN")
        reservationCost = find("reservation/EffectiveCost")
        unusedUpfront = find("reservation/UnusedAmortizedUpfrontFeeForBillingPeriod")
        unusedRecurring = find("reservation/UnusedRecurringFee")
        savingsPlan = find("savingsPlan/SavingsPlanARN")
        savingsPlanCost = find("savingsPlan/SavingsPlanEffectiveCost")
        committed = find("savingsPlan/TotalCommitmentToDate")
        used = find("savingsPlan/UsedCommitment")
    }

    /// The columns whose texts the line of a record of usage is made of.
    var texts: [Int] {
        [
            payer, payerName, account, accountName, issuer, seller, currency, productCode, usageType, zone, resource, description,
            productName, serviceName, regionCode, region, sku, rateCode, unit, listPrice,
        ].compactMap(\.self)
    }

    /// Whether a file has what the cost of reservations is spread by.
    var spreadsReservations: Bool { reservationCost != nil && unusedUpfront != nil && unusedRecurring != nil }

    /// Whether a file has what the cost of Savings Plans is spread by.
    var spreadsSavingsPlans: Bool { savingsPlanCost != nil && committed != nil && used != nil }

    /// Whether a column holds a number or a date that is read.
    func isOpen(_ column: Int) -> Bool {
        [
            unblendedCost, usageStart, usageEnd, periodStart, periodEnd, usageAmount, listCost, listPrice, totalDiscount,
            reservationCost, unusedUpfront, unusedRecurring, savingsPlanCost, committed, used, splitCost,
        ].contains(column)
    }

    /// The name of a column for messages, as the file has it.
    func name(_ column: Int?) -> String { column.map { names[$0] } ?? "" }

    /// `lineItem/UnblendedCost` as databases and CUR 2.0 write it: `line_item_unblended_cost`.
    static func snakeCase(_ name: String) -> String {
        var result = ""
        for character in name {
            if character.isUppercase, let last = result.last, last != "_" { result += "_" }
            result += character == "/" ? "_" : character.lowercased()
        }
        return result
    }
}

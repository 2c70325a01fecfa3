import Billing
import Formats

/// Oracle Cloud cost reports, `reports/cost-csv/….csv.gz`: a record for each resource and hour.
///
/// BilledCost, EffectiveCost and ContractedCost are cost/myCost, which has the overage in it already. Corrections come as further
/// records that bring the difference. Names follow Oracle's own FOCUS export: the subscription is the billing account (the
/// tenancy where the record names none, or the reports of two tenancies would be one bill), the tenancy the sub account, and the
/// compartment, for which FOCUS has no column, is the tag `oci_CompartmentName`.
struct CostReportSheet: SheetShape {
    private let columns: SheetColumns
    private let cost: Int?, price: Int?, quantity: Int?, overage: Int?
    private let start: Int?, end: Int?, subscription: Int?, tenancy: Int?, compartment: Int?, service: Int?, region: Int?
    private let zone: Int?, resource: Int?, sku: Int?, product: Int?, currency: Int?, unit: Int?, olderUnit: Int?,
        correction: Int?
    private let tags: TagColumns
    private let reporting: Currency
    private var withoutCost = 0
    private var hasOverage = false

    static func recognises(_ columns: SheetColumns) -> Bool { columns.has("lineItem/intervalUsageStart", "cost/myCost") }

    init(_ columns: SheetColumns, currency reporting: Currency) {
        self.columns = columns
        self.reporting = reporting
        cost = columns["cost/myCost"]
        price = columns["cost/unitPrice"]
        quantity = columns["usage/billedQuantity"]
        overage = columns["cost/myCostOverage"]
        start = columns["lineItem/intervalUsageStart"]
        end = columns["lineItem/intervalUsageEnd"]
        subscription = columns["cost/subscriptionId"]
        tenancy = columns["lineItem/tenantId"]
        compartment = columns["product/compartmentName"]
        service = columns["product/service"]
        region = columns["product/region"]
        zone = columns["product/availabilityDomain"]
        resource = columns["product/resourceId"]
        sku = columns["cost/productSku"]
        product = columns["product/Description"]
        currency = columns["cost/currencyCode"]
        unit = columns["cost/skuUnitDescription"]
        olderUnit = columns["cost/billingUnitReadable"]
        correction = columns["lineItem/isCorrection"]
        tags = TagColumns(columns, prefixes: ["tags/"])
    }

    var notes: [String] {
        var notes: [String] = []
        if currency == nil { notes.append("the file has no currency: \(reporting) is assumed") }
        if withoutCost > 0 { notes.append("\(withoutCost) records have neither price nor cost and are left out") }
        if hasOverage { notes.append("BilledCost is cost/myCost: what a prepaid commitment covers, and the overage") }
        return notes
    }

    var currencyColumn: Int? { currency }

    func cost(of csv: borrowing CSVReader, assumed: Currency) -> RecordCost? {
        csv.cost([cost], currency: currencyColumn, assumed: assumed)
    }

    func isOpen(_ column: Int) -> Bool { [cost, price, quantity, overage, start, end].contains(column) }

    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft] {
        guard let cost = try csv.number(cost, "cost/myCost") else {
            guard csv.value(price) == nil else {
                throw FieldRefusal(
                    column: cost ?? 0, reason: "cost/myCost is empty, expected a number; write 0 for nothing", hint: "")
            }
            withoutCost += 1
            return []
        }
        if !hasOverage, let more = try csv.number(overage, "cost/myCostOverage"), !more.amount.isZero { hasOverage = true }
        var draft = ChargeDraft(try csv.figures(from: start, to: end, names: columns.names))
        draft.set(.providerName, "Oracle")
        draft.set(.publisherName, "Oracle")
        draft.set(.invoiceIssuerName, "Oracle")
        draft.set(.billingAccountId, csv.value(subscription) ?? csv.value(tenancy))
        draft.set(.subAccountId, csv.value(tenancy))
        draft.set(.serviceName, csv.value(service))
        draft.set(.regionId, csv.value(region))
        draft.set(.availabilityZone, csv.value(zone))
        draft.set(.resourceId, csv.value(resource))
        draft.set(.skuId, csv.value(sku))
        draft.set(.chargeDescription, csv.value(product))
        draft.set(.billingCurrency, csv.value(currency))
        draft.set(.contractedUnitPrice, csv.value(price))
        draft.set(.chargeCategory, ChargeCategory.usage.rawValue)
        draft.set(.chargeFrequency, "Usage-Based")
        draft.set(.pricingCategory, "Standard")
        if let mark = csv.value(correction), ["true", "y"].contains(String(decoding: mark, as: UTF8.self).lowercased()) {
            draft.set(.chargeClass, "Correction")
        }
        draft.set(.billedCost, cost)
        draft.set(.effectiveCost, cost)
        draft.set(.contractedCost, cost)
        let used = try csv.number(quantity, "usage/billedQuantity", quantity: true)
        let unit = csv.value(unit) ?? csv.value(olderUnit)
        draft.set(.consumedQuantity, used)
        draft.set(.pricingQuantity, used)
        draft.set(.consumedUnit, unit)
        draft.set(.pricingUnit, unit)
        var pairs = tags.tags(of: csv)
        if let name = csv.value(compartment) { pairs.add(Array("oci_CompartmentName".utf8), name) }
        do throws(TagsText.Flaw) { draft[.tags] = try pairs.column() } catch {
            throw FieldRefusal(column: 0, reason: "Tags \(error.found), \(error.expected)", hint: error.hint)
        }
        return [draft]
    }
}

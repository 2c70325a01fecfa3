import Billing

/// A row of Google Cloud's billing export, whatever the notation that it was in, and the charges that it is.
///
/// The row itself is one charge at its cost; every credit nested in it is a charge of its own, so that the net is right by
/// service, project and day.
struct BillingExportRow {
    /// What stood in the columns; nil for absent. Indexed by `BillingExportColumn`.
    private var texts: [[UInt8]?]
    /// The credits that are not nothing.
    var credits: [BillingExportCredit] = []
    /// Labels and tags.
    var tags = BillingExportTags()
    /// What is assumed of it, for people.
    private(set) var notes: Set<String> = []

    /// A row of these texts, one per column.
    init(_ texts: [[UInt8]?]) { self.texts = texts }

    /// A row that is a record.
    init(_ record: some BillingExportField) throws(BillingExportRefusal) {
        texts = BillingExportColumn.allCases.map { column in
            let (first, second) = column.path
            guard let second else { return record.text(first) }
            return record[first]?.text(second)
        }
        if let field = record["credits"] { credits = try BillingExportCredit.read(field) }
        for field in [record["labels"], record["tags"]] { if let field { tags.add(field) } }
    }

    private subscript(column: BillingExportColumn) -> [UInt8]? { texts[column.rawValue] }

    /// The charge of the row and those of its credits.
    mutating func charges() throws(BillingExportRefusal) -> [ChargeDraft] {
        let charge = try usagePeriod()
        var draft = ChargeDraft(charge: charge, billing: try invoiceMonth(charge).period)
        // Rows are only ever added to the export: a later dump of a day holds all of that day's, and nothing of other days.
        if self[.exportTime] != nil { draft.exportDay = try moment(.exportTime).day }
        draft.set(.billingAccountId, self[.billingAccountId])
        draft.set(.billingCurrency, self[.currency])
        draft.set(.subAccountId, self[.projectId])
        draft.set(.subAccountName, self[.projectName])
        draft.set(.serviceName, self[.serviceDescription])
        draft.set(.skuId, self[.skuId])
        draft.set(.skuMeter, self[.skuDescription])
        draft.set(.chargeDescription, self[.skuDescription])
        draft.set(.regionId, self[.region])
        draft.set(.availabilityZone, self[.zone])
        draft.set(.resourceId, self[.resourceGlobalName] ?? self[.resourceName])
        draft.set(.resourceName, self[.resourceName])
        draft.set(.providerName, "Google Cloud")
        draft.set(.publisherName, self[.sellerName] ?? Array("Google Cloud".utf8))
        draft.set(.invoiceIssuerName, "Google Cloud")
        if tags.hasRepeated { notes.insert("labels or tags with the same key twice in a record: the first is kept") }
        if let text = tags.text { draft[.tags] = text } else { notes.insert("labels or tags that are no text were left out") }
        try setCosts(&draft)
        return [draft] + credits.map { $0.charge(of: draft) }
    }

    private func setCosts(_ draft: inout ChargeDraft) throws(BillingExportRefusal) {
        guard let cost = try number(.cost) else {
            throw BillingExportRefusal(.cost, "cost is empty, expected a number; write 0 for nothing")
        }
        draft.set(.billedCost, cost)
        draft.set(.listCost, try number(.costAtList))
        let category = category
        draft.set(.chargeCategory, category.rawValue)
        if category == .adjustment, isCorrection { draft.set(.chargeClass, "Correction") }
        guard category == .usage else { return }
        draft.set(.chargeFrequency, "Usage-Based")
        draft.set(.consumedQuantity, try number(.usageAmount, quantity: true))
        draft.set(.consumedUnit, self[.usageUnit])
        draft.set(.pricingQuantity, try number(.pricingAmount, quantity: true))
        draft.set(.pricingUnit, self[.pricingUnit])
    }

    private var category: ChargeCategory {
        switch String(decoding: self[.costType] ?? [], as: UTF8.self).lowercased() {
        case "tax": .tax
        case "adjustment", "rounding_error": .adjustment
        case "credit": .credit
        default: .usage
        }
    }

    /// Whether an adjustment corrects what was invoiced: modes as in COMPLETE_NEGATION, types as in USAGE_CORRECTION, and not a
    /// goodwill.
    private var isCorrection: Bool {
        [self[.adjustmentMode], self[.adjustmentType]].contains { text in
            let word = String(decoding: text ?? [], as: UTF8.self).uppercased()
            return word.contains("CORRECTION") || word.contains("NEGATION")
        }
    }

    private func number(_ column: BillingExportColumn, quantity: Bool = false) throws(BillingExportRefusal) -> ParsedDecimal? {
        guard let text = self[column] else { return nil }
        do throws(NumberRefusal) {
            return try ParsedDecimal(PythonNumber.digits(text).span, bound: quantity ? Quantity.bound : Amount.bound)
        } catch {
            throw BillingExportRefusal(column, "\(column.name) \(shown(text.span)) \(error.found), \(error.expected)")
        }
    }

    /// The days of the usage, hours rounded to whole days.
    private func usagePeriod() throws(BillingExportRefusal) -> Period {
        let start = try moment(.usageStart)
        guard self[.usageEnd] != nil else { return Period(start: start.day, end: start.day.advanced(by: 1)) }
        let end = try moment(.usageEnd)
        guard (end.day, end.second) >= (start.day, start.second) else {
            throw BillingExportRefusal(
                .usageEnd, "usage_end_time is before usage_start_time, expected the moment after the last")
        }
        return Period(start: start.day, end: max(start.day.advanced(by: 1), end.dayRoundedUp))
    }

    private func moment(_ column: BillingExportColumn) throws(BillingExportRefusal) -> Timestamp {
        let text = self[column] ?? []
        if let moment = Timestamp(text.span) ?? Timestamp(epoch: text) { return moment }
        throw BillingExportRefusal(
            column, "\(column.name) \(shown(text.span)) is not a date, expected 2026-08-01 13:00:00 UTC or seconds since 1970")
    }

    /// The month of the invoice, which is that of the usage where the row has none.
    private mutating func invoiceMonth(_ charge: Period) throws(BillingExportRefusal) -> Month {
        guard let text = self[.invoiceMonth] else {
            notes.insert("records without invoice.month: the month of usage_start_time is taken for the billing period")
            return charge.start.month
        }
        let digits = String(decoding: PythonNumber.whole(text), as: UTF8.self)
        guard digits.utf8.count == 6, let month = Month("\(digits.prefix(4))-\(digits.suffix(2))") else {
            throw BillingExportRefusal(.invoiceMonth, "invoice.month \(shown(text.span)) is not a month, expected 202608")
        }
        return month
    }
}

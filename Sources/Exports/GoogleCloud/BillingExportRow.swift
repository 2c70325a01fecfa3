import Billing
import Formats

/// A row of Google Cloud's billing export, whatever the notation that it was in, and the charges that it is.
///
/// The row itself is one charge at its cost; every credit nested in it is a charge of its own, so that the net is right by
/// service, project and day.
struct BillingExportRow {
    /// What stood in the columns; empty for absent. Indexed by `BillingExportColumn`.
    private var texts = PackedTexts()
    /// The credits that are not nothing.
    var credits: [BillingExportCredit] = []
    /// Labels and tags.
    var tags = BillingExportTags()
    /// What is assumed of it, for people.
    private(set) var notes: Set<String> = []

    /// A row of these texts, one per column.
    init(_ texts: [[UInt8]?]) { for text in texts { self.texts.append(text ?? []) } }

    /// A row that is a record.
    init(_ record: some BillingExportField) throws(BillingExportRefusal) {
        for column in BillingExportColumn.allCases {
            let (first, second) = column.path
            texts.append((second.map { record[first]?.text($0) } ?? record.text(first)) ?? [])
        }
        if let field = record["credits"] { credits = try BillingExportCredit.read(field) }
        for field in [record["labels"], record["tags"]] { if let field { tags.add(field) } }
    }

    /// Reads a record in place of the one before, but its labels and tags, of which it only keeps what tells them from others.
    mutating func read(_ record: JSONValue, _ paths: inout JSONPaths) throws(BillingExportRefusal) {
        tags = BillingExportTags()
        paths.read(record, into: &texts)
        credits = []
        if let field = paths.value(BillingExportColumn.credits.rawValue, of: record) {
            credits = try BillingExportCredit.read(field)
        }
    }

    /// Of a row that was read in place of another: tells its line, and what is assumed of it, from any other.
    var key: Hash128 {
        return texts.hash(before: BillingExportColumn.firstFigure.rawValue).times(has(.invoiceMonth) ? 1 : 3)
    }

    private subscript(column: BillingExportColumn) -> [UInt8]? { range(column).map { Array(texts.bytes[$0]) } }

    /// Where the text of a column lies; nil for absent.
    private func range(_ column: BillingExportColumn) -> Range<Int>? {
        let range = texts[column.rawValue]
        return isAbsent(texts.bytes.span.extracting(range)) ? nil : range
    }

    private func has(_ column: BillingExportColumn) -> Bool { range(column) != nil }

    /// The charge of the row and those of its credits.
    mutating func charges() throws(BillingExportRefusal) -> [ChargeDraft] {
        if !has(.invoiceMonth) {
            notes.insert("records without invoice.month: the month of usage_start_time is taken for the billing period")
        }
        var draft = ChargeDraft(try figures())
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
        let category = category
        draft.set(.chargeCategory, category.rawValue)
        if category == .adjustment, isCorrection { draft.set(.chargeClass, "Correction") }
        if category == .usage {
            draft.set(.chargeFrequency, "Usage-Based")
            draft.set(.consumedUnit, self[.usageUnit])
            draft.set(.pricingUnit, self[.pricingUnit])
        }
        return [draft] + credits.map { $0.charge(of: draft) }
    }

    /// The days and numbers of the row itself.
    func figures() throws(BillingExportRefusal) -> ChargeFigures {
        let charge = try usagePeriod()
        var figures = ChargeFigures(charge: charge, billing: try invoiceMonth(charge).period)
        // Rows are only ever added to the export: a later dump of a day holds all of that day's, and nothing of other days.
        if has(.exportTime) { figures.exportDay = try moment(.exportTime).day }
        guard let cost = try number(.cost) else {
            throw BillingExportRefusal(.cost, "cost is empty, expected a number; write 0 for nothing")
        }
        figures.set(.billedCost, cost)
        figures.set(.listCost, try number(.costAtList))
        if category == .usage {
            figures.set(.consumedQuantity, try number(.usageAmount, quantity: true))
            figures.set(.pricingQuantity, try number(.pricingAmount, quantity: true))
        }
        return figures
    }

    /// Whether it names its currency.
    var hasCurrency: Bool { has(.currency) }

    private var category: ChargeCategory {
        guard let range = range(.costType), !texts.bytes[range].elementsEqual("regular".utf8) else { return .usage }
        return switch String(decoding: texts.bytes[range], as: UTF8.self).lowercased() {
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
        guard let range = range(column) else { return nil }
        let bound = quantity ? Quantity.bound : Amount.bound
        do throws(NumberRefusal) {
            guard texts.bytes[range.lowerBound] == PythonNumber.mark else {
                return try ParsedDecimal(texts.bytes.span.extracting(range), bound: bound)
            }
            return try ParsedDecimal(PythonNumber.digits(Array(texts.bytes[range])).span, bound: bound)
        } catch {
            let text = texts.bytes[range]
            throw BillingExportRefusal(column, "\(column.name) \(shown(text.span)) \(error.found), \(error.expected)")
        }
    }

    /// The days of the usage, hours rounded to whole days.
    private func usagePeriod() throws(BillingExportRefusal) -> Period {
        let start = try moment(.usageStart)
        guard has(.usageEnd) else { return Period(start: start.day, end: start.day.advanced(by: 1)) }
        let end = try moment(.usageEnd)
        guard (end.day, end.second) >= (start.day, start.second) else {
            throw BillingExportRefusal(
                .usageEnd, "usage_end_time is before usage_start_time, expected the moment after the last")
        }
        return Period(start: start.day, end: max(start.day.advanced(by: 1), end.dayRoundedUp))
    }

    private func moment(_ column: BillingExportColumn) throws(BillingExportRefusal) -> Timestamp {
        let range = range(column) ?? 0..<0
        if let moment = Timestamp(texts.bytes.span.extracting(range)) { return moment }
        let text = Array(texts.bytes[range])
        if let moment = Timestamp(epoch: text) { return moment }
        throw BillingExportRefusal(
            column, "\(column.name) \(shown(text.span)) is not a date, expected 2026-08-01 13:00:00 UTC or seconds since 1970")
    }

    /// The month of the invoice, which is that of the usage where the row has none.
    private func invoiceMonth(_ charge: Period) throws(BillingExportRefusal) -> Month {
        guard let range = range(.invoiceMonth) else { return charge.start.month }
        if let month = BillingExportRow.month(texts.bytes.span.extracting(range)) { return month }
        let text = Array(texts.bytes[range])
        let digits = PythonNumber.whole(text)
        let first = digits.prefix(4) + Array("-".utf8) + digits.suffix(2) + Array("-01".utf8)
        guard digits.count == 6, let month = Timestamp(first.span)?.day.month else {
            throw BillingExportRefusal(.invoiceMonth, "invoice.month \(shown(text.span)) is not a month, expected 202608")
        }
        return month
    }

    /// The month of six digits that tell one, as nearly all do.
    private static func month(_ text: Span<UInt8>) -> Month? {
        guard text.count == 6 else { return nil }
        var number = 0
        for place in text.indices {
            let digit = text[place] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            number = 10 * number + Int(digit)
        }
        return number >= 1900_00 && 1...12 ~= number % 100 ? Month(year: number / 100, month: number % 100) : nil
    }
}

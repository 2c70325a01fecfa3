import Billing
import Formats

/// Azure cost details, actual or amortised, in any of their header families.
///
/// A month's two exports may lie side by side: what has to do with commitments is a part of the bill of its own (BillPart), by
/// what each record says, so the reader need not know which export it has.
struct CostDetailsSheet: SheetShape {
    private let columns: CostDetailsColumns?
    private let currency: Currency
    private let isWithoutCurrency: Bool
    private var isActual = false, isAmortised = false, hasCovered = false
    private var found: Set<String> = []

    static func recognises(_ columns: SheetColumns) -> Bool { CostDetailsColumns(columns) != nil }

    init(_ columns: SheetColumns, currency: Currency) {
        self.columns = CostDetailsColumns(columns)
        self.currency = currency
        isWithoutCurrency = self.columns?.currency == nil
        if self.columns?.account == nil {
            found.insert("the file names no billing account: each subscription is taken for one of its own")
        }
    }

    var notes: [String] {
        var notes = found.sorted()
        if isWithoutCurrency { notes.append("the file has no currency: \(currency) is assumed") }
        switch (isActual, isAmortised) {
        case (true, true):
            notes.append(
                "the file has actual and amortised costs: purchases of commitments are BilledCost, covered usage EffectiveCost")
        case (true, false):
            notes.append(
                "taken for actual costs: what reservations and savings plans cost in effect comes with an export of amortised costs"
            )
        case (false, true):
            notes.append(
                "taken for amortised costs: purchases of reservations and savings plans come with an export of actual costs")
        case (false, false):
            if hasCovered { notes.append("taken for actual costs: usage covered by a commitment has neither cost nor quantity") }
        }
        return notes
    }

    var currencyColumn: Int? { columns?.currency }

    func cost(of csv: borrowing CSVReader, assumed: Currency) -> RecordCost? {
        csv.cost([columns?.cost], currency: currencyColumn, assumed: assumed)
    }

    func isOpen(_ column: Int) -> Bool { columns?.open.contains(column) ?? true }

    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft] {
        guard let columns else { return [] }
        let day = try csv.moment(columns.date, "Date").day
        var draft = ChargeDraft(
            charge: Period(start: day, end: day.advanced(by: 1)), billing: try billingPeriod(csv, columns, day))
        draft.invoice = csv.value(columns.invoice) ?? []
        describe(&draft, csv, columns)
        setTags(&draft, csv.value(columns.tags))
        guard let cost = try csv.number(columns.cost, "Cost") else {
            throw FieldRefusal(
                column: columns.cost ?? 0, reason: "Cost is empty, expected a number; write 0 for nothing", hint: "")
        }
        let type = word(csv, columns.chargeType)
        let use = commitmentUse(&draft, csv, columns, type: type)
        let category = category(&draft, type, use, isRecurring: ["onetime", "recurring"].contains(word(csv, columns.frequency)))
        setCosts(&draft, cost, use)
        // Its quantity comes with its cost, or the two exports would count it twice.
        guard category == .usage || category == .purchase, draft.part != .coveredAtNothing,
            let quantity = try csv.number(columns.quantity, "Quantity", quantity: true)
        else { return [draft] }
        let text = csv.value(columns.unit) ?? []
        let unit = UnitOfMeasure(String(decoding: text, as: UTF8.self))
        draft.set(.pricingQuantity, unit.blocks(quantity))
        draft[.pricingUnit] = text
        if category == .usage, use != .unused {
            draft.set(.consumedQuantity, quantity)
            if !text.isEmpty { draft.set(.consumedUnit, unit.unit) }
        }
        return [draft]
    }

    /// The billing period, whose end the file has as its last day; the month of the charge where it has none.
    private func billingPeriod(
        _ csv: borrowing CSVReader, _ columns: CostDetailsColumns, _ day: Day
    ) throws(FieldRefusal) -> Period {
        guard columns.periodStart != nil, csv.value(columns.periodStart) != nil else { return day.month.period }
        let start = try csv.moment(columns.periodStart, "BillingPeriodStartDate").day
        guard let column = columns.periodEnd, csv.value(column) != nil else { return Period(start: start, end: start.month.end) }
        let last = try csv.moment(column, "BillingPeriodEndDate").day
        guard last >= start else {
            throw FieldRefusal(
                column: column,
                reason: "BillingPeriodEndDate is before BillingPeriodStartDate, expected the last day of the period",
                hint: "")
        }
        return Period(start: start, end: last.advanced(by: 1))
    }

    private func describe(_ draft: inout ChargeDraft, _ csv: borrowing CSVReader, _ columns: CostDetailsColumns) {
        let subscription = csv.value(columns.subscription)
        draft.set(.billingAccountId, columns.account == nil ? subscription : csv.value(columns.account))
        draft.set(.billingAccountName, csv.value(columns.accountName))
        draft.set(.billingCurrency, csv.value(columns.currency))
        draft.set(.subAccountId, subscription)
        draft.set(.subAccountName, csv.value(columns.subscriptionName))
        draft.set(.serviceName, csv.value(columns.meterCategory) ?? csv.value(columns.consumedService))
        draft.set(.skuId, csv.value(columns.meterId))
        draft.set(.skuMeter, csv.value(columns.meterName))
        draft.set(.skuPriceId, csv.value(columns.part))
        draft.set(.chargeDescription, csv.value(columns.product) ?? csv.value(columns.meterName))
        draft.set(.regionId, csv.value(columns.location))
        draft.set(.availabilityZone, csv.value(columns.zone))
        // Azure does not tell capitals in the ids of its resources from small letters, and writes one id in several ways.
        draft.set(.resourceId, csv.value(columns.resourceId)?.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 })
        draft.set(.resourceName, csv.value(columns.resourceName))
        draft.set(.resourceType, csv.value(columns.resourceType))
        draft.set(.publisherName, csv.value(columns.publisher) ?? Array("Microsoft".utf8))
        draft.set(.providerName, "Microsoft")
        draft.set(.invoiceIssuerName, "Microsoft")
        switch word(csv, columns.frequency) {
        case "onetime": draft.set(.chargeFrequency, "One-Time")
        case "recurring": draft.set(.chargeFrequency, "Recurring")
        case "usagebased": draft.set(.chargeFrequency, "Usage-Based")
        default: break
        }
    }

    /// Tags as a JSON object, or as the inside of one without its braces.
    private mutating func setTags(_ draft: inout ChargeDraft, _ text: [UInt8]?) {
        guard let text, let first = text.first(where: { $0 != 32 }), !text.elementsEqual("\"\"".utf8) else { return }
        let object = first == UInt8(ascii: "{") ? text : [UInt8(ascii: "{")] + text + [UInt8(ascii: "}")]
        do throws(TagsText.Flaw) {
            let tags = try TagsText.normalised(object)
            if tags.count > 2 { draft[.tags] = tags }
        } catch {
            found.insert("tags that cannot be read were left out")
        }
    }

    /// What the record has to do with a commitment, and the columns that say so.
    private func commitmentUse(
        _ draft: inout ChargeDraft, _ csv: borrowing CSVReader, _ columns: CostDetailsColumns, type: String
    ) -> CommitmentUse {
        let model = word(csv, columns.pricingModel)
        let id = csv.value(columns.benefitId) ?? csv.value(columns.reservationId)
        switch model {
        case "ondemand": draft.set(.pricingCategory, "Standard")
        case "spot": draft.set(.pricingCategory, "Dynamic")
        default: break
        }
        let isUnused = type == "unusedreservation" || type == "unusedsavingsplan"
        guard isUnused || model == "reservation" || model == "savingsplan" || model.isEmpty && id != nil else { return .none }
        let path = String(decoding: id ?? [], as: UTF8.self).lowercased()
        let isPlan = model == "savingsplan" || type == "unusedsavingsplan" || path.contains("/microsoft.billingbenefits/")
        let use: CommitmentUse
        switch type {
        case "purchase", "refund": use = .purchase
        case "", "usage":
            guard id != nil else { return .none }
            use = .covered
        default:
            guard isUnused else { return .none }
            use = .unused
        }
        draft.set(.pricingCategory, "Committed")
        draft.set(.commitmentDiscountId, id)
        draft.set(.commitmentDiscountName, csv.value(columns.benefitName) ?? csv.value(columns.reservationName))
        draft.set(.commitmentDiscountCategory, isPlan ? "Spend" : "Usage")
        draft.set(.commitmentDiscountType, isPlan ? "Savings Plan" : "Reservation")
        if use != .purchase { draft.set(.commitmentDiscountStatus, use == .unused ? "Unused" : "Used") }
        return use
    }

    /// The category by the type of the charge, set in the draft; a refund is a correction of what it refunds.
    private mutating func category(
        _ draft: inout ChargeDraft, _ type: String, _ use: CommitmentUse, isRecurring: Bool
    ) -> ChargeCategory {
        let category: ChargeCategory
        switch type {
        case "", "usage", "unusedreservation", "unusedsavingsplan": category = .usage
        case "purchase": category = .purchase
        case "refund":
            category = use == .purchase || isRecurring ? .purchase : .usage
            draft.set(.chargeClass, "Correction")
        case "tax": category = .tax
        case "credit": category = .credit
        case "roundingadjustment": category = .adjustment
        default:
            category = .adjustment
            found.insert("charge types that are not known were taken for adjustments")
        }
        draft.set(.chargeCategory, category.rawValue)
        return category
    }

    private mutating func setCosts(_ draft: inout ChargeDraft, _ cost: ParsedDecimal, _ use: CommitmentUse) {
        let isNothing = cost.amount.isZero && cost.residue == 0
        switch use {
        case .none: break
        case .purchase:
            isActual = true
            draft.part = .purchases
        case .covered where isNothing:
            hasCovered = true
            draft.part = .coveredAtNothing
        case .covered, .unused:
            isAmortised = true
            draft.part = .amortised
        }
        draft.set(.billedCost, use == .covered || use == .unused ? ParsedDecimal(amount: .zero, residue: 0) : cost)
        draft.set(.effectiveCost, use == .purchase ? ParsedDecimal(amount: .zero, residue: 0) : cost)
    }

    /// A value of Azure's own words: `One Time` and `OneTime` are `onetime`.
    private func word(_ csv: borrowing CSVReader, _ column: Int?) -> String {
        String(decoding: csv.value(column) ?? [], as: UTF8.self).lowercased().filter { $0 != " " }
    }
}

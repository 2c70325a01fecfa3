import Billing
import Formats

/// Makes charges of the line items of AWS's reports, whichever generation they are of.
///
/// BilledCost is UnblendedCost, which adds up to the bill: the columns Net… are not used, since discounts come as lines of their
/// own (EdpDiscount and the like) and would be taken off twice; in a file without such lines a note says so. EffectiveCost spreads
/// what was paid for commitments:
///
///     SavingsPlanCoveredUsage                     SavingsPlanEffectiveCost
///     DiscountedUsage                             reservation/EffectiveCost
///     SavingsPlanRecurringFee                     TotalCommitmentToDate - UsedCommitment, as a charge for what lay unused
///     RIFee                                       UnusedAmortizedUpfrontFeeForBillingPeriod + UnusedRecurringFee, likewise
///     SavingsPlanNegation, SavingsPlanUpfrontFee  0
///     Fee of a reservation                        0
///     anything else                               UnblendedCost
///
/// A file that lacks one of these columns has UnblendedCost for all commitments of the kind: a fee counts whole on the day it was
/// paid for, what it covers counts nothing, and both costs add up to the same.
///
/// Split cost allocation adds lines for what tasks and pods used of an instance whose whole cost is in the instance's own lines.
/// Such a line names the instance (splitLineItem/ParentResourceId), or has a SplitCost and no cost of its own, and is left out;
/// what it shows of the instance's EffectiveCost is never added again. A task on Fargate has a SplitCost beside its own cost, and
/// no instance: it is a line as any other.
struct LineItemSheet {
    private let columns: LineItemColumns
    private let currency: Currency
    private let texts: [Int]
    /// The bytes of the current record's key, kept for their room.
    private var keyBytes: [UInt8] = []
    /// The bytes of the dates that were read last, and their days: records mostly have those of their neighbours.
    private var lastDates: [UInt8] = []
    private var lastDays: ChargeFigures?
    private var splits = 0
    private var unspread = 0
    private var withoutSpreadCost = 0
    private var hasDiscountLines = false, hasDiscounts = false
    private var unknown: [String] = []

    /// `currency` is assumed for a file that has no column for it.
    init(_ columns: SheetColumns, currency: Currency) {
        self.columns = LineItemColumns(columns)
        texts = self.columns.texts
        self.currency = currency
    }

    /// The column that names the currency; nil where the file has none.
    var currencyColumn: Int? { columns.currency }

    /// The column that adds up to the bill.
    var costColumn: Int? { columns.unblendedCost }

    /// Whether a column's value has no end of its own.
    func isOpen(_ column: Int) -> Bool { columns.isOpen(column) }

    /// What is assumed, for people.
    var notes: [String] {
        var notes: [String] = []
        if columns.payer == nil { notes.append("bill/PayerAccountId is missing: the bill has no BillingAccountId") }
        if columns.currency == nil { notes.append("the file has no currency: \(currency) is assumed") }
        if unspread > 0 {
            notes.append(
                "the file lacks what the cost of \(unspread) charges of commitments is spread by: EffectiveCost is UnblendedCost, "
                    + "the whole fee where it was paid and nothing where it was used")
        }
        if withoutSpreadCost > 0 {
            notes.append("\(withoutSpreadCost) charges of commitments leave their spread cost empty: EffectiveCost is 0")
        }
        if hasDiscounts, !hasDiscountLines {
            notes.append("discounts stand in a column and in no line of their own: BilledCost is UnblendedCost, before them")
        }
        if splits > 0 { notes.append("\(splits) lines of split cost allocation repeat what others cost and are left out") }
        if !unknown.isEmpty {
            notes.append("line item type \(unknown.joined(separator: ", ")) is not known: taken for Adjustment")
        }
        return notes
    }

    /// Tells the line of a record of usage by all columns that it is made of, with `more` for maps and tags; nil for other records, and
    /// for one whose currency is missing.
    mutating func key(of csv: borrowing CSVReader, more: [Int]) -> Hash128? {
        guard let type = columns.type, csv.isText(type, "Usage") else { return nil }
        if let currency = columns.currency, csv.fields.range(currency).isEmpty { return nil }
        if columns.parentResource != nil, csv.value(columns.parentResource) != nil { return nil }
        keyBytes.removeAll(keepingCapacity: true)
        for column in texts { csv.append(column, to: &keyBytes) }
        for column in more { csv.append(column, to: &keyBytes) }
        return xxh3(keyBytes.span)
    }

    /// What a record of usage with a key charges; nil for one that may repeat what another one costs.
    mutating func charge(of csv: borrowing CSVReader) throws(FieldRefusal) -> KeyedCharge? {
        guard let billed = try number(csv, columns.unblendedCost) else { return nil }
        if billed.isZero, let split = try number(csv, columns.splitCost), !split.isZero { return nil }
        try noteDiscount(csv)
        var charge = KeyedCharge(figures: try days(of: csv), invoice: csv.value(columns.invoice) ?? [])
        for measure in [Measure.billedCost, .contractedCost, .effectiveCost] { charge.figures.set(measure, billed) }
        charge.figures.set(.listCost, try number(csv, columns.listCost))
        try setQuantity(&charge.figures, csv)
        return charge
    }

    /// The charges of the current record. `product` is what a map of the record says of the product, where it has one.
    mutating func charges(
        of csv: borrowing CSVReader, product: (name: [UInt8]?, region: [UInt8]?) = (nil, nil), tags: TagPairs
    ) throws(FieldRefusal) -> [ChargeDraft] {
        let billed = try number(csv, columns.unblendedCost)
        let kind = LineItemKind(csv.value(columns.type))
        let isPart = csv.value(columns.parentResource) != nil
        if billed?.isZero ?? true {
            let split = try number(csv, columns.splitCost)
            if isPart || kind == .usage && !(split?.isZero ?? true) {
                splits += 1
                return []
            }
        }
        guard let billed else {
            throw FieldRefusal(
                column: columns.unblendedCost ?? 0,
                reason: "\(columns.name(columns.unblendedCost)) is empty, expected a number; write 0 for nothing", hint: "")
        }
        if kind == .discount { hasDiscountLines = true }
        try noteDiscount(csv)
        if kind == .other, let type = csv.value(columns.type).map({ String(decoding: $0, as: UTF8.self) }) {
            if unknown.count < 10, !unknown.contains(type) { unknown.append(type) }
        }
        var draft = ChargeDraft(try days(of: csv))
        describe(&draft, csv, kind)
        draft.set(.serviceName, serviceName(csv, product.name))
        draft.set(.regionId, csv.value(columns.regionCode) ?? csv.value(columns.region) ?? product.region)
        do throws(TagsText.Flaw) { draft[.tags] = try tags.column() } catch {
            throw FieldRefusal(column: 0, reason: "Tags \(error.found), \(error.expected)", hint: error.hint)
        }
        draft.set(.billedCost, billed)
        draft.set(.listCost, try number(csv, columns.listCost))
        // At the prices agreed upon, which for what a reservation covers are not told.
        if kind == .usage || kind == .savingsPlanCoveredUsage { draft.set(.contractedCost, billed) }
        if kind.isConsumption {
            try setQuantity(&draft.figures, csv)
            draft.set(.consumedUnit, csv.value(columns.unit))
            draft.set(.pricingUnit, csv.value(columns.unit))
        }
        if isPart {
            draft.set(.effectiveCost, billed)
            return [draft]
        }
        return try spread(draft, billed, csv, kind)
    }

    /// The record's days.
    private mutating func days(of csv: borrowing CSVReader) throws(FieldRefusal) -> ChargeFigures {
        let dates = [columns.usageStart, columns.usageEnd, columns.periodStart, columns.periodEnd]
        keyBytes.removeAll(keepingCapacity: true)
        for column in dates { if let column { csv.append(column, to: &keyBytes) } }
        if let lastDays, keyBytes == lastDates { return lastDays }
        let days = try csv.figures(from: dates[0], to: dates[1], billed: dates[2], until: dates[3], names: columns.names)
        lastDates = keyBytes
        lastDays = days
        return days
    }

    private func setQuantity(_ figures: inout ChargeFigures, _ csv: borrowing CSVReader) throws(FieldRefusal) {
        let quantity = try number(csv, columns.usageAmount, quantity: true)
        figures.set(.consumedQuantity, quantity)
        figures.set(.pricingQuantity, quantity)
    }

    private mutating func noteDiscount(_ csv: borrowing CSVReader) throws(FieldRefusal) {
        if !hasDiscounts, let discount = try number(csv, columns.totalDiscount), !discount.isZero { hasDiscounts = true }
    }

    /// Sets EffectiveCost; a commitment's fee gives a second charge for what of it lay unused.
    private mutating func spread(
        _ draft: ChargeDraft, _ billed: ParsedDecimal, _ csv: borrowing CSVReader, _ kind: LineItemKind
    ) throws(FieldRefusal) -> [ChargeDraft] {
        let isReserved =
            kind == .discountedUsage || kind == .reservationFee || kind == .fee && !draft[.commitmentDiscountId].isEmpty
        var draft = draft
        guard kind.isSavingsPlan && columns.spreadsSavingsPlans || isReserved && columns.spreadsReservations else {
            if kind.isSavingsPlan || isReserved { unspread += 1 }
            draft.set(.effectiveCost, billed)
            return [draft]
        }
        var unused = ParsedDecimal.zero
        switch kind {
        case .savingsPlanCoveredUsage: draft.set(.effectiveCost, try spreadCost(csv, columns.savingsPlanCost))
        case .discountedUsage: draft.set(.effectiveCost, try spreadCost(csv, columns.reservationCost))
        case .savingsPlanRecurringFee:
            if let committed = try number(csv, columns.committed) {
                unused = try committed - (number(csv, columns.used) ?? .zero)
            } else {
                withoutSpreadCost += 1
            }
        case .reservationFee:
            unused = try (number(csv, columns.unusedUpfront) ?? .zero) + spreadCost(csv, columns.unusedRecurring)
        default: break
        }
        if draft.figures.effective == nil { draft.set(.effectiveCost, ParsedDecimal.zero) }
        guard !unused.isZero else { return [draft] }
        var rest = ChargeDraft(charge: draft.figures.charge, billing: draft.figures.billing)
        for dimension in Dimension.allCases { rest[dimension] = draft[dimension] }
        rest.invoice = draft.invoice
        rest.set(.chargeCategory, ChargeCategory.usage.rawValue)
        rest.set(.chargeFrequency, "Usage-Based")
        rest.set(.commitmentDiscountStatus, "Unused")
        rest.set(.pricingCategory, "Committed")
        rest.set(.billedCost, ParsedDecimal.zero)
        rest.set(.effectiveCost, unused)
        return [draft, rest]
    }

    /// What a charge of a commitment costs in effect; nothing where the record leaves it out, which is counted.
    private mutating func spreadCost(_ csv: borrowing CSVReader, _ column: Int?) throws(FieldRefusal) -> ParsedDecimal {
        if let cost = try number(csv, column) { return cost }
        withoutSpreadCost += 1
        return .zero
    }

    private func describe(_ draft: inout ChargeDraft, _ csv: borrowing CSVReader, _ kind: LineItemKind) {
        draft.set(.providerName, "AWS")
        draft.set(.publisherName, csv.value(columns.seller))
        draft.set(.invoiceIssuerName, csv.value(columns.issuer))
        draft.set(.billingAccountId, csv.value(columns.payer))
        draft.set(.billingAccountName, csv.value(columns.payerName))
        draft.set(.subAccountId, csv.value(columns.account))
        draft.set(.subAccountName, csv.value(columns.accountName))
        draft.set(.billingCurrency, csv.value(columns.currency))
        draft.invoice = csv.value(columns.invoice) ?? []
        draft.set(.chargeDescription, csv.value(columns.description))
        draft.set(.skuId, csv.value(columns.sku))
        draft.set(.skuPriceId, csv.value(columns.rateCode))
        draft.set(.skuMeter, csv.value(columns.usageType))
        draft.set(.listUnitPrice, csv.value(columns.listPrice))
        draft.set(.availabilityZone, csv.value(columns.zone))
        draft.set(.resourceId, csv.value(columns.resource))
        let isTaxBack = kind == .refund && csv.value(columns.taxType) != nil
        draft.set(.chargeCategory, (isTaxBack ? .tax : kind.category).rawValue)
        draft.set(.chargeFrequency, kind.frequency)
        if kind == .refund { draft.set(.chargeClass, "Correction") }
        if kind == .usage {
            let isSpot = contains(draft[.skuMeter], "SpotUsage")
            draft.set(.pricingCategory, isSpot ? "Dynamic" : "Standard")
        } else if kind.category == .purchase {
            draft.set(.pricingCategory, "Standard")
        }
        commitment(&draft, csv, kind)
    }

    private func commitment(_ draft: inout ChargeDraft, _ csv: borrowing CSVReader, _ kind: LineItemKind) {
        if kind.isSavingsPlan {
            draft.set(.commitmentDiscountId, csv.value(columns.savingsPlan))
            draft.set(.commitmentDiscountCategory, "Spend")
            draft.set(.commitmentDiscountType, "Savings Plan")
        } else if kind == .discountedUsage || kind == .reservationFee || kind == .fee && csv.value(columns.reservation) != nil {
            draft.set(.commitmentDiscountId, csv.value(columns.reservation))
            draft.set(.commitmentDiscountCategory, "Usage")
            draft.set(.commitmentDiscountType, "Reserved Instance")
        } else {
            return
        }
        if kind.category == .usage {
            draft.set(.commitmentDiscountStatus, "Used")
            draft.set(.pricingCategory, "Committed")
        }
    }

    /// Whether a text has this word in it.
    private func contains(_ text: [UInt8], _ word: String) -> Bool {
        let word = Array(word.utf8)
        guard text.count >= word.count else { return false }
        return (0...text.count - word.count).contains { text[$0] == word[0] && text[$0..<$0 + word.count] == word[...] }
    }

    private func serviceName(_ csv: borrowing CSVReader, _ mapped: [UInt8]?) -> [UInt8]? {
        if let name = csv.value(columns.productName) ?? mapped ?? csv.value(columns.serviceName) { return name }
        guard let code = csv.value(columns.productCode) else { return nil }
        return AmazonServices.name(ofCode: String(decoding: code, as: UTF8.self)).map { Array($0.utf8) } ?? code
    }

    private func number(
        _ csv: borrowing CSVReader, _ column: Int?, quantity: Bool = false
    ) throws(FieldRefusal) -> ParsedDecimal? {
        try csv.number(column, columns.name(column), quantity: quantity)
    }
}

extension ParsedDecimal {
    fileprivate static let zero = ParsedDecimal(amount: .zero, residue: 0)

    fileprivate var isZero: Bool { amount.isZero && residue == 0 }

    fileprivate static func + (left: ParsedDecimal, right: ParsedDecimal) -> ParsedDecimal {
        ParsedDecimal(amount: left.amount + right.amount, residue: left.residue + right.residue)
    }

    fileprivate static func - (left: ParsedDecimal, right: ParsedDecimal) -> ParsedDecimal {
        ParsedDecimal(amount: left.amount - right.amount, residue: left.residue - right.residue)
    }
}

import Billing
import Formats

/// Google Cloud console's cost table, behind its preamble.
///
/// The preamble is pairs of a name and a value: invoice number and date, billing account, currency. The columns can be chosen by
/// who exports; the costs carry the currency's symbol in their names. Credits, taxes and the rounding are rows of their own. A row
/// that has costs and describes nothing, or calls itself a total, is no charge: it is compared with the sum of the others.
struct CostTableSheet: SheetShape {
    private let account: Int?, accountName: Int?, project: Int?, projectName: Int?, service: Int?, sku: Int?, skuId: Int?
    private let creditType: Int?, costType: Int?, start: Int?, end: Int?, amount: Int?, unit: Int?
    private let unrounded: Int?, rounded: Int?
    /// The columns of amounts of money, whose names end in the currency's sign.
    private let amounts: Set<Int>
    /// What the preamble says; empty for what it does not.
    private let invoice: [UInt8], accountOfAll: [UInt8], currency: [UInt8]
    /// The month that the invoice is for; nil where the preamble does not tell.
    private let month: Month?
    private var total: CostTableTotal
    private var found: Set<String> = []

    static func recognises(_ columns: SheetColumns) -> Bool {
        guard columns.has("Service description"), cost(columns, "cost") != nil || cost(columns, "unrounded cost") != nil
        else { return false }
        return columns["Billing account ID", "Project ID", "SKU description", "Cost type"] != nil
    }

    /// The column of a cost, whatever the currency behind its name: `Cost ($)`.
    private static func cost(_ columns: SheetColumns, _ name: String) -> Int? {
        columns.names.firstIndex { $0.lowercased() == name || $0.lowercased().hasPrefix(name + " (") }
    }

    init(_ columns: SheetColumns, currency assumed: Currency) {
        account = columns["Billing account ID"]
        accountName = columns["Billing account name"]
        project = columns["Project ID"]
        projectName = columns["Project name"]
        service = columns["Service description"]
        sku = columns["SKU description"]
        skuId = columns["SKU ID"]
        creditType = columns["Credit type"]
        costType = columns["Cost type"]
        start = columns["Usage start date"]
        end = columns["Usage end date"]
        amount = columns["Usage amount"]
        unit = columns["Usage unit"]
        unrounded = CostTableSheet.cost(columns, "unrounded cost")
        rounded = CostTableSheet.cost(columns, "cost")
        amounts = Set(
            columns.names.indices.filter { columns.names[$0].hasSuffix(")") } + [unrounded, rounded].compactMap(\.self))
        func stated(_ name: String) -> [UInt8] {
            let pair = columns.preamble.first { $0.first?.lowercased() == name }
            return Array((pair?.dropFirst().first ?? "").utf8)
        }
        invoice = stated("invoice number")
        accountOfAll = stated("billing account id")
        month = CostTableSheet.month(stated("invoice month"), invoiced: stated("invoice date"))
        total = CostTableTotal(due: stated("total amount due"), hasRounded: rounded != nil)
        let suffix = (unrounded ?? rounded).map { columns.names[$0] }?.split(separator: "(").last?.dropLast()
        let code = stated("currency")
        if !code.isEmpty {
            currency = code
        } else if let known = CostTableSheet.codes[String(suffix ?? "")] {
            currency = Array(known.utf8)
            found.insert("the table names no currency: \(known) is assumed by the sign in the column's name")
        } else {
            currency = Array(assumed.code.utf8)
            found.insert("the table names no currency: \(assumed) is assumed")
        }
    }

    private static let codes = ["$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"]

    /// The month as the preamble states it, `2026-01` or `202601`; else the last one that was over on the day of the invoice,
    /// which Google dates the month's last day or one soon after it.
    private static func month(_ stated: [UInt8], invoiced: [UInt8]) -> Month? {
        let text = String(decoding: stated, as: UTF8.self)
        if let month = Month(text) ?? Month("\(text.prefix(4))-\(text.dropFirst(4))") { return month }
        return Timestamp(invoiced.span)?.day.advanced(by: 1).month.advanced(by: -1)
    }

    var notes: [String] { found.sorted() + [total.note].compactMap(\.self) }

    func isOpen(_ column: Int) -> Bool {
        ![account, accountName, project, projectName, service, sku, skuId, creditType, costType, unit].contains(column)
    }

    mutating func charges(of csv: borrowing CSVReader) throws(FieldRefusal) -> [ChargeDraft] {
        let exact = try number(csv, unrounded)
        let invoiced = try number(csv, rounded)
        if exact ?? invoiced != nil, let word = totalWord(csv) {
            // A part's total is in the whole one.
            if !word.hasPrefix("sub") {
                for (column, isRounded) in [(unrounded, false), (rounded, true)] {
                    total.state(CostTableSheet.ungrouped(csv.value(column) ?? []), rounded: isRounded)
                }
            }
            return []
        }
        let charge = try usagePeriod(csv)
        var draft = ChargeDraft(charge: charge, billing: (month ?? charge.start.month).period)
        draft.invoice = invoice
        draft.set(.billingAccountId, csv.value(account) ?? accountOfAll)
        draft.set(.billingAccountName, csv.value(accountName))
        draft[.billingCurrency] = currency
        draft.set(.subAccountId, csv.value(project))
        // What is not a project's stands under a name in brackets.
        draft.set(.subAccountName, csv.value(projectName).flatMap { $0.first == UInt8(ascii: "[") ? nil : $0 })
        draft.set(.serviceName, csv.value(service))
        draft.set(.skuId, csv.value(skuId))
        draft.set(.skuMeter, csv.value(sku))
        for dimension in [Dimension.providerName, .publisherName, .invoiceIssuerName] { draft.set(dimension, "Google Cloud") }
        let category = category(csv)
        draft.set(.chargeCategory, category.rawValue)
        var description = csv.value(sku) ?? []
        if let type = csv.value(creditType) {
            description = description.isEmpty ? type : description + Array(" (".utf8) + type + Array(")".utf8)
        }
        draft[.chargeDescription] = description
        guard let cost = exact ?? invoiced else {
            throw FieldRefusal(
                column: unrounded ?? rounded ?? 0, reason: "Cost is empty, expected a number; write 0 for nothing", hint: "")
        }
        draft.set(.billedCost, cost)
        if category == .usage {
            draft.set(.chargeFrequency, "Usage-Based")
            draft.set(.pricingQuantity, try number(csv, amount, quantity: true))
            draft.set(.pricingUnit, csv.value(unit))
        }
        total.add(unrounded: exact, rounded: invoiced)
        return [draft]
    }

    /// What a row of totals calls itself, nothing where it has no word at all; nil for a row that describes a charge.
    private func totalWord(_ csv: borrowing CSVReader) -> String? {
        var found = ""
        for column in 0..<csv.count where !amounts.contains(column) {
            guard let value = csv.value(column) else { continue }
            guard let first = value.first, "tgs".utf8.contains(first | 0x20) else { return nil }
            let word = String(decoding: value, as: UTF8.self).lowercased()
            guard ["total", "grand total", "subtotal", "sub-total"].contains(where: word.hasPrefix) else { return nil }
            found = word
        }
        return found
    }

    func cost(of csv: borrowing CSVReader, assumed: Currency) -> RecordCost? {
        let code = Currency.capitals(currency)
        guard Currency.isCode(code) else { return nil }
        for column in [unrounded, rounded] {
            guard let amount = ParsedDecimal(readable: csv.value(column).map(CostTableSheet.ungrouped)) else { continue }
            return RecordCost(currency: Currency(String(decoding: code, as: UTF8.self)), amount: amount)
        }
        return nil
    }

    private func category(_ csv: borrowing CSVReader) -> ChargeCategory {
        let type = String(decoding: csv.value(costType) ?? [], as: UTF8.self).lowercased()
        if type == "tax" { return .tax }
        if type.hasPrefix("rounding") || type.hasPrefix("adjustment") { return .adjustment }
        let credits = ["credit", "discount", "promotion", "savings"]
        return csv.value(creditType) != nil || credits.contains(where: type.hasPrefix) ? .credit : .usage
    }

    /// The first to the last day of usage, both of it; the invoice's month for a row without.
    private func usagePeriod(_ csv: borrowing CSVReader) throws(FieldRefusal) -> Period {
        if let month, csv.value(start) == nil { return month.period }
        let first = try csv.moment(start, "Usage start date").day
        guard let end, csv.value(end) != nil else { return Period(start: first, end: first.advanced(by: 1)) }
        let last = try csv.moment(end, "Usage end date").day
        guard last >= first else {
            throw FieldRefusal(
                column: end, reason: "Usage end date is before Usage start date, expected the last day of the usage", hint: "")
        }
        return Period(start: first, end: last.advanced(by: 1))
    }

    /// A number as the console writes it: with commas between thousands.
    private func number(_ csv: borrowing CSVReader, _ column: Int?, quantity: Bool = false) throws(FieldRefusal) -> ParsedDecimal?
    {
        guard let column, let value = csv.value(column) else { return nil }
        let text = CostTableSheet.ungrouped(value)
        do throws(NumberRefusal) {
            return try ParsedDecimal(text.span, bound: quantity ? Quantity.bound : Amount.bound)
        } catch {
            throw FieldRefusal(
                column: column,
                reason: "\(quantity ? "Usage amount" : "Cost") \(shown(value.span)) \(error.found), \(error.expected)",
                hint: "")
        }
    }

    /// `1,060.5` without its commas, where three digits stand behind each of them and one to three before the first; else as it is.
    static func ungrouped(_ text: [UInt8]) -> [UInt8] {
        let whole = text.prefix { $0 != UInt8(ascii: ".") }
        let groups = whole.drop { $0 == UInt8(ascii: "-") }.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard groups.count > 1, let first = groups.first, (1...3).contains(first.count),
            groups.dropFirst().allSatisfy({ $0.count == 3 }), !text[whole.count...].contains(UInt8(ascii: ","))
        else { return text }
        return text.filter { $0 != UInt8(ascii: ",") }
    }
}

import Billing
import Formats

/// Takes drafts of charges: checks them, makes their lines and adds them up.
struct DraftTaking<Sink: ChargeSink>: ~Copyable {
    private let source: [UInt8]
    private let currency: [UInt8]
    private var assembly: BillAssembly<Sink>
    private var values = LineValues()

    /// Takes drafts of a source. `currency` stands for a currency that a draft does not name.
    init(_ sink: Sink, source: String, currency: Currency) {
        self.source = Array(source.utf8)
        self.currency = Array(currency.code.utf8)
        assembly = BillAssembly(sink, measures: Measure.allCases, memory: 40 << 20)
    }

    /// Takes the charges of one record, all or none, which begins in line `place` of the file; returns why where they are refused.
    mutating func take(_ drafts: [ChargeDraft], place: Int) throws(Sink.Failure) -> RecordRefusal? {
        assembly.place = place
        var checked = drafts
        for index in checked.indices { if let refusal = complete(&checked[index]) { return refusal } }
        for draft in checked { try add(draft) }
        return nil
    }

    /// Hands over what is left and tells what was counted of each bill.
    mutating func finish() throws(Sink.Failure) -> [BillScope: ControlTotal] { try assembly.finish() }

    /// Fills in what every line has, or says what cannot be taken.
    private func complete(_ draft: inout ChargeDraft) -> RecordRefusal? {
        guard draft.billed != nil || draft.effective != nil else {
            return RecordRefusal(reason: "the record has no cost, expected an amount")
        }
        if let billed = draft.billed, draft.effective == nil { draft.set(.effectiveCost, billed) }
        if let effective = draft.effective, draft.billed == nil { draft.set(.billedCost, effective) }
        draft[.source] = source
        draft[.billingCurrency] = Currency.capitals(draft[.billingCurrency].isEmpty ? currency : draft[.billingCurrency])
        guard Currency.isCode(draft[.billingCurrency]) else {
            return RecordRefusal(
                reason: "currency \(shown(draft[.billingCurrency].span)) is no currency code, expected a code as in USD")
        }
        if draft[.chargeCategory].isEmpty { draft.set(.chargeCategory, ChargeCategory.usage.rawValue) }
        for dimension in Dimension.allCases where !draft[dimension].isEmpty {
            let text = draft[dimension]
            if isPlain(text.span) { continue }
            if text.contains(0) { return RecordRefusal(reason: "\(dimension.name) has a NUL byte, expected text") }
            guard String(validating: text, as: UTF8.self) != nil else {
                return RecordRefusal(
                    reason: "\(dimension.name) \(shown(text.span)) is not UTF-8",
                    hint: "convert the file: iconv -f latin1 -t utf-8")
            }
        }
        return nil
    }

    private mutating func add(_ draft: ChargeDraft) throws(Sink.Failure) {
        guard let billed = draft.billed, let effective = draft.effective else { return }
        values.clear()
        for dimension in Dimension.allCases { values.append(draft[dimension].span) }
        let line = try assembly.line(values)
        var invoice: Int32 = 0
        if !draft.invoice.isEmpty {
            let hash = xxh3(draft.invoice.span)
            let known = assembly.invoice(raw: hash)
            if let known {
                invoice = known
            } else {
                invoice = try assembly.invoice(String(decoding: draft.invoice, as: UTF8.self), raw: hash)
            }
        }
        try assembly.add(
            line: line, charge: draft.charge, billing: draft.billing, part: draft.part, exportDay: draft.exportDay,
            invoice: invoice,
            draft.sums.span, mask: draft.mask, billed: billed, effective: effective)
    }
}

import Billing
import Formats

/// Takes drafts of charges: checks them, makes their lines and adds them up.
///
/// What is called for every charge is put where it is called: a generic call looks up its types each time, as long as a record takes.
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
    /// Further records' lines can be told by `keys`, one for each charge, from then on.
    mutating func take(_ drafts: [ChargeDraft], keys: ArraySlice<Hash128> = [], place: Int) throws(Sink.Failure) -> RecordRefusal?
    {
        assembly.place = place
        var checked = drafts
        for index in checked.indices { if let refusal = complete(&checked[index]) { return refusal } }
        for (index, draft) in checked.enumerated() {
            try add(draft, key: keys.isEmpty ? nil : keys[keys.startIndex + index])
        }
        return nil
    }

    /// Whether a charge of the same line was taken under this key.
    @inline(__always) func knows(_ key: Hash128) -> Bool { assembly.line(raw: key) != nil }

    /// Takes a charge whose line is known by its key.
    @inline(__always) mutating func take(
        _ key: Hash128, _ figures: ChargeFigures, invoice: [UInt8] = [], place: Int
    ) throws(Sink.Failure) {
        guard let line = assembly.line(raw: key) else { preconditionFailure("a charge is taken under a key that is known") }
        assembly.place = place
        var figures = figures
        figures.completeCosts()
        try add(line, figures, part: .main, invoice: number(ofInvoice: invoice))
    }

    /// Hands over what is left and tells what was counted of each bill.
    mutating func finish() throws(Sink.Failure) -> [BillScope: ControlTotal] { try assembly.finish() }

    /// Fills in what every line has, or says what cannot be taken.
    private func complete(_ draft: inout ChargeDraft) -> RecordRefusal? {
        draft.figures.completeCosts()
        guard draft.figures.billed != nil else {
            return RecordRefusal(reason: "the record has no cost, expected an amount")
        }
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

    private mutating func add(_ draft: ChargeDraft, key: Hash128?) throws(Sink.Failure) {
        values.clear()
        for dimension in Dimension.allCases { values.append(draft[dimension].span) }
        let line = try assembly.line(values, LineDecoding.identity(values), raw: key)
        try add(line, draft.figures, part: draft.part, invoice: number(ofInvoice: draft.invoice))
    }

    @inline(__always) private mutating func number(ofInvoice text: [UInt8]) throws(Sink.Failure) -> Int32 {
        guard !text.isEmpty else { return 0 }
        let hash = xxh3(text.span)
        if let known = assembly.invoice(raw: hash) { return known }
        return try assembly.invoice(String(decoding: text, as: UTF8.self), raw: hash)
    }

    @inline(__always) private mutating func add(
        _ line: Int, _ figures: ChargeFigures, part: BillPart, invoice: Int32
    ) throws(Sink.Failure) {
        guard let billed = figures.billed, let effective = figures.effective else { return }
        try assembly.add(
            line: line, charge: figures.charge, billing: figures.billing, part: part, exportDay: figures.exportDay,
            invoice: invoice, figures.sums.span, mask: figures.mask, billed: billed, effective: effective)
    }
}

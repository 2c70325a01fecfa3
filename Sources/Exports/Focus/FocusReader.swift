package import Billing
package import Formats

/// Reads a FOCUS bill: every record into its line and day, added up exactly, in one pass.
package struct FocusReader<Sink: ChargeSink>: ~Copyable {
    private let file: String
    private let source: String
    private let currency: Currency
    private let header: FocusHeader
    private let billed: Int?
    private let effective: Int?
    private var assembly: BillAssembly<Sink>
    private var reading = ExportReading()
    private var raw: [UInt8] = []
    private var values = LineValues()
    private var sums: [Int128]

    /// A reader of a file whose header has been read; `currency` is taken where the file names none. Sums that take more than
    /// `memory` bytes are handed over in parts.
    package init(
        _ sink: Sink, header names: [String], file: String, source: String, currency: Currency, memory: Int = 64 << 20
    ) {
        self.file = file
        self.source = source
        self.currency = currency
        header = FocusHeader(names)
        billed = header.index(of: .billedCost)
        effective = header.index(of: .effectiveCost)
        var measures = header.measures.map(\.measure)
        if billed == nil { measures.append(.billedCost) }
        if effective == nil { measures.append(.effectiveCost) }
        assembly = BillAssembly(sink, measures: measures, memory: memory)
        sums = Array(repeating: 0, count: measures.count)
        reading.notes = header.notes
    }

    /// Reads the rest of the file. Refused records are counted and left out; the caller decides whether that spoils the file.
    package consuming func read(_ csv: inout CSVReader) throws(ExportFailure<Sink.Failure>) -> ExportReading {
        if let problem = header.problem {
            // The header is all that is read, so it counts as the one record, and nothing of the file is taken.
            reading.records += 1
            reading.refuse(csv.refusal(file, problem))
            return reading
        }
        while true {
            let step: CSVReader.Step
            do { step = try csv.next() } catch { throw .read(error) }
            switch step {
            case .end:
                do { reading.totals = try assembly.finish() } catch { throw .store(error) }
                return reading
            case .defect(let defect, let line, let column):
                reading.records += 1
                reading.refuse(csv.refusal(file, defect, line: line, column: column))
                if defect == .endsInQuotes || defect == .tooLong { reading.isCut = true }
            case .record:
                reading.records += 1
                guard csv.count == header.count else {
                    reading.refuse(csv.wrongCount(file, expected: header.count))
                    if csv.endsWithoutLineEnd { reading.isCut = true }
                    continue
                }
                assembly.place = csv.line
                var refused = csv.cutInLastField(header.isNumberOrDate)
                if refused == nil {
                    do { refused = try take(csv.buffer.span, csv.fields) } catch { throw .store(error) }
                }
                if let refused {
                    reading.refuse(csv.refusal(file, refused), cost: billedCost(csv))
                    if csv.endsWithoutLineEnd { reading.isCut = true }
                }
            }
        }
    }

    /// Takes one record; returns why where it is refused.
    private mutating func take(_ bytes: Span<UInt8>, _ fields: borrowing CSVFields) throws(Sink.Failure) -> FieldRefusal? {
        var mask: UInt8 = 0
        var billedCost: ParsedDecimal?
        var effectiveCost: ParsedDecimal?
        for index in header.measures.indices {
            let column = header.measures[index].column
            let text = bytes.extracting(fields.range(column))
            let measure = header.measures[index].measure
            if isAbsent(text) {
                sums[index] = 0
                if measure == .billedCost || measure == .effectiveCost { return numberRefusal(.empty, column, text, measure) }
                continue
            }
            do {
                let number = try ParsedDecimal(text, bound: measure.isCost ? Amount.bound : Quantity.bound)
                sums[index] = number.amount.femtos
                mask |= 1 << UInt8(index)
                if measure == .billedCost { billedCost = number }
                if measure == .effectiveCost { effectiveCost = number }
            } catch {
                return numberRefusal(error, column, text, measure)
            }
        }
        // FOCUS wants both costs; where a file has only one it stands for the other.
        guard let billedCost = billedCost ?? effectiveCost, let effectiveCost = effectiveCost ?? billedCost as ParsedDecimal?
        else { return nil }
        if header.measures.count < sums.count {
            sums[header.measures.count] = billed == nil ? billedCost.amount.femtos : effectiveCost.amount.femtos
            mask |= 1 << UInt8(header.measures.count)
        }

        let charge: Period
        let billing: Period
        switch header.periods(bytes, fields) {
        case .success(let periods): (charge, billing) = periods
        case .failure(let refusal): return refusal
        }
        let line: Int
        switch try lineIndex(bytes, fields) {
        case .success(let index): line = index
        case .failure(let refusal): return refusal
        }
        let invoice: Int32
        switch try invoiceNumber(bytes, fields) {
        case .success(let number): invoice = number
        case .failure(let refusal): return refusal
        }
        try assembly.add(
            line: line, charge: charge, billing: billing, invoice: invoice, sums, mask: mask, billed: billedCost,
            effective: effectiveCost)
        return nil
    }

    /// The BilledCost of the current record; nil where it cannot be read.
    private func billedCost(_ csv: borrowing CSVReader) -> Amount? {
        guard let index = billed ?? effective else { return nil }
        let text = csv.buffer.span.extracting(csv.fields.range(header.measures[index].column))
        do { return try ParsedDecimal(text).amount } catch { return nil }
    }

    private func numberRefusal(_ refusal: NumberRefusal, _ column: Int, _ text: Span<UInt8>, _ measure: Measure) -> FieldRefusal {
        let found = refusal == .empty ? "" : " " + shown(text)
        return FieldRefusal(
            column: column, reason: "\(measure.name)\(found) \(refusal.found), \(refusal.expected)", hint: hint(text))
    }

    /// How to write a number that people write for each other, as in `$10,000.00 `; nothing for what is none of these.
    private func hint(_ text: Span<UInt8>) -> String {
        let plain = shown(text).filter { !"\", $€£¥".contains($0) }
        do throws(NumberRefusal) { _ = try Amount(parsing: plain) } catch { return "" }
        return "write \(plain)"
    }

    private mutating func invoiceNumber(
        _ bytes: Span<UInt8>, _ fields: borrowing CSVFields
    ) throws(Sink.Failure) -> Result<Int32, FieldRefusal> {
        guard let column = header.invoice else { return .success(0) }
        let text = bytes.extracting(fields.range(column))
        if isAbsent(text) { return .success(0) }
        let hash = xxh3(text)
        if let number = assembly.invoice(raw: hash) { return .success(number) }
        let invoice: String
        switch LineDecoding.text(bytes, fields[column]) {
        case .success(let text): invoice = text
        case .failure(let flaw):
            return .failure(FieldRefusal(column: column, reason: "InvoiceId \(shown(text)) \(flaw.found)", hint: flaw.hint))
        }
        return .success(try assembly.invoice(invoice, raw: hash))
    }

    /// The line of the record, by its raw bytes or else by its decoded values.
    private mutating func lineIndex(
        _ bytes: Span<UInt8>, _ fields: borrowing CSVFields
    ) throws(Sink.Failure) -> Result<Int, FieldRefusal> {
        raw.removeAll(keepingCapacity: true)
        for run in header.runs {
            // With the opening quote, or `a,",b"` and `"a,",b` would look alike.
            let first = fields[run.lowerBound]
            let range = first.range.lowerBound - (first.isQuoted ? 1 : 0)..<fields.range(run.upperBound - 1).upperBound
            unsafe bytes.extracting(range).withUnsafeBufferPointer { part in unsafe raw.append(contentsOf: part) }
            raw.append(0)
        }
        let cached = xxh3(raw.span)
        if let index = assembly.line(raw: cached) { return .success(index) }
        if let refusal = LineDecoding.decode(bytes, fields, header, source: source, currency: currency, into: &values) {
            return .failure(refusal)
        }
        return .success(try assembly.line(values, raw: cached))
    }
}

package import Billing
package import Formats

/// Reads a FOCUS bill: every record into its line and day, added up exactly, in one pass.
package struct FocusReader<Sink: ChargeSink>: ~Copyable {
    private let file: String
    private let currency: Currency
    private let decoding: LineDecoding
    private let newLines = NewLines()
    private let header: FocusHeader
    private var parser: FocusRowParser
    private let readsAhead: Bool
    private var assembly: BillAssembly<Sink>
    private var reading = ExportReading()
    private var values = LineValues()
    /// The record that is read by itself.
    private var single = FocusRows()

    /// A reader of a file whose header has been read; `currency` is taken where the file names none. Sums that take more than
    /// `memory` bytes are handed over in parts; `readsAhead` lets other threads help with a long file.
    package init(
        _ sink: Sink, header names: [String], file: String, source: String, currency: Currency, memory: Int = 40 << 20,
        readsAhead: Bool = true
    ) {
        self.file = file
        self.currency = currency
        decoding = LineDecoding(source: source, currency: currency)
        self.readsAhead = readsAhead
        header = FocusHeader(names)
        parser = FocusRowParser(header)
        assembly = BillAssembly(sink, measures: parser.measures, memory: memory)
        reading.notes = header.notes
    }

    /// Reads the rest of the file. Refused records are counted and left out; the caller decides whether that spoils the file.
    ///
    /// Blocks of a long file are read into numbers by other threads, and taken here in their order. What they cannot take is read here
    /// record by record, so that every refusal is told the same whichever way a record is read.
    package consuming func read(_ csv: inout CSVReader) throws(ExportFailure<Sink.Failure>) -> ExportReading {
        if let problem = header.problem {
            // The header is all that is read, so it counts as the one record, and nothing of the file is taken.
            reading.records += 1
            reading.refuse(csv.refusal(file, problem))
            return reading
        }
        reading.isOfBill = true
        let ahead =
            readsAhead
            ? csv.readAhead { [parser, decoding, newLines] bytes in
                parser.rows(bytes, decoding: newLines.areMost ? decoding : nil)
            } : nil
        while true {
            let step: CSVReader.Step, rows: FocusRows?
            do throws(ReadFailure) {
                rows = try csv.enterBlock() ? ahead?.made : nil
                step = try rows == nil ? csv.next() : .record
            } catch { throw .read(error) }
            if let rows {
                do { try take(rows, &csv) } catch { throw .store(error) }
                continue
            }
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
                if let cut = csv.cutInLastField(header.isNumberOrDate) {
                    // What it costs may be cut too.
                    reading.refuse(csv.refusal(file, cut))
                    reading.isCut = true
                    continue
                }
                let refused: FieldRefusal?
                do { refused = try takeRecord(csv) } catch { throw .store(error) }
                if let refused {
                    let cost = csv.cost(
                        header.costColumns, currency: header.dimensions[Dimension.billingCurrency.rawValue], assumed: currency)
                    reading.refuse(csv.refusal(file, refused), costs: cost.map { [$0] } ?? [])
                    if csv.endsWithoutLineEnd { reading.isCut = true }
                }
            }
        }
    }

    /// Takes the current record; returns why where it is refused.
    private mutating func takeRecord(_ csv: borrowing CSVReader) throws(Sink.Failure) -> FieldRefusal? {
        single.clear()
        if let refusal = parser.parse(csv.buffer.span, csv.fields, start: 0, line: 0, into: &single) { return refusal }
        return try add(single, 0, residue: single.residues.first, csv.buffer.span, csv.fields, place: csv.line)
    }

    /// Takes the records of a block up to the first that is refused for its texts, which only those of a new line are looked at for.
    private mutating func take(_ rows: FocusRows, _ csv: inout CSVReader) throws(Sink.Failure) {
        var residues = rows.residues[...], decoded = 0
        let known = assembly.lineCount
        for (at, row) in rows.rows.enumerated() {
            let residue = residues.first.flatMap { $0.row == at ? $0 : nil }
            if residue != nil { residues.removeFirst() }
            let line = decoded < rows.decoded.count && rows.decoded[decoded].row == at ? decoded : nil
            if line != nil { decoded += 1 }
            let place = csv.line + Int(row.line)
            if try add(rows, at, residue: residue, decoded: line, csv.buffer.span, nil, place: place) != nil {
                csv.pass(to: Int(row.start), lines: Int(row.line))
                return
            }
            reading.records += 1
        }
        csv.pass(to: csv.buffer.count, lines: rows.lines)
        newLines.areMost = 2 * (assembly.lineCount - known) > rows.rows.count
    }

    /// Adds a record of a block, whose fields are looked for where they are not told; returns why where it is refused.
    private mutating func add(
        _ rows: FocusRows, _ at: Int, residue: FocusRows.Residue?, decoded: Int? = nil, _ bytes: Span<UInt8>,
        _ fields: CSVFields?, place: Int
    ) throws(Sink.Failure) -> FieldRefusal? {
        let row = rows.rows[at]
        // What its raw bytes are known by is only a shorter way to a line that has to be decoded.
        var line =
            if let decoded {
                try assembly.line(rows.values.packed(decoded), rows.decoded[decoded].identity)
            } else {
                assembly.line(raw: row.identity)
            }
        var invoice = row.invoice.map { assembly.invoice(raw: $0) } ?? 0
        if line == nil || invoice == nil {
            var found = fields ?? CSVFields()
            if fields == nil { _ = found.scan(bytes, from: Int(row.start), atEnd: false) }
            if line == nil {
                if let refusal = decoding.decode(bytes, found, header, into: &values) {
                    return refusal
                }
                line = try assembly.line(values, LineDecoding.identity(values), raw: row.identity)
            }
            if invoice == nil, let column = header.invoice, let raw = row.invoice {
                switch LineDecoding.text(bytes, found[column]) {
                case .success(let text): invoice = try assembly.invoice(text, raw: raw)
                case .failure(let flaw):
                    return FieldRefusal(
                        column: column, reason: "InvoiceId \(shown(bytes.extracting(found.range(column)))) \(flaw.found)",
                        hint: flaw.hint)
                }
            }
        }
        guard let line else { preconditionFailure("a record that is not refused has a line") }
        let count = parser.measures.count
        let base = at * count
        assembly.place = place
        try assembly.add(
            line: line, charge: row.charge, billing: row.billing, invoice: invoice ?? 0,
            rows.sums.span.extracting(base..<base + count), mask: row.mask,
            billed: ParsedDecimal(amount: Amount(femtos: rows.sums[base + parser.billed]), residue: residue?.billed ?? 0),
            effective: ParsedDecimal(amount: Amount(femtos: rows.sums[base + parser.effective]), residue: residue?.effective ?? 0)
        )
        return nil
    }
}

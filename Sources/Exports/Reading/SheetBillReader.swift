import Billing
import Formats

/// Reads a provider's own bill in CSV: every record into charges under the names of FOCUS, added up exactly, in one pass.
struct SheetBillReader<Sink: ChargeSink, Shape: SheetShape>: ~Copyable {
    private let file: String
    private let columns: SheetColumns
    private var shape: Shape
    private var drafting: DraftTaking<Sink>
    private let currency: Currency
    private var reading = ExportReading()

    /// A reader of a file whose header has been read.
    init(_ sink: Sink, columns: SheetColumns, file: String, source: String, currency: Currency) {
        self.file = file
        self.columns = columns
        self.currency = currency
        shape = Shape(columns, currency: currency)
        drafting = DraftTaking(sink, source: source, currency: currency)
    }

    /// Reads the rest of the file. Refused records are counted and left out; the caller decides whether that spoils the file.
    consuming func read(_ csv: inout CSVReader) throws(ExportFailure<Sink.Failure>) -> ExportReading {
        if let duplicate = columns.duplicate {
            reading.records += 1
            reading.refuse(csv.refusal(file, FieldRefusal(twice: columns.names[duplicate], at: duplicate)))
            return reading
        }
        reading.isOfBill = true
        while true {
            let step: CSVReader.Step
            do { step = try csv.next() } catch { throw .read(error) }
            switch step {
            case .end:
                do { reading.totals = try drafting.finish() } catch { throw .store(error) }
                reading.notes = shape.notes
                return reading
            case .defect(let defect, let line, let column):
                reading.records += 1
                reading.refuse(csv.refusal(file, defect, line: line, column: column))
                if defect == .endsInQuotes || defect == .tooLong { reading.isCut = true }
            case .record:
                reading.records += 1
                guard csv.count == columns.count else {
                    reading.refuse(csv.wrongCount(file, expected: columns.count))
                    if csv.endsWithoutLineEnd { reading.isCut = true }
                    continue
                }
                if let cut = csv.cutInLastField(shape.isOpen) {
                    // What it costs may be cut too.
                    reading.refuse(csv.refusal(file, cut))
                    reading.isCut = true
                } else if let refusal = try take(csv) {
                    let cost = shape.cost(of: csv, assumed: currency)
                    reading.refuse(csv.refusal(file, refusal), costs: cost.map { [$0] } ?? [])
                    if csv.endsWithoutLineEnd { reading.isCut = true }
                }
            }
        }
    }

    private mutating func take(_ csv: borrowing CSVReader) throws(ExportFailure<Sink.Failure>) -> FieldRefusal? {
        let key = shape.key(of: csv)
        if let key, drafting.knows(key) {
            let known: KeyedCharge?
            do throws(FieldRefusal) { known = try shape.charge(of: csv) } catch { return error }
            if let known {
                do throws(Sink.Failure) {
                    try drafting.take(key, known.figures, invoice: known.invoice, place: csv.line)
                } catch {
                    throw .store(error)
                }
                return nil
            }
        }
        let drafts: [ChargeDraft]
        do throws(FieldRefusal) { drafts = try shape.charges(of: csv) } catch { return error }
        if let column = shape.currencyColumn, drafts.contains(where: \.lacksCurrency) {
            return FieldRefusal(column: column, reason: "\(columns.names[column]) is empty, expected a code as in USD", hint: "")
        }
        do throws(Sink.Failure) {
            guard let refusal = try drafting.take(drafts, keys: drafts.count == 1 ? key.map { [$0] } ?? [] : [], place: csv.line)
            else { return nil }
            return FieldRefusal(column: 0, reason: refusal.reason, hint: refusal.hint)
        } catch {
            throw .store(error)
        }
    }
}

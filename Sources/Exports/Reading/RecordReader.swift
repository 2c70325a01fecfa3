import Billing
import Formats

/// Reads a file of JSON values, from its first to its last; bad ones are counted and left out.
struct RecordReader<Failure: Error>: ~Copyable {
    private var reading = ExportReading()
    private let isPrivate: Bool

    /// A reader; of records that are `isPrivate` none is shown, since they may have what people wrote and keys.
    init(isPrivate: Bool = false) { self.isPrivate = isPrivate }

    /// Reads the file. `block` is told of every block of those that are read ahead, and takes what it can of it: so many records.
    /// `take` takes a value, which begins in a line of the file, and says why where it does not. Of a file that `grows` line by line,
    /// the last line is passed where the file ends inside it: it comes again when it is whole.
    consuming func read(
        _ json: inout JSONReader, grows: Bool = false, block: (inout JSONReader) throws(Failure) -> Int = { _ in 0 },
        _ take: (JSONValue, _ line: Int) throws(Failure) -> RecordRefusal?
    ) throws(ExportFailure<Failure>) -> ExportReading {
        while true {
            let step: JSONReader.Step, isBlock: Bool
            do throws(ReadFailure) {
                isBlock = try json.enterBlock()
                step = try isBlock ? .end : json.next()
            } catch {
                throw .read(error)
            }
            if isBlock {
                do throws(Failure) { reading.records += try block(&json) } catch { throw .store(error) }
                continue
            }
            switch step {
            case .end: return reading
            case .defect(_, let origin, _, isCut: true) where grows:
                reading.notes.append("the file ends inside line \(origin.line), which counts once it is whole")
            case .defect(let problem, let origin, let text, let isCut):
                reading.records += 1
                reading.refuse(Refusal(at: origin, problem.reason, text: text))
                if isCut { reading.isCut = true }
            case .value(let value):
                reading.records += 1
                let origin = json.origin
                do throws(Failure) {
                    if let refusal = try take(value, origin.line) {
                        let text = isPrivate ? "" : json.valueText()
                        reading.refuse(Refusal(at: origin, refusal.reason, text: text, hint: refusal.hint), costs: refusal.costs)
                    }
                } catch {
                    throw .store(error)
                }
            }
        }
    }
}

/// Reads a provider's bill in JSON. `block` takes what it can of every block that is read ahead: so many records.
func readBill<Sink: ChargeSink, Shape: RecordShape>(
    _ sink: Sink, _ shape: Shape.Type, _ json: inout JSONReader, source: String, currency: Currency,
    block: (inout JSONReader, inout Shape, inout DraftTaking<Sink>) throws(Sink.Failure) -> Int = { _, _, _ in 0 }
) throws(ExportFailure<Sink.Failure>) -> ExportReading {
    var shape = Shape(currency: currency)
    var drafting = DraftTaking(sink, source: source, currency: currency)
    var reading = try RecordReader<Sink.Failure>().read(
        &json, block: { json throws(Sink.Failure) in try block(&json, &shape, &drafting) }
    ) { value, line throws(Sink.Failure) in
        let drafts: [ChargeDraft]
        do throws(RecordRefusal) { drafts = try shape.charges(of: value) } catch {
            var refusal = error
            refusal.costs = shape.cost(of: value).map { [$0] } ?? []
            return refusal
        }
        if drafts.contains(where: \.lacksCurrency) {
            return RecordRefusal(reason: "currency is empty, expected a code as in USD", hint: "export the currency too")
        }
        return try drafting.take(drafts, place: line)?.priced(drafts, currency)
    }
    reading.isOfBill = true
    do { reading.totals = try drafting.finish() } catch { throw .store(error) }
    reading.notes = shape.notes
    if reading.isWhole { reading.answer = shape.answer }
    return reading
}

/// Reads usage in JSON, by an empty shape; records of a log are private, and one that `grows` may end inside a line.
func readUsage<Sink: UsageSink, Shape: UsageShape>(
    _ sink: Sink, _ shape: consuming Shape, _ json: inout JSONReader, isLog: Bool, grows: Bool
) throws(ExportFailure<Sink.Failure>) -> ExportReading {
    var shape = shape
    var reading = try RecordReader<Sink.Failure>(isPrivate: isLog).read(&json, grows: grows) { value, _ throws(Sink.Failure) in
        let usage: [UsageDay]
        do throws(RecordRefusal) { usage = try shape.usage(of: value) } catch { return error }
        for day in usage { try sink.add(day) }
        return nil
    }
    var elsewhere = 0
    do throws(Sink.Failure) {
        let rest = try shape.rest { call throws(Sink.Failure) in
            let isOwn = try sink.claim(call)
            if !isOwn { elsewhere += 1 }
            return isOwn
        }
        for day in rest { try sink.add(day) }
    } catch {
        throw .store(error)
    }
    reading.notes += shape.notes
    if elsewhere > 0 {
        reading.notes.append("\(elsewhere) calls stand in another log that was taken before, and count once")
    }
    if reading.isWhole { reading.answer = shape.answer }
    return reading
}

extension ExportReading {
    /// Whether there were records, and all were taken.
    fileprivate var isWhole: Bool { records > 0 && refused == 0 }
}

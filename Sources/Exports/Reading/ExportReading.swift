package import Billing
package import Formats

/// What stops the reading of a file; a bad record does not.
package enum ExportFailure<Storing: Error>: Error {
    /// The bytes cannot be had.
    case read(ReadFailure)
    /// They cannot be stored.
    case store(Storing)
}

/// What was found in a file that was read to its end.
package struct ExportReading: Sendable {
    /// Records of the file, taken and refused.
    package var records = 0
    /// Records that were not taken.
    package var refused = 0
    /// Why, the first hundred.
    package var refusals: [Refusal] = []
    /// The reader's own counts of each bill.
    package var totals: [BillScope: ControlTotal] = [:]
    /// Whether they are charges, which have a cost.
    package var isOfBill = false
    /// What was assumed, for people.
    package var notes: [String] = []
    /// What refused records cost whose cost can be read, by currency: as BilledCost and as EffectiveCost the first of the two that a
    /// record has. One with costs in several currencies counts with its first.
    package var refusedCosts: [Currency: ControlTotal] = [:]
    /// Whether the file ends inside its last record, or where no record's end could be found: what follows may still be coming.
    package var isCut = false
    /// Of the answer of an API what it says it is about; nil for anything else, and where a part of it was not taken.
    package var answer: Answer?

    /// Nothing read yet.
    package init() {}

    /// Adds what was found in a further part of the same delivery.
    package mutating func add(_ part: ExportReading) {
        records += part.records
        refused += part.refused
        isOfBill = isOfBill || part.isOfBill
        refusals += part.refusals.prefix(max(0, 100 - refusals.count))
        for (scope, total) in part.totals { totals[scope, default: ControlTotal()].add(total) }
        for note in part.notes where !notes.contains(note) { notes.append(note) }
        for (currency, total) in part.refusedCosts { refusedCosts[currency, default: ControlTotal()].add(total) }
        isCut = isCut || part.isCut
        if let more = part.answer { answer?.add(more) } else { answer = nil }
    }

    /// Counts a record that is not taken; `costs` are those of its charges where they can be read.
    mutating func refuse(_ refusal: Refusal, costs: [RecordCost] = []) {
        refused += 1
        for (at, cost) in costs.enumerated() {
            var total = ControlTotal()
            total.add(billed: cost.amount, effective: cost.amount)
            if at > 0 { total.records = 0 }
            refusedCosts[cost.currency, default: ControlTotal()].add(total)
        }
        if refusals.count < 100 { refusals.append(refusal) }
    }

    /// How many refused records of a bill have no cost that can be read.
    package var unreadCosts: Int { isOfBill ? refused - refusedCosts.values.reduce(0) { $0 + Int($1.records) } : 0 }
}

/// A value of a record that is not taken.
struct FieldRefusal: Error {
    var column: Int
    var reason: String
    var hint: String
}

extension FieldRefusal {
    /// Of a header that has a name twice, the second time in this column.
    init(twice name: String, at column: Int) {
        self.init(column: column, reason: "the header names \(name) twice, expected each column once", hint: "")
    }
}

extension CSVReader {
    /// A refusal that points at a field of the current record.
    func refusal(_ file: String, _ field: FieldRefusal) -> Refusal {
        let place = place(field.column)
        return Refusal(
            at: Origin(file: file, line: place.line, column: place.column), field.reason, text: lineText(field.column),
            width: place.width, hint: field.hint)
    }

    /// A refusal of what is no CSV, as `next` has just told.
    func refusal(_ file: String, _ defect: Defect, line: Int, column: Int) -> Refusal {
        Refusal(at: Origin(file: file, line: line, column: column), defect.reason, text: defectText())
    }

    /// A refusal of the current record as a whole for having more or fewer fields than the header.
    func wrongCount(_ file: String, expected: Int) -> Refusal {
        let cut = endsWithoutLineEnd && count < expected
        return Refusal(
            at: Origin(file: file, line: line, column: 1),
            "the record has \(count) field\(count == 1 ? "" : "s"), expected \(expected) as in the header"
                + (cut ? "; the file ends inside it" : ""),
            text: lineText(0),
            hint: cut
                ? "deliver the file again when it is complete"
                : "look for a comma that is not in quotes, or a quote that is not closed")
    }

    /// Why the current record cannot be taken for whole where the file ends in its last field and that `isOpen`: a number or date
    /// out of quotes, whose end nothing shows. A text or a quoted field is taken: many programs leave the last line end out.
    func cutInLastField(_ isOpen: (_ column: Int) -> Bool) -> FieldRefusal? {
        guard endsWithoutLineEnd, count > 0 else { return nil }
        let last = count - 1
        // A carriage return is the first half of a line end, so the field is whole.
        guard !fields[last].isQuoted, fields.range(last).upperBound == buffer.count, isOpen(last) else { return nil }
        return FieldRefusal(
            column: last, reason: "the file ends without a line end inside its last record, expected the rest of it",
            hint: "deliver the file again when it is complete, its last line with a line end")
    }

    /// Whether the record was ended by the end of the file.
    var endsWithoutLineEnd: Bool { fields.endsWithoutLineEnd }
}

/// Whether a value stands for none: nothing, NULL or null.
func isAbsent(_ value: Span<UInt8>) -> Bool {
    if value.isEmpty { return true }
    guard value.count == 4 else { return false }
    return value[0] | 0x20 == UInt8(ascii: "n") && value[1] | 0x20 == UInt8(ascii: "u") && value[2] | 0x20 == UInt8(ascii: "l")
        && value[3] | 0x20 == UInt8(ascii: "l")
}

/// Whether a text is ASCII without NUL, and so needs no closer look.
func isPlain(_ text: Span<UInt8>) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let raw = unsafe text.bytes
    var at = 0
    while at + 8 <= text.count {
        let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
        // The highest bit of each byte: not ASCII, or borrowed where the byte is 0.
        if (word | (word &- ones)) & (ones << 7) != 0 { return false }
        at += 8
    }
    while at < text.count {
        if text[at] == 0 || text[at] >= 0x80 { return false }
        at += 1
    }
    return true
}

/// A value for a message, cut to what fits on a line.
func shown(_ value: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    for at in value.indices.prefix(60) { bytes.append(value[at]) }
    return "\"" + String(decoding: bytes, as: UTF8.self) + (value.count > 60 ? "…" : "") + "\""
}

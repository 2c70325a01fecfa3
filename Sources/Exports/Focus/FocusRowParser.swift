import Billing
import Formats

/// Reads records of a FOCUS bill into numbers. Knows no lines, invoices or bills, so that several may read one file at once.
struct FocusRowParser: Sendable {
    let header: FocusHeader
    /// The measures of each row: those of the file, then BilledCost or EffectiveCost where it lacks one of them.
    let measures: [Measure]
    /// Where the two costs are among them.
    let billed: Int, effective: Int
    /// The columns of its days.
    private let dayColumns: [Int]
    /// The record before in the same block, of which most have the same days; nil where there is none.
    private var previous: Days?

    private struct Days: Sendable {
        var texts: [Range<Int>]
        var charge: Period, billing: Period
    }

    init(_ header: FocusHeader) {
        self.header = header
        var measures = header.measures.map(\.measure)
        for cost in [Measure.billedCost, .effectiveCost] where !measures.contains(cost) { measures.append(cost) }
        self.measures = measures
        billed = measures.firstIndex(of: .billedCost) ?? 0
        effective = measures.firstIndex(of: .effectiveCost) ?? 0
        dayColumns = [
            header.chargePeriodStart, header.chargePeriodEnd, header.billingPeriodStart, header.billingPeriodEnd,
        ].compactMap(\.self)
    }

    /// How much the rows of a block may take, in bytes: of the shortest records they take many times what the block does.
    private static let memory = 3 << 19

    /// All records of a block, with their lines where `decoding` is given; nil where one of them cannot be taken, the block does not
    /// end with a record, or they take too much.
    func rows(_ bytes: Span<UInt8>, decoding: LineDecoding? = nil) -> FocusRows? {
        var parser = self
        var values = LineValues()
        var rows = FocusRows()
        var fields = CSVFields()
        var at = 0, lines = 0
        while true {
            let (start, empty) = CSVReader.emptyLines(bytes, from: at)
            at = start
            lines += empty
            guard at < bytes.count else { break }
            guard case .record(let next, let more) = fields.scan(bytes, from: at, atEnd: false) else { return nil }
            if !fields.isEmptyLine {
                guard fields.count == header.count, parser.parse(bytes, fields, start: at, line: lines, into: &rows) == nil else {
                    return nil
                }
                // One that is refused is decoded again by who takes it, and can say so.
                if let decoding, rows.mayDecode, decoding.decode(bytes, fields, header, into: &values) == nil {
                    rows.add(LineDecoding.identity(values), values)
                }
            }
            guard rows.size < FocusRowParser.memory else { return nil }
            lines += more + 1
            at = next
        }
        rows.lines = lines
        return rows
    }

    /// Adds a record, the one after that which was added before where `rows` has any; returns why where it is refused, and then
    /// nothing is added.
    mutating func parse(
        _ bytes: Span<UInt8>, _ fields: borrowing CSVFields, start: Int, line: Int, into rows: inout FocusRows
    ) -> FieldRefusal? {
        if rows.rows.isEmpty { previous = nil }
        let before = rows.sums.count
        if let refusal = parseMeasures(bytes, fields, into: &rows) {
            rows.sums.removeLast(rows.sums.count - before)
            return refusal
        }
        let days: Days
        do throws(FieldRefusal) { days = try self.days(bytes, fields) } catch {
            rows.sums.removeLast(rows.sums.count - before)
            return error
        }
        rows.rows.append(
            FocusRows.Row(
                start: Int32(start), line: Int32(line), charge: days.charge, billing: days.billing,
                identity: identity(bytes, fields), invoice: invoice(bytes, fields), mask: mask))
        if residue != (0, 0) {
            rows.residues.append(
                FocusRows.Residue(row: rows.rows.count - 1, billed: residue.billed, effective: residue.effective))
        }
        return nil
    }

    /// Of the record that is being read: a bit for each measure that it has, and what its costs have beyond 1e-15.
    private var mask: UInt8 = 0
    private var residue: (billed: Int128, effective: Int128) = (0, 0)

    private mutating func parseMeasures(
        _ bytes: Span<UInt8>, _ fields: borrowing CSVFields, into rows: inout FocusRows
    ) -> FieldRefusal? {
        mask = 0
        residue = (0, 0)
        // Most costs of a record are the same number, and its quantities are.
        var cost = (text: 0..<0, number: ParsedDecimal(amount: .zero, residue: 0))
        var quantity = cost
        for index in header.measures.indices {
            let (measure, column) = header.measures[index]
            let range = fields.range(column)
            let text = bytes.extracting(range)
            if isAbsent(text) {
                if measure == .billedCost || measure == .effectiveCost { return refusal(.empty, column, text, measure) }
                rows.sums.append(0)
                continue
            }
            let number: ParsedDecimal
            do {
                if measure.isCost {
                    if !isSame(bytes, cost.text, range) { cost = (range, try ParsedDecimal(text, bound: Amount.bound)) }
                    number = cost.number
                } else {
                    if !isSame(bytes, quantity.text, range) { quantity = (range, try ParsedDecimal(text, bound: Quantity.bound)) }
                    number = quantity.number
                }
            } catch {
                return refusal(error, column, text, measure)
            }
            rows.sums.append(number.amount.femtos)
            mask |= 1 << UInt8(index)
            if index == billed { residue.billed = number.residue }
            if index == effective { residue.effective = number.residue }
        }
        // FOCUS wants both costs; where a file has only one it stands for the other.
        let own = header.measures.count
        if own < measures.count {
            rows.sums.append(rows.sums[rows.sums.count - own + (own == billed ? effective : billed)])
            mask |= 1 << UInt8(own)
            if own == billed { residue.billed = residue.effective } else { residue.effective = residue.billed }
        }
        return nil
    }

    private mutating func days(_ bytes: Span<UInt8>, _ fields: borrowing CSVFields) throws(FieldRefusal) -> Days {
        if let previous, dayColumns.indices.allSatisfy({ isSame(bytes, previous.texts[$0], fields.range(dayColumns[$0])) }) {
            return previous
        }
        let (charge, billing) = try header.periods(bytes, fields).get()
        let days = Days(texts: dayColumns.map { fields.range($0) }, charge: charge, billing: billing)
        previous = days
        return days
    }

    /// Of the bytes of the columns that tell a line: a sum of the hashes of their runs, each times a number of its own, so that the same
    /// in other columns is another one.
    private func identity(_ bytes: Span<UInt8>, _ fields: borrowing CSVFields) -> Hash128 {
        var hash = Hash128.zero
        for run in header.runs {
            // With the opening quote, or `a,",b"` and `"a,",b` would look alike.
            let first = fields[run.lowerBound]
            let start = first.range.lowerBound - (first.isQuoted ? 1 : 0)
            hash = hash.times(1_000_003) &+ xxh3(bytes.extracting(start..<fields.range(run.upperBound - 1).upperBound))
        }
        return hash
    }

    private func invoice(_ bytes: Span<UInt8>, _ fields: borrowing CSVFields) -> Hash128? {
        guard let column = header.invoice else { return nil }
        let text = bytes.extracting(fields.range(column))
        return isAbsent(text) ? nil : xxh3(text)
    }

    private func refusal(_ refusal: NumberRefusal, _ column: Int, _ text: Span<UInt8>, _ measure: Measure) -> FieldRefusal {
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
}

/// Whether the same bytes stand in two places.
private func isSame(_ bytes: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count else { return false }
    var at = 0
    let raw = unsafe bytes.bytes
    while at + 8 <= one.count {
        let left = unsafe raw.unsafeLoadUnaligned(fromByteOffset: one.lowerBound + at, as: UInt64.self)
        let right = unsafe raw.unsafeLoadUnaligned(fromByteOffset: other.lowerBound + at, as: UInt64.self)
        if left != right { return false }
        at += 8
    }
    while at < one.count {
        if bytes[one.lowerBound + at] != bytes[other.lowerBound + at] { return false }
        at += 1
    }
    return true
}

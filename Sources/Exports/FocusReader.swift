package import Billing
package import Formats

/// Reads a FOCUS bill: every record into its line and day, added up exactly, in one pass.
package struct FocusReader<Sink: ChargeSink>: ~Copyable {
    private let sink: Sink
    private let file: String
    private let source: String
    private let currency: Currency
    private let header: FocusHeader
    private let billed: Int?
    private let effective: Int?
    private var table: ChargeTable
    private var reading = ExportReading()

    /// A line of this file: its number in the history and its billing account.
    private struct KnownLine {
        var number: Int32
        var account: Int
    }
    private var lines: [KnownLine] = []
    /// By the raw bytes of a record's dimensions; only a cache before the identity.
    private var linesByBytes = HashIndex()
    private var linesByIdentity = HashIndex()
    private var accounts: [String] = []
    private var scopes: [Bill] = []
    private var lastScope = 0
    private var invoicesByBytes = HashIndex()
    private var raw: [UInt8] = []
    private var values = LineValues()
    private var sums: [Int128]

    /// A bill of this file: its number in the history and what was counted of it.
    private struct Bill {
        var account: Int
        var period: Period
        var number: Int32
        var total = ControlTotal()
    }

    /// How much memory the sums may take before they are handed over in parts, in bytes.
    private static var budget: Int { 64 << 20 }

    /// A reader of a file whose header has been read; `currency` is taken where the file names none.
    package init(_ sink: Sink, header names: [String], file: String, source: String, currency: Currency) {
        self.sink = sink
        self.file = file
        self.source = source
        self.currency = currency
        header = FocusHeader(names)
        billed = header.index(of: .billedCost)
        effective = header.index(of: .effectiveCost)
        var measures = header.measures.map(\.measure)
        if billed == nil { measures.append(.billedCost) }
        if effective == nil { measures.append(.effectiveCost) }
        table = ChargeTable(measures: measures)
        sums = Array(repeating: 0, count: measures.count)
        reading.notes = header.notes
    }

    /// Reads the rest of the file. Refused records are counted and left out; the caller decides whether that spoils the file.
    package consuming func read(_ csv: inout CSVReader) throws(ExportFailure<Sink.Failure>) -> ExportReading {
        if let duplicate = header.duplicate {
            reading.refuse(Refusal(at: Origin(file: file, line: 1), "the header names \(duplicate) twice, expected each column once"))
            return reading
        }
        while true {
            let step: CSVReader.Step
            do { step = try csv.next() } catch { throw .read(error) }
            switch step {
            case .end:
                do { try table.drain(into: sink) } catch { throw .store(error) }
                for scope in scopes {
                    reading.totals[BillScope(billingAccount: accounts[scope.account], billingPeriod: scope.period)] = scope.total
                }
                return reading
            case .defect(let defect, let line, let column):
                reading.records += 1
                reading.refuse(Refusal(at: Origin(file: file, line: line, column: column), defect.reason))
            case .record:
                reading.records += 1
                guard csv.count == header.count else {
                    reading.refuse(csv.wrongCount(file, expected: header.count))
                    continue
                }
                let refused: FieldRefusal?
                do { refused = try take(csv.buffer.span, csv.fields) } catch { throw .store(error) }
                if let refused { reading.refuse(csv.refusal(file, refused)) }
                if table.size > FocusReader.budget {
                    do { try table.drain(into: sink) } catch { throw .store(error) }
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
            let text = bytes.extracting(Int(fields.starts[column])..<Int(fields.ends[column]))
            let measure = header.measures[index].measure
            if isAbsent(text) {
                sums[index] = 0
                if measure == .billedCost || measure == .effectiveCost { return numberRefusal(.empty, column, text, measure) }
                continue
            }
            do {
                let number = try ParsedDecimal(text)
                sums[index] = number.amount.femtos
                mask |= 1 << UInt8(index)
                if measure == .billedCost { billedCost = number }
                if measure == .effectiveCost { effectiveCost = number }
            } catch {
                return numberRefusal(error, column, text, measure)
            }
        }
        // FOCUS wants both costs; where a file has only one it stands for the other.
        guard let billedCost = billedCost ?? effectiveCost, let effectiveCost = effectiveCost ?? billedCost as ParsedDecimal? else { return nil }
        if header.measures.count < sums.count {
            sums[header.measures.count] = billed == nil ? billedCost.amount.femtos : effectiveCost.amount.femtos
            mask |= 1 << UInt8(header.measures.count)
        }

        let charge: Period
        let billing: Period
        switch periods(bytes, fields) {
        case .success(let periods): (charge, billing) = periods
        case .failure(let refusal): return refusal
        }
        let line: Int
        switch try lineIndex(bytes, fields) {
        case .success(let index): line = index
        case .failure(let refusal): return refusal
        }
        let invoice = try invoiceNumber(bytes, fields)
        let scope = try scopeIndex(lines[line].account, billing)
        scopes[scope].total.add(billed: billedCost, effective: effectiveCost)
        table.add(
            ChargeTable.Key(
                scope: scopes[scope].number, line: lines[line].number, start: charge.start.number, end: charge.end.number,
                invoice: invoice), sums, mask: mask)
        return nil
    }

    private func numberRefusal(_ refusal: NumberRefusal, _ column: Int, _ text: Span<UInt8>, _ measure: Measure) -> FieldRefusal {
        let found = refusal == .empty ? "" : " " + shown(text)
        return FieldRefusal(
            column: column, reason: "\(measure.name)\(found) \(refusal.found), \(refusal.expected)",
            hint: refusal == .thousandsSeparator ? "write it without the comma" : "")
    }

    private func timestamp(
        _ name: StaticString, _ column: Int, _ bytes: Span<UInt8>, _ fields: borrowing CSVFields
    ) -> Result<Timestamp, FieldRefusal> {
        let text = bytes.extracting(Int(fields.starts[column])..<Int(fields.ends[column]))
        if let moment = Timestamp(text) { return .success(moment) }
        return .failure(
            FieldRefusal(
                column: column, reason: "\(name) \(shown(text)) is not a date, expected 2026-08-01 or 2026-08-01T00:00:00Z",
                hint: "dates are ISO 8601, in UTC"))
    }

    /// The charge period and the billing period, in whole days.
    private func periods(_ bytes: Span<UInt8>, _ fields: borrowing CSVFields) -> Result<(Period, Period), FieldRefusal> {
        let start: Timestamp
        switch timestamp("ChargePeriodStart", header.chargePeriodStart, bytes, fields) {
        case .success(let moment): start = moment
        case .failure(let refusal): return .failure(refusal)
        }
        var end = start.day.advanced(by: 1)
        if let column = header.chargePeriodEnd {
            switch timestamp("ChargePeriodEnd", column, bytes, fields) {
            case .success(let moment):
                if (moment.day, moment.second) < (start.day, start.second) {
                    return .failure(
                        FieldRefusal(column: column, reason: "ChargePeriodEnd is before ChargePeriodStart, expected the moment after the last", hint: ""))
                }
                end = max(end, moment.dayRoundedUp)
            case .failure(let refusal): return .failure(refusal)
            }
        }
        var billing = start.day.month.period
        if let column = header.billingPeriodStart {
            switch timestamp("BillingPeriodStart", column, bytes, fields) {
            case .success(let moment): billing = Period(start: moment.day, end: moment.day.month.end)
            case .failure(let refusal): return .failure(refusal)
            }
        }
        if let column = header.billingPeriodEnd {
            switch timestamp("BillingPeriodEnd", column, bytes, fields) {
            case .success(let moment):
                guard moment.dayRoundedUp > billing.start else {
                    return .failure(
                        FieldRefusal(column: column, reason: "BillingPeriodEnd is not after BillingPeriodStart, expected the day after the last", hint: ""))
                }
                billing.end = moment.dayRoundedUp
            case .failure(let refusal): return .failure(refusal)
            }
        }
        return .success((Period(start: start.day, end: end), billing))
    }

    private mutating func scopeIndex(_ account: Int, _ period: Period) throws(Sink.Failure) -> Int {
        if lastScope < scopes.count, scopes[lastScope].account == account, scopes[lastScope].period == period { return lastScope }
        if let index = scopes.firstIndex(where: { $0.account == account && $0.period == period }) {
            lastScope = index
            return index
        }
        let number = try sink.scope(BillScope(billingAccount: accounts[account], billingPeriod: period))
        scopes.append(Bill(account: account, period: period, number: number))
        lastScope = scopes.count - 1
        return lastScope
    }

    private mutating func invoiceNumber(_ bytes: Span<UInt8>, _ fields: borrowing CSVFields) throws(Sink.Failure) -> Int32 {
        guard let column = header.invoice else { return 0 }
        let text = bytes.extracting(Int(fields.starts[column])..<Int(fields.ends[column]))
        if isAbsent(text) { return 0 }
        let hash = xxh3(text)
        if let number = invoicesByBytes.find(hash) { return number }
        var copy: [UInt8] = []
        for at in text.indices { copy.append(text[at]) }
        let number = try sink.invoice(String(decoding: copy, as: UTF8.self))
        invoicesByBytes.add(hash, number)
        return number
    }

    /// The line of the record, by its raw bytes or else by its decoded values.
    private mutating func lineIndex(
        _ bytes: Span<UInt8>, _ fields: borrowing CSVFields
    ) throws(Sink.Failure) -> Result<Int, FieldRefusal> {
        raw.removeAll(keepingCapacity: true)
        for run in header.runs {
            let range = Int(fields.starts[run.lowerBound])..<Int(fields.ends[run.upperBound - 1])
            unsafe bytes.extracting(range).withUnsafeBufferPointer { part in unsafe raw.append(contentsOf: part) }
            raw.append(0)
        }
        let cached = xxh3(raw.span)
        if let index = linesByBytes.find(cached) { return .success(Int(index)) }
        if let refusal = LineDecoding.decode(bytes, fields, header, source: source, currency: currency, into: &values) {
            return .failure(refusal)
        }
        let identity = LineDecoding.identity(values)
        if let index = linesByIdentity.find(identity) {
            linesByBytes.add(cached, index)
            return .success(Int(index))
        }
        let account = values[.billingAccountId] ?? ""
        if accounts.last != account, !accounts.contains(account) { accounts.append(account) }
        lines.append(KnownLine(number: try sink.line(identity, values), account: accounts.firstIndex(of: account) ?? 0))
        let index = Int32(lines.count - 1)
        linesByIdentity.add(identity, index)
        linesByBytes.add(cached, index)
        return .success(Int(index))
    }
}

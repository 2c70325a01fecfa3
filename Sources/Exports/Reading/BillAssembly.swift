import Billing
import Formats

/// A line of a file: its number in the history and its billing account.
private struct KnownLine {
    var number: Int32
    var account: Int
}

/// The account of a bill, by its number in this file, its billing period, and which part of it.
private struct Scope: Hashable {
    var account: Int
    var period: Period
    var part: BillPart
    var exportDay: Day?
}

/// A bill of a file: its number in the history and what was counted of it.
private struct Bill {
    var scope: Scope
    var number: Int32
    var total = ControlTotal()
}

/// Adds up the charges of a file by line, day and invoice, exactly, and hands them over; knows the file's lines, bills and
/// invoices by what it has seen of them.
struct BillAssembly<Sink: ChargeSink>: ~Copyable {
    private let sink: Sink
    private let memory: Int
    private var table: ChargeTable

    private var lines: [KnownLine] = []
    /// By the raw bytes of a record's dimensions; only a cache before the identity.
    private var linesByBytes = HashIndex()
    private var linesByIdentity = HashIndex()
    private var accounts: [String] = []
    private var accountNumbers: [String: Int] = [:]
    private var bills: [Bill] = []
    private var billsByScope: [Scope: Int] = [:]
    private var lastBill = 0
    private var invoicesByBytes = HashIndex()
    private let wantsRecords: Bool

    /// The line of the file that the current record begins in, from 1.
    var place = 0

    /// An assembly of these measures. Sums that take more than `memory` bytes are handed over in parts.
    init(_ sink: Sink, measures: [Measure], memory: Int) {
        self.sink = sink
        self.memory = memory
        table = ChargeTable(measures: measures)
        wantsRecords = sink.wantsRecords
    }

    /// The line that records with these raw bytes have; nil where none was seen.
    @inline(__always) func line(raw: Hash128) -> Int? { linesByBytes.find(raw).map(Int.init) }

    /// How many lines the file has so far.
    var lineCount: Int { lines.count }

    /// The line of these values, which this is the identity of, under the raw bytes of its record where those are told.
    mutating func line(
        _ values: LineValues, _ identity: Hash128, raw: Hash128? = nil
    ) throws(Sink.Failure) -> Int {
        if let index = linesByIdentity.find(identity) {
            if let raw { remember(raw, index) }
            return Int(index)
        }
        let account = values[.billingAccountId] ?? ""
        let number = accountNumbers[account] ?? accounts.count
        if number == accounts.count {
            accounts.append(account)
            accountNumbers[account] = number
        }
        lines.append(KnownLine(number: try sink.line(identity, values), account: number))
        let index = Int32(lines.count - 1)
        linesByIdentity.add(identity, index)
        if let raw { remember(raw, index) }
        return Int(index)
    }

    /// Notes what a line is known by. Bytes that differ in what no line is made of may be as many as the records: beyond a few for each
    /// line they are not worth their room.
    private mutating func remember(_ raw: Hash128, _ line: Int32) {
        guard linesByBytes.count < 100_000 + 8 * lines.count, linesByBytes.find(raw) == nil else { return }
        linesByBytes.add(raw, line)
    }

    /// The number of the invoice whose raw bytes have this hash; nil where none was seen.
    func invoice(raw: Hash128) -> Int32? { invoicesByBytes.find(raw) }

    /// The number of an invoice, under the hash of its raw bytes.
    mutating func invoice(_ name: String, raw: Hash128) throws(Sink.Failure) -> Int32 {
        let number = try sink.invoice(name)
        invoicesByBytes.add(raw, number)
        return number
    }

    /// Adds one record: a number per measure, and a bit in `mask` for each that it has.
    @inline(__always) mutating func add(
        line: Int, charge: Period, billing: Period, part: BillPart = .main, exportDay: Day? = nil, invoice: Int32,
        _ sums: Span<Int128>, mask: UInt8, billed: ParsedDecimal, effective: ParsedDecimal
    ) throws(Sink.Failure) {
        let bill = try billIndex(Scope(account: lines[line].account, period: billing, part: part, exportDay: exportDay))
        bills[bill].total.add(billed: billed, effective: effective)
        if wantsRecords {
            sink.record(
                ChargeRecord(
                    scope: bills[bill].number, line: lines[line].number, period: charge, billed: billed.amount,
                    effective: effective.amount, place: place))
        }
        table.add(
            ChargeDay.Key(scope: bills[bill].number, line: lines[line].number, period: charge, invoice: invoice), sums, mask: mask
        )
        if table.size > memory || table.isNearlyFull { try table.drain(into: sink) }
    }

    /// Hands over what is left and tells what was counted of each bill.
    mutating func finish() throws(Sink.Failure) -> [BillScope: ControlTotal] {
        try table.drain(into: sink)
        var totals: [BillScope: ControlTotal] = [:]
        for bill in bills {
            totals[name(bill.scope)] = bill.total
        }
        return totals
    }

    private func name(_ scope: Scope) -> BillScope {
        BillScope(
            billingAccount: accounts[scope.account], billingPeriod: scope.period, part: scope.part, exportDay: scope.exportDay)
    }

    @inline(__always) private mutating func billIndex(_ scope: Scope) throws(Sink.Failure) -> Int {
        if lastBill < bills.count, bills[lastBill].scope == scope { return lastBill }
        if let index = billsByScope[scope] {
            lastBill = index
            return index
        }
        let number = try sink.scope(name(scope))
        bills.append(Bill(scope: scope, number: number))
        lastBill = bills.count - 1
        billsByScope[scope] = lastBill
        return lastBill
    }
}

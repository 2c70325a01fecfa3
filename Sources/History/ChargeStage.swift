import Billing

/// The charges of a delivery, from when they are read until it is known what is new of them.
///
/// They are put aside as they come. Those of a bill that has charges in force are compared with them (ChargeChanges); those of any other
/// are stored as they are.
struct ChargeStage {
    /// What is staged of a bill.
    struct Bill {
        /// Its fingerprint, which does not depend on the order or the numbering of rows.
        var content = Hash128.zero
        /// What it costs, the greater of BilledCost and EffectiveCost of each row without their signs, in units of 1e-6.
        var gross = 0.0
        /// The numbers of its invoices, by their place.
        var invoices: Set<Int32> = []
    }

    private let history: History
    private var runs: ChargeRuns
    private var lines = LineHashes()
    private var invoices = InvoiceNumbers()
    /// What is staged of each bill, once everything is.
    private(set) var bills: [Int64: Bill] = [:]
    /// What changes of bills that have charges in force; nil before they are compared, or where there are none.
    private var changes: ChargeChanges?
    /// How those differ.
    private(set) var comparisons: [Int64: ChargeComparison] = [:]

    private var connection: Connection { history.connection }

    init(_ history: History) throws(HistoryError) {
        self.history = history
        runs = try ChargeRuns(history.connection, .delivered)
        for table in ["ended", "filled"] { try history.connection.run("DELETE FROM \(table)") }
    }

    /// Makes the tables.
    static func prepare(_ connection: Connection) throws(HistoryError) {
        try ChargeRuns.prepare(connection, .delivered)
        try ChargeChanges.prepare(connection)
    }

    /// The place of an invoice's number.
    mutating func invoice(_ number: String) -> Int32 { invoices.place(of: number) }

    /// Names a line that charges are added of.
    mutating func name(_ line: Int32, _ identity: Hash128) { lines.add(line, identity) }

    /// Adds what a line was charged.
    mutating func add(_ charge: ChargeDay) throws(HistoryError) {
        if let measure = StoredCharge.measure(beyondBoundsOf: charge) {
            throw .beyondBounds(subject: "a line's \(measure.name) of a day")
        }
        try runs.add(charge)
    }

    // MARK: What there is

    /// Finds what is staged of each bill, now that nothing is added any more.
    mutating func close(_ hash: ContentHash) throws(HistoryError) {
        var found: [Int64: Bill] = [:]
        var scope: Int32?, bill = Bill(), invoice: Int32?
        var lines = lines, row = RowBytes()
        let texts = invoices.all.map { Array($0.utf8) }
        try runs.forEach { charge throws(HistoryError) in
            if charge.scope != scope {
                if let scope { found[Int64(scope)] = bill }
                (scope, bill, invoice) = (charge.scope, Bill(), nil)
            }
            if charge.invoice != invoice {
                bill.invoices.insert(charge.invoice)
                invoice = charge.invoice
            }
            let stored = try StoredCharge(charge)
            bill.gross += stored.gross
            row.clear()
            let line = lines.hash(of: charge.line)
            for half in [line.high, line.low] { row.append(Int64(bitPattern: half)) }
            for day in [charge.period.start, charge.period.end] { row.append(Int64(day.number)) }
            unsafe texts[Int(charge.invoice)].withUnsafeBytes { unsafe row.append($0) }
            stored.append(to: &row)
            bill.content = bill.content &+ row.hash(by: hash)
        }
        if let scope { found[Int64(scope)] = bill }
        bills = found
    }

    /// Compares bills with what is in force of them; what they have `isAdded` to it, or takes its place.
    mutating func compare(_ scopes: [Int64], isAdded: Bool) throws(HistoryError) {
        let inForce = try connection.kept("SELECT 1 FROM charge WHERE scope = ? AND known_to IS NULL LIMIT 1")
        var compared: [Int64] = []
        for scope in scopes.sorted() {
            inForce.bind(0, scope)
            if try inForce.step() { compared.append(scope) }
            inForce.reset()
        }
        guard !compared.isEmpty else { return }
        var changes = try ChargeChanges(connection, invoices, isAdded: isAdded)
        var staged = try runs.sums()
        for scope in compared { comparisons[scope] = try changes.compare(scope, &staged) }
        self.changes = changes
    }

    /// The numbers of a bill's invoices.
    func invoices(of scope: Int64) -> [String] { (bills[scope]?.invoices ?? []).map { invoices[$0] } }

    /// What was added of all bills, by currency: records and their BilledCost at 1e-15.
    func costs() throws(HistoryError) -> [Currency: ControlTotal] {
        var costs: [Currency: ControlTotal] = [:]
        var line: Int32?, currency = Currency("")
        try runs.forEachPart { charge throws(HistoryError) in
            if charge.line != line {
                let code = try connection.rows(
                    "SELECT BillingCurrency FROM line WHERE line = ?", [.integer(Int64(charge.line))]
                ) { row throws(HistoryError) in try row.lineCurrency(0) }.first
                guard let code else { throw .lostRow }
                (line, currency) = (charge.line, code)
            }
            costs[currency, default: ControlTotal()].records += charge.records
            costs[currency, default: ControlTotal()].billed += charge[.billedCost] ?? .zero
        }
        return costs
    }

    // MARK: Storing

    /// Stores what is new of bills.
    func store(_ scopes: [Int64], _ sequence: Int64) throws(HistoryError) {
        var store = try ChargeStore(history, sequence)
        if let changes {
            try changes.new.forEach { charge throws(HistoryError) in
                try store.add(StoredCharge(charge), invoice: changes.invoices[charge.invoice])
            }
        }
        let first = Set(scopes.filter { bills[$0] != nil && comparisons[$0] == nil }.map(Int32.init))
        if !first.isEmpty {
            try runs.forEach { charge throws(HistoryError) in
                if first.contains(charge.scope) { try store.add(StoredCharge(charge), invoice: invoices[charge.invoice]) }
            }
        }
        try store.finish()
    }
}

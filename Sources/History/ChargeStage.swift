import Billing

/// The charges of a delivery, from when they are read until it is known what is new of them.
///
/// They are put aside as they come. Of a bill that has charges in force, and others than these, they go to the temporary table
/// `staged_charge`, where SQL compares them with those; of any other they are stored as they are.
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
    /// The numbers of the delivery's invoices, by their place.
    private var invoices: [String] = [""]
    /// By their bytes: numbers that only look alike are two.
    private var invoicePlaces: [[UInt8]: Int32] = [[]: 0]
    /// What is staged of each bill, once everything is.
    private(set) var bills: [Int64: Bill] = [:]
    /// The bills that are compared with what is in force of them, in `staged_charge`.
    private var compared: Set<Int32> = []

    private var connection: Connection { history.connection }

    init(_ history: History) throws(HistoryError) {
        self.history = history
        runs = try ChargeRuns(history.connection)
    }

    /// Makes the tables.
    static func prepare(_ connection: Connection) throws(HistoryError) {
        try ChargeRuns.prepare(connection)
        let measures = MeasureColumns.names.map { "\($0) INTEGER, " }.joined()
        try connection.execute(
            """
            CREATE TEMP TABLE staged_charge (
                scope INTEGER NOT NULL, line INTEGER NOT NULL, start_day INTEGER NOT NULL, end_day INTEGER NOT NULL,
                invoice TEXT NOT NULL, \(measures)records INTEGER NOT NULL,
                PRIMARY KEY (scope, line, start_day, end_day, invoice)
            ) STRICT, WITHOUT ROWID
            """)
    }

    /// The place of an invoice's number.
    mutating func invoice(_ number: String) -> Int32 {
        let bytes = Array(number.utf8)
        if let place = invoicePlaces[bytes] { return place }
        invoices.append(number)
        invoicePlaces[bytes] = Int32(invoices.count - 1)
        return Int32(invoices.count - 1)
    }

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

    /// Finds what is staged of each bill, now that nothing is added any more, and stages those that are compared row by row.
    mutating func close(_ hash: ContentHash) throws(HistoryError) {
        var found: [Int64: Bill] = [:]
        var scope: Int32?, bill = Bill(), invoice: Int32?
        var lines = lines, row = RowBytes()
        let texts = invoices.map { Array($0.utf8) }
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
        try stage()
    }

    private mutating func stage() throws(HistoryError) {
        for (scope, bill) in bills {
            let isInForce =
                try connection.integer(
                    "SELECT 1 FROM charge WHERE scope = ? AND known_to IS NULL LIMIT 1", .integer(scope)) != nil
            guard isInForce, try ScopeDecision.inForce(scope, connection) != bill.content.description else { continue }
            compared.insert(Int32(scope))
        }
        guard !compared.isEmpty else { return }
        let marks = MeasureColumns.names.map { _ in "?, " }.joined()
        let insert = try connection.kept("INSERT INTO staged_charge VALUES (?, ?, ?, ?, ?, \(marks)?)")
        try runs.forEach { charge throws(HistoryError) in
            guard compared.contains(charge.scope) else { return }
            insert.bind(0, Int64(charge.scope))
            insert.bind(1, Int64(charge.line))
            insert.bind(2, Int64(charge.period.start.number))
            insert.bind(3, Int64(charge.period.end.number))
            try insert.bind(4, invoices[Int(charge.invoice)])
            try StoredCharge(charge).bind(to: insert, from: 5)
            try insert.run()
        }
    }

    /// The numbers of a bill's invoices.
    func invoices(of scope: Int64) -> [String] { (bills[scope]?.invoices ?? []).map { invoices[Int($0)] } }

    /// What was added of all bills, by currency: records and their BilledCost at 1e-15.
    func costs() throws(HistoryError) -> [Currency: ControlTotal] {
        var costs: [Currency: ControlTotal] = [:]
        var line: Int32?, currency = Currency("")
        try runs.forEachPart { charge throws(HistoryError) in
            if charge.line != line {
                let code = try connection.rows(
                    "SELECT BillingCurrency FROM line WHERE line = ?", [.integer(Int64(charge.line))]
                ) { row throws(HistoryError) in try row.lineCurrency(0) }.first
                guard let code else { throw .lostLine }
                (line, currency) = (charge.line, code)
            }
            costs[currency, default: ControlTotal()].records += charge.records
            costs[currency, default: ControlTotal()].billed += charge[.billedCost] ?? .zero
        }
        return costs
    }

    // MARK: Storing

    /// Stores the charges of those bills that there is nothing to compare with.
    func store(_ scopes: [Int64], _ sequence: Int64) throws(HistoryError) {
        let first = Set(scopes.filter { bills[$0] != nil }.map(Int32.init)).subtracting(compared)
        guard !first.isEmpty else { return }
        var store = try ChargeStore(history, sequence)
        try runs.forEach { charge throws(HistoryError) in
            if first.contains(charge.scope) { try store.add(StoredCharge(charge), invoice: invoices[Int(charge.invoice)]) }
        }
        try store.finish()
    }
}

import Billing

/// What a delivery changes of the charges in force, found by going through both in the order of lines and days: the numbers of those
/// that end go to the temporary table `ended`, those that are invoiced now to `filled`, and what is new is put aside.
struct ChargeChanges {
    /// A charge in force.
    private struct InForce {
        var number: Int64
        /// The part of its bill that it is invoiced with.
        var invoicing: Int64
        var charge: StoredCharge
    }

    /// Those of the delivery, and behind them what only bills in force have.
    private(set) var invoices: InvoiceNumbers
    /// What is new, in the order of keys.
    private(set) var new: ChargeRuns
    private let connection: Connection
    /// Whether what is delivered comes on top of what is in force.
    private let isAdded: Bool
    private let end: Statement
    private let fill: Statement
    /// The charges of one line and period, on both sides; those delivered in the order of their invoices' places.
    private var inForce: [InForce] = []
    private var delivered: [StoredCharge] = []
    /// Which of those delivered are not new.
    private var isKnown: [Bool] = []

    init(_ connection: Connection, _ invoices: InvoiceNumbers, isAdded: Bool) throws(HistoryError) {
        self.connection = connection
        self.invoices = invoices
        self.isAdded = isAdded
        new = try ChargeRuns(connection, .changed)
        end = try connection.kept("INSERT INTO ended VALUES (?)")
        fill = try connection.kept("INSERT INTO filled VALUES (?, ?, ?, ?)")
    }

    /// Makes the tables.
    static func prepare(_ connection: Connection) throws(HistoryError) {
        try ChargeRuns.prepare(connection, .changed)
        try connection.execute("CREATE TEMP TABLE ended (charge INTEGER PRIMARY KEY)")
    }

    /// Compares a bill with what is in force of it. `staged` stands at its first charge or before that, and then behind its last.
    mutating func compare(_ scope: Int64, _ staged: inout ChargeRuns.Sums) throws(HistoryError) -> ChargeComparison {
        var comparison = ChargeComparison()
        let parts = try parts(of: scope)
        let rows = try connection.kept(
            """
            SELECT charge, line, start_day, end_day, invoicing, \(MeasureColumns.names.joined(separator: ", ")), records
            FROM charge WHERE scope = ? AND known_to IS NULL ORDER BY line, start_day, end_day
            """)
        rows.bind(0, scope)
        defer { rows.reset() }
        func next() throws(HistoryError) -> InForce? {
            guard try rows.step() else { return nil }
            guard let invoice = parts[rows.integer(4)], let line = Int32(exactly: rows.integer(1)) else { throw .lostRow }
            let key = ChargeDay.Key(
                scope: Int32(truncatingIfNeeded: scope), line: line, period: Period(start: rows.day(2), end: rows.day(3)),
                invoice: invoice)
            return InForce(number: rows.integer(0), invoicing: rows.integer(4), charge: StoredCharge(key, rows, from: 5))
        }
        while let charge = staged.head, charge.scope < scope { try staged.advance() }
        var first = try next()
        while true {
            var place = first?.charge.key.withoutInvoice
            if let charge = staged.head, charge.scope == scope, place.map({ charge.key.withoutInvoice < $0 }) ?? true {
                place = charge.key.withoutInvoice
            }
            guard let place else { return comparison }
            inForce.removeAll(keepingCapacity: true)
            while let charge = first, charge.charge.key.withoutInvoice == place {
                inForce.append(charge)
                first = try next()
            }
            delivered.removeAll(keepingCapacity: true)
            while let charge = staged.head, charge.key.withoutInvoice == place {
                delivered.append(try StoredCharge(charge))
                try staged.advance()
            }
            comparison.count(inForce.lazy.map(\.charge), delivered)
            try settle(scope)
        }
    }

    /// The places of the numbers that a bill's parts are invoiced by.
    private mutating func parts(of scope: Int64) throws(HistoryError) -> [Int64: Int32] {
        var parts: [Int64: Int32] = [:]
        let rows = try connection.rows("SELECT invoicing, invoice FROM scope_invoicing WHERE scope = ?", [.integer(scope)]) {
            ($0.integer(0), $0.text(1))
        }
        for (part, number) in rows { parts[part] = invoices.place(of: number) }
        return parts
    }

    /// Notes what becomes of the charges of one line and period.
    private mutating func settle(_ scope: Int64) throws(HistoryError) {
        isKnown.removeAll(keepingCapacity: true)
        for _ in delivered { isKnown.append(false) }
        for charge in inForce {
            let place = delivered(charge.charge.key.invoice)
            if let place, delivered[place].hasAmounts(of: charge.charge), !isAdded {
                isKnown[place] = true
            } else if isAdded {
                guard let place else { continue }
                delivered[place] = try charge.charge.adding(delivered[place])
                isKnown[place] = delivered[place].hasAmounts(of: charge.charge)
                if !isKnown[place] { try end(charge) }
            } else if charge.charge.key.invoice == 0, let place = filling(charge.charge) {
                isKnown[place] = true
                fill.bind(0, charge.number)
                fill.bind(1, scope)
                fill.bind(2, charge.invoicing)
                try fill.bind(3, invoices[delivered[place].key.invoice])
                try fill.run()
            } else {
                try end(charge)
            }
        }
        for (place, charge) in delivered.enumerated() where !isKnown[place] { try new.add(charge.charge) }
    }

    private func end(_ charge: InForce) throws(HistoryError) {
        end.bind(0, charge.number)
        try end.run()
    }

    /// Where the charge that was delivered with an invoice stands.
    private func delivered(_ invoice: Int32) -> Int? {
        var low = 0, high = delivered.count
        while low < high {
            let middle = (low + high) / 2
            if delivered[middle].key.invoice < invoice { low = middle + 1 } else { high = middle }
        }
        return low < delivered.count && delivered[low].key.invoice == invoice ? low : nil
    }

    /// A bill becomes final: where the charge that is the same but for its number stands; of several numbers the least that the line has
    /// none of in force.
    private func filling(_ charge: StoredCharge) -> Int? {
        let numbered = inForce.count > 1 ? Set(inForce.map(\.charge.key.invoice)) : []
        return delivered.indices.filter {
            let other = delivered[$0]
            return other.key.invoice != 0 && other.hasAmounts(of: charge) && !numbered.contains(other.key.invoice)
        }.min {
            invoices[delivered[$0].key.invoice].utf8.lexicographicallyPrecedes(invoices[delivered[$1].key.invoice].utf8)
        }
    }
}

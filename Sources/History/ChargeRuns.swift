import Billing

/// The charges of a delivery, put aside as they come: in runs that are each in the order of their keys, since a reader hands over what it
/// has added up in parts. What is more than a block of a run waits in a temporary table.
struct ChargeRuns {
    fileprivate struct Run {
        /// Its blocks in the table.
        var blocks: Range<Int64>
        /// What comes after them.
        var tail: [ChargeDay] = []
        var last: ChargeDay.Key
    }

    /// The temporary table that a delivery's charges wait in, or those among them that change something.
    enum Table: String { case delivered = "charge_block", changed = "changed_block" }

    private let insert: Statement
    private let select: Statement
    private var runs: [Run] = []
    private var blocks: Int64 = 0
    /// How many charges a block has: 64,000 bytes.
    private static let size = 400

    init(_ connection: Connection, _ table: Table) throws(HistoryError) {
        try connection.run("DELETE FROM \(table.rawValue)")
        insert = try connection.kept("INSERT INTO \(table.rawValue) VALUES (?, ?)")
        select = try connection.kept("SELECT charges FROM \(table.rawValue) WHERE block = ?")
    }

    /// Makes the table.
    static func prepare(_ connection: Connection, _ table: Table) throws(HistoryError) {
        try connection.execute(
            "CREATE TEMP TABLE \(table.rawValue) (block INTEGER PRIMARY KEY, charges BLOB NOT NULL) STRICT")
    }

    /// Puts a charge aside.
    mutating func add(_ charge: ChargeDay) throws(HistoryError) {
        if runs.isEmpty || charge.key <= runs[runs.count - 1].last {
            runs.append(Run(blocks: blocks..<blocks, last: charge.key))
        }
        let run = runs.count - 1
        runs[run].last = charge.key
        runs[run].tail.append(charge)
        guard runs[run].tail.count == ChargeRuns.size else { return }
        insert.bind(0, blocks)
        try insert.run(with: runs[run].tail, at: 1)
        blocks += 1
        runs[run].blocks = runs[run].blocks.lowerBound..<blocks
        runs[run].tail.removeAll(keepingCapacity: true)
    }

    private func cursors() throws(HistoryError) -> Cursors {
        var cursors = Cursors(select)
        for run in runs { try cursors.add(run) }
        return cursors
    }

    /// Hands over every charge as it was put aside, in the order of their keys.
    func forEachPart(_ body: (ChargeDay) throws(HistoryError) -> Void) throws(HistoryError) {
        var cursors = try cursors()
        while let part = try cursors.next() { try body(part) }
    }

    /// Hands over every charge once, in the order of their keys; what was put aside of one key is added up.
    func forEach(_ body: (ChargeDay) throws(HistoryError) -> Void) throws(HistoryError) {
        var sums = try sums()
        while let charge = sums.head {
            try body(charge)
            try sums.advance()
        }
    }

    /// Every charge once, in the order of their keys. While they are read nothing is put aside.
    func sums() throws(HistoryError) -> Sums { try Sums(cursors()) }

    /// Charges of which what was put aside of one key is added up.
    struct Sums {
        /// The charge that it stands at; nil at the end.
        private(set) var head: ChargeDay?
        private var cursors: Cursors

        fileprivate init(_ cursors: Cursors) throws(HistoryError) {
            self.cursors = cursors
            try advance()
        }

        /// Goes to the next.
        mutating func advance() throws(HistoryError) {
            head = nil
            guard var charge = try cursors.next() else { return }
            while try cursors.add(to: &charge) {
                guard StoredCharge.measure(beyondBoundsOf: charge) == nil else {
                    throw .beyondBounds(subject: "a sum of this file")
                }
            }
            head = charge
        }
    }

    /// Where each run is read: a heap, the least key first.
    fileprivate struct Cursors {
        private struct Cursor {
            var rows: [ChargeDay] = []
            var at = 0
            var rest: Run

            var key: ChargeDay.Key { rows[at].key }
        }

        private let read: Statement
        private var heap: [Cursor] = []

        init(_ read: Statement) { self.read = read }

        mutating func add(_ run: Run) throws(HistoryError) {
            var cursor = Cursor(rest: run)
            guard try load(&cursor) else { return }
            heap.append(cursor)
            var at = heap.count - 1
            while at > 0, heap[at].key < heap[(at - 1) / 2].key {
                heap.swapAt(at, (at - 1) / 2)
                at = (at - 1) / 2
            }
        }

        /// The next charge; nil at the end.
        mutating func next() throws(HistoryError) -> ChargeDay? {
            guard !heap.isEmpty else { return nil }
            let charge = heap[0].rows[heap[0].at]
            try advance()
            return charge
        }

        /// Adds the next charge to another, and says so, where it has its key.
        mutating func add(to charge: inout ChargeDay) throws(HistoryError) -> Bool {
            guard !heap.isEmpty, heap[0].key == charge.key else { return false }
            charge.add(heap[0].rows[heap[0].at])
            try advance()
            return true
        }

        private mutating func advance() throws(HistoryError) {
            heap[0].at += 1
            if heap[0].at == heap[0].rows.count, try !load(&heap[0]) {
                heap.swapAt(0, heap.count - 1)
                heap.removeLast()
            }
            var at = 0
            while 2 * at + 1 < heap.count {
                var child = 2 * at + 1
                if child + 1 < heap.count, heap[child + 1].key < heap[child].key { child += 1 }
                guard heap[child].key < heap[at].key else { return }
                heap.swapAt(at, child)
                at = child
            }
        }

        /// Goes to the run's next block; false at its end.
        private func load(_ cursor: inout Cursor) throws(HistoryError) -> Bool {
            cursor.at = 0
            guard let block = cursor.rest.blocks.first else {
                cursor.rows = cursor.rest.tail
                cursor.rest.tail = []
                return !cursor.rows.isEmpty
            }
            read.bind(0, block)
            defer { read.reset() }
            guard try read.step() else {
                throw .mismatch(subject: "charges put aside", counted: "block \(block)", stored: "none")
            }
            read.copyBlob(0, into: &cursor.rows)
            cursor.rest.blocks.removeFirst()
            return true
        }
    }
}

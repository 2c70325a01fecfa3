import Billing
import Formats

/// Records of a FOCUS bill as numbers: what each charges, and what tells its line and invoice.
struct FocusRows: Sendable {
    /// A record.
    struct Row: Sendable {
        /// Where it begins in its block, and how many lines the block has before it.
        var start: Int32, line: Int32
        var charge: Period, billing: Period
        /// Of the raw bytes of its dimensions, opening quotes included.
        var identity: Hash128
        /// Of the raw bytes of its InvoiceId; nil where it has none.
        var invoice: Hash128?
        /// A bit for each measure that it has.
        var mask: UInt8
    }

    /// The line of a record.
    struct Line: Sendable {
        var row: Int
        var identity: Hash128
    }

    /// What a record's costs have beyond 1e-15; nearly none has something.
    struct Residue: Sendable {
        var row: Int
        var billed: Int128, effective: Int128
    }

    var rows: [Row] = []
    /// As many a record as there are measures, in units of 1e-15.
    var sums: [Int128] = []
    /// The lines of records, in their order, where most are likely new and as far as there is room for them.
    private(set) var decoded: [Line] = []
    /// Their values, packed.
    private(set) var values = LineValues()
    private static let decodedLimit = 2 << 20
    /// In the order of their rows.
    var residues: [Residue] = []
    /// How many lines the block has in all.
    var lines = 0

    /// About how much memory they take, in bytes.
    var size: Int { rows.count * MemoryLayout<Row>.stride + sums.count * MemoryLayout<Int128>.stride }

    /// Whether there is room for a further line.
    var mayDecode: Bool {
        let ends = values.ends.count * MemoryLayout<Int32>.stride
        return values.bytes.count + ends + decoded.count * MemoryLayout<Line>.stride < FocusRows.decodedLimit
    }

    /// Adds the line of the record that was added last.
    mutating func add(_ identity: Hash128, _ values: LineValues) {
        decoded.append(Line(row: rows.count - 1, identity: identity))
        self.values.pack(values)
    }

    /// Forgets all records.
    mutating func clear() {
        rows.removeAll(keepingCapacity: true)
        sums.removeAll(keepingCapacity: true)
        residues.removeAll(keepingCapacity: true)
        decoded.removeAll(keepingCapacity: true)
        values.clear()
        lines = 0
    }
}

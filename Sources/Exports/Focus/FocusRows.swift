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
        var values: LineValues
    }

    /// What a record's costs have beyond 1e-15; nearly none has something.
    struct Residue: Sendable {
        var row: Int
        var billed: Int128, effective: Int128
    }

    var rows: [Row] = []
    /// As many a record as there are measures, in units of 1e-15.
    var sums: [Int128] = []
    /// The lines of records, in their order, where most are likely new.
    var decoded: [Line] = []
    /// In the order of their rows.
    var residues: [Residue] = []
    /// How many lines the block has in all.
    var lines = 0

    /// About how much memory they take, in bytes.
    var size: Int { rows.count * MemoryLayout<Row>.stride + sums.count * MemoryLayout<Int128>.stride }

    /// Forgets all records.
    mutating func clear() {
        rows.removeAll(keepingCapacity: true)
        sums.removeAll(keepingCapacity: true)
        residues.removeAll(keepingCapacity: true)
        lines = 0
    }
}

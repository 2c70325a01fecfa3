import Billing
import Formats

/// Rows of Google Cloud's billing export in JSON lines as numbers: what each charges, and what tells its lines.
struct BillingExportRows: Sendable {
    /// A row.
    struct Row: Sendable {
        /// Where it begins in its block, and how many lines the block has before it.
        var start: Int, line: Int
        /// Its charges among those of the block: that of the row itself, then those of its credits.
        var charges: Range<Int>
    }

    private(set) var rows: [Row] = []
    /// Of each charge what tells its line, and its days and numbers.
    private(set) var keys: [Hash128] = []
    private(set) var figures: [ChargeFigures] = []
    /// How many lines the block has in all.
    private(set) var lines = 0

    /// How much the rows of a block may take, in bytes: of the shortest records they take many times what the block does.
    private static let memory = 6 << 20

    /// All rows of a block; nil where one of them cannot be taken or lacks its currency, or they take too much.
    static func of(_ block: Span<UInt8>) -> BillingExportRows? {
        var reading = Reading()
        guard let lines = JSONLineBlock.read(block, { reading.take($0, start: $1, line: $2) }) else { return nil }
        reading.rows.lines = lines
        return reading.rows
    }

    /// Reads one row after the other.
    private struct Reading {
        var rows = BillingExportRows()
        private var row = BillingExportRow([])
        private var paths: JSONPaths
        private static let schema = BillingExportColumn.allCases.count

        init() {
            let columns = BillingExportColumn.allCases.map { column in
                JSONPaths.Path(column.path.0, column.path.1, isWhole: column == .labels || column == .tags)
            }
            paths = JSONPaths(columns + [JSONPaths.Path("schema")])
        }

        /// Whether a row can be taken.
        mutating func take(_ value: JSONValue, start: Int, line: Int) -> Bool {
            do throws(BillingExportRefusal) {
                try row.read(value, &paths)
                // The answer of a query has rows of its own.
                guard row.hasCurrency, paths.value(Reading.schema, of: value) == nil else { return false }
                rows.add(row.key, try row.figures(), row.credits, start: start, line: line)
            } catch {
                return false
            }
            return rows.size < BillingExportRows.memory
        }
    }

    private mutating func add(
        _ key: Hash128, _ figures: ChargeFigures, _ credits: [BillingExportCredit], start: Int, line: Int
    ) {
        let first = keys.count
        keys.append(key)
        self.figures.append(figures)
        for credit in credits {
            keys.append(key.times(1_000_003) &+ credit.key)
            self.figures.append(credit.figures(of: figures))
        }
        rows.append(Row(start: start, line: line, charges: first..<keys.count))
    }

    private var size: Int {
        rows.count * MemoryLayout<Row>.stride
            + keys.count * (MemoryLayout<Hash128>.stride + MemoryLayout<ChargeFigures>.stride)
    }
}

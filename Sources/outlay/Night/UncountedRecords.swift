import Billing
import Exports
import Reports

/// What a run's deliveries hold that no figure counts: bad records, and sound ones of files of which nothing is taken.
struct UncountedRecords {
    /// What they cost.
    private(set) var costs: [UncountedCost] = []
    /// The same in words, by the file that it is told of.
    private(set) var texts: [(file: String, text: String)] = []

    /// Adds what was refused of a delivery, and where nothing of it is taken what else it `held`; `file` is the one to name.
    mutating func add(_ reading: ExportReading, file: String, held: [Currency: ControlTotal]? = nil) {
        let bad = UncountedCost.rows(file: file, .refused, reading.refusedCosts, unread: reading.unreadCosts)
        let sound = UncountedCost.rows(
            file: file, .held, UncountedRecords.byRecord(held ?? [:], reading.records - reading.refused))
        guard !bad.isEmpty || !sound.isEmpty else { return }
        costs += bad + sound
        let cost = (bad.costs.isEmpty ? "" : ", \(NumberText.cost(of: bad)) of cost") + unread(bad)
        if held == nil {
            let records = NumberText.integer(reading.records)
            texts.append((file, "\(NumberText.integer(reading.refused)) of \(records) records refused\(cost)"))
        } else {
            let all = bad + sound
            let records = NumberText.counted(all.reduce(0) { $0 + $1.records }, "record")
            let whole = all.costs.isEmpty ? "not counted" : "\(NumberText.cost(of: all)) not counted"
            let part = bad.isEmpty ? "" : "; \(NumberText.integer(reading.refused)) of them refused\(cost)"
            texts.append((file, "held: \(records), \(whole)\(part)"))
        }
    }

    /// The costs of so many records, of which some are several charges: they are counted in proportion, what that leaves over with the
    /// currency that most are in.
    private static func byRecord(_ totals: [Currency: ControlTotal], _ records: Int) -> [Currency: ControlTotal] {
        let charges = max(1, totals.values.reduce(0) { $0 + $1.records })
        var totals = totals.mapValues { total in
            var total = total
            total.records = total.records * Int64(records) / charges
            return total
        }
        let counted = totals.values.reduce(0) { $0 + $1.records }
        if let most = totals.max(by: { ($0.value.records, $1.key) < ($1.value.records, $0.key) })?.key {
            totals[most]?.records += Int64(records) - counted
        }
        return totals
    }

    private func unread(_ bad: [UncountedCost]) -> String {
        bad.unread == 0 ? "" : ", \(bad.costs.isEmpty ? "" : "\(NumberText.integer(bad.unread)) ")without a readable cost"
    }
}

import Billing
import History

/// Why a figure moved, for people and tools.
struct ChangeCause: Hashable {
    /// What kind of change, as the table of changes names it.
    enum Kind: String {
        /// Data that was not there before.
        case delivery = "new delivery"
        /// Data in place of what an earlier delivery had brought.
        case restatement
        /// The same data again, on a later day.
        case settling = "days settled"
        case mapping
        case plan = "plan version"
        case allocation, contracts, revenue, price, rate, journal, invoices, notes, settings, close, reopening
    }

    /// What kind of change.
    var kind: Kind
    /// The file, of a plan with its version, or the month that was closed or opened again.
    var subject: String

    /// Why a step moved figures of a month. A change of a closed month moves the month that it is booked in.
    init(_ step: ChangeStep, in month: Month) {
        subject = step.subject
        switch step.kind {
        case .delivery:
            let isOwn = step.months.contains(month)
            let isRestated = isOwn ? step.restated.contains(month) : !step.restated.isEmpty
            kind = isRestated ? .restatement : .delivery
        case .sighting: kind = .settling
        case .close: kind = .close
        case .reopening: kind = .reopening
        case .input(let version):
            kind = ChangeCause.kind(of: step.subject)
            if kind == .plan, let version { subject += ", version \(version)" }
            if version == nil { subject += ", gone" }
        }
    }

    private static func kind(of file: String) -> Kind {
        switch file {
        case "outlay.yaml": .settings
        case "mapping.csv": .mapping
        case "allocation.csv": .allocation
        case "contracts.csv": .contracts
        case "revenue.csv": .revenue
        case "prices.csv", "prices.json": .price
        case "rates.csv": .rate
        case "journal.csv": .journal
        case "invoices.csv": .invoices
        case "notes.csv": .notes
        default: .plan
        }
    }
}

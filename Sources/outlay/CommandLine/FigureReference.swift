import Billing

/// A figure of a report by its place: `2026-10/SYSTEM/COMPONENT/actual`, or `2026-10/SYSTEM/CUSTOMER/cost`.
struct FigureReference: Hashable, Sendable, CustomStringConvertible {
    /// Which figure; its column in the published table.
    enum Kind: String, CaseIterable, Sendable {
        /// What a component cost over complete days.
        case actual
        /// What a customer cost: its own cost and its share of what is shared.
        case cost
    }

    var month: Month
    var system: String
    /// The component or the customer.
    var name: String
    var kind: Kind

    /// A figure of a month.
    init(month: Month, system: String, name: String, kind: Kind) {
        self.month = month
        self.system = system
        self.name = name
        self.kind = kind
    }

    /// Reads a reference; nil where it is none. Between the system and the last word everything is the name.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 4, let month = Month(String(parts[0])), let kind = Kind(rawValue: String(parts[parts.count - 1]))
        else { return nil }
        let name = parts[2..<parts.count - 1].joined(separator: "/")
        guard !parts[1].isEmpty, !name.isEmpty else { return nil }
        self.init(month: month, system: String(parts[1]), name: name, kind: kind)
    }

    var description: String { "\(month)/\(system)/\(name)/\(kind.rawValue)" }
}

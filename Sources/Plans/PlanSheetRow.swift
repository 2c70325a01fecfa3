import Billing

/// A row of a plan sheet: what is known of a component, month by month.
struct PlanSheetRow {
    /// Which figure of a component a row has.
    enum Side: String { case amount, low, high }

    let system: String
    let component: Entry
    let unit: Entry
    let currency: Currency?
    let side: Side
    /// The months' figures; nil for an empty cell, and for one that is a mistake.
    let figures: [Stated?]
    /// The months' cells.
    let cells: [Entry]
    /// Where the row begins.
    let origin: Origin

    /// Reads a row; nil where it has no system, component or unit.
    init?(_ row: Columns.Row, system: String?, months: [(month: Month, column: Int)]) {
        let mistakes = row.mistakes
        let component = row.planID("component", required: true)
        if let customer = row.entry("customer", required: false, expected: "") {
            mistakes.add(
                at: customer, "customer \(customer.shown) in a plan, expected an empty cell",
                hint: "a plan is for the components of a system; its customers share them by the allocation")
        }
        let cells = months.map { row.cell($0.column, name: "\($0.month)") }
        figures = cells.map { $0.text.isEmpty ? nil : mistakes.stated($0) }
        self.cells = cells
        origin = row.origin
        guard let unit = row.entry("unit", required: true, expected: "a currency code as in USD") else { return nil }
        var code = unit
        var side = Side.amount
        for (suffix, known) in [("(low)", Side.low), ("(high)", .high)] where unit.text.lowercased().hasSuffix(suffix) {
            code.text = trimmed(String(unit.text.dropLast(suffix.count)))
            side = known
        }
        currency = mistakes.currency(code, least: 3)
        self.side = side
        self.unit = unit
        guard let system, let component else { return nil }
        self.system = system
        self.component = component
    }
}

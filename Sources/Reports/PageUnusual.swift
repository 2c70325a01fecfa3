import Analysis
import Billing

extension MonthPage {
    /// Days on which a component cost far from what it usually does; nil where there is none.
    var unusualSection: Markup? {
        guard !analysis.unusualDays.isEmpty else { return nil }
        var table = PageTable<UnusualDay>(
            "Unusual days of \(context.month.title), \(analysis.currency.code)", full: file("unusual_day"), id: "unusual",
            key: { [$0.system, $0.component, $0.day.description] })
        table.text("Day") { $0.day.description }
        table.text("System") { systemName($0.system) }
        table.text("Component") { componentNames($0.system)[$0.component] ?? $0.component }
        table.amount("Actual") { $0.actual }
        table.amount("Expected") { $0.expected }
        table.signed("Excess", effect: { $0.excess > .zero ? .adverse : .favourable }) { $0.excess }
        table.text("Mostly") { row in
            [row.service, row.subaccount].compactMap(\.self).joined(separator: " · ")
        }
        table.signed("Of it") { $0.explained }
        return section(
            "unusual", "Unusual days",
            [
                table.markup(analysis.unusualDays),
                paragraph(
                    "Outside the range of its weekday by more than 3.5 robust standard deviations, and beyond the limits of a flag; "
                        + "at most ten, the largest first.", styleClass: "note"),
            ])
    }
}

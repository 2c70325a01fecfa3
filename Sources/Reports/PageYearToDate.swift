import Analysis
import Billing

extension MonthPage {
    /// The fiscal year so far by system, against the plan in force and the original one; nil where nothing is compared with a plan.
    var yearToDateSection: Markup? {
        let rows = analysis.yearToDate.filter { $0.component == nil }
        guard let year = rows.first?.fiscalYear, rows.contains(where: { $0.inForce != nil || $0.original != nil }) else {
            return nil
        }
        let compared = rows.filter { $0.inForce?.variance != nil && $0.original?.variance != nil }
        let others = rows.filter { $0.inForce?.variance == nil || $0.original?.variance == nil }
        let table = yearTable(
            "Year to date, \(year), through \(context.month.title), \(currency)", heading: "System", hasMonths: true
        ) { row in row.system.isEmpty ? row.name : systemName(row.system) }
        var foot: [(row: YearToDate, weight: PageTable<YearToDate>.Weight)] = []
        if !compared.isEmpty {
            foot.append((.total(compared, name: others.isEmpty ? "Total" : "Compared with a plan"), .sum))
        }
        if !others.isEmpty {
            foot += others.map { ($0, .beside) }
            foot.append((.total(rows, name: "Total"), .sum))
        }
        return section(
            "year-to-date", "Year to date",
            [table.markup(compared, foot: foot)] + yearNotes(rows).map { paragraph($0, styleClass: "note") })
    }

    /// The same by component of a system; nil without a plan.
    func systemYearSection(_ system: SystemMonth) -> Markup? {
        let all = analysis.yearToDate.filter { $0.system == system.system }
        let rows = all.filter { $0.component != nil }
        guard let total = all.first(where: { $0.component == nil }), total.inForce != nil || total.original != nil, !rows.isEmpty
        else {
            return nil
        }
        let table = yearTable(
            "Year to date of \(system.name), \(total.fiscalYear), through \(context.month.title), \(system.currency)",
            heading: "Component"
        ) { row in row.component.map { componentName($0, [$0: row.name]) } ?? "Total" }
        let counted = "Counted are \(total.months) of \(total.monthsOfYear) months. "
        return section(
            "year-to-date", "Year to date",
            [table.markup(rows, foot: [(total, .total)])]
                + yearNotes(rows + [total], counted).map { paragraph($0, styleClass: "note") })
    }

    private func yearNotes(_ rows: [YearToDate], _ start: String = "") -> [String] {
        let isSame = rows.allSatisfy { $0.inForce == $0.original }
        return [
            start
                + "Each system counts the months of the fiscal year in which its cost is known, over their complete days; tax, promotional "
                + "credits and environments with budgets of their own stand beside it.",
            isSame
                ? "No plan has changed since it was first known: the original plan is the plan in force."
                : "The plan in force is the one that each month's own report has. The original plan is the first version known for each "
                    + "month.",
        ]
    }

    private func yearTable(
        _ caption: String, heading: String, hasMonths: Bool = false, _ name: @escaping (YearToDate) -> String
    ) -> PageTable<YearToDate> {
        let unknown = "no plan or no charge"
        var table = PageTable<YearToDate>(caption, full: file("year_to_date"), id: "year", key: { [$0.system, $0.component] })
        table.text(heading) { name($0) }
        if hasMonths {
            table.number("Months", reason: "a sum of systems") { row in
                row.system.isEmpty ? nil : "\(row.months) of \(row.monthsOfYear)"
            }
        }
        table.amount("Actual", reason: "no charge from any source") { $0.actual }
        table.plan("Plan in force") { ($0.inForce?.plan, $0.inForce?.low, $0.inForce?.high) }
        table.signed("Variance", reason: unknown, effect: { $0.inForce?.effect }) { $0.inForce?.variance }
        table.signedPercent("%", reason: "no plan, or a range", effect: { $0.inForce?.effect }) { $0.inForce?.variancePercent }
        table.plan("Original plan") { ($0.original?.plan, $0.original?.low, $0.original?.high) }
        table.signed("Against original", reason: unknown, effect: { $0.original?.effect }) { $0.original?.variance }
        table.signedPercent("% of original", reason: "no plan, or a range", effect: { $0.original?.effect }) {
            $0.original?.variancePercent
        }
        return table
    }
}

import Analysis
import Billing

extension MonthPage {
    /// How far each budget is used, with its thresholds as marks; nil where there is none.
    var budgetSection: Markup? {
        guard !analysis.budgets.isEmpty else { return nil }
        let currencies = Set(analysis.budgets.map(\.currency.code)).sorted().joined(separator: ", ")
        var table = PageTable<BudgetMonth>("Budgets of \(context.month.title), \(currencies)", full: file("budget_month"))
        table.text("Budget") { budgetName($0) }
        table.markup("Used") { budgetBar($0) }
        table.amount(Headline(page: self).isComplete ? "Charged" : "Charged so far") { $0.actual }
        table.amount("Budget of the month") { $0.amount }
        table.number("%") { budget in budget.actualPercent.map { NumberText.percent($0, decimals: 1) } }
        table.markup("State") { budget in
            element("span", ["class": (budget.reached ?? 0) >= 100 ? "adv" : nil], [.text(state(budget))])
        }
        if analysis.budgets.contains(where: { $0.owner != nil }) { table.text("Owner") { $0.owner } }
        return section(
            "budgets", "Budgets",
            [
                table.markup(analysis.budgets),
                paragraph(budgetNote, styleClass: "note"),
            ])
    }

    /// Where the budget stands now; whether anything was sent is the alerts' table.
    private func state(_ budget: BudgetMonth) -> String {
        guard let reached = budget.reached else {
            return budget.thresholds.first.map { "below \($0)\u{A0}%" } ?? "no thresholds"
        }
        if reached >= 100 { return budget.actual > budget.amount ? "over budget" : "used up" }
        return "past \(reached)\u{A0}%"
    }

    private var budgetNote: String {
        let counted = "Every charge known counts, also of days that are not complete, against the budget of the full month."
        let isBackfill = analysis.budgets.contains { $0.isBackfill && $0.reached != nil }
        return counted + (isBackfill ? " The month was over when it was first read: no alert was sent." : "")
    }

    /// All bars of the section have one scale; it ends at twice the budget.
    private var budgetScale: Double {
        let most = analysis.budgets.compactMap { $0.actualPercent?.real }.max() ?? 0
        return 250 / max(110, min(most, 200))
    }

    private func budgetBar(_ budget: BudgetMonth) -> Markup {
        let scale = budgetScale
        let used = min(max(budget.actualPercent?.real ?? 0, 0), 200)
        var content = [
            Drawing.bar("pl", x: 0.5, y: 3.5, width: 100 * scale, height: 12),
            Drawing.bar("ac", x: 0.5, y: 6.5, width: min(used, 100) * scale, height: 6),
        ]
        if used > 100 {
            content.append(Drawing.bar("adv", x: 0.5 + 100 * scale, y: 6.5, width: (used - 100) * scale, height: 6))
        }
        // From the highest: its label is the one that stays where two would overlap.
        var last = Double.infinity
        for threshold in budget.thresholds.reversed() where threshold > 0 && Double(threshold) * scale <= 250 {
            let x = 0.5 + Double(threshold) * scale
            content.append(Drawing.line("mark", x: x, from: 1, to: 18))
            guard last - x >= 26 else { continue }
            last = x
            content.append(
                element(
                    "text",
                    ["class": "tick", "x": Drawing.coordinate(x), "y": "28", "text-anchor": "middle"],
                    [.text(String(threshold))]))
        }
        let percent = budget.actualPercent.map { NumberText.percent($0, decimals: 1) } ?? "an unknown part"
        return element(
            "svg",
            ["viewBox": "0 0 262 30", "width": "262", "height": "30", "role": "img", "aria-label": "\(percent) used"], content)
    }
}

import Analysis
import Billing

extension MonthPage {
    /// Budgets for the month, or a longer period that it lies in.
    var monthBudgets: [BudgetMonth] { analysis.budgets.filter { $0.periodKind != .day } }

    /// How far each budget is used, with its thresholds as marks; nil where there is none.
    var budgetSection: Markup? {
        guard !analysis.budgets.isEmpty else { return nil }
        var content: [Markup] = []
        for kind in [BudgetPeriod.month, .quarter, .year] {
            let rows = monthBudgets.filter { $0.periodKind == kind }
            let money = rows.filter(\.isMoney), usage = rows.filter { !$0.isMoney }
            let title = kind == .month ? context.month.title : rows.first?.period ?? ""
            let through = kind == .month ? "" : " through \(context.month.title)"
            if !money.isEmpty {
                let currencies = Set(money.map(\.unit)).sorted().joined(separator: ", ")
                let heading = (Headline(page: self).isComplete ? "Charged" : "Charged so far") + through
                content.append(monthTable("Budgets of \(title), \(currencies)", of: kind, counted: heading, money))
            }
            if !usage.isEmpty {
                content.append(monthTable("Budgets of usage, \(title)", of: kind, counted: "Counted" + through, usage))
            }
        }
        if !dayBudgets.isEmpty { content.append(dayTable(dayBudgets)) }
        return section("budgets", "Budgets", content + [paragraph(budgetNote, styleClass: "note")])
    }

    /// Budgets of one kind of period, all in money or all of usage.
    private func monthTable(_ caption: String, of kind: BudgetPeriod, counted: String, _ rows: [BudgetMonth]) -> Markup {
        var table = PageTable<BudgetMonth>(
            caption, full: file("budget_month"), id: "budget", key: { [$0.system, $0.budget, $0.periodKind.rawValue] })
        table.markup("Budget") { budgetTitle($0.budget, of: $0.system) }
        table.markup("Used", styleClass: "drawing") { budgetBar($0) }
        if rows.allSatisfy(\.isMoney) {
            table.amount(counted) { $0.actual }
            table.amount("Budget of the \(kind.rawValue)") { $0.amount }
        } else {
            table.number(counted) { NumberText.quantity(Quantity($0.actual)) }
            table.number("Budget of the \(kind.rawValue)") { NumberText.quantity(Quantity($0.amount)) }
            table.text("Unit") { $0.unit }
        }
        table.number("%") { budget in budget.actualPercent.map { NumberText.percent($0, decimals: 1) } }
        if !Headline(page: self).isComplete {
            table.number("Expected", reason: "nothing to go by", isOptional: true) { budget in
                budget.forecast.map { budget.isMoney ? NumberText.amount($0) : NumberText.quantity(Quantity($0)) }
            }
            table.text("Used up on", styleClass: "day", isOptional: true) { $0.thresholdDays[100]?.description }
        }
        table.markup("State") { budget in
            element("span", ["class": (budget.reached ?? 0) >= 100 ? "adv" : nil], [.text(state(budget))])
        }
        if rows.contains(where: { $0.owner != nil }) { table.text("Owner") { $0.owner } }
        return table.markup(rows)
    }

    /// A budget's name, with its system where that is another.
    func budgetTitle(_ id: String, of system: String?) -> Markup {
        guard let system, system != id, subject == nil else { return .text(budgetName(id)) }
        return .group([.text(budgetName(id)), element("span", ["class": "sub"], [.text(systemName(system))])])
    }

    /// Where the budget stands now; whether anything was sent is the alerts' table.
    func state(_ budget: BudgetMonth) -> String {
        guard let reached = budget.reached else {
            return budget.thresholds.first.map { "below \($0)\u{A0}%" } ?? "no thresholds"
        }
        if reached >= 100 { return budget.actual > budget.amount ? "over budget" : "used up" }
        return "past \(reached)\u{A0}%"
    }

    private var budgetNote: String {
        let counted = "Every charge known counts, also of days that are not complete, against the budget of the full period."
        let isBackfill = analysis.budgets.contains {
            ($0.isBackfill || $0.wasSilent) && $0.silentUntil == nil && $0.reached != nil
        }
        let days = Set(
            analysis.budgets.compactMap { row in row.silentUntil.map { (row.budget, $0) } }.map {
                "\(budgetName($0)) before \($1)"
            })
        return counted + (isBackfill ? " The period was over when it was first read: no alert was sent." : "")
            + (days.isEmpty ? "" : " No alert is sent of " + days.sorted().joined(separator: ", ") + ".")
    }

    /// All bars of the section have one scale; it ends at twice the budget.
    private var budgetScale: Double {
        let most = analysis.budgets.compactMap { $0.actualPercent?.real }.max() ?? 0
        return 250 / max(110, min(most, 200))
    }

    /// The used part of a budget as a bar in the outline of the whole.
    func budgetBar(_ budget: BudgetMonth) -> Markup {
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
            ["viewBox": "0 0 262 30", "width": "262", "height": "30", "role": "img"],
            [
                element("title", [:], [.text("\(percent) used")]),
                element(
                    "desc", [:], ["The used part in the outline of the budget, with its thresholds; the row has the figures."]),
            ] + content)
    }
}

import Analysis
import Billing

/// A budget by the day: its days of the month folded into one line.
struct DayBudget {
    /// The budget's id and its system.
    let budget: String, system: String?
    /// The days that have anything counted, in order; at least one.
    let days: [BudgetMonth]
    /// The day with the highest part of its limit, the first of equals.
    let highest: BudgetMonth

    /// Nil without days.
    init?(_ budget: String, _ days: [BudgetMonth]) {
        guard let first = days.first else { return nil }
        self.budget = budget
        self.days = days
        system = first.system
        highest = days.dropFirst().reduce(first) { highest, day in
            (day.actualPercent ?? .zero) > (highest.actualPercent ?? .zero) ? day : highest
        }
    }

    /// The highest threshold that a day reached.
    var reached: Int? { days.compactMap(\.reached).max() }
    /// Days with more than their limit.
    var daysOver: Int { days.count { $0.actual > $0.amount } }
    /// Days that reached a threshold, or a higher one.
    func count(at threshold: Int) -> Int { days.count { ($0.reached ?? 0) >= threshold } }
}

extension MonthPage {
    /// Budgets by the day, each with its days.
    var dayBudgets: [DayBudget] {
        let rows = analysis.budgets.filter { $0.periodKind == .day }
        let days = Dictionary(grouping: rows, by: \.budget)
        var seen: Set<String> = []
        return rows.filter { seen.insert($0.budget).inserted }.compactMap { DayBudget($0.budget, days[$0.budget] ?? []) }
    }

    /// One line for each budget by the day.
    func dayTable(_ rows: [DayBudget]) -> Markup {
        func figure(_ value: Amount, _ day: BudgetMonth) -> String {
            day.isMoney ? NumberText.amount(value) : NumberText.quantity(Quantity(value))
        }
        var table = PageTable<DayBudget>(
            "Budgets by the day, \(context.month.title)", full: file("budget_month"), id: "budget",
            key: { [$0.system, $0.budget, "day"] })
        table.markup("Budget") { budgetTitle($0.budget, of: $0.system) }
        table.markup("Highest day", styleClass: "drawing") { budgetBar($0.highest) }
        table.number("Its value") { figure($0.highest.actual, $0.highest) }
        table.text("Date", styleClass: "day") { $0.highest.period }
        table.number("Limit of a day") { figure($0.highest.amount, $0.highest) }
        table.text("Unit") { $0.highest.unit }
        table.number("%") { days in days.highest.actualPercent.map { NumberText.percent($0, decimals: 1) } }
        table.integer("Days") { $0.days.count }
        table.markup("Days over 100\u{A0}%", styleClass: "n") { days in
            element("span", ["class": days.daysOver > 0 ? "adv" : "zero"], [.text(String(days.daysOver))])
        }
        if rows.contains(where: { $0.highest.owner != nil }) { table.text("Owner") { $0.highest.owner } }
        return table.markup(rows)
    }
}

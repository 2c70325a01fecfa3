import Analysis
import Billing

extension MonthPage {
    /// What the quarter is expected to come to, beside the month's landing; nil where a later month speaks of it.
    var quarterSection: Markup? {
        guard let first = analysis.quarters.first else { return nil }
        let isOpen = analysis.quarters.contains { $0.landing != $0.actual }
        var table = PageTable<QuarterLanding>(
            "Landing of \(first.quarter) by system, \(currency)", full: file("landing_quarter"), id: "quarter",
            key: { [$0.system] })
        table.text("System") { systemName($0.system) }
        table.amount(isOpen ? "Actual so far" : "Actual") { $0.actual }
        if isOpen {
            table.amount("Landing of \(context.month.title)", reason: "nothing to go by", isOptional: true) { row in
                systems.first { $0.system == row.system }.flatMap(analysis.landing(of:))
            }
            table.markup("Landing of the quarter", styleClass: "n") { row in
                let landing = Markup.text(NumberText.amount(row.landing))
                guard row.low.rounded(to: 2) != row.high.rounded(to: 2), let range = NumberText.plan(nil, row.low, row.high)
                else { return landing }
                return .group([landing, element("span", ["class": "sub"], [.text(range)])])
            }
        }
        table.plan("Plan of the quarter") { ($0.plan, $0.planLow, $0.planHigh) }
        table.signed(isOpen ? "Landing less plan" : "Variance", reason: "no plan", effect: { $0.effect }) { $0.variance }
        if isOpen { table.text("Months to come") { $0.rest == .none ? "none" : "by \($0.rest.rawValue)" } }
        if analysis.quarters.contains(where: { $0.months < 3 }) {
            table.text("Counted") { "\($0.months) of 3 months" }
        }
        var content = [table.markup(analysis.quarters)]
        if isOpen {
            content.append(
                paragraph(
                    "The landing of the quarter is what its months so far came to, the landing of \(context.month.title), and for the "
                        + "months to come their plan, or where that does not know all of them what recent days let expect.",
                    styleClass: "note"))
        }
        return section("quarter", "Quarter \(first.quarter)", content)
    }
}

import Analysis
import Billing

extension MonthPage {
    /// Whether the figures are complete and reconciled, each check with what was expected and found.
    var trustSection: Markup? {
        let checks = report.checks
        let open = checks.count { !$0.isMet }
        func number(_ value: Amount?, _ check: TrustCheck, isSigned: Bool = false) -> String? {
            value.map { value in
                check.isMoney
                    ? isSigned ? NumberText.signed(value) : NumberText.amount(value)
                    : isSigned ? NumberText.signedFigure(value) : NumberText.figure(value)
            }
        }
        var table = PageTable<TrustCheck>("Checks of \(context.month.title)", id: "check", key: { $0.key })
        table.text("Check") { $0.point }
        table.markup("Result") { $0.isMet ? "ok" : element("span", ["class": "mark look"], ["look"]) }
        table.number("Expected", reason: "cannot be checked") { number($0.expected, $0) }
        table.number("Found", reason: "cannot be checked") { number($0.found, $0) }
        table.number("Difference", reason: "cannot be checked") { number($0.difference, $0, isSigned: true) }
        table.markup("What to look at", styleClass: "words") { check in .text(check.note ?? "") }
        let words: Markup =
            open == 0
            ? "Every check is met. "
            : .text("\(NumberText.counted(open, "check")) of \(NumberText.integer(checks.count)) to look at. ")
        let link = element("a", ["href": "#quality"], ["data quality"])
        return section(
            "trust", "Trust",
            [element("p", [:], [words, "Sources, refusals and remarks in full: ", link, "."]), table.markup(checks)])
    }
}

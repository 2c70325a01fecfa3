import Analysis
package import Billing

/// The page of all months and runs, `Output/index.html`. The newest month and the newest run come first.
package func renderIndex(months: [IndexMonth], adjustments: [Adjustment] = [], runs: [IndexRun]) -> [UInt8] {
    let newest = months.sorted { $0.month > $1.month }
    let currencies = Set(months.compactMap { $0.currency?.code }).sorted().joined(separator: ", ")
    var content = [
        element(
            "header", [:],
            [
                element("p", ["class": "kicker"], ["Cost reports"]),
                element("h1", [:], [.text(title(newest))]),
            ])
    ]
    if newest.isEmpty {
        content.append(paragraph("A report appears here once a run has taken a bill.", styleClass: "lead"))
    } else {
        var table = PageTable<IndexMonth>("Months" + (currencies.isEmpty ? "" : ", \(currencies)"))
        table.markup("Month") { element("a", ["href": "\($0.month)/index.html"], [.text($0.month.title)]) }
        table.text("Status") { $0.status }
        table.amount("Full month's plan", reason: "no plan") { $0.plan }
        table.amount("Actual") { $0.actual }
        table.signed("Variance", reason: "no plan", effect: { $0.effect }) { $0.variance }
        table.signedPercent("%", effect: { $0.effect }) { $0.variancePercent }
        table.amount("Revenue") { $0.revenue }
        table.percent("Gross margin", reason: "no revenue known") { $0.grossMarginPercent }
        table.amount("Not mapped", reason: "everything is mapped") { $0.unmapped }
        let note = paragraph(
            "Of an open month, actual, variance and revenue are of the complete days, and the variance is against their share of "
                + "the plan. The actual is what is compared with a plan; what is not mapped to a system, tax and promotional credits stand beside it.",
            styleClass: "note")
        content.append(section("months", "Months", [table.markup(newest), note]))
    }
    if !adjustments.isEmpty {
        var table = PageTable<Adjustment>("Changes of closed months, booked in the first month that was open")
        table.text("Closed month") { $0.closedMonth.title }
        table.markup("Booked in") {
            element("a", ["href": "\($0.bookedMonth)/index.html#month-end"], [.text($0.bookedMonth.title)])
        }
        table.text("System") { $0.system }
        table.text("Component") { $0.component }
        table.number("Amount") { NumberText.signed($0.money.amount) + "\u{A0}" + $0.money.currency.code }
        table.text("Cause") { $0.cause }
        content.append(section("adjustments", "Changes of closed months", [table.markup(adjustments.reversed())]))
    }
    if !runs.isEmpty {
        var table = PageTable<IndexRun>("Runs, newest first, times in UTC")
        table.text("Run") { String($0.run) }
        table.text("Started") { run in
            // To the second, with a space: the heading says that it is UTC.
            run.startedAt.split(separator: "T").joined(separator: " ").split(separator: "Z").joined()
        }
        table.number("Duration", reason: "not finished") { $0.duration }
        table.integer("Files") { $0.files }
        table.integer("Rows") { $0.rows }
        table.integer("Refused") { $0.refused }
        table.number("Exit status", reason: "did not end by itself") { $0.exitStatus.map { String($0) } }
        content.append(section("runs", "Runs", [table.markup(runs.sorted { $0.run > $1.run })]))
    }
    return pageFrame(title: "Cost reports", content)
}

private func title(_ months: [IndexMonth]) -> String {
    guard let newest = months.first, let oldest = months.last else { return "No month has a report yet" }
    guard newest.month != oldest.month else { return "Cost of " + newest.month.title }
    return "Cost of \(oldest.month.title) to \(newest.month.title)"
}

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
        content.append(
            section(
                "months", "Months",
                [IndexChart(newest)?.markup ?? .group([]), monthTable(newest, currencies), paragraph(note, styleClass: "note")]))
    }
    if !adjustments.isEmpty {
        var table = PageTable<Adjustment>(
            "Changes of closed months, booked in the first month that was open", id: "adjustment",
            key: { [$0.closedMonth.description, $0.system, $0.component, $0.customer, String($0.sequence)] })
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
        var table = PageTable<IndexRun>("Runs, newest first, times in UTC", id: "run", key: { [String($0.run)] })
        table.text("Run") { String($0.run) }
        table.text("Started") { run in
            // To the second, with a space: the heading says that it is UTC.
            run.startedAt.split(separator: "T").joined(separator: " ").split(separator: "Z").joined()
        }
        table.number("Duration", reason: "not finished") { $0.duration }
        table.integer("Files") { $0.files }
        table.integer("Lines") { $0.rows }
        table.integer("Refused") { $0.refused }
        table.number("Exit", reason: "did not end by itself") { $0.exitStatus.map { String($0) } }
        content.append(section("runs", "Runs", [table.markup(runs.sorted { $0.run > $1.run })]))
    }
    return pageFrame(title: "Cost reports", content)
}

private let note =
    "Of an open month, actual, variance and revenue are of the complete days, and the variance is against their share of the plan; its "
    + "landing is what the full month is expected to come to. The actual is what is compared with a plan; what is not mapped to a "
    + "system, tax and promotional credits stand beside it. Where a system's plan is a range, so is the plan of the month. The landing error is how far off the landing was that was told from eighteen to twenty complete days, in "
    + "percent of what the month came to."

private func monthTable(_ newest: [IndexMonth], _ currencies: String) -> Markup {
    var table = PageTable<IndexMonth>(
        "Months" + (currencies.isEmpty ? "" : ", \(currencies)"), id: "month", key: { [$0.month.description] })
    table.markup("Month") { element("a", ["href": "\($0.month)/index.html"], [.text($0.month.title)]) }
    table.text("Status") { $0.status }
    table.plan("Plan") { ($0.plan, $0.planLow, $0.planHigh) }
    table.amount("Actual") { $0.actual }
    table.signed("Δ", reason: "no plan", effect: { $0.effect }) { $0.variance }
    table.signedPercent("Δ\u{A0}%", effect: { $0.effect }) { $0.variancePercent }
    table.amount("Landing", reason: "the month is complete, or nothing says", isOptional: true) { $0.landing }
    table.percent("Landing error", reason: "not complete, or no landing was told", isOptional: true) { $0.landingErrorPercent }
    table.amount("Revenue", reason: "no revenue known") { $0.revenue }
    table.percent("Gross margin", reason: "no revenue known") { $0.grossMarginPercent }
    table.amount("Cost per customer", reason: "no revenue known", isOptional: true) { $0.costPerCustomer }
    table.amount("Not mapped", reason: "everything is mapped") { $0.unmapped }
    table.number("Alerts", reason: "not kept", isOptional: true) { $0.alerts.map(NumberText.integer) }
    table.markup("Files") { row in
        element(
            "span", ["class": "formats"],
            row.downloads.map(\.rawValue).flatMap { kind in
                let name = "\(kind) of \(row.month.title)"
                return [element("a", ["href": "\(row.month)/report.\(kind)", "aria-label": name], [.text(kind)]), " "]
            })
    }
    return table.markup(newest)
}

private func title(_ months: [IndexMonth]) -> String {
    guard let newest = months.first, let oldest = months.last else { return "No month has a report yet" }
    guard newest.month != oldest.month else { return "Cost of " + newest.month.title }
    return "Cost of \(oldest.month.title) to \(newest.month.title)"
}

import Analysis
import Billing

/// What moved since the report before, and since the last close that was opened again; nothing for the first report of a month, and
/// one that was never closed.
func changesXML(_ report: Report) -> Markup {
    let currency = report.analysis.currency
    return .group([
        report.context.changes.map { changesXML("changes", $0, currency) } ?? .group([]),
        report.context.changesSinceClose.map { changesXML("changesSinceClose", $0, currency) } ?? .group([]),
    ])
}

private func changesXML(_ name: String, _ changes: ReportChanges, _ currency: Currency) -> Markup {
    let money = MoneyXML(currency)
    func moved(_ before: Amount?, _ after: Amount?, _ difference: Amount) -> [Markup] {
        [money.element("before", before), money.element("after", after), money.element("difference", difference)]
    }
    let totals = changes.totals.map { total in
        element(
            "total", ["system": total.system, "figure": total.figure.rawValue],
            moved(total.before, total.after, total.difference))
    }
    let figures = changes.figures.map { row in
        let isComponent = row.figure == .actual
        return element(
            "moved",
            [
                "system": row.system, "component": isComponent ? row.subject.id : nil,
                "customer": isComponent ? nil : row.subject.id,
                "figure": row.figure.rawValue,
            ], moved(row.before, row.after, row.difference))
    }
    let steps = changes.steps.map { step in
        element("step", ["sequence": String(step.sequence), "kind": step.cause, "subject": step.subject])
    }
    return element(
        name, ["since": String(changes.since), "day": changes.day.description], totals + figures + steps)
}

/// What the month's figures were checked for.
func checksXML(_ report: Report) -> Markup {
    element(
        "checks", [:],
        report.checks.map { check in
            element(
                "check", ["point": check.point, "result": check.isMet ? "ok" : "look"],
                [
                    quantityXML("expected", check.expected.map { Quantity($0) }),
                    quantityXML("found", check.found.map { Quantity($0) }),
                    quantityXML("difference", check.difference.map { Quantity($0) }),
                    check.note.map { element("note", [:], [.text($0)]) } ?? .group([]),
                ])
        })
}

import Analysis
import Billing

extension MonthPage {
    /// What was said about the month's budgets; nil where nothing was.
    var alertSection: Markup? {
        guard !context.alerts.isEmpty else { return nil }
        var table = PageTable<ReportAlert>("Alerts of \(context.month.title)", id: "alert", key: { [String($0.id)] })
        table.text("Budget") { budgetName($0.budget) }
        table.text("Period") { $0.period }
        table.text("Basis") { $0.basis }
        table.number("Threshold") { "\($0.threshold)\u{A0}%" }
        table.number("Counted then") { limitText($0.actual, $0) }
        table.number("Limit") { limitText($0.amount, $0) }
        table.text("Unit") { $0.currency.code }
        table.text("State") { $0.state == "passed" ? "passed, sent with a higher one" : $0.state }
        table.text("Raised") { $0.raisedAt.description }
        return section("alerts", "Alerts", [table.markup(context.alerts)])
    }

    private func limitText(_ value: Amount, _ alert: ReportAlert) -> String {
        isMoney(alert.currency.code, of: alert.budget) ? NumberText.amount(value) : NumberText.quantity(Quantity(value))
    }

    /// Cost that no mapping rule matches, each with the row that would; nil where everything is mapped.
    var unmappedSection: Markup? {
        guard !analysis.unmapped.isEmpty else { return nil }
        var table = PageTable<UnmappedCost>(
            "Services that no row of the mapping matches, \(context.month.title)", id: "unmapped",
            key: { [$0.source, $0.serviceName, $0.currency.code] })
        table.text("Service") { $0.serviceName ?? "(no service name)" }
        table.text("Source") { $0.source }
        table.amount("Cost") { $0.cost }
        table.text("Currency") { $0.currency.code }
        table.markup("Row to paste") { service in
            mappingRow(service).map { element("code", [:], [.text($0)]) }
                ?? "add the column ServiceName or x_Source to the header first"
        }
        let header = (context.mappingColumns + ["system", "component", "customer", "environment"]).map(quoted)
        return section(
            "unmapped", "Not mapped",
            [
                paragraph(
                    "These charges are in no system and compared with no plan. Put a row into the mapping file and write a system "
                        + "and a component in place of the capitals. The file's header:"),
                element("div", ["class": "scroll line"], [element("code", [:], [.text(header.joined(separator: ","))])]),
                table.markup(analysis.unmapped),
            ])
    }

    /// Nil where no column of the mapping tells the service apart: an empty row would match everything.
    private func mappingRow(_ service: UnmappedCost) -> String? {
        let cells = context.mappingColumns.map { column in
            switch column {
            case "ServiceName": service.serviceName ?? ""
            case "x_Source": service.source
            default: ""
            }
        }
        guard cells.contains(where: { !$0.isEmpty }) else { return nil }
        return (cells + ["SYSTEM", "COMPONENT", "", ""]).map(quoted).joined(separator: ",")
    }

    /// Currencies without a rate, and the rates that were used; nil where all is in one currency.
    var rateSection: Markup? {
        guard !analysis.missingRates.isEmpty || !analysis.usedRates.isEmpty else { return nil }
        var content: [Markup] = []
        if !analysis.missingRates.isEmpty {
            var table = PageTable<MissingRate>(
                "Cost in a currency without a rate, \(context.month.title)", id: "missing-rate", key: { [$0.currency.code] })
            table.text("Currency") { $0.currency.code }
            table.amount("Cost") { $0.cost }
            table.markup("Row to paste into rates.csv") { rate in
                element("code", [:], [.text("\(context.month),\(quoted(rate.currency.code)),RATE")])
            }
            content.append(table.markup(analysis.missingRates))
            content.append(
                paragraph(
                    "This cost stands in no other figure of the report; a plan or a revenue in such a currency is unknown.",
                    styleClass: "note"))
        }
        if !analysis.usedRates.isEmpty {
            var table = PageTable<Rate>("Rates used: \(currency) for one unit", id: "rate", key: { [$0.currency.code] })
            table.text("Currency") { $0.currency.code }
            table.text("Month") { $0.month.description }
            table.number("Rate") { $0.rate.description }
            content.append(table.markup(analysis.usedRates))
        }
        return section("rates", "Exchange rates", content)
    }
}

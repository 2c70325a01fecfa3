import Analysis
import Billing

/// Where the figures come from: rules, rates, files and queries, each folded.
extension MonthPage {
    /// What a reader can check the figures by; the definitions stand before it.
    var proof: [Markup] {
        [ruleDetails, rateDetails, fileDetails, queryDetails].compactMap(\.self)
    }

    private func folded(_ heading: String, _ content: [Markup]) -> Markup {
        element("details", [:], [element("summary", [:], [.text(heading)])] + content)
    }

    private var ruleDetails: Markup? {
        guard !context.allocationRules.isEmpty else {
            return folded(
                "How shared cost is split", [paragraph("No rule is in force: what no customer causes alone is unallocated.")])
        }
        var table = PageTable<AllocationRule>(
            "The first rule that matches counts; what none matches is unallocated", id: "rule",
            key: { [$0.system.pattern, $0.component.pattern] })
        table.text("System") { $0.system.pattern }
        table.text("Component") { $0.component.pattern }
        table.text("Method") { rule in
            guard case .shares(let shares) = rule.method else { return rule.method.name }
            return "shares: " + shares.map { "\($0.customer) \($0.weight)" }.joined(separator: ", ")
        }
        table.integer("Row") { $0.origin.line }
        return folded("How shared cost is split", [table.markup(context.allocationRules)])
    }

    private var rateDetails: Markup? {
        guard !analysis.usedRates.isEmpty else { return nil }
        let words: Markup = "Rates come from rates.csv, one a month and currency; those used stand under "
        return folded(
            "Exchange rates", [element("p", [:], [words, element("a", ["href": "#rates"], ["exchange rates"]), "."])])
    }

    private var fileDetails: Markup? {
        guard !context.inputFiles.isEmpty else { return nil }
        var table = PageTable<InputFileVersion>(
            "Files in force, with the fingerprint of their bytes (XXH3, 128 bits)", id: "file", key: { [$0.path] })
        table.text("File") { $0.path }
        table.integer("Version") { $0.version }
        table.markup("Fingerprint") { element("code", [:], [.text($0.hash)]) }
        return folded(
            "Plans, sheets and settings in force",
            [
                table.markup(context.inputFiles),
                paragraph(
                    "Exports are in the table delivery with theirs: outlay query --saved deliveries --param month=\(context.month).",
                    styleClass: "note"),
            ])
    }

    private var queryDetails: Markup? {
        let tables = report.tables.filter { !$0.rows.isEmpty }.map(\.name)
        guard !tables.isEmpty else { return nil }
        var table = PageTable<String>(
            "The tables of this page in the history, for outlay query; a saved query is asked with --saved", id: "table",
            key: { [$0] })
        table.text("Table") { $0 }
        table.markup("SQL") { name in
            element("code", [:], [.text("SELECT * FROM \(name) WHERE month = '\(context.month)'")])
        }
        table.text("Saved query") { MonthPage.savedQueries[$0] ?? "" }
        return folded("The SQL behind each table", [table.markup(tables)])
    }

    /// The saved query that asks what a table answers, by table.
    private static let savedQueries = [
        "component_month": "variance", "component_item_month": "price-or-quantity", "customer_month": "customers",
        "allocation_month": "customer-change", "budget_month": "budgets", "token_month": "token-cost",
        "journal_month": "journal", "invoice_month": "invoices", "year_to_date": "year-to-date",
    ]
}

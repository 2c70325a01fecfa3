import Analysis
import Billing

extension MonthPage {
    /// The close, what was booked by hand or because a closed month changed, and invoices; nil where there is nothing to tell.
    var monthEndSection: Markup? {
        var content: [Markup] = []
        if let close = context.close {
            let reason = close.note.map { ": \($0)" } ?? ""
            content.append(paragraph("Closed on \(close.day) by \(close.closedBy)\(reason)."))
        }
        if !analysis.adjustments.isEmpty {
            var table = PageTable<Adjustment>(
                "Changes of closed months, booked in \(context.month.title)", full: file("adjustment_month"), id: "adjustment",
                key: { [$0.closedMonth.description, $0.system, $0.component, $0.customer, String($0.sequence)] })
            table.text("Closed month") { $0.closedMonth.title }
            table.text("System") { $0.system.map(systemName) ?? ReservedComponent.unmapped }
            table.text("Component") { row in row.component.map { $0 } }
            table.text("Customer", isOptional: true) { $0.customer }
            table.number("Amount") { NumberText.signed($0.money.amount) + "\u{A0}" + $0.money.currency.code }
            table.text("Cause") { $0.cause }
            content.append(table.markup(analysis.adjustments))
        }
        if analysis.bridges.contains(where: { $0.billed != $0.effective }) {
            var table = PageTable<CostBridge>(
                "From billed to effective cost, \(context.month.title)", full: file("bridge_month"), id: "provider",
                key: { [$0.provider, $0.currency.code] })
            table.text("Provider") { $0.provider }
            table.text("Currency") { $0.currency.code }
            table.number("Billed") { NumberText.amount($0.billed) }
            table.number("Paid ahead") { NumberText.signed($0.purchases) }
            table.number("Amortised") { NumberText.signed($0.amortised) }
            table.number("Unused") { NumberText.signed($0.unused) }
            table.number("Other") { NumberText.signed($0.other) }
            table.number("Effective") { NumberText.amount($0.effective) }
            content.append(table.markup(analysis.bridges))
        }
        if !analysis.journal.isEmpty {
            var table = PageTable<JournalMonth>(
                "Journal of \(context.month.title)", full: file("journal_month"), id: "journal",
                key: { [$0.system, $0.component, $0.customer, $0.environment, $0.kind.rawValue] })
            table.text("System") { systemName($0.system) }
            table.text("Component", isOptional: true) { $0.component }
            table.text("Customer", isOptional: true) { $0.customer }
            table.text("Environment", isOptional: true) { $0.environment }
            table.text("Kind") { $0.kind.rawValue }
            table.number("Amount") { NumberText.signed($0.money.amount) + "\u{A0}" + $0.money.currency.code }
            table.text("Note", isOptional: true) { $0.note }
            content.append(table.markup(analysis.journal))
        }
        if !analysis.invoices.isEmpty {
            var table = PageTable<InvoiceMonth>(
                "Invoices of \(context.month.title)", full: file("invoice_month"), id: "invoice",
                key: { [$0.invoice, $0.currency.code] })
            table.text("Invoice") { $0.invoice }
            table.text("Currency") { $0.currency.code }
            table.number("Invoiced", reason: "not received") { $0.invoiced.map { NumberText.amount($0) } }
            table.number("Billed", reason: "in no bill") { $0.billed.map { NumberText.amount($0) } }
            table.number("Difference", reason: "nothing to compare with") { $0.difference.map { NumberText.signed($0) } }
            table.integer("Lines") { $0.lines }
            table.markup("State") { row in
                element("span", ["class": row.state == .differs ? "adv" : nil], [.text(row.state.rawValue)])
            }
            content.append(table.markup(analysis.invoices))
        }
        return content.isEmpty ? nil : section("month-end", "Month end", content)
    }
}

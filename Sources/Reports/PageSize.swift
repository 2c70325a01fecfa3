import Analysis
import Billing

extension MonthPage {
    /// The tier that the system's size asks for, what it is judged by, and what the document's formula makes of it; nil where the
    /// document offers no tiers.
    func sizePart(_ system: SystemMonth) -> Markup? {
        guard let tier = analysis.tiers.first(where: { $0.system == system.system }) else { return nil }
        var content = [element("h3", [:], ["Size"]), paragraph(sentence(tier, system))]
        if !tier.inputs.isEmpty { content.append(inputTable(tier, system)) }
        if !tier.capacities.isEmpty { content.append(capacityTable(tier, system)) }
        return .group(content)
    }

    private func sentence(_ tier: TierMonth, _ system: SystemMonth) -> String {
        var text = "The usage of \(context.month.title)\(measured(system)) asks for the tier \(tier.name)"
        if !tier.forcedBy.isEmpty { text += ": the next smaller one does not hold its \(listed(tier.forcedBy))" }
        text += ". "
        text +=
            tier.cost.map { "The document projects \(NumberText.amount($0))\u{A0}\(tier.currency) a month for it" }
            ?? "The document has no cost for it"
        switch tier.plannedTier {
        case nil: text += "."
        case tier.tier: text += ", and calls the phase by the same tier."
        case .some(let planned): text += ", but calls the phase \(planned)."
        }
        return text
    }

    private func listed(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    private func inputTable(_ tier: TierMonth, _ system: SystemMonth) -> Markup {
        var table = PageTable<TierMonth.Input>(
            "Size of \(system.name), averages of the complete days, \(context.month.title)\(measured(system))", id: "size",
            key: { [system.system, $0.metric] })
        table.text("Input") { $0.metric }
        table.number("The document projects", reason: "the phase does not project it") { input in
            input.planned.map { NumberText.quantity(Quantity($0)) }
        }
        table.number("Actual", reason: "no usage says") { input in input.actual.map { NumberText.quantity(Quantity($0)) } }
        return table.markup(tier.inputs)
    }

    private func capacityTable(_ tier: TierMonth, _ system: SystemMonth) -> Markup {
        var table = PageTable<TierMonth.Capacity>(
            "Capacities by the document's formula beside what the tier \(tier.name) offers, \(context.month.title)",
            full: file("capacity_month"), id: "capacity", key: { [tier.system, $0.output] })
        table.markup("Capacity") { capacity in
            let isShort = capacity.offered.map { $0 < capacity.needed } ?? false
            let flag = mark("too small", "the tier offers less than the formula asks for", styleClass: "flag")
            return .group([.text(capacity.name), isShort ? flag : .group([])])
        }
        table.number("Needed") { NumberText.quantity(Quantity($0.needed)) }
        table.number("Offered", reason: "the document does not say") { capacity in
            capacity.offered.map { NumberText.quantity(Quantity($0)) }
        }
        table.text("Unit") { $0.unit }
        return table.markup(tier.capacities)
    }
}

import Analysis
import Billing

/// Unusual days of one component that one service and account explain: a single day, or a level that it left for longer.
private struct UnusualStretch {
    let days: [UnusualDay]

    var first: UnusualDay { days[0] }
    /// What its days have in common.
    var key: [String?] {
        [first.system, first.component, first.service, first.subaccount, first.excess > .zero ? "over" : "under"]
    }
    func sum(_ figure: (UnusualDay) -> Amount) -> Amount { days.reduce(.zero) { $0 + figure($1) } }
}

extension MonthPage {
    /// Days on which a component cost far from what it usually does, those with one cause together; nil where there is none.
    var unusualSection: Markup? {
        let all = analysis.unusualDays
        guard !all.isEmpty else { return nil }
        let stretches = unusualStretches
        var content = [stretchTable(stretches)]
        if stretches.count < all.count { content.append(folded("Day by day: \(all.count) days", dayTable(all))) }
        content.append(
            paragraph(
                "Outside the range of its weekday by more than 3.5 robust standard deviations, and beyond the limits of a flag; "
                    + "at most ten days, the largest first.", styleClass: "note"))
        return section("unusual", "Unusual days", content)
    }

    /// In the order of their largest days.
    private var unusualStretches: [UnusualStretch] {
        var order: [[String?]] = []
        var days: [[String?]: [UnusualDay]] = [:]
        for day in analysis.unusualDays {
            let key = UnusualStretch(days: [day]).key
            if days[key] == nil { order.append(key) }
            days[key, default: []].append(day)
        }
        return order.compactMap { days[$0] }.map { UnusualStretch(days: $0.sorted { $0.day < $1.day }) }
    }

    private func stretchTable(_ stretches: [UnusualStretch]) -> Markup {
        var table = PageTable<UnusualStretch>(
            "Unusual days of \(context.month.title), \(analysis.currency.code)", full: file("unusual_day"), id: "unusual",
            key: \.key)
        table.text("Day") { stretch in
            let last = stretch.days.last?.day ?? stretch.first.day
            return stretch.days.count == 1
                ? stretch.first.day.description : "\(stretch.days.count) days, \(stretch.first.day) to \(last)"
        }
        table.text("System") { systemName($0.first.system) }
        table.text("Component") { componentNames($0.first.system)[$0.first.component] ?? $0.first.component }
        table.amount("Actual") { $0.sum(\.actual) }
        table.amount("Expected") { $0.sum(\.expected) }
        table.signed("Excess", effect: { $0.first.excess > .zero ? .adverse : .favourable }) { $0.sum(\.excess) }
        table.text("Mostly") { [$0.first.service, $0.first.subaccount].compactMap(\.self).joined(separator: " · ") }
        table.signed("Of it") { $0.sum(\.explained) }
        return table.markup(stretches)
    }

    private func dayTable(_ days: [UnusualDay]) -> Markup {
        var table = PageTable<UnusualDay>(
            "Each unusual day of \(context.month.title), \(analysis.currency.code)", full: file("unusual_day"), id: "unusual-day",
            key: { [$0.system, $0.component, $0.day.description] })
        table.text("Day") { $0.day.description }
        table.text("System") { systemName($0.system) }
        table.text("Component") { componentNames($0.system)[$0.component] ?? $0.component }
        table.amount("Actual") { $0.actual }
        table.amount("Expected") { $0.expected }
        table.signed("Excess", effect: { $0.excess > .zero ? .adverse : .favourable }) { $0.excess }
        table.signed("Of it") { $0.explained }
        return table.markup(days)
    }
}

import Analysis
import Billing

extension MonthPage {
    /// How many rows each table of changes has at most.
    private static var shownChanges: Int { 20 }

    /// What moved since the report before, and since a close that was opened again; nil for a what-if, which is no report of the month.
    var changesSection: Markup? {
        guard context.allocationFile == nil else { return nil }
        var content: [Markup] = []
        if let changes = context.changes {
            let words = "Against the report before, made for \(changes.day) from sequence \(changes.since)."
            content += changeTables(
                changes,
                words + (changes.steps.isEmpty ? " Nothing was delivered in between: only days have settled." : ""),
                " since the report before", id: "")
        } else {
            content.append(paragraph("This is the first report of the month: there is none to compare it with."))
        }
        if let changes = context.changesSinceClose {
            content.append(element("h3", [:], ["Since the close"]))
            content += changeTables(
                changes,
                "The month was closed on \(changes.day) at sequence \(changes.since) and opened again"
                    + (context.close == nil ? "." : ", and is closed again now.")
                    + " Against the figures of that close:",
                " since the close", id: "close-")
        }
        if let close = context.close {
            content.append(
                paragraph(
                    "Since its close on \(close.day) the month's figures stand. What changes later is booked in the first month that is "
                        + "open then, in the table of changes of closed months there.", styleClass: "note"))
        }
        return section("changes", "Changes", content)
    }

    /// What moved and what was taken since `words`; captions end with `since`, ids begin with `id`.
    private func changeTables(_ changes: ReportChanges, _ words: String, _ since: String, id: String) -> [Markup] {
        var content = [
            totalChanges(changes, since, id: id), figureChanges(changes, since, id: id, isComponent: true),
            figureChanges(changes, since, id: id, isComponent: false),
        ].compactMap(\.self)
        if content.isEmpty { content.append(paragraph("No figure of the month moved.", styleClass: "note")) }
        if !changes.steps.isEmpty {
            var table = PageTable<ReportChanges.Step>(
                "What was taken\(since)", limit: MonthPage.shownChanges, id: id + "step", key: { [String($0.sequence)] })
            table.text("Sequence") { String($0.sequence) }
            table.text("Kind") { $0.cause }
            table.text("What") { $0.subject }
            content.append(table.markup(changes.steps))
        }
        return [paragraph(words)] + content
    }

    private func totalChanges(_ changes: ReportChanges, _ since: String, id: String) -> Markup? {
        guard !changes.totals.isEmpty else { return nil }
        var table = PageTable<ReportChanges.Total>(
            "Systems' totals that moved\(since), \(currency)", id: id + "total", key: { [$0.system, $0.figure.rawValue] })
        table.text("System") { systemName($0.system) }
        table.text("Figure") { $0.figure.rawValue.prefix(1).uppercased() + $0.figure.rawValue.dropFirst() }
        table.amount("Before", reason: "not known then") { $0.before }
        table.amount("Now", reason: "no longer known") { $0.after }
        table.signed("Difference") { $0.difference }
        table.text("Cause") { changes.cause(of: $0.system) }
        return table.markup(changes.totals)
    }

    /// The largest first; of equal ones the order of the rows decides.
    private func figureChanges(
        _ changes: ReportChanges, _ since: String, id: String, isComponent: Bool
    ) -> Markup? {
        let moved = changes.figures.filter { ($0.figure == .actual) == isComponent }
        guard !moved.isEmpty else { return nil }
        let sorted = moved.enumerated().sorted { left, right in
            let (one, other) = (left.element.difference.magnitude, right.element.difference.magnitude)
            return one == other ? left.offset < right.offset : one > other
        }.map(\.element)
        var table = PageTable<FigureChange>(
            (isComponent ? "Components whose actual moved" : "Customers whose cost or revenue moved") + since + ", " + currency,
            limit: MonthPage.shownChanges, id: id + "moved",
            key: { [$0.system, $0.subject.kind, $0.subject.id, $0.figure.rawValue] })
        if isComponent {
            let names = Dictionary(
                analysis.components.map { ([$0.system, $0.component], $0.name) }, uniquingKeysWith: { first, _ in first })
            table.text("Component") { row in
                let id = row.subject.id
                return MonthPage.apart.contains(id) ? MonthPage.apartName(id) : names[[row.system, id]] ?? id
            }
        } else {
            let names = Dictionary(analysis.customers.map { ($0.customer, $0.name) }, uniquingKeysWith: { first, _ in first })
            table.text("Customer") { customerName($0.subject.id, names[$0.subject.id] ?? $0.subject.id) }
        }
        table.text("System") { systemName($0.system) }
        if !isComponent { table.text("Figure") { $0.figure == .cost ? "Cost" : "Revenue" } }
        table.amount("Before", reason: "not known then") { $0.before }
        table.amount("Now", reason: "no longer known") { $0.after }
        table.signed("Difference") { $0.difference }
        table.text("Cause") { changes.cause(of: $0.system) }
        return table.markup(sorted)
    }
}

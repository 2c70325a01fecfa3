import Billing

/// The components of one system in a plan sheet.
struct PlanSheetSystem {
    /// A component: its row, or the two of a range.
    private struct Line {
        var amount: PlanSheetRow?, low: PlanSheetRow?, high: PlanSheetRow?
        var first: PlanSheetRow

        func value(_ month: Int) -> Figure.Value? {
            if let number = amount?.figures[month] { return .stated(number) }
            guard let low = low?.figures[month], let high = high?.figures[month] else { return nil }
            return .range(low: low, high: high)
        }
    }

    private let lines: [Line]
    private let months: [Month]
    private let rows: [PlanSheetRow]
    private let mistakes: Mistakes

    /// Puts the rows of a system together.
    init(_ rows: [PlanSheetRow], months: [Month], _ mistakes: Mistakes) {
        var lines: [Line] = []
        var places: [String: Int] = [:]
        for row in rows {
            let place = places[row.component.text] ?? lines.count
            if place == lines.count {
                places[row.component.text] = place
                lines.append(Line(first: row))
            }
            let line = lines[place]
            let twin: PlanSheetRow?
            switch row.side {
            case .amount: twin = line.amount ?? line.low ?? line.high
            case .low: twin = line.amount ?? line.low
            case .high: twin = line.amount ?? line.high
            }
            if let twin {
                mistakes.add(
                    at: row.component,
                    "component \(row.component.shown) stands twice, expected one row, or two with (low) and (high) behind the unit",
                    hint: "the first is in line \(twin.origin.line)")
                continue
            }
            switch row.side {
            case .amount: lines[place].amount = row
            case .low: lines[place].low = row
            case .high: lines[place].high = row
            }
            if let currency = row.currency, let first = rows.lazy.compactMap(\.currency).first, currency != first {
                mistakes.add(at: row.unit, "unit \(row.unit.shown) in a plan in \(first), expected one currency for a system")
            }
        }
        self.lines = lines
        self.months = months
        self.rows = rows
        self.mistakes = mistakes
        for line in lines where line.amount == nil { checkRange(line) }
    }

    /// Both bounds are there, in the same months, and in order.
    private func checkRange(_ line: Line) {
        guard let low = line.low, let high = line.high else {
            let missing = line.low == nil ? "(low)" : "(high)"
            mistakes.add(
                at: line.first.unit, "unit \(line.first.unit.shown) without its other bound, expected a row with \(missing)")
            return
        }
        for (month, (from, to)) in zip(low.cells, high.cells).enumerated() {
            if from.text.isEmpty != to.text.isEmpty {
                let lone = from.text.isEmpty ? to : from
                mistakes.add(
                    at: lone, "\(lone.name) has one bound of \(low.component.shown), expected both or none",
                    hint: "the other bound is in line \((from.text.isEmpty ? from : to).origin.line)")
            } else if let least = low.figures[month]?.value, let most = high.figures[month]?.value, least > most {
                mistakes.add(at: from, "\(from.name) from \(least) to \(most), expected the lower bound in the row with (low)")
            }
        }
    }

    /// The plan of a document; `origins` are the months' places in the header. Nil where it has no figure, which is a mistake.
    func plan(system: String, document: String, _ origins: [Origin]) -> Plan? {
        var phases: [PlanPhase] = []
        var figures: [Figure] = []
        var before: [Int: Figure.Value] = [:]
        for (index, month) in months.enumerated() {
            var values: [Int: Figure.Value] = [:]
            for (number, line) in lines.enumerated() { values[number] = line.value(index) }
            if values.isEmpty {
                if !before.isEmpty { phases[phases.count - 1].ends = month.advanced(by: -1) }
            } else if values.mapValues(\.bounds?.low) != before.mapValues(\.bounds?.low)
                || values.mapValues(\.bounds?.high) != before.mapValues(\.bounds?.high)
            {
                let components = lines.indices.compactMap { number in values[number].map { component(lines[number], $0) } }
                var phase = PlanPhase(
                    id: "\(month)", name: "\(month)", starts: month, ends: nil, components: components, origin: origins[index])
                phase.unknown = Set(lines.indices.filter { values[$0] == nil }.map { lines[$0].first.component.text })
                phases.append(phase)
                for (number, line) in lines.enumerated() {
                    guard let value = values[number] else { continue }
                    let id = line.first.component.text
                    figures.append(
                        Figure(
                            id: "\(month).\(id)", name: id, value: value, unit: line.first.currency?.code ?? "", section: nil,
                            origin: line.first.cells[index].origin))
                }
            }
            before = values
        }
        if !before.isEmpty { phases[phases.count - 1].ends = months.last }
        guard let first = rows.first else { return nil }
        guard !phases.isEmpty else {
            guard !months.isEmpty else { return nil }
            mistakes.add(at: first.component, "\(Entry.quote(system)) has no figure in any month, expected at least one")
            return nil
        }
        var plan = Plan(
            system: system, name: system, document: document, currency: first.currency ?? Currency("USD"), phases: phases,
            planRate: nil, origin: first.origin)
        plan.figures = figures
        return plan
    }

    private func component(_ line: Line, _ value: Figure.Value) -> PlanComponent {
        let id = line.first.component.text
        guard case .stated(let number) = value else {
            return PlanComponent(
                id: id, name: id, amount: nil, low: value.bounds?.low, high: value.bounds?.high, origin: line.first.origin)
        }
        return PlanComponent(id: id, name: id, amount: number.value, origin: line.first.origin)
    }
}

import Billing

/// An id of a figure that a formula or a check names.
struct FigureReference {
    /// The id and where it stands.
    var entry: Entry
    /// The figure that the formula is checked against; nil where the formula is a figure's own value.
    var owner: String?
    /// Whether it is a part of a sum.
    var isInSum = false
}

extension PlanFigures {
    /// Whether a figure, or a side of one, has the id.
    func isKnown(_ id: String) -> Bool { lines[id] != nil || sideOfRange(id) != nil }

    /// Whether a figure is stated as a range.
    func isRange(_ id: String) -> Bool {
        if case .range = values[id] { return true }
        return false
    }

    /// The ranged figure and the side that `X.low` or `X.high` name.
    func sideOfRange(_ id: String) -> (range: String, side: Side)? {
        for (suffix, side) in [(".low", Side.low), (".high", .high)] where id.hasSuffix(suffix) {
            let range = String(id.dropLast(suffix.count))
            if isRange(range) { return (range, side) }
        }
        return nil
    }

    /// Whether the id names a side of a figure whose number is a mistake, which may well be a range.
    private func isSideOfMistake(_ id: String) -> Bool {
        [".low", ".high"].contains { suffix in
            let range = String(id.dropLast(suffix.count))
            return id.hasSuffix(suffix) && lines[range] != nil && values[range] == nil
        }
    }

    /// The phase whose components `PHASE.*` names.
    func phase(of id: String) -> String? {
        guard id.hasSuffix(".*") else { return nil }
        let phase = String(id.dropLast(2))
        return amounts[phase] == nil ? nil : phase
    }

    /// Notes an id that no figure has, and a range without its side.
    func look(_ reference: FigureReference, among known: [String]) {
        let entry = reference.entry
        let ranges = phase(of: entry.text).flatMap { amounts[$0] } ?? [entry.text]
        if lines[entry.text] != nil || phase(of: entry.text) != nil {
            if phase(of: entry.text) != nil, !reference.isInSum {
                mistakes.add(at: entry, "\(entry.shown) stands outside a sum, expected it in a list as in sum: [\(entry.text)]")
            }
            guard let range = ranges.first(where: isRange), !(reference.owner.map(isRange) ?? false) else { return }
            mistakes.add(
                at: entry, "\(Entry.quote(range)) is a range, expected \(range).low or \(range).high",
                hint: "without a side it can stand only where the figure that it is checked against is a range itself")
        } else if sideOfRange(entry.text) == nil, !isSideOfMistake(entry.text) {
            let nearest = nearest(to: entry.text, among: known)
            mistakes.add(
                at: entry, "\(entry.name): no figure has the id \(entry.shown), expected \(nearest ?? "the id of a figure")",
                hint: "ids are as in PHASE.COMPONENT, PHASE.VOLUME, budget.ID, tier.TIER.cost, or a figure's own")
        }
    }
}

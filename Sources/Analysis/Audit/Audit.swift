package import Billing

/// Where a document's figures do not follow from its other figures, in the order of the figures in the plan file.
///
/// Each figure is recomputed from its parts as stated, one level down, so that one wrong part is not reported again in every
/// total above it. What cannot be computed gives no finding.
package func audit(_ plan: Plan) -> [PlanFinding] {
    let audit = Audit(plan: plan, values: FigureValues(plan))
    let positions = Dictionary(
        plan.figures.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var found: [(position: Int, finding: PlanFinding)] = []
    for phase in plan.phases {
        // The tier is named before the phase's figures.
        let position = plan.figures.firstIndex { $0.id.hasPrefix(phase.id + ".") } ?? plan.figures.endIndex
        if let finding = plan.misnamedTier(of: phase) { found.append((position, finding)) }
    }
    for check in plan.checks + plan.impliedChecks(audit.values) {
        guard let figure = audit.values.figure(check.figure)?.figure, let position = positions[figure.id] else { continue }
        found += audit.findings(of: check, figure).map { (position, $0) }
    }
    // The sort of the standard library keeps the order of what is at one place.
    return found.sorted { $0.position < $1.position }.map(\.finding)
}

/// The audit of one plan.
private struct Audit {
    let plan: Plan
    let values: FigureValues

    /// What a check of the figure finds, on each side of a range.
    func findings(of check: Check, _ figure: Figure) -> [PlanFinding] {
        values.sides(of: check.figure).compactMap { side in
            guard let stated = values.stated(check.figure, side) else { return nil }
            switch check.relation {
            case .equals(let formula):
                return finding(figure, side, stated, "", formula) { (stated.value - $0).magnitude > stated.tolerance }
            case .atMost(let formula):
                return finding(figure, side, stated, "at most", formula) { stated.value - stated.tolerance > $0 }
            case .atLeast(let formula):
                return finding(figure, side, stated, "at least", formula) { stated.value + stated.tolerance < $0 }
            case .part(let total):
                guard isLeftOut(figure, of: total), stated.value.magnitude > stated.tolerance else { return nil }
                return finding(figure, side, stated, .zero, "in no part of " + total)
            }
        }
    }

    /// Whether a total is the result of formulas of which none names the figure.
    private func isLeftOut(_ figure: Figure, of total: String) -> Bool {
        guard let total = values.figure(total)?.figure else { return false }
        var formulas = plan.checks.compactMap { check -> Formula? in
            guard case .equals(let formula) = check.relation, values.figure(check.figure)?.figure.id == total.id else {
                return nil
            }
            return formula
        }
        if case .computed(let formula) = total.value { formulas.append(formula) }
        let parts = formulas.flatMap { values.expanded($0).figures }
        return !formulas.isEmpty && !parts.contains { values.figure($0)?.figure.id == figure.id }
    }

    private func finding(
        _ figure: Figure, _ side: FigureValues.Side, _ stated: Stated, _ relation: String, _ formula: Formula,
        where isBroken: (Amount) -> Bool
    ) -> PlanFinding? {
        guard let exact = values.value(of: formula, side), isBroken(exact) else { return nil }
        // A percentage is hardly ever a short number: one decimal more than stated shows the difference.
        let computed = figure.unit == "%" ? exact.rounded(to: min(stated.decimals + 1, 15)) : exact
        let note = FormulaText.note(on: figure, relation, formula, exact, values: values, side: side)
        return finding(figure, side, stated, computed, note)
    }

    private func finding(
        _ figure: Figure, _ side: FigureValues.Side, _ stated: Stated, _ computed: Amount, _ note: String
    ) -> PlanFinding {
        PlanFinding(
            system: plan.system, document: plan.document, item: figure.id + (side == .single ? "" : "." + side.rawValue),
            name: figure.name, section: figure.section, stated: stated.value, computed: computed, unit: figure.unit, note: note)
    }
}

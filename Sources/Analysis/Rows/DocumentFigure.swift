package import Billing

/// One row per figure of a planning document, with its value and the place where it stands.
package struct DocumentFigure: Hashable, Sendable {
    /// The plan's system, and the document's file name.
    package var system: String, document: String
    /// The figure's id within the plan, and its name for people.
    package var figure: String, name: String
    /// The value; nil for a range, and where it cannot be computed.
    package var value: Amount?
    /// The bounds of a range; nil for anything else.
    package var low: Amount?, high: Amount?
    /// Of the value; empty for a plain number.
    package var unit: String
    /// Whether the document says "about".
    package var isApproximate: Bool
    /// Whether the document states it; else it follows from other figures.
    package var isStated: Bool
    /// The section of the document; nil where the plan does not say.
    package var section: String?
    /// The line of the plan file.
    package var line: Int
}

/// Every figure of a plan, in the order of its file.
package func documentFigures(_ plan: Plan) -> [DocumentFigure] {
    let values = FigureValues(plan)
    return plan.figures.map { figure in
        var row = DocumentFigure(
            system: plan.system, document: plan.document, figure: figure.id, name: figure.name, unit: figure.unit,
            isApproximate: false, isStated: true, section: figure.section, line: figure.origin.line)
        switch figure.value {
        case .stated(let stated): (row.value, row.isApproximate) = (stated.value, stated.isApproximate)
        case .range(let low, let high):
            (row.low, row.high) = (low.value, high.value)
            row.isApproximate = low.isApproximate || high.isApproximate
        case .computed:
            row.isStated = false
            row.value = values.stated(figure.id, .single)?.value
            if row.value == nil {
                (row.low, row.high) = (values.stated(figure.id, .low)?.value, values.stated(figure.id, .high)?.value)
            }
        }
        return row
    }
}

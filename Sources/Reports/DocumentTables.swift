import Analysis
import Billing

/// `plan_figure`: one row per figure of a planning document.
func figureTable(_ analysis: MonthAnalysis, versions: [String: Int]) -> Table {
    var shape = TableShape<DocumentFigure>("plan_figure", month: nil) { _ in analysis.currency }
    shape.text("plan", "the plan's id") { $0.system }
    shape.text("figure", "its id within the plan") { $0.figure }
    shape.text("name", "for people") { $0.name }
    shape.number("value", "as stated, or as it follows from others") { $0.value }
    shape.number("low", "lower bound of a range") { $0.low }
    shape.number("high", "upper bound of a range") { $0.high }
    shape.text("unit", "a currency, %, or what is counted") { $0.unit.isEmpty ? nil : $0.unit }
    shape.integer("approximate", "1 where the document says about") { $0.isApproximate ? 1 : 0 }
    shape.integer("stated", "1 where the document states it") { $0.isStated ? 1 : 0 }
    shape.text("document", "the planning document") { $0.document }
    shape.text("section", "where in the document") { $0.section }
    shape.integer("version", "which version of the plan file is in force, from 1") { versions[$0.document] }
    shape.integer("line", "of the plan file") { $0.line }
    return shape.table(analysis.figures)
}

/// `plan_finding`: one row per figure that its document contradicts.
func findingTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<PlanFinding>("plan_finding", month: nil) { _ in analysis.currency }
    shape.text("plan", "the plan's id") { $0.system }
    shape.text("item", "the figure's id") { $0.item }
    shape.number("stated", "as the document states it") { $0.stated }
    shape.number("computed", "as its other figures give it") { $0.computed }
    shape.number("difference", "stated less computed") { $0.difference }
    shape.text("unit", "of the figures") { $0.unit.isEmpty ? nil : $0.unit }
    shape.text("note", "how it was computed") { $0.note }
    shape.text("name", "for people") { $0.name }
    shape.text("document", "the planning document") { $0.document }
    shape.text("section", "where in the document the figure is stated") { $0.section }
    return shape.table(analysis.findings)
}

import Analysis
import Billing

/// The page of the planning documents: where each contradicts itself, then every figure with its document and section.
extension MonthPage {
    /// `plan.html`, beside the month's report.
    func planBytes() -> [UInt8] {
        let documents = planDocuments
        let content = [planHeader(documents)] + documents.map(planSection(of:))
        return pageFrame(
            title: "\(context.month.title): planning documents", content)
    }

    /// A link's target on `plan.html`: the part of a system.
    func planLink(_ system: String) -> String { links.own("plan.html") + "#" + pages.anchor(system) }

    /// Whether there is a planning document.
    var hasPlanPage: Bool { !analysis.figures.isEmpty || !analysis.findings.isEmpty }

    /// A system's document with what it says.
    struct PlanDocument {
        let system: String, name: String, document: String
        let phase: String?
        let figures: [DocumentFigure]
        let findings: [PlanFinding]
    }

    private var planDocuments: [PlanDocument] {
        let figures = Dictionary(grouping: analysis.figures, by: \.system)
        let findings = Dictionary(grouping: analysis.findings, by: \.system)
        let known = analysis.systems.map(\.system)
        let others = Set(figures.keys).union(findings.keys).subtracting(known).sorted()
        return (known + others).compactMap { id in
            let system = analysis.systems.first { $0.system == id }
            let own = figures[id] ?? [], found = findings[id] ?? []
            guard let document = own.first?.document ?? found.first?.document ?? system?.document else { return nil }
            return PlanDocument(
                system: id, name: systemName(id), document: document, phase: system?.phase, figures: own, findings: found)
        }
    }

    private func planHeader(_ documents: [PlanDocument]) -> Markup {
        let files = ["plan_figure", "plan_finding"].compactMap(file).map { element("a", ["href": $0.target], [.text($0.name)]) }
        let navigation = element(
            "nav", ["aria-label": "Reports and files"],
            [
                element(
                    "div", [:],
                    [
                        element("a", ["href": links.own("index.html")], [.text("← Cost report of \(context.month.title)")]),
                        element("a", ["href": links.above("index.html")], ["All months"]),
                    ]),
                element("div", ["class": "files"], files),
            ])
        let figures = documents.reduce(0) { $0 + $1.figures.count }
        let findings = documents.reduce(0) { $0 + $1.findings.count }
        let title =
            documents.isEmpty
            ? "No planning document"
            : "\(NumberText.counted(figures, "figure")) of \(NumberText.counted(documents.count, "planning document")), "
                + (findings == 0 ? "no contradiction" : NumberText.counted(findings, "contradiction"))
        var content: [Markup] = [
            navigation, element("p", ["class": "kicker"], [.text("Planning documents · \(context.month.title)")]),
            element("h1", [:], [.text(title)]),
        ]
        if documents.isEmpty {
            content.append(paragraph("There is no file in the folder plans.", styleClass: "lead"))
        } else {
            content += [contents(documents), search]
        }
        return element("header", [:], content)
    }

    /// The documents by system.
    private func contents(_ documents: [PlanDocument]) -> Markup {
        var table = PageTable<PlanDocument>("Documents in force in \(context.month.title)", id: "document", key: { [$0.system] })
        table.markup("System") { element("a", ["href": "#" + pages.anchor($0.system)], [.text($0.name)]) }
        table.text("Document") { $0.document }
        table.number("Version of the plan file") { self.context.planVersions[$0.document].map { String($0) } }
        table.text("Phase in force") { $0.phase }
        table.integer("Figures") { $0.figures.count }
        table.integer("Contradictions") { $0.findings.count }
        return table.markup(documents)
    }

    /// The field is shown by the script that it needs.
    private var search: Markup {
        element(
            "div", ["class": "search", "id": "search", "hidden": "hidden"],
            [
                element("label", ["for": "search-field"], ["Find a figure, a value or a section"]),
                element("input", ["type": "search", "id": "search-field", "autocomplete": "off"]),
                element("output", ["id": "search-found", "for": "search-field"]),
            ])
    }

    private func planSection(of document: PlanDocument) -> Markup {
        let version = context.planVersions[document.document].map { ", version \($0) of the plan file" } ?? ""
        let phase = document.phase.map { "in force in \(context.month.title): \($0)" } ?? "no phase is in force"
        let report = element(
            "a", ["href": systemLink(document.system)], ["cost of the month"])
        var content: [Markup] = [
            element("h2", [:], [.text(document.name)]),
            element("p", ["class": "lead"], [.text("\(document.document)\(version); \(phase) ("), report, .text(").")]),
        ]
        if document.findings.isEmpty {
            content.append(paragraph("No figure contradicts another.", styleClass: "note"))
        } else {
            content.append(findingTable(document))
        }
        if !document.figures.isEmpty { content.append(figureTable(document)) }
        return element("section", ["id": pages.anchor(document.system), "data-search": ""], content)
    }

    private func findingTable(_ document: PlanDocument) -> Markup {
        let known = Set(document.figures.map(\.figure))
        var table = PageTable<PlanFinding>(
            "Figures of \(document.name) that contradict others of its document", full: file("plan_finding"), limit: .max,
            id: "finding", key: { [$0.system, $0.item] })
        table.markup("Figure") { finding in
            let figure = known.contains(finding.item) ? finding.item : withoutSide(finding.item)
            let name: Markup =
                known.contains(figure)
                ? element("a", ["href": "#" + MonthPage.figureAnchor(finding.system, figure)], [.text(finding.name)])
                : .text(finding.name)
            return .group([name, element("code", ["class": "id"], [.text(finding.item)])])
        }
        table.number("Stated", reason: "not stated") { $0.stated.map(NumberText.figure) }
        table.number("Computed", reason: "cannot be computed") { $0.computed.map(NumberText.computed) }
        table.number("Difference", reason: "one of them is unknown") { $0.difference.map(NumberText.signedFigure) }
        table.text("Unit") { $0.unit.isEmpty ? "" : $0.unit }
        table.text("How it is computed", styleClass: "how") { $0.note }
        table.text("Section", styleClass: "words") { $0.section }
        return table.markup(document.findings)
    }

    /// The figure that a finding of one side of a range is about.
    private func withoutSide(_ item: String) -> String {
        for side in [".low", ".high"] where item.hasSuffix(side) { return String(item.dropLast(side.count)) }
        return item
    }

    private func figureTable(_ document: PlanDocument) -> Markup {
        let doubted = Set(document.findings.flatMap { [$0.item, withoutSide($0.item)] })
        var table = PageTable<DocumentFigure>(
            "All figures of \(document.name), in the order of the plan file", full: file("plan_figure"), limit: .max,
            anchor: { MonthPage.figureAnchor($0.system, $0.figure) }, id: "figure", key: { [$0.system, $0.figure] })
        table.markup("Figure") { figure in
            var name: [Markup] = [.text(figure.name)]
            if !figure.isStated { name.append(mark("derived", "the document does not state it: it follows from other figures")) }
            if doubted.contains(figure.figure) {
                name.append(mark("contradicted", "the table above says by what", styleClass: "flag"))
            }
            return .group(name)
        }
        table.markup("Id") { element("code", [:], [.text($0.figure)]) }
        table.number("Value", reason: "cannot be computed") { NumberText.value($0) }
        table.text("Unit") { $0.unit }
        table.text("Section", styleClass: "words") { $0.section }
        return table.markup(document.figures)
    }

    /// Where a figure's row is on `plan.html`.
    static func figureAnchor(_ system: String, _ figure: String) -> String {
        "figure-" + RowIDs.escaped(system) + "." + RowIDs.escaped(figure)
    }
}

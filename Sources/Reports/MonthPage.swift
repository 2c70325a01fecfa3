import Analysis
import Billing

/// The page of a month: what happened in one sentence, then ever more detail, then where it comes from.
struct MonthPage {
    let report: Report
    let links: PageLinks
    /// The systems together; nil where there is none.
    let portfolio: PortfolioMonth?

    init(_ report: Report, at place: PageLinks.Place) {
        self.report = report
        links = PageLinks(place: place, month: report.context.month)
        portfolio = PortfolioMonth(report.analysis)
    }

    var analysis: MonthAnalysis { report.analysis }
    var context: ReportContext { report.context }
    /// The reporting currency's code; empty where nothing is known.
    var currency: String { portfolio?.currency.code ?? "" }
    /// The systems that are somebody's; what is unmapped stands apart.
    var systems: [SystemMonth] { analysis.systems.filter { $0.system != ReservedComponent.unmapped } }

    func bytes() -> [UInt8] {
        var content = [header, keyFigures]
        if let budgets = budgetSection { content.append(budgets) }
        if systems.count > 1 || systems.count != analysis.systems.count { content.append(portfolioSection) }
        if let quarter = quarterSection { content.append(quarter) }
        content += [yearToDateSection].compactMap(\.self)
        content += systems.map(systemSection)
        content += [
            unusualSection, monthEndSection, alertSection, unmappedSection, rateSection, qualitySection, planSection,
            methodSection,
        ]
        .compactMap(\.self)
        content.append(
            element(
                "footer", [:],
                [
                    paragraph(
                        "Made for \(context.generatedFor) from sequence \(context.sequence) of the history. "
                            + "The same figures stand in report.xml and in the CSV files.")
                ]))
        return pageFrame(title: "\(context.month.title): cost report", content)
    }

    /// The link to a table's file, for the caption of what shows it.
    func file(_ table: String) -> (target: String, name: String) { (links.own(table + ".csv"), table + ".csv") }

    /// Where a system's section begins.
    static func anchor(_ system: String) -> String { "system-" + plainID(system) }

    /// An id with nothing in it that a link would have to write differently.
    static func plainID(_ text: String) -> String {
        var id = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isWord = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            id.append(isWord || scalar == "_" || scalar == "." ? scalar : "-")
        }
        return String(id)
    }
}

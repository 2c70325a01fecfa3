import Analysis
import Billing

/// The page of a month: what happened in one sentence, then ever more detail, then where it comes from. Of several systems it is the
/// portfolio, and each of them has a page of its own; of one system it is everything.
struct MonthPage {
    let report: Report
    let links: PageLinks
    /// The systems together; nil where there is none.
    let portfolio: PortfolioMonth?
    /// Which systems have a page of their own.
    let pages: SystemPages
    /// The system that the page is about alone; nil for the month's page.
    let subject: SystemMonth?

    init(_ report: Report, at place: PageLinks.Place) {
        self.report = report
        links = PageLinks(place: place, month: report.context.month)
        portfolio = PortfolioMonth(report.analysis)
        pages = SystemPages(report.analysis.systems.map(\.system))
        subject = nil
    }

    /// The page of one of the systems of a month's page.
    init(of system: SystemMonth, in month: MonthPage) {
        report = month.report.narrowed(to: system.system)
        links = month.links
        portfolio = PortfolioMonth(report.analysis)
        pages = month.pages
        subject = system
    }

    var analysis: MonthAnalysis { report.analysis }
    var context: ReportContext { report.context }
    /// The reporting currency's code; empty where nothing is known.
    var currency: String { portfolio?.currency.code ?? "" }
    /// The systems that are somebody's; what is unmapped stands apart.
    var systems: [SystemMonth] { analysis.systems.filter { $0.system != ReservedComponent.unmapped } }

    func bytes() -> [UInt8] {
        var content = [header, keyFigureSection, trustSection, budgetSection].compactMap(\.self)
        if systems.count == 1, let system = systems.first {
            if analysis.systems.count > 1 { content.append(portfolioSection) }
            content.append(element("div", ["id": pages.anchor(system.system)], systemSections(system)))
        } else {
            content += [bridgeSection(nil)].compactMap(\.self)
            if !analysis.systems.isEmpty { content.append(portfolioSection) }
            content += [allCustomersSection, outlookSection(nil), yearToDateSection, quarterSection].compactMap(\.self)
        }
        content += [
            unusualSection, monthEndSection, alertSection, unmappedSection, rateSection, qualitySection,
            changesSection,
            planSection,
            methodSection,
        ]
        .compactMap(\.self)
        content.append(footer)
        return pageFrame(title: "\(context.month.title): cost report", content)
    }

    /// The page of the system that it is about; the one before it is `previous`, a file beside its month's page.
    func bytes(previous: String?) -> [UInt8] {
        guard let subject else { return bytes() }
        var content = [systemHeader(previous: previous), keyFigureSection, budgetSection].compactMap(\.self)
        content += systemSections(subject)
        content += [unusualSection].compactMap(\.self)
        content.append(footer)
        return pageFrame(title: "\(subject.name), \(context.month.title): cost report", content)
    }

    private var footer: Markup {
        let files =
            context.formats.isSuperset(of: [.xml, .csv]) ? " The same figures stand in report.xml and in the CSV files." : ""
        return element(
            "footer", [:],
            [paragraph("Made for \(context.generatedFor) from sequence \(context.sequence) of the history." + files)])
    }

    /// The pages of the systems, by file.
    func systemFiles() -> [ReportFile] {
        let before = context.month.advanced(by: -1)
        let hasPages = !context.monthsOfOtherVersions.contains(before)
        let previous = SystemPages(
            Array(Set(analysis.systemHistory.filter { hasPages && $0.month == before }.compactMap(\.system))))
        return systems.compactMap { system in
            pages.file(system.system).map { file in
                let page = MonthPage(of: system, in: self)
                return ReportFile(name: file, bytes: page.bytes(previous: previous.file(system.system)))
            }
        }
    }

    /// A link's target that leads to what is told of a system in this month, from any page in the month's folder.
    func systemLink(_ system: String) -> String {
        pages.file(system).map(links.own) ?? links.own("index.html") + "#" + pages.anchor(system)
    }

    /// The link to a table's file, for the caption of what shows it; nil where it is not written.
    func file(_ table: String) -> (target: String, name: String)? {
        context.formats.contains(.csv) ? (links.own(table + ".csv"), table + ".csv") : nil
    }

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

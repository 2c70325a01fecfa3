package import Analysis
import Billing

/// A month's report as a value: its tables, its XML and its page are written from it and so cannot disagree.
///
/// It never computes a figure. The one thing it adds up are the rows that a page leaves out or closes with a total,
/// exactly.
package struct Report: Sendable {
    /// What is reported.
    package private(set) var analysis: MonthAnalysis
    /// Where it stands and what its data are worth.
    package let context: ReportContext
    /// The published tables of the month, by name as in the contract.
    package let tables: [Table]
    /// The published tables that are of no month: the documents' figures and what the audit finds.
    package let documentTables: [Table]
    /// Tables that are made of other published ones: they are written as CSV, and the history does not keep them.
    package let derivedTables: [Table]
    /// Every table that has a CSV.
    package var allTables: [Table] { derivedTables + tables + documentTables }

    /// The report of an analysis.
    package init(analysis: MonthAnalysis, context: ReportContext) {
        self.analysis = analysis
        self.context = context
        tables = [
            componentTable(analysis), itemTable(analysis), customerTable(analysis), allocationTable(analysis),
            unitTable(analysis), planTable(analysis, versions: context.planVersions), budgetTable(analysis),
            volumeTable(analysis), tierTable(analysis), capacityTable(analysis), leverTable(analysis), targetTable(analysis),
            tokenTable(analysis), pricedTable(analysis), usagePriceTable(analysis), journalTable(analysis),
            invoiceTable(analysis), unusualDayTable(analysis), bridgeTable(analysis), quarterTable(analysis),
            yearToDateTable(analysis),
        ]
        derivedTables = [
            systemTable(analysis), costToServeTable(analysis), customerHistoryTable(analysis), landingAccuracyTable(analysis),
            systemHistoryTable(analysis), unitHistoryTable(analysis), keyFigureTable(analysis), planBridgeTable(analysis),
            componentBridgeTable(analysis), outlookTable(analysis),
            adjustmentTable(analysis),
        ]
        documentTables = [figureTable(analysis, versions: context.planVersions), findingTable(analysis)]
    }

    /// What it says of one system; its tables stay those of the month, as their files are.
    func narrowed(to system: String) -> Report {
        var part = self
        part.analysis = analysis.narrowed(to: system)
        return part
    }

    /// The files of the month's folder in the formats of the context: `index.html`, of several systems a page each, `plan.html`,
    /// `report.xml` (valid against `schema`), `report.xlsx` with every table that has rows, and a CSV per table. The workbook needs room
    /// for a moment in the folder `scratch`.
    package func files(scratch: String = "/tmp") throws(ReportFailure) -> [ReportFile] {
        var files: [ReportFile] = []
        if context.formats.contains(.html) {
            let page = MonthPage(self, at: .month)
            files.append(ReportFile(name: "index.html", bytes: page.bytes()))
            files += page.systemFiles()
            files.append(ReportFile(name: "plan.html", bytes: page.planBytes()))
        }
        if context.formats.contains(.xml) {
            let xml = reportXML(self).document(.xml)
            try validate(xml, against: Report.schema)
            files.append(ReportFile(name: "report.xml", bytes: xml))
        }
        if context.formats.contains(.xlsx) {
            let title = "Cost report, \(context.month.title)"
            let sheets = allTables.filter { !$0.rows.isEmpty }
            let bytes = try workbook(title: title, createdOn: context.generatedFor, sheets, scratch: scratch)
            files.append(ReportFile(name: "report.xlsx", bytes: bytes))
        }
        if context.formats.contains(.json) { files.append(ReportFile(name: "report.json", bytes: reportJSON(self))) }
        if context.formats.contains(.csv) { files += allTables.map { ReportFile(name: $0.name + ".csv", bytes: csv($0)) } }
        return files
    }

    /// The files of the pages that these systems of a month have.
    package static func systemFiles(_ systems: [String]) -> [String] { SystemPages(systems).files }

    /// The page as `latest.html`: the same, with links that fit the folder above the months'.
    package func latest() -> [UInt8] { MonthPage(self, at: .latest).bytes() }

    /// The rows of a table that the XML and a sheet of the workbook have room for; nobody reads more there.
    static let mostRows = 100_000

    /// The schema of `report.xml`, to be published as `report.xsd`.
    package static let schema: [UInt8] = PackageResources.report_xsd

    /// Of a what-if the sentence that says so, without its full stop; else nothing.
    var whatIf: [String] {
        context.allocationFile.map {
            [
                "Costs are shared by \($0) instead of the allocation sheet in force, to see what it would do; nothing of it is stored, and the months before stand as they were published"
            ]
        } ?? []
    }

    /// How many characters of texts were replaced because XML has no place for them or they turn the reading direction.
    package var replacedCharacters: Int {
        var texts: [String] = []
        // Every text of the splits stands in the rows of customers and components too.
        let splits: Set<String> = ["allocation_month", "cost_to_serve"]
        for table in allTables where !splits.contains(table.name) {
            for row in table.rows {
                for case .text(let text) in row { texts.append(text) }
            }
        }
        texts += analysis.systems.map(\.name) + analysis.components.map(\.name) + analysis.customers.map(\.name)
        texts += analysis.unmapped.flatMap { [$0.source, $0.serviceName ?? ""] }
        texts += context.refusals.flatMap { [$0.origin.file, $0.reason] } + context.held.flatMap { [$0.path, $0.reason] }
        texts += context.uncounted.map(\.file) + context.notes + context.sources.map(\.name) + context.alerts.map(\.budget)
        return texts.reduce(0) { $0 + SafeText($1).replaced }
    }
}

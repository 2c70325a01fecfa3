/// A kind of file that a report is written as.
package enum ReportFormat: String, CaseIterable, Sendable {
    /// The pages.
    case html
    /// `report.xml` and its schema.
    case xml
    /// A file per table.
    case csv
    /// `report.xlsx`, with a sheet per table.
    case xlsx
    /// `report.json`, with every table; made where it is asked for.
    case json

    /// What a run publishes.
    package static let published: Set<ReportFormat> = [.html, .xml, .csv, .xlsx]
}

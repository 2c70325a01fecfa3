/// Why a report is not written. No input may lead to it.
package enum ReportFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The schema itself is not taken by the validator.
    case schema(message: String)
    /// The XML is not well-formed or not what the schema says; `line` is 0 where unknown.
    case document(line: Int, message: String)
    /// The workbook could not be written.
    case workbook(message: String)
    /// A library that it is written or checked with is not on this machine, or lacks what it stands on itself; Debian's name of what has it.
    case library(String, package: String)

    package var description: String {
        switch self {
        case .schema(let message): "report.xsd: \(message)"
        case .document(let line, let message): line > 0 ? "report.xml:\(line): \(message)" : "report.xml: \(message)"
        case .workbook(let message): "report.xlsx: \(message)"
        case .library(let name, _): "\(name) cannot be loaded"
        }
    }
}

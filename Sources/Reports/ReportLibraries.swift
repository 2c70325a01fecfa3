import CLibXML2
import CXlsx

/// Loads libxml2, which only what is published is checked with.
func requireLibxml2() throws(ReportFailure) {
    guard outlay_xml_start() == 1 else { throw .library("libxml2", package: "libxml2") }
}

/// Loads libxlsxwriter, which only the workbook is written with.
func requireLibxlsxwriter() throws(ReportFailure) {
    guard outlay_xlsx_start() == 1 else { throw .library("libxlsxwriter", package: "libxlsxwriter\(LXW_SOVERSION)") }
}

extension Report {
    /// Loads what reports are written and checked with, or says what is missing.
    package static func requireLibraries() throws(ReportFailure) {
        try requireLibxml2()
        try requireLibxlsxwriter()
    }
}

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
    /// What reports are written and checked with and is not there; it is loaded where it is.
    package static var missingLibraries: [ReportFailure] {
        var missing: [ReportFailure] = []
        do throws(ReportFailure) { try requireLibxml2() } catch { missing.append(error) }
        do throws(ReportFailure) { try requireLibxlsxwriter() } catch { missing.append(error) }
        return missing
    }
}

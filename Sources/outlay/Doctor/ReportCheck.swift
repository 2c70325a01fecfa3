import Billing
import History
import Reports

/// Whether the newest month's report and what is published beside it are in their place.
func reportCheck(output: String, _ publications: [Publication]) -> DoctorCheck {
    var check = DoctorCheck(name: "reports")
    for failure in Report.missingLibraries {
        guard case .library(_, let package) = failure else { continue }
        check.findings.append(Finding("reports", "\(failure)", hint: "apt-get install \(package)"))
    }
    guard let newest = publications.max(by: { $0.month < $1.month }) else {
        check.note = "none was made yet"
        return check
    }
    check.note = "\(output)/\(newest.month), made for \(newest.today)"
    let hint = "outlay run puts it in its place"
    for name in ["\(newest.month)/index.html", "\(newest.month)/report.xml", "latest.html", "report.xsd", "index.html"] {
        let path = output + "/" + name
        switch Presence(path) {
        case .file: break
        case .nothing: check.findings.append(Finding(path, "is not there", expected: "what was published", hint: hint))
        case .folder:
            check.findings.append(
                Finding(path, "is a folder", expected: "what was published", hint: "remove it, then outlay run"))
        case .unknown(let reason): check.findings.append(Finding(path, reason, hint: "check the permissions"))
        }
    }
    if check.findings.isEmpty, publications.contains(where: { !$0.isPlaced }) {
        check.findings.append(
            Finding(output, "reports of the last run are not all in their place", expected: "a whole set", hint: hint))
    }
    return check
}

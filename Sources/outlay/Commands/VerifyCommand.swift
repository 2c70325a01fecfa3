import Formats
import History

/// Recomputes every stored control total and fingerprint.
func verifyCommand(_ place: Workplace) throws(CommandFailure) -> ExitStatus {
    guard Presence(place.historyPath) != .nothing else {
        throw CommandFailure(
            status: .history, message: "\(place.historyPath): no history there",
            hint: "outlay run makes it; --history names another")
    }
    let path = place.historyPath
    let findings = try stored { () throws(HistoryError) in try Verification.findings(path: path) { xxh3($0) } }
    for finding in findings { place.console.put("\(finding.subject): \(Console.printable(finding.message))\n") }
    if findings.isEmpty {
        if !place.console.isQuiet { place.console.put("\(path): everything agrees\n") }
        return .done
    }
    place.console.fail(
        "\(path): \(findings.count) findings",
        hint:
            "restore the newest backup that outlay verify --history FILE finds whole; the next run takes what has come since again"
    )
    return .findings
}

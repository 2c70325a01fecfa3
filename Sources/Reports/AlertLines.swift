import Billing

/// `alerts.jsonl`: one JSON object a line per alert, in the order given; numbers with all their digits.
package func alertLines(_ alerts: [ReportAlert]) -> [UInt8] {
    var output = ""
    for alert in alerts {
        output += "{\"id\":\(alert.id),\"raised_in_run\":\(alert.raisedInRun),\"budget\":\(json(alert.budget))"
        output += ",\"period\":\(json(alert.period)),\"basis\":\(json(alert.basis))"
        output += ",\"threshold_percent\":\(alert.threshold),\"actual\":\(alert.actual),\"amount\":\(alert.amount)"
        output += ",\"state\":\(json(alert.state)),\"raised_at\":\(json(alert.raisedAt.description))}\n"
    }
    return Array(output.utf8)
}

/// A JSON string (RFC 8259). Line separators are escaped too: some readers of lines break there.
private func json(_ text: String) -> String {
    var output = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\":
            output.append("\\")
            output.append(scalar)
        case "\n": output.append(contentsOf: "\\n".unicodeScalars)
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
            let digits = String(scalar.value, radix: 16)
            output.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).unicodeScalars)
        default: output.append(scalar)
        }
    }
    output.append("\"")
    return String(output)
}

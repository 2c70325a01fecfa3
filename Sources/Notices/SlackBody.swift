/// The body of a request to Slack's incoming webhooks, https://api.slack.com/messaging/webhooks: `text` for notifications, and a
/// block per alert. A message has room for 50 blocks; what is left over is counted in the last.
func slackBody(_ delivery: DueDelivery) -> [UInt8] {
    let shown = delivery.notices.count > 49 ? 48 : delivery.notices.count
    var sections = delivery.notices.prefix(shown).map { notice in
        let details = notice.details.map { detail -> String in
            if detail.name == "report", let link = notice.link { return "<\(escaped(link, " |"))|report>" }
            return "\(detail.name) \(escaped(detail.text))"
        }
        let mark = notice.state == .corrected ? ":white_check_mark: " : notice.state == .raised ? ":warning: " : ""
        return "\(mark)\(escaped(notice.headline))" + (details.isEmpty ? "" : "\\n" + details.joined(separator: " · "))
    }
    let left = delivery.notices.count - shown
    if left > 0 { sections.append("and \(grouped("\(left)")) more") }
    let blocks = sections.map { "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"\($0)\"}}" }
    return Array("{\"text\":\"\(escaped(delivery.headline))\",\"blocks\":[\n\(blocks.joined(separator: ",\n"))\n]}\n".utf8)
}

/// A cleaned text as it stands within a JSON string of Slack's: `&`, `<` and `>` would begin its own marks, `*`, `_`, `~` and
/// backquotes only change how text looks. `others` are left out: they would end a link.
private func escaped(_ text: String, _ others: String = "") -> String {
    var output = ""
    for scalar in text.unicodeScalars where !others.unicodeScalars.contains(scalar) {
        switch scalar {
        case "&": output += "&amp;"
        case "<": output += "&lt;"
        case ">": output += "&gt;"
        case "\"", "\\":
            output += "\\"
            output.unicodeScalars.append(scalar)
        default: output.unicodeScalars.append(scalar)
        }
    }
    return output
}

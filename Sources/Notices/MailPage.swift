/// The HTML part of a mail: it needs no network and has no active content.
func mailPage(_ delivery: DueDelivery) -> String {
    var page = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>\(escaped(delivery.headline))</title></head>
        <body style="font-family:sans-serif;font-size:14px;line-height:1.4">

        """
    for notice in delivery.notices {
        page += "<h2 style=\"font-size:16px;margin:20px 0 6px\">\(escaped(notice.headline))</h2>\n"
        if notice.details.isEmpty { continue }
        page += "<table style=\"border-collapse:collapse\">\n"
        for detail in notice.details {
            var text = escaped(detail.text)
            if detail.name == "report", let link = notice.link { text = "<a href=\"\(escaped(link))\">\(text)</a>" }
            page +=
                "<tr><th scope=\"row\" style=\"text-align:left;font-weight:normal;padding:1px 16px 1px 0\">\(detail.name)</th>"
            page += "<td style=\"padding:1px 0\">\(text)</td></tr>\n"
        }
        page += "</table>\n"
    }
    return page + "<p style=\"margin-top:24px;font-size:12px\">\(escaped(footer(delivery)))</p>\n</body></html>\n"
}

/// A cleaned text as it stands in HTML, between tags or in double quotes.
private func escaped(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": output += "&amp;"
        case "<": output += "&lt;"
        case ">": output += "&gt;"
        case "\"": output += "&quot;"
        default: output.unicodeScalars.append(scalar)
        }
    }
    return output
}

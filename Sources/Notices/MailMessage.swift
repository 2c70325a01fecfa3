import Billing

/// A whole mail with CRLF at line ends (RFC 5322): a plain part and the same as HTML. The same alerts for the same recipient have
/// the same Message-ID whenever they are sent. Addresses have been checked where the settings were read.
func mailMessage(_ delivery: DueDelivery, sender: String, at moment: Timestamp) -> [UInt8] {
    // "=_" stands in no quoted-printable text.
    let boundary = "=_outlay-\(delivery.id)"
    let domain = sender.split(separator: "@").last ?? "localhost"
    let headers = [
        "Date: \(mailDate(moment))",
        mailHeader("From", ["Outlay", "<\(sender)>"]),
        "To: \(delivery.recipient)",
        mailHeader("Subject", headerWords(delivery.headline)),
        "Message-ID: <alerts.\(delivery.id)@\(domain)>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"",
    ]
    let parts = [("plain", mailText(delivery)), ("html", mailPage(delivery))].map { kind, text in
        "--\(boundary)\r\nContent-Type: text/\(kind); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            + quotedPrintable(text) + "\r\n"
    }
    return Array((headers.joined(separator: "\r\n") + "\r\n\r\n" + parts.joined() + "--\(boundary)--\r\n").utf8)
}

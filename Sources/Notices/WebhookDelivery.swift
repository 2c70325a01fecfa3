import Billing
import CCurl

/// Posts alerts to a webhook, within so many milliseconds. A redirect is not followed: it would carry them where nobody wrote down.
func post(
    _ delivery: DueDelivery, to webhook: Webhook, _ folder: String, _ milliseconds: Int
) throws(DeliveryFailure) {
    try delivery.requireLibcurl()
    let url: String, name: String
    switch webhook.address {
    case .url(let text): (url, name) = (text, host(of: text))
    case .file(let path):
        url = try delivery.secretText("url_file", path, folder)
        name = "the address in \(cleaned(path))"
    }
    guard Webhook.isURL(url) else {
        throw delivery.failure(.secret, "\(name) cannot be used, expected one as in https://example.org/alerts")
    }
    let body = webhook.form == .slack ? slackBody(delivery) : webhookBody(delivery)
    // The empty one keeps libcurl from asking before it sends.
    var headers = ["Content-Type: application/json", "Idempotency-Key: \(delivery.id)", "Expect:"]
    if let file = webhook.keyFile {
        let key = try delivery.secret("key_file", file, folder)
        headers.append("X-Outlay-Signature: sha256=\(hexadecimal(signature(body, key: key)))")
    }
    var transfer = Transfer(
        protocols: "http,https", milliseconds: milliseconds, caFile: webhook.caFile.map { placed($0, folder) })
    transfer.set(CURLOPT_URL, url)
    transfer.set(CURLOPT_USERAGENT, "outlay")
    if SMTPServer.isThisMachine(hostName(of: url)) { transfer.set(CURLOPT_NOPROXY, "*") }
    transfer.set(CURLOPT_HTTPHEADER, headers)
    transfer.set(body: body)
    try delivery.judge(transfer.run(), name)
}

extension DueDelivery {
    /// Once an answer has begun, it counts, whatever comes after it.
    fileprivate func judge(_ ending: Transfer.Ending, _ server: String) throws(DeliveryFailure) {
        switch ending.answer {
        case 200..<300: return
        case 300..<400:
            throw failure(
                .webAnswer(ending.answer), "\(server) answered with a redirect (\(ending.answer)), expected 200 to 299",
                hint: "write the address that it leads to into the settings; redirects are not followed")
        case 400...: throw failure(.webAnswer(ending.answer), "\(server) answered \(ending.answer), expected 200 to 299")
        default: throw connectionFailure(ending.code, server) ?? failure(.brokenOff, "\(server) broke off before it had answered")
        }
    }
}

/// The host and port of a URL, for messages: the path may be known to few.
private func host(of url: String) -> String {
    cleaned(String(url.drop { $0 != "/" }.dropFirst(2).prefix { !"/?#".contains($0) }))
}

/// The host of a URL without its port and brackets.
private func hostName(of url: String) -> String {
    let host = host(of: url)
    if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }) }
    return String(host.prefix { $0 != ":" })
}

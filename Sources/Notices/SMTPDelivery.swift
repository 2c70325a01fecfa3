import Billing
import CCurl

/// Hands a mail to a server, within so many milliseconds.
func mail(
    _ message: [UInt8], of delivery: DueDelivery, sender: String, through server: SMTPServer, _ folder: String,
    _ milliseconds: Int
) throws(DeliveryFailure) {
    try delivery.requireLibcurl()
    var transfer = Transfer(
        protocols: "smtp,smtps", milliseconds: milliseconds, caFile: server.caFile.map { placed($0, folder) })
    let host = server.host.contains(":") ? "[\(server.host)]" : server.host
    transfer.set(CURLOPT_URL, "\(server.security == .tls ? "smtps" : "smtp")://\(host):\(server.port)")
    if SMTPServer.isThisMachine(server.host) { transfer.set(CURLOPT_NOPROXY, "*") }
    if server.security == .starttls { transfer.set(CURLOPT_USE_SSL, outlay_curl_all_encrypted) }
    if let user = server.user, let file = server.passwordFile {
        transfer.set(CURLOPT_USERNAME, user)
        transfer.set(CURLOPT_PASSWORD, try delivery.secretText("password_file", file, folder))
    }
    transfer.set(CURLOPT_MAIL_FROM, "<\(sender)>")
    transfer.set(CURLOPT_MAIL_RCPT, ["<\(delivery.recipient)>"])
    transfer.set(upload: message)
    let ending = transfer.run()
    if ending.code != CURLE_OK { throw delivery.mailFailure(ending, "\(cleaned(host)):\(server.port)") }
}

extension DueDelivery {
    /// Why a mail server did not take a mail.
    fileprivate func mailFailure(_ ending: Transfer.Ending, _ server: String) -> DeliveryFailure {
        if let failure = connectionFailure(ending.code, server) { return failure }
        let said = ending.refusal.hasPrefix("\(ending.answer)") ? ending.refusal : "\(ending.answer)"
        switch ending.answer {
        case _ where ending.code == CURLE_LOGIN_DENIED, 530...538:
            return failure(
                .login, "\(server) did not take the user and password",
                hint: "look at user and password_file of the channel in outlay.yaml")
        // Said before a recipient or a mail was named, it is about the server.
        case 400..<600
        where ending.code == CURLE_REMOTE_ACCESS_DENIED || ending.code == CURLE_WEIRD_SERVER_REPLY && !ending.hasBegun:
            return failure(.serverRefused(ending.answer), "\(server) takes no mail: \(said)")
        case 400..<600:
            return failure(.mailRefused(ending.answer), "\(server) refused the mail: \(said)")
        default:
            return failure(.brokenOff, "\(server) broke off before it had taken the mail")
        }
    }

    /// Why no server could be spoken with, or not for long enough; nil where it is something else.
    func connectionFailure(_ code: CURLcode, _ server: String) -> DeliveryFailure? {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return failure(
                .unreachable, "\(server) was not found", hint: "look at the name, and whether this machine can resolve it")
        case CURLE_URL_MALFORMAT:
            return failure(.unreachable, "\(server) is no address that can be used")
        case CURLE_COULDNT_CONNECT:
            return failure(.unreachable, "\(server) does not take connections")
        case CURLE_OPERATION_TIMEDOUT:
            return failure(
                .timeout,
                "\(server) did not answer in time, expected all that the channel sends to take \(channel.timeout) s at most")
        case CURLE_USE_SSL_FAILED:
            return failure(
                .insecure, "\(server) does not offer STARTTLS, expected an encrypted connection",
                hint: "security: tls is the other way")
        case CURLE_PEER_FAILED_VERIFICATION:
            return failure(
                .insecure, "\(server) has a certificate that is not believed",
                hint: "ca_file: names a file with the certificates to believe")
        case CURLE_SSL_CACERT_BADFILE:
            return failure(.insecure, "ca_file cannot be read, expected certificates in PEM")
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
            return failure(.insecure, "\(server) made no encrypted connection")
        default:
            return nil
        }
    }
}

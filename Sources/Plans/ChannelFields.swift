import Billing
import Formats

/// Which keys a channel has, by its kind; those of every kind first.
private let channelKeys: [(kind: String?, keys: [String])] = [
    (nil, ["kind", "from", "timeout", "ca_file"]),
    ("mail", ["to", "sender", "smtp", "security", "user", "password_file", "sendmail"]),
    ("webhook", ["url", "url_file", "key_file"]),
    ("slack", ["url_file"]),
]

/// Reads one channel, its name the entry's key; nil where it cannot be used. What is told about it shows no line of the file,
/// where a secret may stand that belongs in a file of its own.
func readChannel(_ entry: YAMLEntry, _ mistakes: Mistakes) -> Channel? {
    mistakes.withoutLines {
        guard isID(entry, "channel", mistakes) else { return nil }
        guard entry.value.entries != nil else {
            mistakes.add(
                at: entry.origin, "channel \(Entry.quote(entry.key)) is no group of keys, expected kind: mail, webhook or slack")
            return nil
        }
        var known: [String] = []
        for key in channelKeys.flatMap(\.keys) where !known.contains(key) { known.append(key) }
        guard let fields = Fields(entry.value, what: "a channel", known: known, mistakes: mistakes) else { return nil }
        return fields.channel(entry.key)
    }
}

extension Fields {
    /// The channel that these keys make.
    fileprivate func channel(_ id: String) -> Channel? {
        let kinds = channelKeys.compactMap(\.kind)
        guard let kind = entry("kind", required: true, expected: list(kinds)) else { return nil }
        guard let own = channelKeys.first(where: { $0.kind == kind.text })?.keys else {
            mistakes.unknown(kind, "kind \(kind.shown) is not known", among: kinds)
            return nil
        }
        for key in Set(channelKeys.filter { $0.kind != nil }.flatMap(\.keys)).subtracting(own).sorted() where has(key) {
            let secret = key == "url" && kind.text == "slack"
            add(
                at: key, "\(key) in a channel of kind \(kind.text), expected \(list(own, "and")) only",
                hint: secret ? "whoever knows the url can write to Slack: put it into a file and name that with url_file:" : "")
        }
        let mail = kind.text == "mail" ? mailing() : nil
        let hook = kind.text == "mail" ? nil : webhook(kind.text == "slack" ? .slack : .json)
        let from = whole("from", in: 1...1000) ?? Channel.usualThreshold
        let timeout = whole("timeout", in: 1...300) ?? Channel.usualTimeout
        guard let made = mail.map(Channel.Kind.mail) ?? hook.map(Channel.Kind.webhook) else { return nil }
        return Channel(id: id, kind: made, from: from, timeout: timeout)
    }

    /// `to`, `sender`, and one of `smtp` and `sendmail`.
    private func mailing() -> Mailing? {
        let recipients = recipients()
        let sender = entry("sender", required: true, expected: "an address as in outlay@example.org")
        if let sender { check(address: sender) }
        guard has("smtp") != has("sendmail") else {
            let both = has("smtp")
            mistakes.add(
                at: place(both ? "sendmail" : "kind").origin, width: place(both ? "sendmail" : "kind").width,
                "a mail channel has \(both ? "both smtp and" : "neither smtp nor") sendmail, expected one of them",
                hint: "smtp: mail.example.org names a server, sendmail: /usr/sbin/sendmail -t -i a program")
            return nil
        }
        guard let sender, let carrier = has("smtp") ? server().map(Mailing.Carrier.smtp) : program().map(Mailing.Carrier.program)
        else { return nil }
        return Mailing(to: recipients, sender: sender.text, carrier: carrier)
    }

    /// `to: ADDRESS` or a list of them, each once.
    private func recipients() -> [String] {
        let expected = "addresses as in [finance@example.org]"
        guard let node = node("to", required: true, expected: expected) else { return [] }
        var nodes = [node]
        if case .sequence(let values) = node.content { nodes = values }
        if nodes.isEmpty { add(at: "to", "to: found an empty list, expected \(expected)") }
        var taken: [String] = []
        for node in nodes {
            guard let address = node.entry("to", expected: expected, mistakes: mistakes) else { continue }
            check(address: address)
            if taken.contains(where: { $0.lowercased() == address.text.lowercased() }) {
                mistakes.add(at: address, "to names \(address.shown) twice, expected each address once")
            }
            taken.append(address.text)
        }
        return taken
    }

    private func check(address: Entry) {
        if !isMailAddress(address.text) {
            mistakes.add(
                at: address, "\(address.name) \(address.shown) is no mail address, expected one as in finance@example.org",
                hint: "write the address alone, without a name or angle brackets")
        }
    }

    /// `smtp: HOST` or `HOST:PORT`, `security`, `user` and `password_file`.
    private func server() -> SMTPServer? {
        let security = choice("security", SMTPServer.Security.self) ?? .starttls
        let user = text("user"), passwordFile = text("password_file")
        if has("user") != has("password_file") {
            let there = has("user") ? "user" : "password_file", missing = has("user") ? "password_file" : "user"
            add(at: there, "\(there) without a \(missing), expected both or neither")
        }
        guard let entry = entry("smtp", required: true, expected: "a server as in mail.example.org:587") else { return nil }
        guard !entry.text.contains("@") else {
            mistakes.add(
                at: entry, "smtp has a user or password before the server, expected the server alone, as in mail.example.org:587",
                hint: "user: has the one, password_file: names a file with the other")
            return nil
        }
        guard let (host, port) = hostAndPort(entry.text) else {
            mistakes.add(
                at: entry, "smtp \(entry.shown) is no server, expected one as in mail.example.org or mail.example.org:587")
            return nil
        }
        if security == .none, !SMTPServer.isThisMachine(host) {
            add(
                at: "security", "security none with the server \(Entry.quote(host)), expected starttls or tls",
                hint: "only localhost is spoken with in the clear")
        }
        return SMTPServer(
            host: host, port: port, security: security, user: user, passwordFile: passwordFile, caFile: text("ca_file"))
    }

    /// `sendmail: PROGRAM ARGUMENT …`, between spaces; no shell reads it.
    private func program() -> [String]? {
        for key in ["security", "user", "password_file", "ca_file"] where has(key) {
            add(at: key, "\(key) beside sendmail, expected it with smtp only")
        }
        guard let line = text("sendmail") else { return nil }
        let words = line.split(separator: " ").map(String.init)
        guard let first = words.first, first.hasPrefix("/") else {
            add(at: "sendmail", "sendmail names no program by its whole path, expected one as in /usr/sbin/sendmail -t -i")
            return nil
        }
        return words
    }

    /// One of `url` and `url_file`, and `key_file`.
    private func webhook(_ form: Webhook.Form) -> Webhook? {
        let keyFile = text("key_file"), caFile = text("ca_file")
        if form == .slack || has("url_file") {
            if form == .json, has("url") { add(at: "url", "url beside url_file, expected one of them") }
            let file = entry("url_file", required: true, expected: "the file that holds the address")
            return file.map { Webhook(form: form, address: .file($0.text), keyFile: keyFile, caFile: caFile) }
        }
        guard let url = entry("url", required: true, expected: "an address as in https://example.org/alerts") else { return nil }
        guard Webhook.isURL(url.text) else {
            add(
                at: "url", "url is no address that can be used, expected one as in https://example.org/alerts",
                hint: "an address with a password or another secret in it belongs into a file: url_file:")
            return nil
        }
        return Webhook(form: form, address: .url(url.text), keyFile: keyFile, caFile: caFile)
    }
}

/// Reads `HOST`, `HOST:PORT`, `[IPV6]` or `[IPV6]:PORT`.
private func hostAndPort(_ text: String) -> (host: String, port: Int?)? {
    var host = text[...], port: Substring?
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
        host = text[text.index(after: text.startIndex)..<end]
        let rest = text[text.index(after: end)...]
        guard rest.isEmpty || rest.hasPrefix(":"), host.allSatisfy({ $0.isASCII && $0.isHexDigit || $0 == ":" }) else {
            return nil
        }
        if !rest.isEmpty { port = rest.dropFirst() }
    } else {
        if let colon = text.firstIndex(of: ":") { (host, port) = (text[..<colon], text[text.index(after: colon)...]) }
        let isNamed = host.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) || $0 == "." || $0 == "-" || $0 == "_"
        }
        guard isNamed else { return nil }
    }
    guard !host.isEmpty, !host.hasPrefix("-") else { return nil }
    guard let port else { return (String(host), nil) }
    guard port.utf8.allSatisfy({ ($0 &- UInt8(ascii: "0")) < 10 }), let number = Int(port), (1...65535).contains(number)
    else { return nil }
    return (String(host), number)
}

import Billing
import Plans
import Testing

@Suite struct ChannelTests {
    private func channels(_ text: String) throws(RefusedFile) -> [Channel] {
        try readSettings(Array(("channels:\n" + text).utf8), file: "s.yaml").channels
    }

    @Test func everyKindOfChannelIsRead() throws {
        let read = try channels(
            """
              finance: {kind: mail, from: 100, to: [a@example.org, B@example.org], sender: outlay@example.org, timeout: 30,
                smtp: "mail.example.org:2525", security: tls, user: outlay, password_file: /etc/outlay/smtp, ca_file: ca.pem}
              here: {kind: mail, to: a@example.org, sender: outlay@example.org, smtp: "[::1]", security: none}
              local: {kind: mail, to: a@example.org, sender: outlay@example.org, sendmail: /usr/sbin/sendmail -t  -i}
              ops: {kind: webhook, url: "https://example.org:8443/a?b=c", key_file: key}
              hidden: {kind: webhook, url_file: url}
              chat: {kind: slack, url_file: slack}
            """)
        let server = SMTPServer(
            host: "mail.example.org", port: 2525, security: .tls, user: "outlay", passwordFile: "/etc/outlay/smtp",
            caFile: "ca.pem")
        let here = SMTPServer(host: "::1", port: 25, security: .none)
        func mail(_ carrier: Mailing.Carrier, _ recipients: [String] = ["a@example.org"]) -> Channel.Kind {
            .mail(Mailing(to: recipients, sender: "outlay@example.org", carrier: carrier))
        }
        #expect(
            read == [
                Channel(id: "finance", kind: mail(.smtp(server), ["a@example.org", "B@example.org"]), from: 100, timeout: 30),
                Channel(id: "here", kind: mail(.smtp(here))),
                Channel(id: "local", kind: mail(.program(["/usr/sbin/sendmail", "-t", "-i"]))),
                Channel(
                    id: "ops",
                    kind: .webhook(Webhook(form: .json, address: .url("https://example.org:8443/a?b=c"), keyFile: "key"))),
                Channel(id: "hidden", kind: .webhook(Webhook(form: .json, address: .file("url")))),
                Channel(id: "chat", kind: .webhook(Webhook(form: .slack, address: .file("slack")))),
            ])
    }

    @Test(arguments: [
        ("{kind: mial}", "2:13: kind \"mial\" is not known, expected mail"),
        ("{from: 80}", "2:6: a channel has no kind, expected kind: with mail, webhook or slack"),
        ("https://example.org/hunter2", "2:3: channel \"a\" is no group of keys, expected kind: mail, webhook or slack"),
        (
            "{kind: mail, to: finance, sender: b@example.org, smtp: h}",
            "2:23: to \"finance\" is no mail address, expected one as in finance@example.org"
        ),
        (
            "{kind: mail, to: [a@e.org, A@e.org], sender: b@e.org, smtp: h}",
            "2:33: to names \"A@e.org\" twice, expected each address once"
        ),
        (
            "{kind: mail, to: \"a@e.org\\nBcc: x\", sender: b@e.org, smtp: h}",
            "2:23: to \"a@e.org Bcc: x\" is no mail address, expected one as in finance@example.org"
        ),
        ("{kind: mail, to: a@e.org, sender: b@e.org}", "2:7: a mail channel has neither smtp nor sendmail, expected one of them"),
        (
            "{kind: mail, to: a@e.org, sender: b@e.org, smtp: h, security: none}",
            "2:58: security none with the server \"h\", expected starttls or tls"
        ),
        (
            "{kind: mail, to: a@e.org, sender: b@e.org, smtp: h, user: u}",
            "2:58: user without a password_file, expected both or neither"
        ),
        (
            "{kind: mail, to: a@e.org, sender: b@e.org, smtp: \"smtp://h\"}",
            "2:55: smtp \"smtp://h\" is no server, expected one as in mail.example.org or mail.example.org:587"
        ),
        (
            "{kind: mail, to: a@e.org, sender: b@e.org, smtp: \"u:hunter2@h\"}",
            "2:55: smtp has a user or password before the server, expected the server alone, as in mail.example.org:587"
        ),
        (
            "{kind: mail, to: a@e.org, sender: b@e.org, smtp: h:70000}",
            "2:55: smtp \"h:70000\" is no server, expected one as in mail.example.org or mail.example.org:587"
        ),
        (
            "{kind: mail, to: a@e.org, sender: b@e.org, sendmail: sendmail -t}",
            "2:49: sendmail names no program by its whole path, expected one as in /usr/sbin/sendmail -t -i"
        ),
        (
            "{kind: slack, url: \"https://example.org/hunter2\", url_file: f}",
            "2:20: url in a channel of kind slack, expected url_file only"
        ),
        (
            "{kind: webhook, url: \"https://u:hunter2@example.org\"}",
            "2:22: url is no address that can be used, expected one as in https://example.org/alerts"
        ),
        (
            "{kind: webhook, url: \"file:///etc/passwd\"}",
            "2:22: url is no address that can be used, expected one as in https://example.org/alerts"
        ),
        ("{kind: webhook, url: https://e.org, url_file: f}", "2:22: url beside url_file, expected one of them"),
        ("{kind: webhook, url_file: f, timeout: 0}", "2:44: timeout: found \"0\", expected a whole number from 1 to 300"),
        (
            "{kind: webhook, url_file: f, password: hunter2}",
            "2:35: key \"password\" is not known in a channel, expected a known key"
        ),
    ])
    func aMistakeIsToldWithItsPlaceAndNoSecret(_ text: String, _ expected: String) {
        do throws(RefusedFile) {
            _ = try channels("  a: \(text)\n")
            Issue.record("expected a refusal")
        } catch {
            #expect(error.refusals.map { "\($0.origin.line):\($0.origin.column): \($0.reason)" } == [expected])
            #expect(!"\(error)".contains("hunter2"))
        }
    }

    @Test func theExamplesOfTheShippedSettingsAreTaken() throws {
        let lines = String(decoding: try bytes("Inputs/outlay.yaml"), as: UTF8.self).split(separator: "\n")
        let examples = lines.drop { $0 != "channels:" }.dropFirst().map { $0.dropFirst() }.joined(separator: "\n")
        #expect(try channels(examples).map(\.id) == ["finance", "operations", "chat"])
    }

    @Test(arguments: [
        ("a@example.org", true), ("a.b+c@sub.example.org", true), ("a@localhost", true), ("a", false), ("a@", false),
        ("@b", false),
        ("a@b@c", false), ("a b@example.org", false), ("a@example.org\r\n", false), ("<a@example.org>", false),
        ("a..b@c.org", false),
        ("ä@example.org", false), ("a@exa_mple.org", false),
    ])
    func onlyAPlainAddressIsOne(_ text: String, _ isOne: Bool) {
        #expect(isMailAddress(text) == isOne)
    }

    /// A line that is no YAML was shown with the secret in it.
    @Test(arguments: [
        ("channels:\n  chat: {kind: slack, url: \"https://example.org/hunter2}\n", false),
        ("channels:\n  chat:\n    url: https://example.org/hunter2: x\n", false),
        ("channels:\n  chat:\n\turl: https://example.org/hunter2\n", false),
        ("currency: USD: hunter2\nchannels: {}\n", true), ("currency: USD: hunter2\n", true),
    ]) func noLineOfAChannelIsShownThatIsNoYAML(_ text: String, _ isShown: Bool) throws {
        let refused = try #require(throws: RefusedFile.self) { try readSettings(Array(text.utf8), file: "s.yaml") }
        #expect(!refused.refusals.isEmpty)
        for refusal in refused.refusals {
            #expect(refusal.text.contains("hunter2") == isShown)
            #expect(!(refusal.reason + refusal.hint).contains("hunter2"))
        }
    }
}

import Billing
import Foundation
import Testing

@testable import Notices

@Suite struct SMTPTests {
    /// A server that answers has a minute, however busy the machine is.
    private func channel(
        _ server: TestServer, _ security: SMTPServer.Security = .none, password: String? = nil, ca: String? = nil,
        timeout: Int = 60
    )
        -> Channel
    {
        var smtp = SMTPServer(host: "localhost", port: server.port, security: security, caFile: ca)
        if let password { (smtp.user, smtp.passwordFile) = ("outlay", password) }
        return mailChannel(timeout: timeout, carrier: .smtp(smtp))
    }

    private static let lacking: Comment = "python3 with aiosmtpd, and openssl, are not here (Debian: python3-aiosmtpd openssl)"

    @Test(.enabled(if: TestServer.hasMail, lacking), arguments: [SMTPServer.Security.starttls, .tls])
    func aMailArrivesEncryptedAndWithPasswordAsItWasWritten(_ security: SMTPServer.Security) throws {
        let certificate = try Certificate()
        let server = try TestServer("mail_server.py", security.rawValue, certificate.certificate, certificate.key)
        try server.folder.write("password", "open sesame\n")
        let channel = channel(server, security, password: "password", ca: certificate.certificate)
        let delivery = try exampleDelivery(channel)
        #expect(send(delivery, secretsIn: server.folder.path) == nil)
        #expect(
            try server.received("0.eml")
                == String(decoding: mailMessage(delivery, sender: "outlay@example.org", at: moment), as: UTF8.self))
        // As Python's own parser reads it.
        #expect(try server.received("0.txt") == mailText(delivery))
        #expect(try server.received("0.html") == mailPage(delivery))
        #expect(try server.received("0.to") == "outlay@example.org finance@example.org\n")
        #expect(
            try server.received("0.head").hasPrefix(
                """
                Date: Tue, 20 Oct 2026 06:00:00 +0000
                From: Outlay <outlay@example.org>
                To: finance@example.org
                Subject: \(delivery.headline)
                Message-ID: <alerts.\(delivery.id)@example.org>
                Auto-Submitted: auto-generated

                """))
    }

    @Test(.enabled(if: TestServer.hasMail, lacking))
    func aSubjectBeyondASCIIIsReadAsItWasWritten() throws {
        let server = try TestServer("mail_server.py", "plain")
        let budget = "Prüfung =?UTF-8?Q?x?= 😀 " + String(repeating: "größer ", count: 8)
        let delivery = DueDelivery(channel: channel(server), recipient: "a@example.org", notices: [notice(budget: budget)])
        #expect(send(delivery) == nil)
        let subject = try server.received("0.head").split(separator: "\n").first { $0.hasPrefix("Subject: ") }
        #expect(subject == "Subject: \(delivery.headline)")
    }

    @Test(.enabled(if: TestServer.hasMail, lacking))
    func fiveHundredBudgetsAreOneMailPerRecipient() throws {
        let server = try TestServer("mail_server.py", "plain")
        let notices = (1...500).map { notice($0, budget: "budget-\($0)", owner: "team@example.org") }
        let outcomes = sendAll(dueDeliveries(notices, through: [channel(server)], settled: []))
        #expect(outcomes.map(\.failure) == [nil, nil])
        #expect(try server.count("eml") == 2)
        #expect(try server.received("1.to") == "outlay@example.org team@example.org\n")
        let text = try server.received("0.txt")
        #expect((1...500).allSatisfy { text.contains("budget-\($0): 81 %") })
        let settled = Set(outcomes.filter(\.isSettled).flatMap(\.told))
        #expect(dueDeliveries(notices, through: [channel(server)], settled: settled) == [])
    }

    @Test(.enabled(if: TestServer.hasMail, lacking))
    func aServerThatCannotBeBelievedGetsNothing() throws {
        let certificate = try Certificate()
        let server = try TestServer("mail_server.py", "starttls", certificate.certificate, certificate.key)
        try server.folder.write("password", "open sesame\n")
        try server.folder.write("wrong", "hunter2\n")
        let stranger = send(try exampleDelivery(channel(server, .starttls, password: "password")), secretsIn: server.folder.path)
        #expect(stranger?.cause == .insecure)
        #expect(stranger?.reason.contains("a certificate that is not believed") == true)
        let login = send(
            try exampleDelivery(channel(server, .starttls, password: "wrong", ca: certificate.certificate)),
            secretsIn: server.folder.path)
        #expect(login?.cause == .login)
        #expect(login?.mayRetry == true)
        #expect(login.map { "\($0) \($0.hint)" }?.contains("hunter2") == false)
        let plain = try TestServer("mail_server.py", "plain")
        #expect(send(try exampleDelivery(channel(plain, .starttls)))?.cause == .insecure)
        #expect(try server.count("eml") + plain.count("eml") == 0)
    }

    @Test(
        .enabled(if: TestServer.hasMail, lacking),
        arguments: [
            (
                "refuse", DeliveryFailure.Cause.mailRefused(550), "refused the mail: 550 5.1.1 nobody of that name lives here",
                false
            ),
            ("later", .mailRefused(451), "refused the mail: 451 4.7.1 come back later", true),
        ])
    func aRefusalIsToldInTheServersWords(_ kind: String, _ cause: DeliveryFailure.Cause, _ said: String, _ mayRetry: Bool) throws
    {
        let server = try TestServer("mail_server.py", kind)
        let failure = try #require(send(try exampleDelivery(channel(server))))
        #expect(failure.cause == cause)
        #expect(failure.description == "channel finance, finance@example.org: localhost:\(server.port) \(said)")
        #expect(failure.mayRetry == mayRetry)
    }

    @Test(
        .enabled(if: TestServer.python != nil, "python3 is not here"),
        arguments: [
            ("hang", DeliveryFailure.Cause.timeout), ("silent", .timeout), ("break", .brokenOff), ("deny", .serverRefused(554)),
        ])
    func aServerThatHangsOrBreaksOffOrTakesNothingIsTriedAgain(_ kind: String, _ cause: DeliveryFailure.Cause) throws {
        let server = try TestServer("rude_server.py", kind)
        let channel = channel(server, timeout: cause == .timeout ? 3 : 60)
        let failure = try #require(send(try exampleDelivery(channel)))
        #expect(failure.cause == cause)
        #expect(failure.mayRetry)
        #expect(failure.description.contains("localhost:\(server.port)"))
    }

    @Test func aServerThatIsNotThereIsWaitedForOnce() throws {
        let smtp = SMTPServer(host: "127.0.0.1", port: 1, security: .none)
        let due = dueDeliveries([notice(owner: "team@example.org")], through: [mailChannel(carrier: .smtp(smtp))], settled: [])
        let outcomes = sendAll(due)
        #expect(outcomes.map { $0.failure?.cause } == [.unreachable, .unreachable])
        #expect(
            outcomes.map { $0.failure?.description } == [
                "channel finance, finance@example.org: 127.0.0.1:1 does not take connections",
                "channel finance, team@example.org: 127.0.0.1:1 does not take connections",
            ])
        #expect(outcomes.allSatisfy { !$0.isSettled })
    }

    @Test(arguments: [0o640, 0o604, 0o660]) func aPasswordThatOthersCanReadIsRefused(_ mode: Int) throws {
        let folder = try TemporaryFolder()
        try folder.write("password", "hunter2\n", mode: mode)
        let smtp = SMTPServer(host: "127.0.0.1", port: 1, user: "outlay", passwordFile: "password")
        let failure = try #require(send(try exampleDelivery(mailChannel(carrier: .smtp(smtp))), secretsIn: folder.path))
        #expect(
            failure.reason
                == "password_file password has mode \(String(mode, radix: 8)), expected one that only its owner can read")
        #expect(failure.hint == "chmod 600 password")
        #expect(failure.mayRetry)
    }

    @Test func aPasswordThatCannotBeReadIsToldByItsFile() throws {
        let folder = try TemporaryFolder()
        try folder.write("empty", "\n")
        try folder.write("lines", "hunter2\nhunter3\n")
        for (file, said) in [
            ("missing", "no such file or directory"), ("empty", "is empty"), ("lines", "more than one line"), (".", "is no file"),
        ] {
            let smtp = SMTPServer(host: "127.0.0.1", port: 1, user: "outlay", passwordFile: file)
            let failure = try #require(send(try exampleDelivery(mailChannel(carrier: .smtp(smtp))), secretsIn: folder.path))
            #expect(failure.cause == .secret)
            #expect(failure.reason.hasPrefix("password_file \(file)"))
            #expect(failure.reason.contains(said))
            #expect(!failure.description.contains("hunter"))
        }
    }
}

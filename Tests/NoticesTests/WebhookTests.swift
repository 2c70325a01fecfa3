import Billing
import Foundation
import Testing

@testable import Notices

@Suite(.enabled(if: TestServer.python != nil, "python3 is not here"))
struct WebhookTests {
    /// A server that answers has a minute, however busy the machine is.
    private func channel(
        _ server: TestServer, _ form: Webhook.Form = .json, path: String = "/alerts", key: String? = nil, timeout: Int = 60
    ) -> Channel {
        let url = "http://127.0.0.1:\(server.port)\(path)"
        return Channel(id: "ops", kind: .webhook(Webhook(form: form, address: .url(url), keyFile: key)), timeout: timeout)
    }

    @Test func aRequestArrivesSignedAsItWasWritten() throws {
        let server = try TestServer("web_server.py", "200", "a key")
        try server.folder.write("key", "a key\n")
        let delivery = try exampleDelivery(channel(server, key: "key"))
        #expect(send(delivery, secretsIn: server.folder.path) == nil)
        let body = webhookBody(delivery)
        #expect(try server.received("0.body") == String(decoding: body, as: UTF8.self))
        let digest = hexadecimal(signature(body, key: Array("a key".utf8)))
        #expect(
            try server.received("0.head") == """
                POST /alerts HTTP/1.1
                Accept: */*
                Content-Length: \(body.count)
                Content-Type: application/json
                Idempotency-Key: \(delivery.id)
                User-Agent: outlay
                X-Outlay-Signature: sha256=\(digest)
                right

                """)
    }

    @Test func slackIsReachedByTheAddressOfAFile() throws {
        let server = try TestServer("web_server.py", "200")
        try server.folder.write("slack", "http://127.0.0.1:\(server.port)/services/T0/B0/secret\n")
        let channel = Channel(id: "ops", kind: .webhook(Webhook(form: .slack, address: .file("slack"))))
        let delivery = try exampleDelivery(channel)
        #expect(send(delivery, secretsIn: server.folder.path) == nil)
        #expect(try server.received("0.body") == String(decoding: slackBody(delivery), as: UTF8.self))
        #expect(try server.received("0.head").hasPrefix("POST /services/T0/B0/secret HTTP/1.1\n"))
    }

    @Test(arguments: [
        (204, true, true), (500, false, true), (503, false, true), (429, false, true), (301, false, false), (307, false, false),
        (404, false, false), (410, false, false),
    ])
    func theAnswerDecidesWhetherToTryAgain(_ status: Int, _ isTaken: Bool, _ mayRetry: Bool) throws {
        let server = try TestServer("web_server.py", "\(status)")
        let failure = send(try exampleDelivery(channel(server)))
        #expect((failure == nil) == isTaken)
        if let failure {
            #expect(failure.cause == .webAnswer(status))
            #expect(failure.mayRetry == mayRetry)
            let said = (300..<400).contains(status) ? "answered with a redirect (\(status))" : "answered \(status)"
            #expect(
                failure.description == "channel ops, finance@example.org: 127.0.0.1:\(server.port) \(said), expected 200 to 299")
        }
        // A redirect is not followed.
        #expect(try server.count("head") == 1)
    }

    @Test(arguments: [("hang", DeliveryFailure.Cause.timeout), ("break", .brokenOff)])
    func aWebhookThatDoesNotAnswerIsTriedAgain(_ kind: String, _ cause: DeliveryFailure.Cause) throws {
        let server = try TestServer("web_server.py", kind)
        let channel = channel(server, timeout: cause == .timeout ? 3 : 60)
        let failure = try #require(send(try exampleDelivery(channel)))
        #expect(failure.cause == cause)
        #expect(failure.mayRetry)
    }

    @Test func whatIsTriedAgainHasTheSameIdAndBytes() throws {
        let server = try TestServer("web_server.py", "500")
        let delivery = try exampleDelivery(channel(server))
        #expect(sendAll([delivery, delivery]).allSatisfy { !$0.isSettled })
        #expect(try server.received("0.head") == server.received("1.head"))
        #expect(try server.received("0.body") == server.received("1.body"))
    }

    @Test func aSecretAddressIsNeverShown() throws {
        let folder = try TemporaryFolder()
        for (address, cause) in [
            ("http://127.0.0.1:1/hunter2", DeliveryFailure.Cause.unreachable), ("ftp://example.org/hunter2", .secret),
            ("http://user:hunter2@example.org/", .secret), ("http://[::1/hunter2", .unreachable), ("hunter2", .secret),
        ] {
            try folder.write("slack", address + "\n")
            let channel = Channel(id: "ops", kind: .webhook(Webhook(form: .slack, address: .file("slack"))))
            let failure = try #require(send(try exampleDelivery(channel), secretsIn: folder.path))
            #expect(failure.cause == cause)
            #expect(failure.reason.hasPrefix("the address in slack"))
            #expect(!"\(failure) \(failure.hint)".contains("hunter2"))
        }
    }
}

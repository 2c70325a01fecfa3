import Billing
import Foundation
import Testing

@testable import Notices

/// What is sent, byte for byte; `UPDATE_GOLDEN=1 swift test` writes the files again.
@Suite struct GoldenTests {
    private func expect(_ text: String, _ name: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { try Data(text.utf8).write(to: file) }
        #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self), "\(name) differs")
    }

    @Test func aMailIsAsShown() throws {
        let delivery = try exampleDelivery()
        try expect(String(decoding: mailMessage(delivery, sender: "outlay@example.org", at: moment), as: UTF8.self), "mail.eml")
        try expect(mailText(delivery), "mail.txt")
        try expect(mailPage(delivery), "mail.html")
    }

    @Test func aWebhooksBodyIsAsShown() throws {
        try expect(String(decoding: webhookBody(exampleDelivery()), as: UTF8.self), "webhook.json")
    }

    @Test func slacksBodyIsAsShown() throws {
        try expect(String(decoding: slackBody(exampleDelivery()), as: UTF8.self), "slack.json")
    }

    @Test func aTestOfAChannelIsAsShown() throws {
        let delivery = try #require(mailChannel().test(1, day: day).first)
        try expect(mailText(delivery) + String(decoding: webhookBody(delivery) + slackBody(delivery), as: UTF8.self), "test.txt")
    }
}

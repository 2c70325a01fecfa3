import Billing
import Foundation
import Testing

@testable import Notices

@Suite struct WritingTests {
    @Test(arguments: [
        (notice(), "energy-platform: 81 % of October budget (USD 3,240 of 4,000)"),
        (notice(actual: Amount(femtos: Amount.unit * 3999)), "energy-platform: 99 % of October budget (USD 3,999 of 4,000)"),
        (notice(actual: Amount(3000), state: .corrected), "energy-platform: back to 75 % of October budget (USD 3,000 of 4,000)"),
        (notice(actual: Amount(-5)), "energy-platform: -1 % of October budget (USD -5 of 4,000)"),
        (notice(actual: .zero, state: .test), "outlay: this is a test, no budget is concerned"),
    ])
    func theHeadlineSaysWhatMattersMost(_ notice: Notice, _ headline: String) {
        #expect(notice.headline == headline)
    }

    @Test func aSourceIsToldWithoutABudgetsWords() {
        var late = notice(actual: Amount(3))
        late.amount = Amount(2)
        late.unit = .usage("days")
        late.source = SourceAlert(LateSource(source: "aws\u{1B}", lastDay: day.advanced(by: -3), expectedDays: 2))
        #expect(late.headline == "aws\u{FFFD}: no day after 2026-10-17, expected one within 2 days")
        let delivery = DueDelivery(channel: mailChannel(), recipient: "a@example.org", notices: [late])
        let text = mailText(delivery)
        for line in [
            "last day    2026-10-17, 3 days ago", "expected    a new one within 2 days", "raised      2026-10-20, alert 17",
        ] {
            #expect(text.contains(line))
        }
        for word in ["budget", "%", "pace"] { #expect(!text.contains(word)) }
        #expect(String(decoding: webhookBody(delivery), as: UTF8.self).contains("\"source\":\"aws"))
        late.source?.isOver = true
        late.source?.newestDay = day
        #expect(late.headline == "aws\u{FFFD}: no longer late, its last day is 2026-10-20")
    }

    @Test func aHeadlineCountsWhatElseThereIs() {
        let delivery = DueDelivery(channel: mailChannel(), recipient: "a@example.org", notices: (0..<4).map { notice($0) })
        #expect(delivery.headline.hasSuffix("(USD 3,240 of 4,000) + 3 more"))
    }

    /// RFC 5322 and RFC 2045: ASCII, lines of at most 78 characters that end with CRLF, and no header but ours.
    @Test func aMailHasShortLinesOfASCIIAndNoForeignHeader() throws {
        var delivery = try exampleDelivery()
        delivery.notices[0].budget = String(repeating: "ü😀 ", count: 40)
        delivery.notices[1].budget = String(repeating: "x", count: 3000) + "\n.\nFrom me\n \n"
        delivery.notices.swapAt(0, 2)
        let text = String(decoding: mailMessage(delivery, sender: "outlay@example.org", at: moment), as: UTF8.self)
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map { String($0) ?? "" }
        #expect(lines.allSatisfy { $0.utf8.last == 0x0D && $0.utf8.count <= 79 })
        #expect(lines.allSatisfy { $0.utf8.dropLast().allSatisfy { $0 >= 0x20 && $0 < 0x7F } })
        #expect(!lines.contains { $0.hasPrefix(".") || $0.hasPrefix("From ") })
        let head = lines.prefix { $0 != "\r" }.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            head == ["Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"])
    }

    @Test func nothingThatIsSentHasControlsOrTurnsTheReadingDirection() throws {
        let delivery = try exampleDelivery()
        let bodies = [webhookBody(delivery), slackBody(delivery)].map { String(decoding: $0, as: UTF8.self) }
        for text in [mailText(delivery), mailPage(delivery)] + bodies {
            #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control || $0 == "\u{202E}" })
        }
        #expect(!mailPage(delivery).contains("<script") && !mailPage(delivery).contains("href=\"javascript"))
        #expect(!bodies[1].contains("<!channel"))
    }

    @Test func bodiesAreJSON() throws {
        for body in [webhookBody(try exampleDelivery()), slackBody(try exampleDelivery())] {
            #expect(try JSONSerialization.jsonObject(with: Data(body)) is [String: Any])
        }
    }

    @Test func slackTakesNoMoreThanFiftyBlocks() throws {
        for (count, expected) in [(49, 49), (50, 49), (500, 49)] {
            let notices = (0..<count).map { notice($0) }
            let body = slackBody(DueDelivery(channel: mailChannel(), recipient: "webhook", notices: notices))
            let object = try #require(JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
            let blocks = try #require(object["blocks"] as? [Any])
            #expect(blocks.count == expected)
            #expect(String(decoding: body, as: UTF8.self).contains("and \(count - 48) more") == (count > 49))
        }
    }

    @Test func datesAreThoseOfTheCalendar() {
        #expect(mailDate(moment) == "Tue, 20 Oct 2026 06:00:00 +0000")
        #expect(mailDate(Timestamp(day: Day(number: -1), second: 86_399)) == "Wed, 31 Dec 1969 23:59:59 +0000")
    }

    /// The first two are of FIPS 180-4's examples, the others test case 2 and 6 of RFC 4231.
    @Test func digestsAreThoseOfTheStandards() {
        #expect(hexadecimal(sha256(Array("abc".utf8))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(hexadecimal(sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            hexadecimal(signature(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let long = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
        #expect(
            hexadecimal(signature(long, key: [UInt8](repeating: 0xAA, count: 131)))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }
}

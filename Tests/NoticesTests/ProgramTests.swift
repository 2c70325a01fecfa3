import Billing
import Foundation
import Testing

@testable import Notices

@Suite struct ProgramTests {
    /// A program that ends has a minute, however busy the machine is.
    private func delivery(
        _ script: String, in folder: TemporaryFolder, timeout: Int = 60, _ arguments: String...
    ) throws -> DueDelivery {
        let program = try folder.write("mailer", "#!/bin/sh\n\(script)\n", mode: 0o700)
        return try exampleDelivery(mailChannel(timeout: timeout, carrier: .program([program] + arguments)))
    }

    @Test func aProgramGetsTheMailAndItsArgumentsWithoutAShell() throws {
        let folder = try TemporaryFolder()
        let delivery = try delivery("cat > \"$0.mail\"; echo \"$@\" > \"$0.words\"", in: folder, "-t", "-i", "$(id);*")
        #expect(send(delivery) == nil)
        let mail = String(
            decoding: mailMessage(delivery, sender: "outlay@example.org", at: moment).filter { $0 != 0x0D }, as: UTF8.self)
        #expect(try String(contentsOfFile: folder.path + "/mailer.mail", encoding: .utf8) == mail)
        #expect(try String(contentsOfFile: folder.path + "/mailer.words", encoding: .utf8) == "-t -i $(id);*\n")
    }

    @Test(arguments: [
        ("echo no such user >&2; exit 67", DeliveryFailure.Cause.program(67), "ended with status 67: no such user", false),
        ("exit 75", .program(75), "ended with status 75", true), ("kill -9 $$", .program(-1), "was ended by signal 9", true),
        ("sleep 600", .timeout, "did not end within 2 s", true),
    ])
    func howAProgramEndsDecidesWhetherToTryAgain(
        _ script: String, _ cause: DeliveryFailure.Cause, _ said: String, _ mayRetry: Bool
    ) throws {
        let folder = try TemporaryFolder()
        let failure = try #require(send(try delivery(script, in: folder, timeout: cause == .timeout ? 2 : 60)))
        #expect(failure.cause == cause)
        #expect(failure.description == "channel finance, finance@example.org: \(folder.path)/mailer \(said)")
        #expect(failure.mayRetry == mayRetry)
    }

    /// However many there are to be told: a channel has one timeout for all of them.
    @Test func allThatAChannelSendsInARunHasOneTimeout() throws {
        let folder = try TemporaryFolder()
        let delivery = try delivery("echo >> \"$0.calls\"; sleep 4", in: folder, timeout: 7)
        let due = ["a", "b", "c"].map {
            DueDelivery(channel: delivery.channel, recipient: "\($0)@example.org", notices: delivery.notices)
        }
        #expect(sendAll(due).map { $0.failure?.cause } == [nil, .timeout, .timeout])
        #expect(try String(contentsOfFile: folder.path + "/mailer.calls", encoding: .utf8) == "\n\n")
    }

    @Test func aProgramThatIsNotThereIsTriedAgain() throws {
        let failure = try #require(send(try exampleDelivery(mailChannel(carrier: .program(["/nowhere/sendmail"])))))
        #expect(
            failure.description
                == "channel finance, finance@example.org: /nowhere/sendmail does not start: no such file or directory")
        #expect(failure.mayRetry)
    }
}

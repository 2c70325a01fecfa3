import Billing
import Notices
import Testing

@Suite struct DueTests {
    private let hook = Channel(id: "ops", kind: .webhook(Webhook(form: .json, address: .url("https://example.org"))), from: 50)

    @Test func aChannelTellsThresholdsFromItsOwnOn() {
        let notices = [notice(1, threshold: 50), notice(2, threshold: 80), notice(3, threshold: 100, state: .corrected)]
        let due = dueDeliveries(notices, through: [mailChannel(), hook], settled: [])
        #expect(due.map { $0.notices.map(\.alert) } == [[2, 3], [1, 2, 3]])
        #expect(due.map(\.recipient) == ["finance@example.org", "webhook"])
    }

    @Test func howeverManyBudgetsCrossARecipientGetsOneMail() {
        let notices = (1...500).map { notice($0, budget: "budget-\($0)", owner: $0 % 2 == 0 ? "team@example.org" : nil) }
        let due = dueDeliveries(notices, through: [mailChannel(["a@example.org", "b@example.org"])], settled: [])
        #expect(due.map(\.recipient) == ["a@example.org", "b@example.org", "team@example.org"])
        #expect(due.map(\.notices.count) == [500, 500, 250])
    }

    @Test func anOwnerIsToldOnceAndOnlyByAnAddress() {
        for (owner, expected) in [
            ("Finance@Example.org", ["finance@example.org"]), ("Platform team", ["finance@example.org"]),
            ("team@example.org", ["finance@example.org", "team@example.org"]),
        ] {
            let due = dueDeliveries([notice(owner: owner)], through: [mailChannel()], settled: [])
            #expect(due.map(\.recipient) == expected)
        }
    }

    @Test func theMostImportantComesFirst() {
        let notices = [
            notice(1, budget: "a", actual: Amount(4100), state: .corrected), notice(2, budget: "b", actual: Amount(3300)),
            notice(3, budget: "c", actual: Amount(4100)), notice(4, budget: "a", actual: Amount(3300)),
        ]
        let due = dueDeliveries(notices, through: [mailChannel()], settled: [])
        #expect(due.map { $0.notices.map(\.alert) } == [[3, 4, 2, 1]])
    }

    @Test func aRunThatCouldNotBeToldKeepsItsOwnMail() {
        let first = dueDeliveries([notice(1, run: 3), notice(2, run: 3)], through: [mailChannel()], settled: [])
        let later = dueDeliveries(
            [notice(3, run: 4), notice(2, run: 3), notice(1, run: 3)], through: [mailChannel()], settled: [])
        #expect(later.count == 2)
        #expect(later.first?.id == first.first?.id)
        #expect(Set(later.map(\.id)).count == 2)
    }

    @Test func theIdHangsOnWhatWasRaisedAndForWhom() {
        let ids = [
            DueDelivery(channel: mailChannel(), recipient: "a@example.org", notices: [notice()]),
            DueDelivery(channel: mailChannel(), recipient: "b@example.org", notices: [notice()]),
            DueDelivery(channel: hook, recipient: "a@example.org", notices: [notice()]),
            DueDelivery(channel: mailChannel(), recipient: "a@example.org", notices: [notice(18)]),
            DueDelivery(channel: mailChannel(), recipient: "a@example.org", notices: [notice(actual: Amount(3241))]),
        ].map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.utf8.count == 32 })
    }

    /// Whatever has been settled: what is due and what is settled are together what is to be told, each once.
    @Test func whatIsDueAndWhatIsSettledIsEverythingOnce() {
        let channels = [mailChannel(["a@example.org", "b@example.org"]), hook]
        let notices = (1...20).map { notice($0, run: $0 % 3, owner: $0 % 4 == 0 ? "o@example.org" : nil, threshold: 60 + $0 * 2) }
        func told(_ due: [DueDelivery]) -> [Told] {
            due.flatMap { delivery in
                delivery.notices.map { Told(alert: $0.alert, channel: delivery.channel.id, recipient: delivery.recipient) }
            }
        }
        let all = told(dueDeliveries(notices, through: channels, settled: []))
        #expect(Set(all).count == all.count)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<100 {
            let settled = Set(all.filter { _ in Bool.random(using: &generator) })
            let due = told(dueDeliveries(notices, through: channels, settled: settled))
            #expect(Set(due).count == due.count)
            #expect(Set(due) == Set(all).subtracting(settled))
        }
    }
}

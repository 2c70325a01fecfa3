import Billing
import Testing

@testable import Analysis

@Suite struct TierChoiceTests {
    private func choice(_ organisations: Int?, _ users: Int?, _ transactions: Int? = nil) -> String {
        var inputs: [String: Amount] = [:]
        inputs["organisations"] = organisations.map { Amount($0) }
        inputs["users"] = users.map { Amount($0) }
        inputs["transactions"] = transactions.map { Amount($0) }
        guard let choice = recommendedTier(inputs, of: guideTiers) else { return "none" }
        return ([choice.tier.id] + choice.forcedBy).joined(separator: " ")
    }

    @Test(arguments: [
        (1, 1, 1, "small"), (10, 100, 10_000, "small"), (11, 100, 10_000, "medium organisations"),
        (10, 101, 10_000, "medium users"), (10, 100, 10_001, "medium transactions"), (11, 101, 10, "medium organisations users"),
        (100, 1_000, 100_000, "medium"), (101, 1_000, 100_000, "large organisations"), (1, 1_001, 1, "large users"),
        (1_000, 10_000, 1_000_000, "large"), (1_000, 8_000, 1, "large organisations users"),
        (1_001, 1, 1, "enterprise organisations"),
        (1, 10_001, 1_000_001, "enterprise users transactions"), (5_000, 1, 1, "enterprise organisations"),
    ])
    func anUpperBoundBelongsToItsTier(_ organisations: Int, _ users: Int, _ transactions: Int, _ expected: String) {
        #expect(choice(organisations, users, transactions).hasPrefix(expected))
    }

    @Test func whatForcesATierIsWhatTheNextSmallerOneDoesNotHold() {
        #expect(choice(100, 1_000, 100_000) == "medium organisations users transactions")
        #expect(choice(101, 100, 10_000) == "large organisations")
        #expect(choice(10, 100, 10_000) == "small")
    }

    @Test func theChosenTierHoldsTheInputsAndNoSmallerOneDoes() {
        var generator = SeededGenerator(seed: 2)
        let offered = guideTiers.dropFirst()
        for _ in 0..<500 {
            var inputs: [String: Amount] = [:]
            for metric in ["organisations", "users", "transactions"] where Bool.random(using: &generator) {
                let size = [20, 200, 2_000, 20_000, 2_000_000].randomElement(using: &generator) ?? 1
                inputs[metric] = Amount(Int.random(in: 0...size, using: &generator))
            }
            func holds(_ tier: Tier) -> Bool {
                tier.bounds.allSatisfy { bound in (inputs[bound.metric] ?? .zero) <= bound.high ?? Amount(Int.max) }
            }
            let chosen = recommendedTier(inputs, of: guideTiers)
            #expect((chosen == nil) == inputs.isEmpty)
            guard let chosen, let index = offered.firstIndex(of: chosen.tier) else { continue }
            #expect(holds(chosen.tier))
            #expect(!offered[..<index].contains(where: holds))
            #expect(chosen.forcedBy.isEmpty == (index == offered.startIndex))
        }
    }

    @Test func aMissingInputIsNotJudged() {
        #expect(choice(nil, 50) == "small")
        #expect(choice(nil, 500) == "medium users")
        #expect(choice(nil, nil) == "none")
        #expect(recommendedTier(["devices": Amount(9)], of: guideTiers) == nil)
        #expect(recommendedTier(["users": Amount(9)], of: []) == nil)
        #expect(recommendedTier(["users": Amount(9)], of: [guideTiers[0]]) == nil)
    }

    @Test func beyondAllBoundsItIsTheLastTier() {
        let closed = Array(guideTiers[1...2])
        let choice = recommendedTier(["users": Amount(5_000), "organisations": Amount(50)], of: closed)
        #expect(choice?.tier.id == "medium")
        #expect(choice?.forcedBy == ["organisations", "users"])
    }
}

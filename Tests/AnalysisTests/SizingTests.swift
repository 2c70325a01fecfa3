import Billing
import Testing

@testable import Analysis

@Suite struct SizingTests {
    private func capacity(_ inputs: [String: Amount]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: sizing(inputs, by: guideSizing).map { ($0.output.id, $0.quantity.description) })
    }

    @Test func theExampleOfTheGuideIsWhatItSays() {
        let inputs = ["organisations": Amount(50), "users": Amount(500), "transactions": Amount(50_000)]
        #expect(
            capacity(inputs) == [
                "web-vcpu": "10", "web-ram": "40", "worker-vcpu": "8", "worker-ram": "64", "total-vcpu": "18", "total-ram": "104",
                "database-vcpu": "5", "database-ram": "20", "database-storage": "2500", "cache-ram": "8", "s3-storage": "25",
            ])
        #expect(sizing(inputs, by: guideSizing).map(\.output) == guideSizing)
    }

    @Test func moreOfAnInputNeverNeedsLess() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            var inputs: [String: Amount] = [:]
            for metric in ["organisations", "users", "transactions"] {
                inputs[metric] = Amount(Int.random(in: 0...2_000_000, using: &generator))
            }
            let before = sizing(inputs, by: guideSizing)
            for metric in inputs.keys {
                var more = inputs
                more[metric, default: .zero] += Amount(Int.random(in: 1...1_000, using: &generator))
                let after = sizing(more, by: guideSizing)
                #expect(zip(before, after).allSatisfy { $0.quantity <= $1.quantity } && before.count == after.count)
            }
        }
    }

    @Test func whatCannotBeComputedIsLeftOutWithAllThatNamesIt() {
        #expect(Set(capacity(["users": Amount(500)]).keys) == ["web-vcpu", "web-ram", "cache-ram"])
        #expect(sizing([:], by: guideSizing).isEmpty)
        let outputs = [
            SizingOutput(id: "early", name: "", unit: "", formula: .figure("late"), section: nil),
            SizingOutput(id: "late", name: "", unit: "", formula: .ratio(number("1"), .figure("users")), section: nil),
        ]
        #expect(sizing(["users": Amount(2)], by: outputs).map(\.output.id) == ["late"])
        #expect(sizing(["users": .zero], by: outputs).isEmpty)
    }
}

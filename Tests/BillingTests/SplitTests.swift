import Billing
import Testing

/// What a split's parts have beyond their exact shares.
@Suite struct SplitTests {
    /// A split of whole units of 1e-15 by whole weights.
    private func units(_ whole: Int, by weights: [Int]) throws -> Split {
        try #require(Split(Amount(femtos: Int128(whole)), by: weights.map { Amount($0) }))
    }

    @Test func theResidueIsThePartLessItsExactShare() throws {
        // 10 units in three: 3 1/3 each; the floors lack one, which the first gets: +2/3, −1/3, −1/3.
        let thirds = try units(10, by: [1, 1, 1])
        #expect(thirds.parts.map(\.femtos) == [4, 3, 3])
        for (residue, expected) in zip(thirds.residues, [2.0 / 3, -1.0 / 3, -1.0 / 3]) {
            #expect((residue * 1e15 - expected).magnitude < 1e-8)
        }
        // −7 units by 40, 35 and 25: −2.8, −2.45 and −1.75 are −3, −2 and −2.
        let negative = try units(-7, by: [40, 35, 25])
        #expect(negative.parts.map(\.femtos) == [-3, -2, -2])
        for (residue, expected) in zip(negative.residues, [-0.2, 0.45, -0.25]) {
            #expect((residue * 1e15 - expected).magnitude < 1e-8)
        }
    }

    @Test func whatIsSplitExactlyHasNoResidue() throws {
        #expect(try units(12, by: [1, 2, 3]).residues == [0, 0, 0])
        #expect(try units(0, by: [1, 0]).residues == [0, 0])
        #expect(Split(Amount(1), by: [.zero, .zero]) == nil)
    }

    @Test func residuesAddUpToNothingExactlyInAnyOrder() throws {
        // A fixed sequence: x → 6364136223846793005 x + 1442695040888963407 (Knuth, MMIX).
        var state: UInt64 = 7
        func next(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        for _ in 0..<300 {
            let weights = (0..<(1 + next(40))).map { _ in Amount(femtos: Int128(next(1 << 31)) * Int128(1 + next(1 << 20))) }
            let whole = Amount(femtos: Int128(next(1 << 31) - 1 << 30) * Int128(1 + next(1 << 31)))
            guard let split = Split(whole, by: weights) else { continue }
            #expect(split.parts.reduce(.zero, +) == whole)
            #expect(split.residues.reduce(0, +) == 0)
            #expect(split.residues.reversed().reduce(0, +) == 0)
            #expect(split.residues.allSatisfy { $0.magnitude <= 1e-15 })
            #expect(Split(-whole, by: weights)?.residues == split.residues.map { 0 - $0 })
        }
    }
}

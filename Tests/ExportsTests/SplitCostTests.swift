import Billing
import Testing

import struct Foundation.Decimal

@testable import Exports

/// Lines of split cost allocation: what tasks and pods used of instances that the report bills anyway.
@Suite struct SplitCostTests {
    /// What every line of these reports has a column for.
    private static let columns = [
        "splitLineItem/ParentResourceId": "", "splitLineItem/SplitCost": "", "savingsPlan/SavingsPlanEffectiveCost": "",
        "savingsPlan/TotalCommitmentToDate": "", "savingsPlan/UsedCommitment": "", "reservation/EffectiveCost": "",
        "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod": "", "reservation/UnusedRecurringFee": "",
    ]

    private static func item(_ values: [String: String]) -> [String: String] {
        LineItems.item(columns.merging(values) { $1 })
    }

    private static func split(_ values: [String: String]) -> [String: String] {
        item(
            ["splitLineItem/ParentResourceId": "i-1", "lineItem/ResourceId": "pod/1", "lineItem/UsageAmount": "0.5"]
                .merging(values) { $1 })
    }

    /// Instances with and without commitments, and for some of them what pods used, whatever a line repeats of its parent.
    @Test(arguments: [UInt64](1...25)) func theSumIsThatOfTheUnblendedCostAndNoCostCountsTwice(_ seed: UInt64) throws {
        var random = SeededGenerator(seed)
        func cents(_ most: Int) -> String { "\(Int.random(in: 1...most, using: &random))E-2" }
        var parents: [[String: String]] = []
        var splits: [[String: String]] = []
        var own = Decimal(0)
        for _ in 0..<40 {
            let type = ["Usage", "DiscountedUsage", "SavingsPlanCoveredUsage"].randomElement(using: &random) ?? "Usage"
            let spread = ["savingsPlan/SavingsPlanEffectiveCost": cents(500), "reservation/EffectiveCost": cents(500)]
            let cost = type == "DiscountedUsage" ? "0" : cents(900)
            parents.append(
                SplitCostTests.item(
                    spread.merging(["lineItem/LineItemType": type, "lineItem/UnblendedCost": cost]) { $1 }))
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let stated = ["", "0", "0.0000", cents(50)].randomElement(using: &random) ?? ""
                own += Decimal(string: stated) ?? 0
                splits.append(
                    SplitCostTests.split(
                        spread.merging([
                            "lineItem/LineItemType": Bool.random(using: &random) ? "Usage" : type,
                            "lineItem/UnblendedCost": stated, "splitLineItem/SplitCost": cents(300),
                        ]) { $1 }))
            }
        }
        let unblended = (parents + splits).reduce(Decimal(0)) { $0 + (Decimal(string: $1["lineItem/UnblendedCost"] ?? "") ?? 0) }
        let alone = try ReadExport(LineItems.report(parents))
        for generation in LineItems.Generation.allCases {
            let bill = try ReadExport(LineItems.report((parents + splits).shuffled(using: &random), as: generation))
            #expect(bill.refusals == [])
            #expect(bill.billed == unblended)
            #expect(bill.effective == (alone.effective ?? 0) + own)
        }
    }

    /// A selection of columns may leave the parents out.
    @Test func aSplitCostWithoutACostOfItsOwnIsASplitWithoutItsParentToo() throws {
        let items = [
            SplitCostTests.item(["lineItem/UnblendedCost": "3"]),
            SplitCostTests.item(["lineItem/UnblendedCost": "", "splitLineItem/SplitCost": "1.5"]),
            SplitCostTests.item(["lineItem/UnblendedCost": "0", "splitLineItem/SplitCost": "1.5"]),
        ].map { $0.filter { $0.key != "splitLineItem/ParentResourceId" } }
        let bill = try ReadExport(LineItems.report(items))
        #expect(bill.refusals == [])
        #expect([bill.billed, bill.effective] == [3, 3])
        #expect(bill.reading.notes == ["2 lines of split cost allocation repeat what others cost and are left out"])
    }

    /// It has no instance: what it cost is in its own line, beside the split.
    @Test func aTaskOnFargateIsALineAsAnyOther() throws {
        let items = [
            SplitCostTests.item(["lineItem/UnblendedCost": "2", "splitLineItem/SplitCost": "1.5"]),
            SplitCostTests.item([
                "lineItem/LineItemType": "SavingsPlanCoveredUsage", "lineItem/UnblendedCost": "2",
                "savingsPlan/SavingsPlanEffectiveCost": "1.25", "splitLineItem/SplitCost": "1",
            ]),
            SplitCostTests.item(["lineItem/LineItemType": "SavingsPlanNegation", "lineItem/UnblendedCost": "-2"]),
        ]
        let bill = try ReadExport(LineItems.report(items))
        #expect(bill.refusals == [])
        #expect([bill.billed, bill.effective] == [2, Decimal(string: "3.25")])
        #expect(bill.reading.notes == [])
    }

    /// Some programs fill every cell of a number.
    @Test func aSplitCostOfNothingSaysNothing() throws {
        let covered = SplitCostTests.item([
            "lineItem/LineItemType": "DiscountedUsage", "lineItem/UnblendedCost": "0", "reservation/EffectiveCost": "7",
            "splitLineItem/SplitCost": "0.0",
        ])
        let free = SplitCostTests.item(["lineItem/UnblendedCost": "0", "splitLineItem/SplitCost": "0"])
        let bill = try ReadExport(LineItems.report([covered, free]))
        #expect(bill.effective == 7)
        #expect(bill.sink.charges.reduce(0) { $0 + $1.records } == 2)
        #expect(bill.reading.notes == [])
    }

    @Test func aLineWithoutACostThatIsNoSplitIsRefused() throws {
        let bill = try ReadExport(LineItems.report([SplitCostTests.item(["lineItem/UnblendedCost": ""])]))
        #expect(bill.refusals == ["2 lineItem/UnblendedCost is empty, expected a number; write 0 for nothing"])
    }
}

import Billing
import Testing

import struct Foundation.Decimal

@testable import Exports

/// What commitments, discounts and splits come to in a cost and usage report.
@Suite struct CommitmentLineTests {
    /// Its upfront fee is in what the covered usage costs.
    @Test func aFeeOfAReservationCostsNothingOnItsDay() throws {
        let columns = ["reservation/EffectiveCost": "", "reservation/UnusedRecurringFee": ""].merging([
            "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod": "", "lineItem/LineItemType": "Fee",
        ]) { $1 }
        let fees = ["arn:ri", ""].map { LineItems.item(columns.merging(["reservation/ReservationARN": $0]) { $1 }) }
        let bill = try ReadExport(LineItems.report(fees))
        #expect(bill.sums(.effectiveCost, by: [.commitmentDiscountId]) == [["arn:ri", "2026-08-03"]: 0, ["", "2026-08-03"]: 1])
        #expect(bill.billed == 2)
        #expect(bill.reading.notes == [])
    }

    @Test func commitmentsWithoutTheirSpreadCostAreSaid() throws {
        let types = ["DiscountedUsage", "RIFee", "SavingsPlanNegation", "Usage", "Fee"]
        let bill = try ReadExport(LineItems.report(types.map { LineItems.item(["lineItem/LineItemType": $0]) }))
        #expect(bill.effective == 5)
        #expect(
            bill.reading.notes == [
                "the file lacks what the cost of 3 charges of commitments is spread by: EffectiveCost is UnblendedCost, "
                    + "the whole fee where it was paid and nothing where it was used"
            ])
    }

    /// Whichever of the columns of its kind is not there, a fee is not spread by half.
    @Test func aFeeThatCannotBeSpreadCountsWholeWhereItWasPaid() throws {
        let kinds = [
            (
                "RIFee",
                ["EffectiveCost", "UnusedAmortizedUpfrontFeeForBillingPeriod", "UnusedRecurringFee"].map { "reservation/\($0)" }
            ),
            (
                "SavingsPlanRecurringFee",
                ["SavingsPlanEffectiveCost", "TotalCommitmentToDate", "UsedCommitment"].map { "savingsPlan/\($0)" }
            ),
        ]
        for (type, columns) in kinds {
            for missing in columns {
                let kept = Dictionary(uniqueKeysWithValues: columns.filter { $0 != missing }.map { ($0, "2") })
                let fee = ["lineItem/LineItemType": type, "lineItem/UnblendedCost": "10"].merging(kept) { $1 }
                let bill = try ReadExport(LineItems.report([LineItems.item(fee)]))
                #expect(bill.refusals == [])
                #expect([bill.billed, bill.effective] == [10, 10], "\(missing)")
                #expect(bill.sink.charges.count == 1, "\(missing)")
                #expect(bill.reading.notes.first?.contains("the whole fee where it was paid") == true, "\(missing)")
            }
        }
    }

    @Test func aSpreadCostThatIsLeftEmptyIsSaid() throws {
        let spread = ["reservation/EffectiveCost": "", "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod": ""].merging([
            "reservation/UnusedRecurringFee": "", "savingsPlan/SavingsPlanEffectiveCost": "", "savingsPlan/UsedCommitment": "0.5",
            "savingsPlan/TotalCommitmentToDate": "",
        ]) { $1 }
        let types = ["DiscountedUsage", "RIFee", "SavingsPlanCoveredUsage", "SavingsPlanRecurringFee", "Usage"]
        let items = types.map { LineItems.item(spread.merging(["lineItem/LineItemType": $0]) { $1 }) }
        let bill = try ReadExport(LineItems.report(items))
        #expect([bill.billed, bill.effective] == [5, 1])
        #expect(bill.reading.notes == ["4 charges of commitments leave their spread cost empty: EffectiveCost is 0"])
    }

    @Test func whatLayUnusedIsOnTheInvoiceOfItsFee() throws {
        let items = CostAndUsageSheetTests.items.map { $0.merging(["bill/InvoiceId": "987"]) { $1 } }
        let bill = try ReadExport(LineItems.report(items))
        #expect(bill.sink.charges.contains { bill.values($0)[.commitmentDiscountStatus] == "Unused" })
        #expect(bill.sink.charges.allSatisfy { $0.invoice == 1 })
    }

    @Test func splitCostsAreNotAddedToWhatTheyAreSplitOf() throws {
        let split = ["splitLineItem/ParentResourceId": "i-1", "splitLineItem/SplitCost": "0.5", "reservation/EffectiveCost": "1"]
        let items = [
            LineItems.item(["lineItem/UnblendedCost": "3"]), LineItems.item(split.merging(["lineItem/UnblendedCost": ""]) { $1 }),
            LineItems.item(split.merging(["lineItem/UnblendedCost": "0"]) { $1 }),
            LineItems.item(split.merging(["lineItem/UnblendedCost": "0.25"]) { $1 }),
        ]
        let bill = try ReadExport(LineItems.report(items))
        #expect(bill.refusals == [])
        #expect(bill.billed == Decimal(string: "3.25"))
        #expect(bill.effective == Decimal(string: "3.25"))
        #expect(bill.reading.notes == ["2 lines of split cost allocation repeat what others cost and are left out"])
    }

    @Test func discountsThatHaveNoLineAreSaid() throws {
        let usage = LineItems.item(["discount/TotalDiscount": "-0.1", "lineItem/NetUnblendedCost": "0.9"])
        let discount = LineItems.item(["lineItem/LineItemType": "EdpDiscount", "lineItem/UnblendedCost": "-0.1"])
        let note = "discounts stand in a column and in no line of their own: BilledCost is UnblendedCost, before them"
        #expect(try ReadExport(LineItems.report([usage])).reading.notes == [note])
        let bill = try ReadExport(LineItems.report([usage, discount]))
        #expect(bill.reading.notes == [])
        #expect(bill.billed == Decimal(string: "0.9"))
    }
}

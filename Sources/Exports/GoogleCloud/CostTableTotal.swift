import Billing

/// What the rows of a cost table add up to, and what the table itself says that they do: in the preamble (`Total amount due`), or
/// in a last row without any description.
struct CostTableTotal {
    /// A total that is stated, and the unit of its last digit.
    private struct Stated {
        var amount: Amount
        var unit: Amount
    }

    /// Sums of the rows' costs before rounding and as they are invoiced.
    private var unrounded = Amount.zero, rounded = Amount.zero
    private var statedUnrounded: Stated?, statedRounded: Stated?
    private let hasRounded: Bool

    /// `due` is the preamble's total, empty where it has none; `hasRounded` whether the table has what is invoiced.
    init(due: [UInt8], hasRounded: Bool) {
        self.hasRounded = hasRounded
        // It carries the currency's sign: `$1,095.00`, `-€3.20`.
        let digits = CostTableSheet.ungrouped(due.filter { "0123456789.,-".utf8.contains($0) })
        state(digits, rounded: hasRounded)
    }

    /// Adds a row.
    mutating func add(unrounded: ParsedDecimal?, rounded: ParsedDecimal?) {
        if let unrounded { self.unrounded += unrounded.amount }
        if let rounded { self.rounded += rounded.amount }
    }

    /// Takes what the table states, as plain digits; what is no number states nothing.
    mutating func state(_ digits: [UInt8], rounded: Bool) {
        let amount: Amount
        do throws(NumberRefusal) { amount = try ParsedDecimal(digits.span).amount } catch { return }
        let decimals = digits.drop { $0 != UInt8(ascii: ".") }.dropFirst().prefix(15)
        let stated = Stated(amount: amount, unit: Amount(femtos: powerOfTen(15 - decimals.count)))
        if rounded { statedRounded = stated } else { statedUnrounded = stated }
    }

    /// The difference, for people; nil where there is none by the digits that are stated, or nothing to compare with.
    var note: String? {
        let compared = statedRounded.map { ($0, rounded) } ?? statedUnrounded.map { ($0, unrounded) }
        guard let (stated, sum) = compared else { return nil }
        let difference = sum - stated.amount
        guard difference >= stated.unit || difference <= -stated.unit else { return nil }
        return
            "the table states \(stated.amount) in all, its rows add up to \(sum), which is \(difference < .zero ? "less" : "more") by \(difference < .zero ? -difference : difference)"
    }
}

import Billing

/// A charge as a provider's record makes it, under the names of FOCUS, before it is a line and its sums.
struct ChargeDraft {
    /// Each column's text; empty for absent. Indexed by `Dimension`.
    private(set) var texts: [[UInt8]] = Array(repeating: [], count: Dimension.allCases.count)
    /// Its days and numbers.
    var figures: ChargeFigures
    /// The part of the bill that it belongs to.
    var part = BillPart.main
    /// InvoiceId; empty while there is none.
    var invoice: [UInt8] = []

    /// A charge without anything but its days.
    init(charge: Period, billing: Period) { figures = ChargeFigures(charge: charge, billing: billing) }

    /// A charge of these days and numbers, without any text.
    init(_ figures: ChargeFigures) { self.figures = figures }

    /// Whether it has a cost but names no currency: nobody can tell what it cost. Of nothing the currency is no matter.
    var lacksCurrency: Bool {
        self[.billingCurrency].isEmpty && Measure.allCases.contains { $0.isCost && figures.sums[$0.rawValue] != 0 }
    }

    subscript(dimension: Dimension) -> [UInt8] {
        get { texts[dimension.rawValue] }
        set { texts[dimension.rawValue] = newValue }
    }

    /// Sets a column of our own words.
    mutating func set(_ dimension: Dimension, _ text: String) { texts[dimension.rawValue] = Array(text.utf8) }

    /// Sets a column where the record has a value.
    mutating func set(_ dimension: Dimension, _ text: [UInt8]?) { texts[dimension.rawValue] = text ?? [] }

    /// Sets a measure where the record has one.
    mutating func set(_ measure: Measure, _ number: ParsedDecimal?) { figures.set(measure, number) }

    /// Sets a measure that was computed.
    mutating func set(_ measure: Measure, _ amount: Amount) { set(measure, ParsedDecimal(amount: amount, residue: 0)) }
}

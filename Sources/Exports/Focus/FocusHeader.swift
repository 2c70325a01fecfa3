import Billing

/// Which column of a file is which column of FOCUS (1.0 to 1.2): by name, in any order and any letter case.
struct FocusHeader {
    /// How many columns the file has; every record must have as many.
    let count: Int
    /// The file's column of each dimension, indexed by `Dimension`; nil where the file lacks it.
    private(set) var dimensions: [Int?] = Array(repeating: nil, count: Dimension.allCases.count)
    /// The measures that the file has, with their columns.
    private(set) var measures: [(measure: Measure, column: Int)] = []
    private(set) var billingPeriodStart: Int?, billingPeriodEnd: Int?
    private(set) var chargePeriodStart = 0, chargePeriodEnd: Int?
    private(set) var invoice: Int?
    /// Runs of neighbouring columns that hold dimensions: a record's bytes there tell its line.
    private(set) var runs: [Range<Int>] = []
    /// What is assumed for columns that the file lacks, for people.
    private(set) var notes: [String] = []
    /// Why no record of the file can be taken; nil where nothing stands against it.
    private(set) var problem: FieldRefusal?

    /// Whether a column of the file holds a number or a date, so that its values have no end of their own.
    func isNumberOrDate(_ column: Int) -> Bool {
        let prices: [Dimension] = [
            .contractedUnitPrice, .listUnitPrice, .pricingCurrencyContractedUnitPrice, .pricingCurrencyListUnitPrice,
        ]
        return measures.contains { $0.column == column } || prices.contains { dimensions[$0.rawValue] == column }
            || [billingPeriodStart, billingPeriodEnd, chargePeriodStart, chargePeriodEnd].contains(column)
    }

    /// Whether a header is FOCUS: it has a cost and the day of the charge.
    static func recognises(_ names: [String]) -> Bool {
        let names = Set(names.map { $0.lowercased() })
        return names.contains("chargeperiodstart") && (names.contains("billedcost") || names.contains("effectivecost"))
    }

    init(_ names: [String]) {
        count = names.count
        var columns: [String: Int] = [:]
        let known = Set(
            (Dimension.allCases.filter { $0 != .source }.map(\.name) + Measure.allCases.map(\.name)
                + ["BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd", "InvoiceId"]).map {
                    $0.lowercased()
                })
        for (column, name) in names.enumerated() {
            let plain = name.lowercased().filter { $0 != "," && $0 != "\"" }
            guard known.contains(plain) else { continue }
            if plain.count < name.count {
                // Left aside as unknown, the column would be missed without a word.
                problem = FieldRefusal(
                    column: column, reason: "the header names \(name), expected the column's name without commas and quotes",
                    hint: "")
            } else if columns.updateValue(column, forKey: plain) != nil {
                problem = FieldRefusal(twice: name, at: column)
            }
        }
        for dimension in Dimension.allCases where dimension != .source {
            dimensions[dimension.rawValue] = columns[dimension.name.lowercased()]
        }
        for measure in Measure.allCases {
            if let column = columns[measure.name.lowercased()] { measures.append((measure, column)) }
        }
        billingPeriodStart = columns["billingperiodstart"]
        billingPeriodEnd = columns["billingperiodend"]
        chargePeriodStart = columns["chargeperiodstart"] ?? 0
        chargePeriodEnd = columns["chargeperiodend"]
        invoice = columns["invoiceid"]
        for column in Set(dimensions.compactMap { $0 }).sorted() {
            if let last = runs.last, last.upperBound == column {
                runs[runs.count - 1] = last.lowerBound..<column + 1
            } else {
                runs.append(column..<column + 1)
            }
        }
        assume(columns)
    }

    private mutating func assume(_ columns: [String: Int]) {
        if columns["effectivecost"] == nil { notes.append("EffectiveCost is missing: BilledCost is taken for it") }
        if columns["billedcost"] == nil { notes.append("BilledCost is missing: EffectiveCost is taken for it") }
        if billingPeriodStart == nil {
            notes.append("BillingPeriodStart is missing: the month of ChargePeriodStart is taken for it")
        }
        if columns["billingcurrency"] == nil {
            notes.append("BillingCurrency is missing: the reporting currency is taken for it")
        }
        if columns["chargecategory"] == nil { notes.append("ChargeCategory is missing: every charge is taken for Usage") }
    }

    /// The columns of BilledCost and EffectiveCost, those that the file has.
    var costColumns: [Int] {
        [Measure.billedCost, .effectiveCost].compactMap { cost in measures.first { $0.measure == cost }?.column }
    }
}

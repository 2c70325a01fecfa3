import Billing

import struct Foundation.Decimal

@testable import Exports

/// A file that was read as the program reads it.
struct ReadExport {
    let sink = CollectingSink()
    let format: ExportFormat?
    let reading: ExportReading

    init(_ text: String) throws { (format, reading) = try readFile(text, into: sink) }

    init(path: String) throws { (format, reading) = try readFile(path: path, into: sink) }

    /// Each refusal as `LINE reason`.
    var refusals: [String] { reading.refusals.map { "\($0.origin.line) \($0.reason)" } }

    /// The sum of all bills to the last digit.
    var billed: Decimal? { reading.totals.values.reduce(0) { $0 + (Decimal(string: $1.billedText) ?? .nan) } }

    /// As `billed`, of EffectiveCost.
    var effective: Decimal? { reading.totals.values.reduce(0) { $0 + (Decimal(string: $1.effectiveText) ?? .nan) } }

    /// The values of a charge's line; the charges are in the order of the bills, lines and days.
    func values(_ charge: ChargeDay) -> LineValues { sink.lines[Int(charge.line)].values }

    /// A column of every line.
    func all(_ dimension: Dimension) -> [String?] { sink.lines.map { $0.values[dimension] } }

    /// The charges of a measure by columns and first day, those without the measure left out.
    func sums(_ measure: Measure, by dimensions: [Dimension]) -> [[String]: Decimal] {
        var sums: [[String]: Decimal] = [:]
        for charge in sink.charges {
            guard let amount = charge[measure] else { continue }
            let values = values(charge)
            let key = dimensions.map { values[$0] ?? "" } + ["\(charge.period.start)"]
            sums[key, default: 0] += Decimal(string: amount.description) ?? .nan
        }
        return sums
    }
}

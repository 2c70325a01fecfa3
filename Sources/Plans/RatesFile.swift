package import Billing
import Formats

/// Reads `rates.csv`: month, currency, rate (units of the reporting currency for one of it); one a month for each currency.
/// A rate lies within `rateBounds`. All mistakes are told at once.
package func readRates(_ bytes: [UInt8], file: String) throws(RefusedFile) -> [Rate] {
    let columns = try Columns(Sheet(bytes, file: file), required: ["month", "currency", "rate"])
    var rates: [Rate] = []
    var lines: [Month: [Currency: Int]] = [:]
    for row in columns.rows {
        let month = row.month("month", required: true)
        let currency = row.currency("currency", required: true, least: 1)
        let rate = row.rate("rate", required: true)
        guard let month, let currency, let rate else { continue }
        if let line = lines[month.value]?[currency] {
            columns.mistakes.add(
                at: month.entry, "rate of \(currency) for \(month.value) stands twice, expected one a month",
                hint: "the first is in line \(line)")
        }
        lines[month.value, default: [:]][currency] = row.origin.line
        rates.append(Rate(month: month.value, currency: currency, rate: rate, origin: row.origin))
    }
    try columns.mistakes.check()
    return rates
}

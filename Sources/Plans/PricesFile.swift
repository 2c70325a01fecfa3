package import Billing
import Formats

/// Reads `prices.csv`: model (a glob), metric, unit_price, per, currency, starts, ends, source.
///
/// `unit_price` is for `per` units (1 where it says nothing; 1000000 for a price per million tokens) in `currency` (the given
/// one where it says nothing), from `starts` until `ends`, both included and both open where empty. Two rows of one model and
/// metric are never valid on the same day. All mistakes are told at once.
package func readPrices(
    _ bytes: [UInt8], file: String, currency: Currency = Currency("USD")
) throws(RefusedFile) -> [ModelPrice] {
    let columns = try Columns(
        Sheet(bytes, file: file), required: ["model", "metric", "unit_price"],
        optional: ["per", "currency", "starts", "ends", "source"])
    let mistakes = columns.mistakes
    var prices: [ModelPrice] = []
    var earlier: [[String]: [ModelPrice]] = [:]
    for row in columns.rows {
        let model = line("model", in: row, expected: "the model of usage rows, or * for any")
        let metric = line("metric", in: row, expected: "a metric as in input_tokens")?.text
        let unitPrice = unitPrice(in: row)
        let currency = row.currency("currency") ?? currency
        let starts = row.day("starts")
        let ends = row.day("ends")
        let source = row.text("source")
        guard let model, let metric, let unitPrice else { continue }
        if let starts, let ends, ends.value < starts.value {
            mistakes.add(
                at: ends.entry, "ends \(ends.value) is before starts \(starts.value), expected the same day or a later one")
            continue
        }
        let price = ModelPrice(
            model: Glob(model.text), metric: metric, unitPrice: unitPrice, currency: currency, starts: starts?.value,
            ends: ends?.value, source: source, origin: row.origin)
        let key = [model.text, metric]
        if let other = earlier[key]?.first(where: { overlap($0, price) }) {
            mistakes.add(
                at: model,
                "price of \(metric) of \(model.shown) overlaps the one in line \(other.origin.line), which is valid "
                    + "\(other.validity), expected one at a time",
                hint: "end the earlier price on the day before the later one starts")
        }
        earlier[key, default: []].append(price)
        prices.append(price)
    }
    try mistakes.check()
    return prices
}

/// A text that is compared with usage, and where it stands.
private func line(_ name: String, in row: Columns.Row, expected: String) -> Entry? {
    guard let entry = row.entry(name, required: true, expected: expected) else { return nil }
    guard !Entry.hasControl(entry.text) else {
        row.mistakes.add(at: entry, "\(name) \(entry.shown) has a control character or a line break, expected \(expected)")
        return nil
    }
    return entry
}

/// The price of one unit; nil where it has a mistake.
private func unitPrice(in row: Columns.Row) -> Amount? {
    guard let entry = row.entry("unit_price", required: true, expected: "a number as in 144 or 0.12") else { return nil }
    let price = row.mistakes.number(entry, least: .zero)
    let hasPer = row.entry("per", required: false, expected: "") != nil
    guard let per = hasPer ? row.positive("per") : Amount(1), let price else { return nil }
    // Compared before the division, which has no room for a high price of a tiny part.
    guard price.femtos / per.femtos < ModelPrice.bound.femtos / Amount.unit else {
        let reason = "unit_price comes to \(ModelPrice.bound) or more for one, expected less"
        row.mistakes.add(at: entry, reason, hint: "a price per million tokens has 1000000 in the column per")
        return nil
    }
    return price.divided(by: per)
}

/// Whether two prices of a model and metric are valid on the same day.
private func overlap(_ left: ModelPrice, _ right: ModelPrice) -> Bool {
    func endsBefore(_ price: ModelPrice, _ other: ModelPrice) -> Bool {
        guard let ends = price.ends, let starts = other.starts else { return false }
        return ends < starts
    }
    return !endsBefore(left, right) && !endsBefore(right, left)
}

extension ModelPrice {
    /// For a message: `from 2026-01-01 until 2026-06-30`.
    fileprivate var validity: String {
        switch (starts, ends) {
        case (nil, nil): "always"
        case (let starts?, nil): "from \(starts) on"
        case (nil, let ends?): "until \(ends)"
        case (let starts?, let ends?): "from \(starts) until \(ends)"
        }
    }
}

package import Billing
import Formats

/// Reads `prices.json`: LiteLLM's `model_prices_and_context_window.json` as it is, prices in USD for one token and without
/// validity, in the file's order.
///
/// Of a model its costs of input, output, cache reads and cache writes are taken, a number or a text that is one; everything
/// else, models without any of them and the entry `sample_spec` are passed over. All mistakes in those four are told at once.
package func readPriceMap(_ bytes: [UInt8], file: String) throws(RefusedFile) -> [ModelPrice] {
    let document = try JSONDocument(bytes, file: file)
    let mistakes = Mistakes(document.source)
    guard let models = document.root.entries else {
        let reason = "found \(document.root.shown), expected a group with a key for each model"
        mistakes.add(at: document.root.origin, width: document.root.width, reason)
        throw mistakes.refused
    }
    var prices: [ModelPrice] = []
    for model in models where model.key != "sample_spec" {
        for entry in model.value.entries ?? [] {
            guard let metric = metrics[entry.key], let price = price(entry, mistakes) else { continue }
            prices.append(
                ModelPrice(
                    model: Glob(model.key), metric: metric, unitPrice: price, currency: Currency("USD"),
                    origin: entry.value.origin))
        }
    }
    try mistakes.check()
    return prices
}

/// What the map's keys mean.
private let metrics = [
    "input_cost_per_token": "input_tokens", "output_cost_per_token": "output_tokens",
    "cache_read_input_token_cost": "cache_read_tokens", "cache_creation_input_token_cost": "cache_write_tokens",
]

/// The price that stands under a key; nil where it is `null`, or has a mistake.
private func price(_ entry: YAMLEntry, _ mistakes: Mistakes) -> Amount? {
    guard !entry.value.isNothing else { return nil }
    let expected = "a number as in 3e-06"
    guard var cell = entry.value.entry(entry.key, expected: expected, mistakes: mistakes) else { return nil }
    // Here a number in quotes is one.
    cell.isQuoted = false
    guard let price = mistakes.number(cell, least: .zero) else { return nil }
    guard price < ModelPrice.bound else {
        mistakes.add(at: cell, "\(entry.key) is \(price), expected less than \(ModelPrice.bound) for one token")
        return nil
    }
    return price
}

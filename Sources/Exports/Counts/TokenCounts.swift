import Billing

/// What calls of a model used, in classes that share nothing: a token is in one of them.
struct TokenCounts: Equatable {
    /// Tokens of the input that were neither read from a cache nor written to one.
    var input: Int64 = 0
    /// Tokens that the model wrote, reasoning among them.
    var output: Int64 = 0
    /// Tokens of the input that came from a cache.
    var cacheRead: Int64 = 0
    /// Tokens of the input that were put into a cache.
    var cacheWrite: Int64 = 0
    /// How many calls.
    var requests: Int64 = 0

    /// Tokens of all classes.
    var tokens: Int64 { input + output + cacheRead + cacheWrite }

    /// Takes the cached tokens out of an input that includes them; false, with nothing changed, where it is too small for that.
    mutating func takeCacheOutOfInput() -> Bool {
        guard input >= cacheRead + cacheWrite else { return false }
        input -= cacheRead + cacheWrite
        return true
    }

    /// The counts as usage, without the zeros; day and labels are those of `labels`.
    func usage(_ labels: UsageDay) -> [UsageDay] {
        [
            ("input_tokens", input, "tokens"), ("output_tokens", output, "tokens"), ("cache_read_tokens", cacheRead, "tokens"),
            ("cache_write_tokens", cacheWrite, "tokens"), ("requests", requests, "requests"),
        ].compactMap { metric, count, unit in
            guard count != 0 else { return nil }
            var usage = labels
            usage.metric = metric
            usage.unit = unit
            usage.quantity = Quantity(Int(count))
            return usage
        }
    }
}

extension UsageDay {
    /// Day and labels of calls of a model, without a metric yet.
    init(calls day: Day, model: String?, customer: String? = nil, environment: String? = nil) {
        self.init(day: day, metric: "", kind: .flow, quantity: .zero)
        self.model = model
        self.customer = customer
        self.environment = environment
    }
}

/// The counts of Langfuse's usageDetails, whose names are free, by their class. By Langfuse's convention the counts share
/// nothing and `total` is their sum; where `total` is the sum of `input` and `output` alone, these include the others.
struct UsageClasses {
    private var input: Int64 = 0, output: Int64 = 0
    private var inputParts: Int64 = 0, outputParts: Int64 = 0
    private var cacheRead: Int64 = 0, cacheWrite: Int64 = 0
    private var total: Int64?

    /// Adds a count under its name; false for a name that says no class.
    mutating func add(_ name: String, _ count: Int64) -> Bool {
        let name = name.lowercased()
        func has(_ part: String) -> Bool { name.contains(part) }
        switch name {
        case "total", "total_tokens", "totaltokens": total = count
        case "input", "input_tokens", "prompt_tokens", "inputtokens", "prompttokens": input += count
        case "output", "output_tokens", "completion_tokens", "outputtokens", "completiontokens": output += count
        case _ where has("cache") && (has("creation") || has("write")): cacheWrite += count
        case _ where has("cache"): cacheRead += count
        case _ where name.hasPrefix("output") || name.hasPrefix("completion") || has("reasoning"): outputParts += count
        case _ where name.hasPrefix("input") || name.hasPrefix("prompt"): inputParts += count
        default: return false
        }
        return true
    }

    /// The counts, each token in one class.
    var counts: TokenCounts {
        let parts = inputParts + outputParts + cacheRead + cacheWrite
        var counts = TokenCounts(input: input, output: output, cacheRead: cacheRead, cacheWrite: cacheWrite)
        let isInclusive = total == input + output && parts > 0 && counts.takeCacheOutOfInput()
        if !isInclusive {
            counts.input += inputParts
            counts.output += outputParts
        }
        return counts
    }
}

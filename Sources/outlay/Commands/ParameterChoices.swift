/// What a query is asked with: every choice of one value for each parameter, in the order given; the parameter that is named first changes
/// last. Without parameters that is one choice, of nothing.
struct ParameterChoices: Sequence, IteratorProtocol {
    private var names: [String] = []
    /// By name; none is empty.
    private var values: [[String]] = []
    /// Which value of each comes next; nil after the last choice.
    private var upcoming: [Int]?

    init(_ parameters: [QueryOptions.Parameter]) {
        for parameter in parameters {
            if let at = names.firstIndex(of: parameter.name) {
                values[at].append(parameter.value)
            } else {
                names.append(parameter.name)
                values.append([parameter.value])
            }
        }
        upcoming = names.map { _ in 0 }
    }

    mutating func next() -> [String: String]? {
        guard let chosen = upcoming else { return nil }
        upcoming = following(chosen)
        return Dictionary(uniqueKeysWithValues: zip(names, zip(values, chosen).map { $0[$1] }))
    }

    private func following(_ chosen: [Int]) -> [Int]? {
        var following = chosen
        for at in names.indices.reversed() {
            following[at] += 1
            if following[at] < values[at].count { return following }
            following[at] = 0
        }
        return nil
    }
}

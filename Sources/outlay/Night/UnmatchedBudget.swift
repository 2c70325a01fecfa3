import Billing

extension Budget {
    /// What is said of a budget of the settings that counts nothing.
    var unmatchedNote: String {
        let subject = if case .usage(let metrics, _, _) = limit { "usage of " + metrics.joined(separator: "+") } else { "charge" }
        let place = scope.description.isEmpty ? "" : " with \(scope)"
        return "budget \"\(id)\" counts nothing: no \(subject)\(place) in any month, nor in plans, contracts and mapping"
    }
}

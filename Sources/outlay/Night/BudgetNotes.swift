import Analysis
import Billing

extension Budget {
    /// What is said of a budget of the settings that counts nothing.
    var unmatchedNote: String {
        let subject = if case .usage(let metrics, _, _) = limit { "usage of " + metrics.joined(separator: "+") } else { "charge" }
        let place = scope.description.isEmpty ? "" : " with \(scope)"
        return "budget \"\(id)\" counts nothing: no \(subject)\(place) in any month, nor in plans, contracts and mapping"
    }

    /// Where a person finds it: `Inputs/outlay.yaml:7:3`.
    func shownPlace(_ place: Workplace) -> String {
        let inputs = place.globals.inputs
        guard var origin else { return "\(inputs)/outlay.yaml" }
        let isOfSettings = origin.file == "outlay.yaml"
        origin.file = isOfSettings ? place.settingsFile?.shown ?? "\(inputs)/outlay.yaml" : "\(inputs)/\(origin.file)"
        return origin.description
    }
}

extension BudgetGap {
    /// What is wrong and what to do, without the place.
    var note: String {
        switch cause {
        case .noRate(let currency, let month):
            "budget \"\(budget.id)\" is not judged: no rate of \(currency.code) for \(month), expected a row "
                + "\(month),\(currency.code),RATE in rates.csv"
        case .otherUnits(let units, let own, let isWhole):
            "budget \"\(budget.id)\" \(isWhole ? "is not judged" : "counts only a part"): usage of \(metrics) is "
                + "\(isWhole ? "" : "also ")counted in \(units.joined(separator: ", ")), which \(own) cannot be made of; "
                + "expected unit: \(units.count == 1 && isWhole ? units[0] : "that of all its usage")"
        }
    }

    /// The same for a report, with the place in the inputs.
    var placedNote: String { budget.origin.map { "\($0): \(note)" } ?? note }

    private var metrics: String {
        if case .usage(let metrics, _, _) = budget.limit { metrics.joined(separator: "+") } else { "" }
    }
}

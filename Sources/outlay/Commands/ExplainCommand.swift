import Billing
import History

/// Goes down from a figure to what it is made of: of a component to the charges, deliveries and lines of files, of a customer to its
/// parts of the components. `limit` is how many rows a list has.
func explainCommand(
    _ place: Workplace, _ reference: FigureReference, limit: Int
) throws(CommandFailure) -> ExitStatus {
    let history = try place.readHistory()
    let figures = try stored { () throws(HistoryError) in
        switch reference.kind {
        case .actual: try history.componentFigures(of: reference.month)
        case .cost: try history.customerFigures(of: reference.month)
        }
    }
    guard let figure = figures.first(where: { $0.system == reference.system && $0.name == reference.name }) else {
        throw unknown(reference, figures, try stored { () throws(HistoryError) in try history.months() })
    }
    guard let amount = figure.amount else {
        place.console.put("\(reference) is not known: no source has a charge of it that could be converted\n")
        return .done
    }
    let total = Money(amount, figure.currency)
    let text: String
    switch reference.kind {
    case .actual:
        text = try ComponentExplanation(place, history, reference, total).text(limit: limit)
    case .cost:
        let shares = try stored { () throws(HistoryError) in
            try history.shares(of: reference.name, in: reference.system, reference.month)
        }
        text = customerText(reference, total, shares)
    }
    place.console.put(text)
    return .done
}

/// A customer's cost by component, each with how to go on.
private func customerText(_ reference: FigureReference, _ total: Money, _ shares: [PublishedShare]) -> String {
    var rows = shares.map { share in
        var figure = reference
        (figure.name, figure.kind) = (share.component, .actual)
        return [
            share.component, share.kind, share.method, share.share.map { "\($0)" } ?? "", exactText(share.amount),
            "outlay explain '\(figure)'",
        ]
    }
    let sum = shares.reduce(Amount.zero) { $0 + $1.amount }
    rows += closing(sum, total.amount, parts: 0).map { [$0.label, "", "", "", exactText($0.amount), ""] }
    let table = TextTable(
        header: ["component", "kind", "method", "share", "amount", "further"],
        rows: rows.map { $0.map(Console.printable) }, numeric: [3, 4])
    return "\(Console.printable("\(reference)")) is \(exactText(total.amount)) \(total.currency.code)\n\n" + table.text()
}

/// The last rows of a table whose parts add up to `sum`: what the parts' own rounding takes, at most a unit of 1e-15 for each of
/// them, or a difference that is our mistake, and the figure.
func closing(_ sum: Amount, _ total: Amount, parts: Int) -> [(label: String, amount: Amount)] {
    let difference = total - sum
    guard !difference.isZero else { return [("sum", total)] }
    let isRounding = difference.magnitude.femtos <= Int128(parts)
    return [(isRounding ? "rounding of the parts" : "not explained, a mistake in outlay", difference), ("sum", total)]
}

/// An amount with all its decimals, two at least.
func exactText(_ amount: Amount) -> String {
    let text = amount.description
    return amount == amount.rounded(to: 2) ? amount.text(decimals: 2) : text
}

/// A figure that is not there, with those that are.
private func unknown(_ reference: FigureReference, _ figures: [PublishedFigure], _ months: [Month]) -> CommandFailure {
    guard !figures.isEmpty else {
        return CommandFailure(
            status: .noInput, message: "\(reference): nothing is known of \(reference.month)",
            hint: months.isEmpty
                ? "outlay run takes what is new" : "known are \(months.map(\.description).joined(separator: ", "))")
    }
    let own = figures.filter { $0.system == reference.system }
    let names = (own.isEmpty ? figures : own).map {
        FigureReference(month: reference.month, system: $0.system, name: $0.name, kind: reference.kind).description
    }
    let near = suggestion(for: reference.description, among: names).map { "did you mean \($0)? " } ?? ""
    let known = own.isEmpty ? Set(figures.map(\.system)).sorted() : own.map(\.name)
    return CommandFailure(
        status: .noInput, message: "\(reference): no such figure",
        hint: near + (own.isEmpty ? "systems are: " : "\(reference.system) has: ") + known.joined(separator: ", "))
}

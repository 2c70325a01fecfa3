import Analysis
import Billing
import History

/// What a component's actual is made of, as it was last published: charges, what was booked by hand, the deliveries in force that
/// brought the charges, and the lines of their files.
struct ComponentExplanation {
    private let reference: FigureReference
    private let total: Money
    private let publication: Publication
    private let completeDays: Int
    private let parts: [Part]
    private let lines: SourceLines

    /// A part of the actual with its charge; nil for what no bill has.
    private struct Part {
        var figure: FigurePart
        var charge: KnownCharge?
    }

    /// Computes the month's charges again, with the files that were in force, and reads the exports again.
    init(
        _ place: Workplace, _ history: History, _ reference: FigureReference, _ total: Money
    ) throws(CommandFailure) {
        self.reference = reference
        self.total = total
        let published = try stored { () throws(HistoryError) in try history.publications() }
        guard let publication = published.first(where: { $0.month == reference.month }) else {
            throw CommandFailure(
                status: .noInput, message: "\(reference): \(reference.month) has no report yet", hint: "outlay run makes it")
        }
        self.publication = publication
        let view = history.view(asOf: publication.sequence)
        let inputs = try PlanningInputs(view)
        let system = reference.system == ReservedComponent.unmapped ? nil : reference.system
        let basis = inputs.settings.costBasis
        let reporting = try stored { () throws(HistoryError) in
            try Reporting(
                history: history, publication: publication, months: history.months(asOf: publication.sequence))
        }
        var facts = try reporting.facts(inputs)
        let charges = try stored { () throws(HistoryError) in
            try view.charges(of: system, in: reference.month, basis: basis)
        }
        facts.charges = charges.map(\.charge)
        let (figures, completeDays) = figureParts(of: reference.name, in: system, facts)
        self.completeDays = completeDays
        parts = figures.map { figure in Part(figure: figure, charge: figure.charge.map { charges[$0] }) }
        let own = parts.compactMap(\.charge)
        let deliveries = try stored { () throws(HistoryError) in try view.deliveries(of: Set(own.map(\.key.scope))) }
        let known = try stored { () throws(HistoryError) in try history.knownFiles() }
        lines = try SourceLines(place, own, deliveries, known: known.keys.sorted(), basis: basis)
    }

    /// The explanation for a person; `limit` is how many rows a list has, the largest first.
    func text(limit: Int) -> String {
        let days = "\(completeDays) of \(reference.month.days) days are complete"
        var sections = [
            "\(reference) is \(exactText(total.amount)) \(total.currency.code)\n\(days); published at sequence \(publication.sequence)\n"
        ]
        sections.append("Made of\n" + madeOf(limit: limit))
        if !lines.readings.isEmpty {
            sections.append("Deliveries in force\n" + deliveries)
            sections.append("Charges\n" + charges(limit: limit))
        }
        return sections.joined(separator: "\n")
    }

    /// By source, service and SKU; what was booked by hand row by row.
    private func madeOf(limit: Int) -> String {
        struct Origin: Hashable { var source: String, service: String, sku: String }
        struct Group {
            var origin: Origin
            var charges = 0, records = 0
            var amount = Amount.zero
        }
        var groups: [Group] = []
        var places: [Origin: Int] = [:]
        for part in parts {
            if let charge = part.charge {
                let bill = charge.charge
                let origin = Origin(source: bill.source, service: bill.serviceName ?? "", sku: bill.sku ?? "")
                let index = places[origin] ?? groups.count
                if index == groups.count {
                    groups.append(Group(origin: origin))
                    places[origin] = index
                }
                groups[index].charges += 1
                groups[index].records += charge.records
                groups[index].amount += part.figure.actual
            } else {
                let entry = part.figure.entry?.rawValue ?? ""
                groups.append(
                    Group(
                        origin: Origin(source: "(\(entry))", service: part.figure.note ?? "", sku: ""),
                        amount: part.figure.actual))
            }
        }
        groups.sort { $0.amount.magnitude > $1.amount.magnitude }
        var rows = groups.prefix(limit).map { group in
            let counts = group.charges == 0 ? ["", ""] : ["\(group.charges)", "\(group.records)"]
            return [group.origin.source, group.origin.service, group.origin.sku] + counts + [exactText(group.amount)]
        }
        let rest = groups.dropFirst(limit)
        if !rest.isEmpty {
            let amount = rest.reduce(Amount.zero) { $0 + $1.amount }
            rows.append(["all others (\(rest.count))", "", "", "", "", exactText(amount)])
        }
        let sum = parts.reduce(Amount.zero) { $0 + $1.figure.actual }
        rows += closing(sum, total.amount, parts: parts.count).map { [$0.label, "", "", "", "", exactText($0.amount)] }
        return table(["source", "service", "SKU", "charges", "records", "amount"], rows, numeric: [3, 4, 5])
    }

    private var deliveries: String {
        let rows = lines.readings.map { reading in
            [
                reading.file.map { "[\($0)]" } ?? "", reading.delivery.file, "\(reading.delivery.sequence)",
                reading.delivery.receivedAt, "\(reading.charges)", reading.state,
            ]
        }
        return table(["", "file", "sequence", "received", "charges", "state"], rows, numeric: [2, 4])
    }

    /// The charges, largest first, each with the lines that it was added up from.
    private func charges(limit: Int) -> String {
        let charged = parts.compactMap { part in part.charge.map { (part.figure, $0) } }.sorted {
            ($1.0.actual.magnitude, $0.1.charge.period.start) < ($0.0.actual.magnitude, $1.1.charge.period.start)
        }
        var rows = charged.prefix(limit).map { figure, known in
            let charge = known.charge
            let last = charge.period.end.advanced(by: -1)
            let days = last > charge.period.start ? "\(charge.period.start) to \(last)" : "\(charge.period.start)"
            let share = figure.completeDays == figure.days ? "" : ", \(figure.completeDays) of its \(figure.days) days"
            return [
                days, charge.serviceName ?? "", charge.sku ?? "", exactText(figure.actual),
                "\(exactText(charge.cost)) \(charge.currency.code)\(share)", placesText(known),
            ]
        }
        let rest = charged.dropFirst(limit)
        if !rest.isEmpty {
            let amount = rest.reduce(Amount.zero) { $0 + $1.0.actual }
            rows.append(["all others (\(rest.count))", "", "", exactText(amount), "", ""])
        }
        return table(["days", "service", "SKU", "amount", "charged", "lines"], rows, numeric: [3])
    }

    /// `[1] 2, 3 and 4 more`; nothing where the files do not tell.
    private func placesText(_ charge: KnownCharge) -> String {
        guard let found = lines.found(charge.key) else { return "" }
        var text = ""
        var file: Int?
        for place in found.places.sorted(by: { ($0.file, $0.line) < ($1.file, $1.line) }) {
            text += (file == place.file ? ", " : (file == nil ? "" : "; ") + "[\(place.file + 1)] ") + "\(place.line)"
            file = place.file
        }
        let more = found.records - found.places.count
        return more > 0 ? text + " and \(more) more" : text
    }

    private func table(_ header: [String], _ rows: [[String]], numeric: Set<Int>) -> String {
        TextTable(header: header, rows: rows.map { $0.map(Console.printable) }, numeric: numeric).text()
    }
}

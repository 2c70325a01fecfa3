import Billing
import Formats

/// What a flow is stated for.
private enum VolumePeriod: String, CaseIterable { case day, month }

/// The volumes of a phase; their ids are unique within it.
func readVolumes(of phase: Fields, _ scope: FigureScope, _ figures: PlanFigures) -> [Volume] {
    let known = ["id", "name", "metric", "feature", "kind", "per", "value", "range", "unit", "source"]
    var ids: [String: Int] = [:]
    return phase.records("volumes", of: "a volume", known: known).map { fields in
        let id = fields.planID("id", required: true)
        let isFirst = id.map { fields.mistakes.isUnique($0, "volume", &ids) } ?? false
        let metric = fields.text("metric", required: true) ?? ""
        let kind = fields.choice("kind", MetricKind.self) ?? .usual(for: metric)
        let per = fields.choice("per", VolumePeriod.self)
        if fields.has("per"), kind != .flow {
            fields.add(
                at: "per", "per beside a \(kind.rawValue), expected it only of a flow",
                hint: "a \(kind.rawValue) is the same for a day and for a month; write kind: flow where the metric adds up")
        }
        let name = fields.text("name") ?? id?.text ?? ""
        let unit = fields.text("unit") ?? metric
        let section = fields.text("source")
        if fields.has("value") == fields.has("range") {
            let found = fields.has("value") ? "both value and range" : "no figure"
            fields.mistakes.add(at: fields.origin, "a volume has \(found), expected value or range")
        }
        let part = scope.part(isFirst ? id?.text : nil, name: name, section: section)
        var value: Figure.Value?
        if let node = fields.node("value") {
            value = fields.stated("value", least: .zero).map { .stated($0) }
            figures.add(part, value, unit: unit, at: node)
        } else if let node = fields.node("range") {
            value = fields.bounds("range", least: .zero).map { .range(low: $0.low, high: $0.high) }
            figures.add(part, value, unit: unit, at: node)
        }
        let bounds = value?.bounds ?? (.zero, .zero)
        return Volume(
            id: id?.text ?? "", name: name, metric: metric, kind: kind, feature: fields.text("feature"), isDaily: per == .day,
            low: Quantity(bounds.low), high: Quantity(bounds.high), unit: unit, section: section)
    }
}

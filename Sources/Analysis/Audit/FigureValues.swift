import Billing

/// The values of a plan's figures by their ids.
struct FigureValues {
    /// One of the two values of a range, or the only value of any other figure.
    enum Side: String {
        case single, low, high
    }

    /// What has been computed: figures that name each other many times are computed once.
    private final class Memory {
        var results: [String: Stated?] = [:]
    }

    private let memory = Memory()
    private let figures: [String: Figure]
    /// The ids of a phase's component amounts, by `PHASE.*`.
    private let components: [String: [String]]
    private let phaseNames: [String: String]

    init(_ plan: Plan) {
        figures = Dictionary(plan.figures.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        components = Dictionary(
            plan.phases.map { phase in (phase.id + ".*", phase.components.map { phase.id + "." + $0.id }) },
            uniquingKeysWith: { first, _ in first })
        phaseNames = Dictionary(plan.phases.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// The name of the phase that a figure belongs to; nil for a figure of no phase.
    func phase(of id: String) -> String? {
        guard let dot = id.firstIndex(of: ".") else { return nil }
        return phaseNames[String(id[..<dot])]
    }

    /// The figure of an id, with the side where the id is `ID.low` or `ID.high`; nil for an unknown id.
    func figure(_ id: String) -> (figure: Figure, side: Side?)? {
        if let figure = figures[id] { return (figure, nil) }
        for side in [Side.low, .high] where id.hasSuffix("." + side.rawValue) {
            if let figure = figures[String(id.dropLast(side.rawValue.count + 1))] { return (figure, side) }
        }
        return nil
    }

    /// The formula with the component amounts of a phase, added up, in the place of each `PHASE.*`.
    func expanded(_ formula: Formula) -> Formula {
        formula.replacingFigures { id in components[id].map { .sum($0.map(Formula.figure)) } ?? .figure(id) }
    }

    /// What a formula comes to with the given side of ranges; nil where it names something unknown.
    func value(of formula: Formula, _ side: Side) -> Amount? { value(of: formula, side, within: []) }

    /// A figure with its precision; one that is computed, not stated, is exact. Nil for a range where no side is asked for.
    func stated(_ id: String, _ side: Side) -> Stated? { stated(id, side, within: []) }

    /// The sides on which a figure has a value: one, or both sides of a range or of what is computed from ranges.
    func sides(of id: String) -> [Side] {
        if let side = figure(id)?.side { return [side] }
        return stated(id, .single) == nil ? [.low, .high] : [.single]
    }

    private func value(of formula: Formula, _ side: Side, within path: Set<String>) -> Amount? {
        expanded(formula).value { stated($0, side, within: path)?.value }
    }

    /// `path` holds the computed figures that are under way: one that follows from itself has no value.
    private func stated(_ id: String, _ side: Side, within path: Set<String>) -> Stated? {
        guard let (figure, ownSide) = figure(id) else { return nil }
        let side = ownSide ?? side
        switch figure.value {
        case .stated(let stated): return ownSide == nil ? stated : nil
        case .range(let low, let high): return side == .single ? nil : side == .low ? low : high
        case .computed(let formula):
            guard !path.contains(figure.id) else { return nil }
            let key = figure.id + " " + side.rawValue
            if let known = memory.results[key] { return known }
            let result = value(of: formula, side, within: path.union([figure.id])).map { Stated($0, decimals: 15) }
            memory.results[key] = .some(result)
            return result
        }
    }
}

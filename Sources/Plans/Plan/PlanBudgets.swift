import Billing
import Formats

/// A budget as far as it is known before the whole file is read.
struct BudgetDraft {
    /// An amount as far as it is known.
    struct Step {
        var starts: Month, ends: Month?
        /// The id of its figure, and where that stands.
        var figure: String?, node: YAMLNode?
        var growth: GrowthDraft?
    }

    /// The budget without its steps.
    var budget: PlannedBudget
    var steps: [Step]

    /// The budget, now that all figures are known.
    func completed(_ figures: PlanFigures) -> PlannedBudget {
        var budget = budget
        for (step, next) in zip(steps, steps.dropFirst().map { $0.starts } + [nil]) {
            let last = step.ends ?? next?.advanced(by: -1)
            let growth = step.growth?.completed(from: step.starts, to: last, of: "step", figures.mistakes)
            guard let node = step.node, let amount = step.figure.flatMap({ figures.value(of: $0) }) else { continue }
            if amount <= .zero {
                figures.mistakes.add(at: node.origin, width: node.width, "amount is \(amount), expected a number over 0")
            } else if amount.femtos > Amount.bound {
                figures.mistakes.add(
                    at: node.origin, width: node.width,
                    "amount comes to \(amount), expected an amount within 9,200,000,000,000")
            }
            budget.steps.append(PlannedBudget.Step(starts: step.starts, ends: step.ends, amount: amount, growth: growth))
        }
        return budget
    }
}

/// The budgets of a plan; their ids are unique.
func readBudgets(of plan: Fields, _ figures: PlanFigures) -> [BudgetDraft] {
    let known = ["id", "name"] + Fields.budgetKeys + ["steps", "source"]
    var ids: [String: Int] = [:]
    return plan.records("budgets", of: "a budget", known: known).map { fields in
        let id = fields.planID("id", required: true)
        let isFirst = id.map { plan.mistakes.isUnique($0, "budget", &ids) } ?? false
        let usage = fields.usage()
        var budget = PlannedBudget(
            id: id?.text ?? "", name: fields.text("name") ?? id?.text ?? "", metrics: usage.metrics, unit: usage.unit,
            period: fields.choice("period", BudgetPeriod.self) ?? .month,
            thresholds: fields.thresholds() ?? Budget.usualThresholds, steps: [], section: fields.text("source"))
        budget.scope = fields.budgetScope(of: budget.period)
        budget.owner = fields.text("owner")
        budget.silentUntil = fields.day("silent_until")?.value
        budget.origin = fields.origin
        if fields.has("amount") == fields.has("steps") {
            let found = fields.has("amount") ? "both amount and steps" : "no amount"
            fields.mistakes.add(at: fields.origin, "a budget has \(found), expected amount: with a number, or steps:")
        }
        let scope = FigureScope(id: isFirst ? id.map { "budget.\($0.text)" } : nil, name: budget.name, section: budget.section)
        let unit = usage.metrics.isEmpty ? figures.currency.code : usage.unit
        var steps: [BudgetDraft.Step] = []
        if let node = fields.node("amount") {
            let amount = figures.value("amount", of: fields)
            figures.add(scope, amount, unit: unit, at: node)
            steps = [BudgetDraft.Step(starts: Month(year: 1, month: 1), ends: nil, figure: scope.id, node: node)]
        }
        if fields.has("steps") { steps += readSteps(of: fields, scope, unit: unit, figures) }
        return BudgetDraft(budget: budget, steps: steps)
    }
}

/// `steps`: amounts that follow each other.
private func readSteps(of budget: Fields, _ scope: FigureScope, unit: String, _ figures: PlanFigures) -> [BudgetDraft.Step] {
    let known = ["id", "starts", "ends", "amount", "growth", "source"]
    let all = budget.records("steps", of: "a step", known: known)
    if all.isEmpty {
        budget.add(at: "steps", "steps: found no step, expected a list of steps, each beginning with \"- id:\"")
    }
    var ids: [String: Int] = [:]
    var stretches = Stretches(kind: "step")
    return all.compactMap { fields in
        let id = fields.planID("id", required: true)
        let isFirst = id.map { fields.mistakes.isUnique($0, "step", &ids) } ?? false
        let name = "\(scope.name): \(id?.text ?? "")"
        let part = scope.part(isFirst ? id?.text : nil, name: name, section: fields.text("source"))
        let node = fields.node("amount")
        let amount = figures.value("amount", of: fields, required: true)
        if let node { figures.add(part, amount, unit: unit, at: node) }
        let growth = readGrowth(of: fields, part, unit: unit, figures)
        return stretches.read(fields, id: id?.text ?? "").map { stretch in
            BudgetDraft.Step(starts: stretch.starts, ends: stretch.ends, figure: part.id, node: node, growth: growth)
        }
    }
}

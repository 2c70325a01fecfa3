import Analysis
import Billing

/// The sentences at the head of a page; every number and every judgement in them comes from the figures.
struct Headline {
    let page: MonthPage

    private var portfolio: PortfolioMonth? { page.portfolio }
    private var currency: String { page.currency }

    /// Systems that have a plan and no charge from any source.
    var silent: [SystemMonth] {
        page.systems.filter { $0.actual == nil && ($0.plan != nil || $0.planLow != nil) }
    }

    /// Whether every system with an actual has all days of the month.
    var isComplete: Bool {
        let measured = page.analysis.systems.filter { $0.actual != nil }
        return !measured.isEmpty && measured.allSatisfy { $0.completeDays >= $0.days }
    }

    /// `complete`, or `flash: 19 of 30 days complete`.
    var status: String {
        guard let days = portfolio?.completeDays else { return "no charges yet" }
        if isComplete, !silent.isEmpty { return "flash: no charges of \(silent.count) of \(page.systems.count) systems" }
        return isComplete ? "complete" : "flash: \(days) of \(page.context.month.days) days complete"
    }

    /// What was spent, and how that compares.
    var message: String {
        let month = page.context.month.title
        guard let portfolio, let actual = portfolio.actual else { return "\(month): no charges yet" }
        let spent = isComplete ? "\(month): hosting cost" : "\(month) so far: hosting cost"
        let cost = "\(spent) \(NumberText.amount(actual))\u{A0}\(currency)"
        guard let variance = portfolio.variance, let effect = portfolio.effect else {
            return cost + (portfolio.plan == nil ? ", no plan to compare with" : "")
        }
        let plan = isComplete ? "plan" : "plan to date"
        let percent = portfolio.variancePercent.map { " (\(NumberText.signedPercent($0)))" } ?? ""
        let distance = NumberText.amount(variance.magnitude)
        return switch effect {
        case .onPlan: "\(cost), on \(plan)"
        case .adverse: "\(cost), \(distance) over \(plan)\(percent)"
        case .favourable: "\(cost), \(distance) under \(plan)\(percent)"
        }
    }

    /// What explains most of it, what is earned, and which limits are reached.
    var details: [String] {
        var sentences: [String] = []
        let compared = page.analysis.components.filter { $0.variance.map { !$0.rounded(to: 2).isZero } ?? false }
        // The first of equals, so that the order of the rows decides and nothing else.
        let largest = compared.reduce(nil as ComponentMonth?) { best, row in
            guard let best, let most = best.variance, let variance = row.variance else { return row }
            return variance.magnitude > most.magnitude ? row : best
        }
        if let largest, let variance = largest.variance {
            let percent = largest.variancePercent.map { " (\(NumberText.signedPercent($0)))" } ?? ""
            let place = page.systems.count > 1 ? " in \(systemName(largest.system))" : ""
            sentences.append(
                "Largest variance: \(largest.name)\(place), \(NumberText.signed(variance))\u{A0}\(currency)\(percent).")
        }
        if let margin = portfolio?.grossMarginPercent, let revenue = portfolio?.revenue {
            sentences.append(
                "Hosting gross margin \(NumberText.percent(margin)) on \(NumberText.amount(revenue))\u{A0}\(currency) revenue.")
        }
        let reached = page.analysis.budgets.filter { $0.reached != nil && !$0.isBackfill }
        if !reached.isEmpty {
            let list = reached.prefix(4).map { budget in
                budget.budget + (budget.actualPercent.map { " at " + NumberText.percent($0, decimals: 1) } ?? "")
            }.joined(separator: ", ")
            sentences.append(
                "\(NumberText.counted(reached.count, "budget")) past a threshold: \(list)"
                    + (reached.count > 4 ? " and others." : "."))
        }
        if !silent.isEmpty, portfolio?.actual != nil {
            sentences.append("No charges from any source yet: \(silent.map(\.name).joined(separator: ", ")).")
        }
        if !page.analysis.unmapped.isEmpty {
            sentences.append("\(NumberText.counted(page.analysis.unmapped.count, "service")) not mapped to a system.")
        }
        return sentences
    }

    private func systemName(_ id: String) -> String { page.analysis.systems.first { $0.system == id }?.name ?? id }
}

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

    /// Whether the figures are of a part of the month or of the systems.
    var isFlash: Bool { !page.context.isClosed && (!isComplete || !silent.isEmpty) }

    /// `closed`, `complete, not closed`, or `flash: 19 of 30 days complete`; after the file's name where the page is a what-if.
    var status: String { page.context.allocationFile.map { "what-if by \($0): \(days)" } ?? days }

    private var days: String {
        if page.context.isClosed { return "closed" }
        guard let days = portfolio?.completeDays else { return "no charges yet" }
        if isComplete, !silent.isEmpty { return "flash: no charges of \(silent.count) of \(page.systems.count) systems" }
        return isComplete ? "complete, not closed" : "flash: \(days) of \(page.context.month.days) days complete"
    }

    /// What was spent, and how that compares. Where something is compared, the cost is that of what is: the sentence adds up.
    var message: String {
        let month = (page.subject.map { $0.name + ", " } ?? "") + page.context.month.title
        guard let portfolio, let actual = portfolio.actual else { return "\(month): no charges yet" }
        // One system that is late silences no other.
        let hasDays = page.analysis.systems.contains { $0.actual != nil && $0.completeDays > 0 }
        if !hasDays { return "\(month): no day is complete yet" }
        let spent = isComplete ? "\(month): hosting cost" : "\(month) so far: hosting cost"
        guard let compared = portfolio.comparedActual, let variance = portfolio.variance, let effect = portfolio.effect else {
            let cost = "\(spent) \(NumberText.amount(actual))\u{A0}\(currency)"
            return cost + (portfolio.plan == nil && portfolio.planHigh == nil ? ", no plan to compare with" : "")
        }
        let cost = "\(spent) \(NumberText.amount(compared))\u{A0}\(currency)"
        let plan = isComplete ? "plan" : "plan to date"
        let percent = portfolio.variancePercent.map { " (\(NumberText.signedPercent($0)))" } ?? ""
        let distance = NumberText.amount(variance.magnitude)
        return switch effect {
        case .onPlan: "\(cost), on \(plan)"
        case .adverse: "\(cost), \(distance) over \(plan)\(percent)"
        case .favourable: "\(cost), \(distance) under \(plan)\(percent)"
        }
    }

    /// What explains most of it, what is earned, which limits are reached, and what the message leaves out.
    var details: [String] {
        [likeWithLike, reasons, margin, budgets, beside, silence].compactMap(\.self)
    }

    /// Which days an open month's figures are of.
    private var likeWithLike: String? {
        guard !isComplete, let days = portfolio?.completeDays, let charged = portfolio?.charged else { return nil }
        return "Actual, plan to date and revenue are of the complete days (\(days) of \(page.context.month.days)); "
            + "charged so far, later days included: \(NumberText.amount(charged))\u{A0}\(currency)."
    }

    /// The largest variances, at most three, each at least a tenth of the largest.
    private var reasons: String? {
        let compared = page.analysis.components.filter { $0.variance.map { !$0.rounded(to: 2).isZero } ?? false }
        func size(_ row: ComponentMonth) -> Amount { row.variance?.magnitude ?? .zero }
        // By place where two are equal, so that the order of the rows decides and nothing else.
        let sorted = compared.enumerated().sorted { left, right in
            size(left.element) == size(right.element) ? left.offset < right.offset : size(left.element) > size(right.element)
        }.map(\.element)
        guard let largest = sorted.first else { return nil }
        let named = sorted.prefix(3).filter { size($0) * Amount(10) >= size(largest) }
        return (named.count == 1 ? "Largest variance: " : "Largest variances: ") + named.map(reason).joined(separator: "; ") + "."
    }

    private func reason(_ row: ComponentMonth) -> String {
        let place = page.systems.count > 1 ? " (\(page.systemName(row.system)))" : ""
        var text = row.name + place + " " + (row.variance.map { NumberText.signed($0) } ?? NumberText.absent)
        if !page.isPlanned(row) {
            text += ", not planned"
        } else if let percent = row.variancePercent {
            text += ", " + NumberText.signedPercent(percent)
        }
        if let parts = row.parts, let variance = row.variance {
            let causes = [(parts.volume, "volume"), (parts.mix, "mix"), (parts.rate, "rate")]
            // A part that is most of the variance, and no more than all of it, is its cause.
            if let cause = causes.first(where: { part, _ in
                (part >= .zero) == (variance >= .zero) && part.magnitude * Amount(2) > variance.magnitude
                    && part.magnitude <= variance.magnitude
            }) {
                text += ", by \(cause.1)"
            }
        }
        return text
    }

    private var margin: String? {
        guard let portfolio, let margin = portfolio.grossMarginPercent, let revenue = portfolio.revenue else { return nil }
        let covers = page.coverage.map { " (\($0))" } ?? ""
        let thin = page.analysis.customers.count { $0.isBelowFloor == true }
        let floor = page.analysis.customers.compactMap(\.marginFloorPercent).first
        let below = floor.flatMap { floor in
            thin == 0 ? nil : " Below the margin floor of \(floor)\u{A0}%: \(NumberText.counted(thin, "customer"))."
        }
        return
            "Hosting gross margin \(NumberText.percent(margin)) on \(NumberText.amount(revenue))\u{A0}\(currency) revenue\(covers)."
            + (below ?? "")
    }

    /// Budgets by the threshold they have reached, highest first.
    private var budgets: String? {
        var reached: [(threshold: Int, text: String)] = page.monthBudgets.compactMap { budget in
            guard let threshold = budget.reached else { return nil }
            let percent = budget.actualPercent.map { " " + NumberText.percent($0, decimals: 1) } ?? ""
            let period = budget.periodKind.isLong ? " of " + budget.period : ""
            return (threshold, page.budgetPlace(budget.budget, of: budget.system) + period + percent)
        }
        reached += page.dayBudgets.compactMap { budget in
            guard let threshold = budget.reached else { return nil }
            let days = "\(budget.count(at: threshold)) of \(NumberText.counted(budget.days.count, "day"))"
            return (threshold, "\(page.budgetPlace(budget.budget, of: budget.system)) on \(days)")
        }
        // The highest are named, at most four in all; of the others their number is enough, the table below has them.
        var room = 4
        let sentences: [String] = Set(reached.map(\.threshold)).sorted(by: >).map { threshold in
            let at = reached.filter { $0.threshold == threshold }
            let named = at.prefix(room)
            room -= named.count
            let others = at.count > named.count ? [NumberText.counted(at.count - named.count, "other")] : []
            let list = ([named.map(\.text).joined(separator: ", ")].filter { !$0.isEmpty } + others).joined(separator: " and ")
            return (threshold == 100 ? "At or over budget: " : "At or over \(threshold)\u{A0}% of budget: ") + list + "."
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    /// Cost that the message does not count.
    private var beside: String? {
        var parts: [String] = []
        if portfolio?.comparedActual != nil {
            for system in page.analysis.systems where system.variance == nil {
                guard let actual = system.actual, !actual.rounded(to: 2).isZero else { continue }
                let what =
                    system.system == ReservedComponent.unmapped ? "not mapped to a system" : "of \(system.name), not compared"
                parts.append("\(NumberText.amount(actual))\u{A0}\(currency) \(what)")
            }
        }
        if let cost = page.besideCost, !cost.rounded(to: 2).isZero {
            parts.append("\(NumberText.amount(cost))\u{A0}\(currency) of environments with budgets of their own")
        }
        for id in MonthPage.apart {
            guard let amount = page.apart(id), !amount.rounded(to: 2).isZero else { continue }
            parts.append("\(NumberText.amount(amount))\u{A0}\(currency) \(MonthPage.apartWords(id))")
        }
        return parts.isEmpty ? nil : "Beside this cost: " + parts.joined(separator: ", ") + "."
    }

    private var silence: String? {
        guard !silent.isEmpty, portfolio?.actual != nil else { return nil }
        return "No charges from any source yet: \(silent.map(\.name).joined(separator: ", "))."
    }
}

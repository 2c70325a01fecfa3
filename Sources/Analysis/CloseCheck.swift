package import Billing

/// One point of a month's checklist before it is closed.
package struct CloseCheck: Hashable, Sendable {
    /// What is asked for: `every source is final`.
    package var point: String
    /// What stands against it, each in one line for the person who must act; none where it is met.
    package var findings: [String]

    /// A point of the checklist.
    package init(_ point: String, _ findings: [String]) {
        self.point = point
        self.findings = findings
    }
}

/// The checklist of a month. `analysis` is the month's as it is open, `refused` what the newest run did not take, `accrued` says
/// whether late components are accrued.
package func closeChecklist(
    _ facts: MonthFacts, _ analysis: MonthAnalysis, refused: [Refusal], isAccrued: Bool
) -> [CloseCheck] {
    let month = facts.month
    var late: [String] = []
    if facts.today < month.end { late.append("\(month) is not over before \(month.end)") }
    for system in analysis.systems where system.completeDays < system.days {
        if system.actual == nil {
            if system.plan != nil || system.planLow != nil { late.append("\(system.system): no charge from any source") }
        } else if !isAccrued {
            let sources = facts.progress.filter {
                $0.system == (system.system == ReservedComponent.unmapped ? nil : system.system)
                    && $0.completeThrough ?? month.first < month.end.advanced(by: -1)
            }
            let names = sources.map { "\($0.source) through \($0.completeThrough.map(\.description) ?? "no day")" }
            late.append(
                "\(system.system): \(system.completeDays) of \(system.days) days are complete"
                    + (names.isEmpty ? "" : " (\(Set(names).sorted().joined(separator: ", ")))"))
        }
    }
    let refusals = refused.map { "\($0.origin): \($0.reason)" }
    return [
        CloseCheck("every source is final", late),
        CloseCheck("nothing is refused", refusals),
        CloseCheck("unmapped cost is at most \(facts.settings.closeUnmappedPercent) % of the month's", unmapped(facts, analysis)),
        CloseCheck("invoices agree", invoices(analysis)),
        CloseCheck(
            "no rate is missing",
            analysis.missingRates.map { "\($0.currency.code): no rate, \($0.cost.text(decimals: 2)) stand apart" }),
    ]
}

private func unmapped(_ facts: MonthFacts, _ analysis: MonthAnalysis) -> [String] {
    guard let unmapped = analysis.systems.first(where: { $0.system == ReservedComponent.unmapped })?.charged else { return [] }
    let whole = analysis.systems.compactMap(\.charged).reduce(Amount.zero, +)
    guard unmapped.magnitude * Amount(100) > whole.magnitude * facts.settings.closeUnmappedPercent else { return [] }
    let currency = analysis.currency.code
    return [
        "\(unmapped.text(decimals: 2)) of \(whole.text(decimals: 2)) \(currency) are unmapped; outlay map suggest prints rows for them"
    ]
}

private func invoices(_ analysis: MonthAnalysis) -> [String] {
    analysis.invoices.filter { $0.state == .differs }.map { row in
        let difference = row.difference ?? .zero
        return
            "\(row.invoice): billed \((row.billed ?? .zero).text(decimals: 2)), invoiced \((row.invoiced ?? .zero).text(decimals: 2)) "
            + "\(row.currency.code), a difference of \(difference.text(decimals: 2))"
    }
}

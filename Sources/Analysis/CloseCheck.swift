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

/// The checklist of a month. `analysis` is the month's as it is open, `refused` what the newest run did not take and `uncounted` what
/// it costs, `missing` the bills that the month before had and this one has not, `accrued` the systems whose late cost is accrued.
package func closeChecklist(
    _ facts: MonthFacts, _ analysis: MonthAnalysis, refused: [Refusal], uncounted: [UncountedCost], missing: [String],
    accrued: Set<String>
) -> [CloseCheck] {
    [
        CloseCheck("every source is final", late(facts, analysis, accrued) + missing.map { "no bill of \($0)" }),
        CloseCheck("nothing is refused", refused.map { "\($0.origin): \($0.reason)" } + uncounted.map(notCounted)),
        CloseCheck("unmapped cost is at most \(facts.settings.closeUnmappedPercent) % of the month's", unmapped(facts, analysis)),
        CloseCheck("invoices agree", invoices(analysis)),
        CloseCheck(
            "no rate is missing",
            analysis.missingRates.map { "\($0.currency.code): no rate, \($0.cost.text(decimals: 2)) stand apart" }),
    ]
}

/// What records of a file cost that are not taken.
private func notCounted(_ records: UncountedCost) -> String {
    let price = records.cost.map { "\($0.amount.text(decimals: 2)) \($0.currency.code)" } ?? "without a readable cost"
    return "\(records.file): \(records.records) \(records.records == 1 ? "record" : "records") \(records.kind.rawValue), \(price)"
}

/// What may still come: days of the month, of a source, or everything of a planned system. A source that feeds accrued systems only
/// is waited for by nobody.
private func late(_ facts: MonthFacts, _ analysis: MonthAnalysis, _ accrued: Set<String>) -> [String] {
    let month = facts.month
    var late: [String] = []
    if facts.today < month.end { late.append("\(month) is not over before \(month.end)") }
    for system in analysis.systems where system.actual == nil && (system.plan != nil || system.planLow != nil) {
        late.append("\(system.system): no charge from any source")
    }
    var systems: [String: Set<String>] = [:]
    var days: [String: Day] = [:]
    for source in facts.progress where source.completeThrough ?? month.first < month.end.advanced(by: -1) {
        let name = source.system ?? ReservedComponent.unmapped
        guard !accrued.contains(name) else { continue }
        systems[source.source, default: []].insert(name)
        days[source.source] = source.completeThrough.map { min($0, days[source.source] ?? $0) } ?? days[source.source]
    }
    for (source, names) in systems.sorted(by: { $0.key < $1.key }) {
        let through = days[source].map { "complete through \($0)" } ?? "no day is complete"
        late.append("source \(source): \(through), feeds \(names.sorted().joined(separator: ", "))")
    }
    return late
}

/// What no rule matches, without netting credits of one service against another's cost; by each currency that has a rate.
private func unmapped(_ facts: MonthFacts, _ analysis: MonthAnalysis) -> [String] {
    let currency = facts.settings.currency
    var sum = Amount.zero
    for service in analysis.unmapped {
        let rate = facts.rates.first { $0.month == facts.month && $0.currency == service.currency }?.rate
        if service.currency == currency {
            sum += service.cost.magnitude
        } else if let rate {
            sum += service.cost.magnitude * rate
        }
    }
    let whole = analysis.systems.compactMap(\.charged).reduce(Amount.zero, +)
    guard sum * Amount(100) > whole.magnitude * facts.settings.closeUnmappedPercent else { return [] }
    return [
        "\(sum.text(decimals: 2)) beside \(whole.text(decimals: 2)) \(currency.code) of the month are unmapped; outlay map suggest prints rows for them"
    ]
}

private func invoices(_ analysis: MonthAnalysis) -> [String] {
    analysis.invoices.compactMap { row in
        let code = row.currency.code
        let (billed, asked) = ((row.billed ?? .zero).text(decimals: 2), (row.invoiced ?? .zero).text(decimals: 2))
        return switch row.state {
        case .differs:
            "\(row.invoice): billed \(billed), invoiced \(asked) \(code), a difference of \((row.difference ?? .zero).text(decimals: 2))"
        case .notBilled: "\(row.invoice): invoiced \(asked) \(code), in no bill"
        case .agrees, .notReceived: nil
        }
    }
}

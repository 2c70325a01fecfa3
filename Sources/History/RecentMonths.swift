package import Billing

/// The charges and the usage of the months that the last report looked at: that of the next month looks at most of them again. For reports
/// that are made one after the other while nobody writes.
package final class RecentMonths {
    /// What decides what a month's charges are.
    private struct State: Hashable {
        let at: Int64, basis: Settings.CostBasis, detail: ChargeDetail
    }

    private var state: State?
    private var charges: [Month: [MonthCharge]] = [:]
    private var usage: [Month: [UsageDay]] = [:]

    /// Before the first report.
    package init() {}

    /// `HistoryView.charges` of several months in a row; of those that the last call was about only the last is read again.
    package func charges(
        of months: ClosedRange<Month>, basis: Settings.CostBasis, detail: ChargeDetail, in view: HistoryView
    ) throws(HistoryError) -> ChargedMonths {
        let state = State(at: view.at, basis: basis, detail: detail)
        charges = state == self.state ? charges.filter { months.contains($0.key) } : [:]
        usage = view.at == self.state?.at ? usage.filter { months.contains($0.key) } : [:]
        self.state = state
        // From billed to effective cost is told of the last month, so it is read anyway.
        var first = months.lowerBound
        while first < months.upperBound, charges[first] != nil { first = first.advanced(by: 1) }
        let read = try view.charges(of: first...months.upperBound, basis: basis, detail: detail)
        for (at, more) in read.charges.enumerated() { charges[first.advanced(by: at)] = more }
        let count = months.lowerBound.distance(to: months.upperBound)
        return ChargedMonths(
            charges: (0...count).map { charges[months.lowerBound.advanced(by: $0)] ?? [] }, bridges: read.bridges)
    }

    /// `HistoryView.usage` of a month.
    package func usage(of month: Month, in view: HistoryView) throws(HistoryError) -> [UsageDay] {
        guard view.at == state?.at else { return try view.usage(of: month) }
        if let known = usage[month] { return known }
        let read = try view.usage(of: month)
        usage[month] = read
        return read
    }
}

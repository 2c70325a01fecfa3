import Analysis
import Billing
import History
import Reports

extension AlertsFeed {
    /// The feed as of a sequence, or now.
    init(_ history: History, _ settings: Settings, asOf sequence: Int? = nil) throws(HistoryError) {
        let view = history.view(asOf: sequence)
        self.init(
            alerts: try history.alerts(asOf: sequence).map { ReportAlert($0, settings) }, closes: try view.closeEvents(),
            changes: try view.changedCloses(), currency: settings.currency)
        before = try history.feedBefore(asOf: sequence).map { Reach(run: $0.run, sequence: $0.sequence) }
    }
}

extension RunMetrics {
    /// What monitoring is told at the end of a run.
    init(_ history: History, _ settings: Settings, today: Day) throws(HistoryError) {
        self.init()
        let last = try history.runs(1).first
        lastRun = last?.finishedAt.flatMap(secondsSince1970)
        lastSuccess = try history.lastSuccess().flatMap(secondsSince1970)
        duration = last?.seconds
        exitStatus = last?.exitStatus
        (files, records, refused) = (last?.files ?? 0, last?.rows ?? 0, last?.refused ?? 0)

        let lastDays = try history.view().lastDays()
        let late = Set(lateSources(lastDays, settings, today: today).map(\.source))
        sources = lastDays.sorted { $0.key < $1.key }.map { source, day in
            let isAwaited = settings[source: source].expectedDays != nil
            return Source(name: source, lastDay: day, isLate: isAwaited ? late.contains(source) : nil)
        }
        if let newest = try history.publications().last {
            month = newest.month
            systems = SystemGauge.all(kept: newest.summary)
            budgets = try history.budgetUses(of: newest.month).map {
                BudgetUse(budget: $0.budget, periodKind: $0.periodKind, ratio: $0.percent / 100)
            }
        }
        pendingAlerts = try history.pendingDeliveries().count
    }
}

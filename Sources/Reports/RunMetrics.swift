package import Billing

/// `outlay.prom`: how the last run went and where the newest month stands, for node_exporter's textfile collector.
///
/// It has gauges only, and labels with few values: of months only the newest is told.
package struct RunMetrics: Sendable {
    /// A source and how far it has come.
    package struct Source: Hashable, Sendable {
        /// The folder, and the last day that it has brought.
        package var name: String, lastDay: Day
        /// Whether it is late; nil where nothing is expected of it.
        package var isLate: Bool?

        /// A source.
        package init(name: String, lastDay: Day, isLate: Bool?) {
            self.name = name
            self.lastDay = lastDay
            self.isLate = isLate
        }
    }

    /// How far a budget is used.
    package struct BudgetUse: Hashable, Sendable {
        /// The budget and how long its limit is for: `month`, `day`.
        package var budget: String, periodKind: String
        /// 1 where all of it is used.
        package var ratio: Double

        /// A budget's use.
        package init(budget: String, periodKind: String, ratio: Double) {
            self.budget = budget
            self.periodKind = periodKind
            self.ratio = ratio
        }
    }

    /// When the last run ended, and the last that did its work, in seconds since 1970; nil where none did.
    package var lastRun: Int?, lastSuccess: Int?
    /// How long the last run took, in seconds, and how it ended.
    package var duration: Int?, exitStatus: Int?
    /// Files and records that the last run took, records that it refused.
    package var files = 0, records = 0, refused = 0
    /// Every source that has brought a day.
    package var sources: [Source] = []
    /// The newest month; nil without one.
    package var month: Month?
    /// Its systems.
    package var systems: [SystemGauge] = []
    /// Its budgets.
    package var budgets: [BudgetUse] = []
    /// Deliveries of alerts that are still to be made.
    package var pendingAlerts = 0

    /// Metrics of which nothing is known yet.
    package init() {}

    /// The file's bytes.
    package func text() -> [UInt8] { Array(families.map(\.text).joined().utf8) }

    private var families: [MetricFamily] {
        func single(_ name: String, _ help: String, _ value: Int?) -> MetricFamily {
            var family = MetricFamily(name, help)
            family.add(value.map(Double.init))
            return family
        }
        var lastDay = MetricFamily("outlay_source_last_day_timestamp_seconds", "Start of the last day that a source has brought.")
        var late = MetricFamily("outlay_source_late", "1 where a source has brought no new day within its expected days, else 0.")
        for source in sources {
            lastDay.add(seconds(source.lastDay), ["source": source.name])
            late.add(source.isLate.map { $0 ? 1 : 0 }, ["source": source.name])
        }
        var cost = MetricFamily(
            "outlay_system_cost",
            "Cost of a system in the newest month, in the currency: the full month's plan, actual over complete days, landing.")
        for system in systems {
            for (scenario, amount) in [("plan", system.plan), ("actual", system.actual), ("landing", system.landing)] {
                cost.add(
                    amount?.rounded(to: 6).real,
                    ["system": system.system, "currency": system.currency.code, "scenario": scenario])
            }
        }
        var use = MetricFamily(
            "outlay_budget_use_ratio", "Used part of a budget in the newest month or its newest day, 1 for all.")
        for budget in budgets { use.add(budget.ratio, ["budget": budget.budget, "period_kind": budget.periodKind]) }
        return [
            single("outlay_last_run_timestamp_seconds", "When the last run ended.", lastRun),
            single(
                "outlay_last_success_timestamp_seconds", "When the last run ended that published (exit status 0, 3 or 69).",
                lastSuccess),
            single("outlay_last_run_duration_seconds", "How long the last run took.", duration),
            single("outlay_last_run_exit_status", "Exit status of the last run.", exitStatus),
            single("outlay_last_run_files", "Files that the last run looked at.", files),
            single("outlay_last_run_records", "Records that the last run took.", records),
            single("outlay_last_run_refused_records", "Records and files that the last run refused.", refused),
            lastDay, late,
            single("outlay_month_start_timestamp_seconds", "Start of the newest month.", month.map { Int(seconds($0.first)) }),
            cost, use,
            single("outlay_alerts_pending", "Deliveries of alerts that are still to be made.", pendingAlerts),
        ]
    }

    private func seconds(_ day: Day) -> Double { Double(day.number) * 86_400 }
}

import Analysis
import Billing
import History
import Reports

/// What a refresh writes into the published tables.
extension Refresh {
    /// The documents' figures and findings as rows of the published tables.
    func documents(_ sequence: Int) -> [MonthRefresh.Rows] {
        let month = place.today.month
        var facts = MonthFacts(month: month, today: place.today)
        facts.settings = inputs.settings
        facts.plans = inputs.plans
        var context = ReportContext(month: month, sequence: sequence, generatedFor: place.today, months: [])
        context.planVersions = inputs.planVersions
        return Report(analysis: analyse(facts), context: context).documentTables.map(Refresh.kept)
    }

    /// A month's analysis as rows of the published tables, the same that its CSV files are written from.
    func rows(_ due: Due, _ line: IndexMonth?) -> MonthRefresh {
        let publication = due.reporting.publication
        let report = due.bare
        let tables = report.tables.map(Refresh.kept)
        let alerts = due.analysis.alerts.map { alert in
            var said = MonthRefresh.Alert(
                budget: alert.budget, period: alert.period, basis: alert.basis, threshold: alert.threshold,
                state: alert.state.rawValue, actual: alert.actual, amount: alert.amount, currency: alert.currency,
                landing: alert.landing, owner: alert.owner, isMoney: alert.isMoney)
            said.counted = alert.counted
            return said
        }
        let silences = due.analysis.budgets.filter(\.isSilent).flatMap { budget in
            budget.thresholds.filter { $0 <= budget.reached ?? -1 }.map {
                AlertMemory(budget: budget.budget, period: budget.period, threshold: $0, isSaid: true)
            }
        }
        let isFinal = due.analysis.systems.allSatisfy { $0.completeDays == $0.days || $0.actual == nil }
        var refresh = MonthRefresh(
            month: publication.month, sequence: publication.sequence, today: publication.today,
            isFinal: isFinal && !due.analysis.systems.isEmpty, tables: tables, alerts: alerts,
            silences: silences + due.analysis.lifted,
            summary: ([(line ?? IndexMonth(report)).kept] + SystemGauge.all(due.analysis).map(\.kept)).joined(separator: "\n"))
        refresh.dayBudgets = due.analysis.dayBudgets
        refresh.landings = due.analysis.systems.filter { $0.completeDays < $0.days && $0.actual != nil }.compactMap { system in
            // As the error is computed: every component, but neither what stands beside nor what changed in closed months.
            let landings = due.analysis.components.filter {
                $0.system == system.system && $0.component != ReservedComponent.adjustment
                    && !ReservedComponent.apart.contains($0.component)
            }.map(\.landing)
            guard !landings.isEmpty, !landings.contains(nil) else { return nil }
            return MonthRefresh.SystemLanding(
                system: system.system, completeDays: system.completeDays,
                landing: Money(landings.compactMap(\.self).reduce(.zero, +), system.currency))
        }
        return refresh
    }

    /// A table as the history keeps it.
    private static func kept(_ table: Table) -> MonthRefresh.Rows {
        var columns: [String] = []
        for column in table.columns {
            columns.append(column.name)
            if column.isExact { columns += [column.name + "_micros", column.name + "_femtos"] }
        }
        let rows = table.rows.lazy.map { row in
            zip(table.columns, row).flatMap { column, cell in SQLValue.columns(cell, isExact: column.isExact) }
        }
        return MonthRefresh.Rows(table: table.name, columns: columns, rows: rows)
    }
}

extension SQLValue {
    /// A cell as the history keeps it: amounts as the nearest REAL and, where the column is exact, as two integers too (NULL
    /// beyond ±9.2e12, where they have no room).
    fileprivate static func columns(_ cell: Cell, isExact: Bool) -> [SQLValue] {
        switch cell {
        case .absent: isExact ? [.null, .null, .null] : [.null]
        case .text(let text): [.text(text)]
        case .integer(let number): [.integer(Int64(number))]
        case .amount(let amount, _):
            if !isExact {
                [.real(amount.real)]
            } else if let stored = amount.storedMicros {
                [.real(amount.real), .integer(stored.micros), .integer(stored.remainder)]
            } else {
                // A sum beyond what an integer holds: NULL rather than something else than the amount.
                [.real(amount.real), .null, .null]
            }
        case .quantity(let quantity): [.real(quantity.value.real)]
        case .percent(let percent): [.real(percent.real)]
        case .real(let real): [.real(real)]
        }
    }
}

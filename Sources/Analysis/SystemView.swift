import Billing

extension MonthAnalysis {
    /// What the analysis says of one system: every row of it, and none of another or of all.
    package func narrowed(to system: String) -> MonthAnalysis {
        var own = self
        own.systems.removeAll { $0.system != system }
        own.components.removeAll { $0.system != system }
        own.items.removeAll { $0.system != system }
        own.customers.removeAll { $0.system != system }
        own.costToServe = costToServe.of(system)
        own.customerHistory.removeAll { $0.system != system }
        own.systemHistory.removeAll { $0.system != system }
        own.unitHistory.removeAll { $0.system != system }
        own.yearToDate.removeAll { $0.system != system }
        own.landingAccuracy.removeAll { $0.system != system }
        own.allocations = allocations.of(system)
        own.notes.removeAll { $0.system != system }
        own.units.removeAll { $0.system != system }
        own.volumes.removeAll { $0.system != system }
        own.tiers.removeAll { $0.system != system }
        own.levers.removeAll { $0.system != system }
        own.targets.removeAll { $0.system != system }
        own.tokens.removeAll { $0.system != system }
        own.priced.removeAll { $0.system != system }
        own.figures.removeAll { $0.system != system }
        own.findings.removeAll { $0.system != system }
        own.plan.removeAll { $0.system != system }
        own.budgets.removeAll { $0.system != system }
        own.quarters.removeAll { $0.system != system }
        own.journal.removeAll { $0.system != system }
        own.adjustments.removeAll { $0.system != system }
        own.unusualDays.removeAll { $0.system != system }
        own.budgetGaps = []
        own.unmatchedBudgets = []
        own.invoices = []
        own.bridges = []
        own.unmapped = []
        return own
    }
}

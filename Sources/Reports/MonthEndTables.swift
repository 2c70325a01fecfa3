import Analysis
import Billing

/// `journal_month`: one row per row of the journal in the month, reversals included.
func journalTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<JournalMonth>("journal_month", month: analysis.month) { $0.money.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("component", "a line of the system's cost plan; NULL where the row names none") { $0.component }
    shape.text("customer", "who causes it alone; NULL for shared") { $0.customer }
    shape.text("environment", "NULL is production") { $0.environment }
    shape.text("currency", "of the amount") { $0.money.currency.code }
    shape.amount("amount", exact: true, "positive for a cost") { $0.money.amount }
    shape.text("kind", "accrual, reversal of the month before's accrual, reclass or cost") { $0.kind.rawValue }
    shape.text("note", "why") { $0.note }
    return shape.table(analysis.journal)
}

/// `adjustment_month`: one row per change of a closed month that is booked in this one.
func adjustmentTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<Adjustment>("adjustment_month", month: analysis.month) { $0.money.currency }
    shape.text("closed_month", "the month that was closed, YYYY-MM") { $0.closedMonth.description }
    shape.text("system", "whose cost; NULL for what no rule matches") { $0.system }
    shape.text("component", "a line of the system's cost plan, or a reserved name") { $0.component }
    shape.text("customer", "who causes it alone; NULL for shared") { $0.customer }
    shape.text("currency", "of the amount") { $0.money.currency.code }
    shape.amount("amount", exact: true, "how much the closed month's cost has risen since") { $0.money.amount }
    shape.text("cause", "what changed it") { $0.cause }
    shape.integer("sequence", "of the change") { $0.sequence }
    return shape.table(analysis.adjustments)
}

/// `invoice_month`: one row per invoice and currency of the month.
func invoiceTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<InvoiceMonth>("invoice_month", month: analysis.month) { $0.currency }
    shape.text("invoice", "InvoiceId") { $0.invoice }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.amount("invoiced", "what the received invoice asks for; NULL where none was received") { $0.invoiced }
    shape.amount("billed", "sum of BilledCost under its number; NULL where no bill has it") { $0.billed }
    shape.amount("difference", "billed less invoiced") { $0.difference }
    shape.integer("lines", "source records that were added up") { $0.lines }
    shape.text("state", "agrees, differs, not received or not billed") { $0.state.rawValue }
    return shape.table(analysis.invoices)
}

/// `unusual_day`: one row per day on which a component cost far from what it usually does; at most ten.
func unusualDayTable(_ analysis: MonthAnalysis) -> Table {
    let currency = analysis.currency
    var shape = TableShape<UnusualDay>("unusual_day", month: analysis.month) { _ in currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("component", "a line of the system's cost plan") { $0.component }
    shape.text("day", "the day, YYYY-MM-DD") { $0.day.description }
    shape.text("currency", "of the row's amounts") { _ in currency.code }
    shape.amount("actual", "what the day cost") { $0.actual }
    shape.amount("expected", "what its weekday lets expect") { $0.expected }
    shape.amount("excess", "actual less expected") { $0.excess }
    shape.amount("low", "where a usual day ends below") { $0.low }
    shape.amount("high", "where a usual day ends above") { $0.high }
    shape.text("service", "the service that differs most; NULL where the bill names none") { $0.service }
    shape.text("subaccount", "the account that differs most; NULL where the bill names none") { $0.subaccount }
    shape.amount("explained", "what these two cost more than they usually do") { $0.explained }
    return shape.table(analysis.unusualDays)
}

/// `landing_quarter`: one row per system, in the newest month of a quarter.
func quarterTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<QuarterLanding>("landing_quarter", month: analysis.month) { $0.currency }
    shape.text("quarter", "quarter of the fiscal year, YYYY-Qn") { $0.quarter }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.integer("months", unit: "months", "months of the quarter that the row counts") { $0.months }
    shape.amount("actual", exact: true, "cost over complete days of the months so far") { $0.actual }
    shape.amount("landing", "what the counted months are expected to come to") { $0.landing }
    shape.amount("landing_low", "low end of the landing's 80 % range") { $0.low }
    shape.amount("landing_high", "high end of the landing's 80 % range") { $0.high }
    shape.amount("plan", "plan of the counted months; NULL where one has none or where it is a range") { $0.plan }
    shape.amount("plan_low", "lower bound of a ranged plan") { $0.plan == nil ? $0.planLow : nil }
    shape.amount("plan_high", "upper bound of a ranged plan") { $0.plan == nil ? $0.planHigh : nil }
    shape.amount("variance", "landing less plan; of a range the distance to the nearer bound") { $0.variance }
    shape.text("rest", "what the months to come are taken from: plan, run rate or none") { $0.rest.rawValue }
    return shape.table(analysis.quarters)
}

/// `bridge_month`: one row per provider and currency, from billed to effective cost.
func bridgeTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<CostBridge>("bridge_month", month: analysis.month) { $0.currency }
    shape.text("provider", "ProviderName; NULL where the bills name none") { $0.provider }
    shape.text("currency", "of the row's amounts") { $0.currency.code }
    shape.amount("billed", exact: true, "sum of BilledCost") { $0.billed }
    shape.amount("purchases", "paid ahead for commitments, no cost of the month: negative") { $0.purchases }
    shape.amount("amortised", "commitments that the month's usage was covered by") { $0.amortised }
    shape.amount("unused", "commitments that nothing used") { $0.unused }
    shape.amount("other", "any other difference of the two costs") { $0.other }
    shape.amount("effective", exact: true, "sum of EffectiveCost: billed and the four steps") { $0.effective }
    return shape.table(analysis.bridges)
}

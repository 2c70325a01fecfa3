import Analysis
import Billing

/// `token_month`: one row per model and kind of token that a system used for a customer.
func tokenTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<TokenMonth>("token_month", month: analysis.month) { _ in analysis.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("component", "component that the tokens drive") { $0.component }
    shape.text("customer", "who used them") { $0.customer }
    shape.text("environment", "which used them") { $0.environment }
    shape.text("model", "language model") { $0.model }
    shape.text("metric", "kind of token") { $0.metric }
    shape.text("currency", "of the row's amounts") { _ in analysis.currency.code }
    shape.quantity("quantity", "used over complete days") { $0.quantity }
    shape.amount("unit_price", "list price of one token") { $0.unitPrice }
    shape.amount("priced_cost", "tokens at the list price of their day") { $0.pricedCost }
    return shape.table(analysis.tokens)
}

/// `priced_month`: one row per component with priced usage.
func pricedTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<PricedMonth>("priced_month", month: analysis.month) { _ in analysis.currency }
    shape.text("system", "what one planning document is about") { $0.system }
    shape.text("component", "component whose usage is priced") { $0.component }
    shape.text("currency", "of the row's amounts") { _ in analysis.currency.code }
    shape.amount("priced", "usage at list prices over complete days") { $0.priced }
    shape.amount("billed", "what was charged for it") { $0.billed }
    shape.amount("difference", "billed less priced") { $0.difference }
    shape.quantity("unpriced_quantity", unit: "tokens", "usage without a price") { $0.unpricedQuantity }
    return shape.table(analysis.priced)
}

/// `usage_price`: one row per model, metric and stretch of days with one price.
func usagePriceTable(_ analysis: MonthAnalysis) -> Table {
    var shape = TableShape<UsagePrice>("usage_price", month: analysis.month) { _ in analysis.currency }
    shape.text("model", "language model") { $0.model }
    shape.text("metric", "usage metric that is priced") { $0.metric }
    shape.text("starts", "first day of the price within the month") { $0.starts.description }
    shape.text("ends", "last day of the price within the month") { $0.ends.description }
    shape.text("currency", "of the price") { _ in analysis.currency.code }
    shape.amount("unit_price", "price of one") { $0.unitPrice }
    return shape.table(analysis.usagePrices)
}

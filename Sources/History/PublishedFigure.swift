package import Billing

/// A figure of a published table: what a component or a customer of a system cost in a month.
package struct PublishedFigure: Hashable, Sendable {
    /// What one planning document is about.
    package var system: String
    /// The component or the customer.
    package var name: String
    /// The reporting currency.
    package var currency: Currency
    /// Exactly; nil where it is not known.
    package var amount: Amount?
}

/// A row of the proof of a customer's cost.
package struct PublishedShare: Hashable, Sendable {
    /// The component whose cost it is a part of.
    package var component: String
    /// `direct` or `shared`.
    package var kind: String
    /// How it was split.
    package var method: String
    /// The customer's part of the whole, 0 to 1; nil where it is no part.
    package var share: Double?
    /// What it comes to, in the reporting currency.
    package var amount: Amount
}

extension History {
    /// What components cost in a month (`component_month.actual`), in order.
    package func componentFigures(of month: Month) throws(HistoryError) -> [PublishedFigure] {
        try figures("SELECT system, component, currency, actual_micros, actual_femtos FROM component_month", month)
    }

    /// What customers cost in a month (`customer_month.cost`), in order.
    package func customerFigures(of month: Month) throws(HistoryError) -> [PublishedFigure] {
        try figures("SELECT system, customer, currency, cost_micros, cost_femtos FROM customer_month", month)
    }

    private func figures(_ select: String, _ month: Month) throws(HistoryError) -> [PublishedFigure] {
        try connection.rows("\(select) WHERE month = ?1 ORDER BY 1, 2, 3", [.text(month.description)]) { row in
            PublishedFigure(
                system: row.text(0), name: row.text(1), currency: Currency(row.text(2)),
                amount: row.isNull(3) ? nil : Amount(micros: row.integer(3), remainder: row.integer(4)))
        }
    }

    /// What a customer's cost is made of, by component.
    package func shares(of customer: String, in system: String, _ month: Month) throws(HistoryError) -> [PublishedShare] {
        try connection.rows(
            """
            SELECT component, kind, method, share, amount_micros, amount_femtos FROM allocation_month
            WHERE month = ?1 AND system = ?2 AND customer = ?3 ORDER BY component, kind, method
            """, [.text(month.description), .text(system), .text(customer)]
        ) { row in
            PublishedShare(
                component: row.text(0), kind: row.text(1), method: row.text(2), share: row.isNull(3) ? nil : row.real(3),
                amount: Amount(micros: row.integer(4), remainder: row.integer(5)))
        }
    }
}

package import Billing

extension DeliveryWriter {
    /// What was added of the delivery's bills, by currency: records and their BilledCost at 1e-15. It is asked for where the delivery is
    /// not taken, before it is abandoned.
    package func stagedCosts() throws(HistoryError) -> [Currency: ControlTotal] { try charges.costs() }
}

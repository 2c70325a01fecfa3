import Billing

/// Sums by customer. Of many parts most are of the same customers in the same order: they are added place by place, and looked up once.
struct CustomerSums {
    private var known: [String: Amount] = [:]
    private var customers: [String] = []
    private var sums: [Amount] = []

    /// Adds what each of the customers bears.
    mutating func add(_ amounts: [Amount], of customers: [String]) {
        if customers != self.customers {
            known = byCustomer
            self.customers = customers
            sums = Array(repeating: .zero, count: customers.count)
        }
        for at in amounts.indices { sums[at] += amounts[at] }
    }

    /// What each customer bears in all.
    var byCustomer: [String: Amount] {
        var all = known
        for (customer, sum) in zip(customers, sums) { all[customer, default: .zero] += sum }
        return all
    }
}

package import Billing

/// What the journal books in a month now and did not book when the month was closed, by place and currency, in order; without what
/// comes to nothing. The component of what was booked before under another journal is taken back where it was.
package func journalChange(from before: [JournalEntry], to now: [JournalEntry], in month: Month) -> [(Assignment, Money)] {
    struct Place: Hashable {
        var system: String, component: String?, customer: String?
        var currency: Currency
        var order: [String] { [system, component ?? "", customer ?? "", currency.code] }
    }
    var sums: [Place: Amount] = [:]
    for (journal, sign) in [(now, false), (before, true)] {
        var facts = MonthFacts(month: month, today: month.first)
        facts.journal = journal
        for row in journalRows(facts) {
            let place = Place(system: row.system, component: row.component, customer: row.customer, currency: row.money.currency)
            sums[place, default: .zero] += sign ? -row.money.amount : row.money.amount
        }
    }
    return sums.filter { !$0.value.isZero }.sorted { $0.key.order.lexicographicallyPrecedes($1.key.order) }.map { place, sum in
        (
            Assignment(system: place.system, component: place.component, customer: place.customer, environment: nil),
            Money(sum, place.currency)
        )
    }
}

import Billing

/// What each customer of a system pays for the complete days, in the reporting currency; nil for a revenue without a rate.
///
/// The month's rows of the revenue sheet replace what the customer's contracts say; `contracts` are those of the system that
/// are in force on some day of the month.
func revenue(
    of system: String, _ facts: MonthFacts, contracts: [Contract], complete: Period, _ conversion: inout Conversion
) -> [String: Amount?] {
    let month = facts.month
    var result: [String: Amount?] = [:]
    for entry in facts.revenue where entry.month == month && entry.system == system {
        let converted = conversion.convert(entry.money)
        let whole = result[entry.customer] ?? .zero
        result.updateValue(whole.flatMap { whole in converted.map { whole + $0 } }, forKey: entry.customer)
    }
    for (customer, whole) in result {
        result.updateValue(
            whole.map { complete.days == month.days ? $0 : $0.scaled(by: Int128(complete.days), over: Int128(month.days)) },
            forKey: customer)
    }
    let stated = Set(result.keys)
    for contract in contracts where !stated.contains(contract.customer) {
        let own = revenue(of: contract, in: month, complete: complete)
        let converted = conversion.convert(Money(own, contract.annualContractValue.currency))
        let others = result[contract.customer] ?? .zero
        result.updateValue(others.flatMap { others in converted.map { others + $0 } }, forKey: contract.customer)
    }
    return result
}

/// What a contract brings on the complete days of a month, in its own currency: a twelfth of the year for a full month, a
/// partial month by active days.
///
/// The twelfths are differences of the rounded running total of a contract year, so that any twelve months in a row add up to
/// the value of the year exactly.
func revenue(of contract: Contract, in month: Month, complete: Period) -> Amount {
    let value = contract.annualContractValue.amount
    let index = contract.start.month.distance(to: month) % 12
    let before = value.scaled(by: Int128(index), over: 12)
    let full = value.scaled(by: Int128(index + 1), over: 12) - before
    let active = contract.active(in: complete)
    // Of a running total over the days too, so that the two halves of a month are the month.
    func through(_ day: Day) -> Amount {
        full.scaled(by: Int128(month.first.distance(to: day)), over: Int128(month.days))
    }
    return active.days > 0 ? through(active.end) - through(active.start) : .zero
}

import Billing

/// Usage added up by day, metric and labels, in the order of its first sight.
struct UsageSums {
    private(set) var days: [UsageDay] = []
    private var numbers: [UsageDay: Int] = [:]

    /// Adds a quantity.
    mutating func add(_ usage: UsageDay) {
        var key = usage
        key.quantity = .zero
        if let number = numbers[key] {
            let sum = days[number].quantity.value.femtos.addingReportingOverflow(usage.quantity.value.femtos)
            if !sum.overflow {
                days[number].quantity = Quantity(Amount(femtos: sum.partialValue))
                return
            }
            // Whoever stores it says that the sum is too large.
        }
        numbers[key] = days.count
        days.append(usage)
    }

    /// Adds quantities.
    mutating func add(_ usage: [UsageDay]) { for day in usage { add(day) } }
}

extension Quantity {
    /// The average of numbers, rounded half to even once; the sum may be beyond what an amount has room for. Nil for none.
    static func average(of amounts: [Amount]) -> Quantity? {
        guard !amounts.isEmpty else { return nil }
        let count = Int128(amounts.count)
        var wholes: Int128 = 0
        var rests: Int128 = 0
        for amount in amounts {
            wholes += amount.femtos / count
            rests += amount.femtos % count
        }
        return Quantity(Amount(femtos: wholes + multiplyDivide(rests, 1, count)))
    }
}

import Billing

extension Night {
    /// Says what this run has booked because closed months changed, a line for each month and cause.
    func sayAdjustments() {
        struct Subject: Hashable {
            var closed: Month, booked: Month
            var cause: String
            var currency: Currency
        }
        var sums: [Subject: Amount] = [:]
        var order: [Subject] = []
        for adjustment in adjustments {
            let subject = Subject(
                closed: adjustment.closedMonth, booked: adjustment.bookedMonth, cause: adjustment.cause,
                currency: adjustment.money.currency)
            if sums[subject] == nil { order.append(subject) }
            sums[subject, default: .zero] += adjustment.money.amount
        }
        for subject in order {
            let sum = (sums[subject] ?? .zero).text(decimals: 2)
            console.say(
                Console.printable(
                    "\(subject.closed) is closed and has changed by \(sum) \(subject.currency), \(subject.cause): booked in \(subject.booked)"
                ))
        }
    }
}

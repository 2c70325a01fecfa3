import Analysis
import Billing
import Reports

/// A month's line of the index as text, to be kept in the history: its values between tabs, nothing for unknown.
extension IndexMonth {
    var kept: String {
        let amounts = [plan, actual, variance, variancePercent, revenue, grossMarginPercent, unmapped]
        return ([status, currency?.code ?? "", effect?.rawValue ?? ""] + amounts.map { $0.map { String($0.femtos) } ?? "" })
            .joined(separator: "\t")
    }

    init?(kept text: String, of month: Month) {
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 10 else { return nil }
        func amount(_ index: Int) -> Amount? { Int128(parts[index]).map { Amount(femtos: $0) } }
        self.init(
            month: month, status: parts[0], currency: parts[1].isEmpty ? nil : Currency(parts[1]), plan: amount(3),
            actual: amount(4),
            variance: amount(5), variancePercent: amount(6), effect: Effect(rawValue: parts[2]), revenue: amount(7),
            grossMarginPercent: amount(8), unmapped: amount(9))
    }
}

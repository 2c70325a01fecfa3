import Analysis
import Billing
import Reports

/// A month's line of the index as text, to be kept in the history: its values between tabs, nothing for unknown.
extension IndexMonth {
    var kept: String {
        let amounts = [
            plan, actual, variance, variancePercent, revenue, grossMarginPercent, unmapped, costPerCustomer, landing,
            landingErrorPercent,
        ]
        let texts = [status, currency?.code ?? "", effect?.rawValue ?? ""] + amounts.map { $0.map { String($0.femtos) } ?? "" }
        let range = [planLow, planHigh].map { $0.map { String($0.femtos) } ?? "" }
        return (texts + [alerts.map(String.init) ?? ""] + range).joined(separator: "\t")
    }

    /// A line as this version or an earlier one kept it, which had only the first ten values.
    init?(kept text: String, of month: Month) {
        let parts = keptParts(text.utf8.prefix { $0 != UInt8(ascii: "\n") })
        guard parts.count >= 10 else { return nil }
        func amount(_ index: Int) -> Amount? {
            parts.indices.contains(index) ? Int128(parts[index]).map { Amount(femtos: $0) } : nil
        }
        self.init(
            month: month, status: parts[0], currency: parts[1].isEmpty ? nil : Currency(parts[1]), plan: amount(3),
            actual: amount(4),
            variance: amount(5), variancePercent: amount(6), effect: Effect(rawValue: parts[2]), revenue: amount(7),
            grossMarginPercent: amount(8), unmapped: amount(9))
        costPerCustomer = amount(10)
        landing = amount(11)
        landingErrorPercent = amount(12)
        alerts = parts.count > 13 ? Int(parts[13]) : nil
        (planLow, planHigh) = (amount(14), amount(15))
    }
}

/// A system's cost for monitoring, kept on a line of its own below the month's.
extension SystemGauge {
    var kept: String {
        // A name that came with usage may hold anything, and a line must stay one.
        ([Console.printable(system), currency.code] + [plan, actual, landing].map { $0.map { String($0.femtos) } ?? "" })
            .joined(separator: "\t")
    }

    /// The systems below a month's line; none where the program that kept it knew none.
    static func all(kept text: String) -> [SystemGauge] {
        lines(text).map { line in
            let parts = keptParts(line)
            func amount(_ index: Int) -> Amount? { Int128(parts[index]).map { Amount(femtos: $0) } }
            return SystemGauge(
                system: parts[0], currency: Currency(parts[1]), plan: amount(2), actual: amount(3), landing: amount(4))
        }
    }

    /// The names of these systems alone: each night asks for those of all months.
    static func systems(kept text: String) -> [String] {
        lines(text).map { line in String(Substring(line.prefix { $0 != UInt8(ascii: "\t") })) }
    }

    /// The lines of systems, each of five values.
    private static func lines(_ text: String) -> [Substring.UTF8View] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropFirst().filter { line in
            line.count { $0 == UInt8(ascii: "\t") } == 4
        }
    }
}

private func keptParts(_ line: Substring.UTF8View) -> [String] {
    line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { String(Substring($0)) }
}

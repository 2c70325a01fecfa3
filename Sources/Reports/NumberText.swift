import Analysis
package import Billing

/// Numbers as people read them: thousands commas, a true minus sign, no currency (a table names it once).
package enum NumberText {
    /// What stands for something unknown.
    static let absent = "–"

    /// `1,234.56`, `−12.00`.
    static func amount(_ amount: Amount, decimals: Int = 2) -> String {
        grouped(amount.text(decimals: decimals))
    }

    /// `+34.00`, `−5.00`, `0.00`.
    static func signed(_ amount: Amount, decimals: Int = 2) -> String {
        let rounded = amount.rounded(to: decimals)
        return (rounded > .zero ? "+" : "") + grouped(rounded.text(decimals: decimals))
    }

    /// A plan's amount or its range: `200.00–300.00`; nil without one.
    static func plan(_ plan: Amount?, _ low: Amount?, _ high: Amount?) -> String? {
        if let plan { return amount(plan) }
        guard let low, let high else { return nil }
        return amount(low) + "–" + amount(high)
    }

    /// `96.29 %`.
    static func percent(_ percent: Amount, decimals: Int = 2) -> String { amount(percent, decimals: decimals) + "\u{A0}%" }

    /// `+7.9 %`.
    static func signedPercent(_ percent: Amount) -> String { signed(percent, decimals: 1) + "\u{A0}%" }

    /// All digits there are: `5,179`, `0.0000247`.
    package static func figure(_ figure: Amount) -> String { grouped(figure.description) }

    /// Up to three decimals, only as many as there are: `1,250`, `0.125`.
    static func quantity(_ quantity: Quantity) -> String { grouped(quantity.value.rounded(to: 3).description) }

    /// What one unit costs: two decimals, or as many as four significant digits need: `0.12`, `0.0000247`.
    static func unitPrice(_ price: Amount) -> String {
        guard price.magnitude < Amount(1), !price.isZero else { return amount(price) }
        var decimals = 2
        var step = Amount.unit / 10
        while price.femtos.magnitude < step.magnitude, step > 1 {
            decimals += 1
            step /= 10
        }
        let text = price.rounded(to: min(decimals + 2, 15)).description
        let shown = text.split(separator: ".").last.map { $0.utf8.count } ?? 0
        return shown < 2 ? amount(price) : grouped(text)
    }

    /// What some records cost by currency: `EUR 3.00 and USD 12.34`; empty where none of it can be read.
    package static func cost(of records: [UncountedCost]) -> String {
        records.costs.map { "\($0.currency.code) \(amount($0.amount))" }.joined(separator: " and ")
    }

    /// `1,234`.
    package static func integer(_ number: Int) -> String { grouped(String(number)) }

    /// `1 file`, `3 files`.
    package static func counted(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
        integer(number) + " " + (number == 1 ? singular : plural ?? singular + "s")
    }

    private static func grouped(_ text: String) -> String {
        var digits = text.utf8[...]
        var shown: [UInt8] = []
        if digits.first == UInt8(ascii: "-") {
            digits.removeFirst()
            shown += "\u{2212}".utf8
        }
        var left = digits.prefix { $0 != UInt8(ascii: ".") }.count
        let rest = digits.dropFirst(left)
        for digit in digits.prefix(left) {
            shown.append(digit)
            left -= 1
            if left > 0, left % 3 == 0 { shown.append(UInt8(ascii: ",")) }
        }
        return String(decoding: shown + rest, as: UTF8.self)
    }
}

extension Month {
    /// `October 2026`.
    var title: String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
            "December",
        ]
        return names[month - 1] + " " + String(year)
    }

    /// `Oct 2026`, which stays on one line.
    var shortTitle: String { title.prefix(3) + "\u{A0}" + String(year) }
}

extension Effect {
    /// The style class that colours a variance.
    var styleClass: String? {
        switch self {
        case .favourable: "fav"
        case .adverse: "adv"
        case .onPlan: nil
        }
    }
}

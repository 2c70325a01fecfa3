import Billing

/// The words about an alert, which mail and webhooks share; nothing in them can change what a document says.
extension Notice {
    /// The share of the limit that is used or expected, in hundredths of a percent; 0 where there is no limit.
    var share: Int128 { amount.femtos == 0 ? 0 : actual.scaled(by: 10_000, over: amount.femtos).femtos }

    /// The share in whole percent, rounded down, so that 100 % is not said before it is reached.
    var percent: Int128 { share >= 0 ? share / 100 : -((-share + 99) / 100) }

    /// One line: `energy-platform: 81 % of October budget (USD 3,240 of 4,000)`.
    var headline: String {
        let level =
            switch (state, basis) {
            case (.test, _): "this is a test, no budget is concerned"
            case (.raised, .actual): "\(percent) %"
            case (.raised, .forecast): "heading for \(percent) %"
            case (.corrected, .actual): "back to \(percent) %"
            case (.corrected, .forecast): "now heading for \(percent) %"
            }
        if state == .test { return "outlay: \(level)" }
        if let source { return cleaned(source.description, limit: 200) }
        return "\(cleaned(budget, limit: 80)): \(level) of \(periodName) budget (\(shortAmounts))"
    }

    /// What is known beside the headline: what it is, and its text. A report's address is the last.
    var details: [(name: String, text: String)] {
        guard state != .test else { return [] }
        if let source { return details(of: source) }
        var details = [
            (basis == .forecast ? "forecast" : "used", "\(text(actual)) of \(text(amount)) (\(shareText) %)"),
            ("threshold", "\(threshold) %" + (state == .corrected ? ", no longer reached" : "")),
            ("days gone", "\(daysGone) of \(days)"),
        ]
        if let pace { details.append(("pace", "\(text(pace)) a day")) }
        if let landing { details.append(("landing", text(landing))) }
        if let owner { details.append(("owner", cleaned(owner, limit: 100))) }
        details.append(("raised", "\(day), alert \(alert)"))
        if let report { details.append(("report", cleaned(report, limit: 1000))) }
        return details
    }

    /// What is known of a source beside the headline.
    private func details(of source: SourceAlert) -> [(name: String, text: String)] {
        func days(_ count: Int) -> String { "\(grouped("\(count)")) \(count == 1 ? "day" : "days")" }
        return [
            ("last day", "\(source.newestDay), \(days(source.newestDay.distance(to: day))) ago"),
            ("expected", "a new one within \(days(source.expectedDays))"),
            ("look at", cleaned("exports/\(source.source)", limit: 200)),
            ("raised", "\(day), alert \(alert)"),
        ]
    }

    /// The report's address where it is one that can be followed.
    var link: String? { report.flatMap { Webhook.isURL($0) && $0.utf8.count <= 1000 ? $0 : nil } }

    /// `USD 3,240.11`, `1,250 tokens`.
    private func text(_ value: Amount) -> String {
        switch unit {
        case .money(let currency): "\(cleaned(currency.code, limit: 40)) \(grouped(value.text(decimals: 2)))"
        case .usage(let unit): "\(grouped(value.rounded(to: 3).description)) \(cleaned(unit, limit: 40))"
        }
    }

    /// `USD 3,240 of 4,000`, `3,240 of 4,000 tokens`.
    private var shortAmounts: String {
        func short(_ value: Amount) -> String {
            let isWhole = value.magnitude >= Amount(100) || value.rounded(to: 0) == value
            return grouped(isWhole ? value.text(decimals: 0) : value.text(decimals: 2))
        }
        return switch unit {
        case .money(let currency): "\(cleaned(currency.code, limit: 40)) \(short(actual)) of \(short(amount))"
        case .usage(let unit): "\(short(actual)) of \(short(amount)) \(cleaned(unit, limit: 40))"
        }
    }

    private var shareText: String {
        let (whole, rest) = share.magnitude.quotientAndRemainder(dividingBy: 100)
        return (share < 0 ? "-" : "") + grouped("\(whole)") + "." + (rest < 10 ? "0" : "") + "\(rest)"
    }

    /// `October`, `2026-10-05`, `Q4 2026`, `2026`.
    private var periodName: String {
        if let month = Month(period) { return monthNames[month.month - 1] }
        if let mark = period.firstIndex(of: "-"), period[mark...].hasPrefix("-Q") {
            return cleaned("\(period[mark...].dropFirst()) \(period[..<mark])")
        }
        return cleaned(period)
    }
}

extension DueDelivery {
    /// What it says in one line: the most important, and how many more there are.
    var headline: String {
        (notices.first?.headline ?? "") + (notices.count > 1 ? " + \(grouped("\(notices.count - 1)")) more" : "")
    }
}

private let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
]

/// Digits with thousands commas: `-1,234.56`.
func grouped(_ digits: String) -> String {
    let sign = digits.prefix { $0 == "-" }
    let whole = digits.dropFirst(sign.count).prefix { $0 != "." }
    var text = String(sign)
    for (index, digit) in whole.enumerated() {
        if index > 0, (whole.count - index) % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return text + digits.dropFirst(sign.count + whole.count)
}

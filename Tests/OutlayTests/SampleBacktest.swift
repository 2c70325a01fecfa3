import Analysis
import Billing
import Testing

/// How near landings came to what each month of the sample turned out to be, beside the two simple ways to say it: the mean absolute
/// error of all systems in percent of the actual.
struct SampleBacktest {
    /// After so many complete days.
    let day: Int
    private(set) var landing = 0.0, runRate = 0.0, pacing = 0.0
    /// How often, in percent, the actual lay within the range.
    private(set) var covered = 0.0

    /// Of the months that are complete and have one before them; `night` is one that has published the whole sample.
    init(_ night: SampleNight, day: Int) throws {
        self.day = day
        let bills = try Bills(night)
        var count = 0.0
        for month in [9, 10].map({ Month(year: 2026, month: $0) }) {
            let whole = analyse(bills.facts(of: month, day: month.days))
            for (system, outcome) in monthOutcomes(bills.facts(of: month, day: day)) {
                let actual = try #require(whole.systems.first { $0.system == system }?.actual).real
                let plan = try #require(bills.plans["\(month),\(system)"])
                let sum = outcome.actual.real
                let days = Double(month.days)
                landing += (outcome.landing.real - actual).magnitude / actual * 100
                runRate += (sum / Double(day) * days - actual).magnitude / actual * 100
                pacing += (sum + plan * (days - Double(day)) / days - actual).magnitude / actual * 100
                if outcome.low.real <= actual, actual <= outcome.high.real { covered += 100 }
                count += 1
            }
        }
        try #require(count == 10)
        (landing, runRate, pacing, covered) = (landing / count, runRate / count, pacing / count, covered / count)
    }

    /// For people.
    var text: String {
        func number(_ value: Double) -> String { String((value * 100).rounded() / 100) }
        return "sample, day \(day): landing \(number(landing)), run rate \(number(runRate)), pacing \(number(pacing)) % off; "
            + "in range \(number(covered)) %"
    }
}

/// The charges of the sample as its published view has them, and its plans by month and system.
private struct Bills {
    private(set) var charges: [Month: [MonthCharge]] = [:]
    private(set) var plans: [String: Double] = [:]

    init(_ night: SampleNight) throws {
        let sql = """
            SELECT substr(BillingPeriodStart, 1, 7), x_System, x_Component, coalesce(x_Environment, ''), ChargeCategory,
                coalesce(ChargeClass, ''), ChargePeriodStart, ChargePeriodEnd, sum(x_EffectiveCostMicros), sum(x_EffectiveCostFemtos)
            FROM focus WHERE x_System IS NOT NULL AND BillingPeriodStart < '2026-11-01' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
            """
        for line in try night.ask(sql).split(separator: "\r\n").dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let month = try #require(Month(cells[0]))
            let category = try #require(ChargeCategory(rawValue: cells[4]))
            let period = Period(start: try #require(Day(cells[6])), end: try #require(Day(cells[7])))
            let cost = Amount(micros: try #require(Int64(cells[8])), remainder: try #require(Int64(cells[9])))
            let place = Assignment(
                system: cells[1], component: cells[2], customer: nil, environment: cells[3].isEmpty ? nil : cells[3])
            charges[month, default: []].append(
                MonthCharge(
                    source: "", assignment: place, category: category, isCorrection: cells[5] == "Correction",
                    currency: Currency("USD"), period: period, cost: cost, billed: cost))
        }
        // Of a range its middle.
        let planned = "SELECT month, system, sum(coalesce(plan, (plan_low + plan_high) / 2)) FROM component_month GROUP BY 1, 2"
        for line in try night.ask(planned).split(separator: "\r\n").dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            plans["\(cells[0]),\(cells[1])"] = Double(cells[2])
        }
    }

    /// What was known once the first days of a month were complete: its charges that begin on one of them, and those of earlier months.
    func facts(of month: Month, day: Int) -> MonthFacts {
        let end = month.first.advanced(by: day)
        var facts = MonthFacts(month: month, today: end.advanced(by: 2))
        facts.charges = (charges[month] ?? []).filter { $0.period.start < end }
        facts.earlierCharges = [1, 2].map { charges[month.advanced(by: -$0)] ?? [] }
        facts.progress = Set(facts.charges.map(\.assignment.system)).map {
            SourceProgress(source: "", system: $0, completeThrough: end.advanced(by: -1))
        }
        return facts
    }
}

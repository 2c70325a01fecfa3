import Billing
import Formats

extension CSVReader {
    /// The current record's days. Columns that are missing or empty give the day of `from`, and its month for the bill.
    func figures(
        from: Int?, to: Int?, billed: Int? = nil, until: Int? = nil, names: [String]
    ) throws(FieldRefusal) -> ChargeFigures {
        func name(_ column: Int?) -> String { column.map { names[$0] } ?? "" }
        let start = try moment(from, name(from))
        var charge = Period(start: start.day, end: start.day.advanced(by: 1))
        if value(to) != nil {
            let end = try moment(to, name(to))
            guard (end.day, end.second) >= (start.day, start.second) else {
                throw FieldRefusal(
                    column: to ?? 0, reason: "\(name(to)) is before \(name(from)), expected the moment after the last", hint: "")
            }
            charge.end = max(charge.end, end.dayRoundedUp)
        }
        var billing = start.day.month.period
        if value(billed) != nil {
            let first = try moment(billed, name(billed)).day
            billing = Period(start: first, end: first.month.end)
        }
        if value(until) != nil {
            billing.end = try moment(until, name(until)).dayRoundedUp
            guard billing.end > billing.start else {
                throw FieldRefusal(
                    column: until ?? 0,
                    reason: "\(name(until)) is not after the bill's first day, expected the day after the last",
                    hint: "")
            }
        }
        return ChargeFigures(charge: charge, billing: billing)
    }
}

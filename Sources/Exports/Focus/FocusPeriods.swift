import Billing
import Formats

/// The days of a record: ISO 8601 moments of the file to whole days.
extension FocusHeader {
    private func timestamp(
        _ name: StaticString, _ column: Int, _ bytes: Span<UInt8>, _ fields: borrowing CSVFields
    ) -> Result<Timestamp, FieldRefusal> {
        let text = bytes.extracting(fields.range(column))
        if let moment = Timestamp(text) { return .success(moment) }
        return .failure(
            FieldRefusal(
                column: column, reason: "\(name) \(shown(text)) is not a date, expected 2026-08-01 or 2026-08-01T00:00:00Z",
                hint: "dates are ISO 8601, in UTC"
                    + (shown(text).contains("/") ? ": of 4/1/25 nobody can tell the day from the month" : "")))
    }

    /// The charge period and the billing period, in whole days.
    func periods(_ bytes: Span<UInt8>, _ fields: borrowing CSVFields) -> Result<(Period, Period), FieldRefusal> {
        let start: Timestamp
        switch timestamp("ChargePeriodStart", chargePeriodStart, bytes, fields) {
        case .success(let moment): start = moment
        case .failure(let refusal): return .failure(refusal)
        }
        var end = start.day.advanced(by: 1)
        if let column = chargePeriodEnd {
            switch timestamp("ChargePeriodEnd", column, bytes, fields) {
            case .success(let moment):
                if (moment.day, moment.second) < (start.day, start.second) {
                    return .failure(
                        FieldRefusal(
                            column: column,
                            reason: "ChargePeriodEnd is before ChargePeriodStart, expected the moment after the last", hint: ""))
                }
                end = max(end, moment.dayRoundedUp)
            case .failure(let refusal): return .failure(refusal)
            }
        }
        var billing = start.day.month.period
        if let column = billingPeriodStart {
            switch timestamp("BillingPeriodStart", column, bytes, fields) {
            case .success(let moment): billing = Period(start: moment.day, end: moment.day.month.end)
            case .failure(let refusal): return .failure(refusal)
            }
        }
        if let column = billingPeriodEnd {
            switch timestamp("BillingPeriodEnd", column, bytes, fields) {
            case .success(let moment):
                guard moment.dayRoundedUp > billing.start else {
                    return .failure(
                        FieldRefusal(
                            column: column,
                            reason: "BillingPeriodEnd is not after BillingPeriodStart, expected the day after the last", hint: "")
                    )
                }
                billing.end = moment.dayRoundedUp
            case .failure(let refusal): return .failure(refusal)
            }
        }
        return .success((Period(start: start.day, end: end), billing))
    }
}

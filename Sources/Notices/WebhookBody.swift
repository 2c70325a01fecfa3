import Billing

/// The body of a generic webhook's request, a JSON object:
///
/// - `schema`: `outlay.alerts/1`
/// - `id`: the same whenever the same alerts are sent again; also the header `Idempotency-Key`
/// - `channel`: the channel's name in the settings
/// - `text`: what has happened, in one line for people
/// - `alerts`: objects with `id`, `raised_in_run`, `budget`, `owner` (null without one), `period`, `basis` (`actual` `forecast`),
///   `threshold_percent`, `actual`, `amount` (all digits), `unit` (a currency's code, or what usage is counted in), `is_money`,
///   `state` (`raised` `corrected` `test`), `raised_at`, `days_gone`, `days`, `pace`, `landing`, `report` (null where not known),
///   `source` (the source that is late, or with `corrected` no longer is; null for a budget), `text`. Of a source `actual` and `amount`
///   are the days since its last one and those within which a new one was expected, `days_gone` and `days` 0.
///
/// It says nothing of when it is sent, so that a repeat has the same bytes.
func webhookBody(_ delivery: DueDelivery) -> [UInt8] {
    var body = "{\"schema\":\"outlay.alerts/1\",\"id\":\"\(delivery.id)\",\"channel\":\(json(delivery.channel.id))"
    body += ",\"text\":\(json(delivery.headline)),\"alerts\":["
    for (index, notice) in delivery.notices.enumerated() {
        let (unit, isMoney) =
            switch notice.unit {
            case .money(let currency): (currency.code, true)
            case .usage(let unit): (unit, false)
            }
        body += index == 0 ? "\n" : ",\n"
        body += "{\"id\":\(notice.alert),\"raised_in_run\":\(notice.run),\"budget\":\(json(notice.budget))"
        body += ",\"owner\":\(notice.owner.map { json($0) } ?? "null"),\"period\":\(json(notice.period))"
        body += ",\"basis\":\(json(notice.basis.rawValue)),\"threshold_percent\":\(notice.threshold)"
        body += ",\"actual\":\(notice.actual),\"amount\":\(notice.amount),\"unit\":\(json(unit)),\"is_money\":\(isMoney)"
        body += ",\"state\":\(json(notice.state.rawValue)),\"raised_at\":\(json(notice.day.description))"
        body += ",\"days_gone\":\(notice.daysGone),\"days\":\(notice.days)"
        body += ",\"pace\":\(notice.pace?.description ?? "null"),\"landing\":\(notice.landing?.description ?? "null")"
        body += ",\"source\":\(notice.source.map { json($0.source) } ?? "null")"
        body += ",\"report\":\(notice.report.map { json($0) } ?? "null"),\"text\":\(json(notice.headline))}"
    }
    return Array((body + "\n]}\n").utf8)
}

/// A JSON string (RFC 8259) of a text that is cleaned, so that only quotes and backslashes are left to escape.
func json(_ text: String) -> String {
    var output = "\""
    for scalar in cleaned(text, limit: 4000).unicodeScalars {
        if scalar == "\"" || scalar == "\\" { output += "\\" }
        output.unicodeScalars.append(scalar)
    }
    return output + "\""
}

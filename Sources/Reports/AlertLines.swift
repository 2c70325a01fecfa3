import Billing

/// `alerts.jsonl`: one JSON object a line per alert, in the order given; numbers with all their digits.
package func alertLines(_ alerts: [ReportAlert]) -> [UInt8] {
    var output = ""
    for alert in alerts {
        output += "{\"id\":\(alert.id),\"raised_in_run\":\(alert.raisedInRun),\"budget\":\(json(alert.budget))"
        output += ",\"period\":\(json(alert.period)),\"basis\":\(json(alert.basis))"
        output += ",\"threshold_percent\":\(alert.threshold),\"actual\":\(alert.actual),\"amount\":\(alert.amount)"
        output += ",\"state\":\(json(alert.state)),\"raised_at\":\(json(alert.raisedAt.description))"
        output += ",\"unit\":\(json(alert.currency.code)),\"days_gone\":\(alert.progress.map { "\($0.daysGone)" } ?? "null")"
        output += ",\"days\":\(alert.progress.map { "\($0.days)" } ?? "null"),\"pace\":\(alert.pace?.description ?? "null")"
        output += ",\"landing\":\(alert.landing?.description ?? "null")"
        output += ",\"source\":\(alert.source.map { json($0.source) } ?? "null")}\n"
    }
    return Array(output.utf8)
}

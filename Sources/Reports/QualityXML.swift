import Analysis
import Billing

/// What the data are worth: sources, what was not taken, what is not mapped or converted, and remarks.
func qualityXML(_ report: Report) -> Markup {
    let context = report.context
    let analysis = report.analysis
    let sources = context.sources.map { source in
        element(
            "source",
            [
                "name": source.name, "deliveries": String(source.deliveries), "rows": String(source.rows),
                "refused": String(source.refused), "lastDay": source.lastDay?.description,
                "completeThrough": source.completeThrough?.description,
            ])
    }
    let refusals = context.refusals.map { refusal in
        element(
            "refusal",
            [
                "file": refusal.origin.file, "line": refusal.origin.line > 0 ? String(refusal.origin.line) : nil,
                "column": refusal.origin.column > 0 ? String(refusal.origin.column) : nil,
            ], [.text(refusal.reason)])
    }
    let held = context.held.map { element("held", ["file": $0.path], [.text($0.reason)]) }
    let uncounted = context.uncounted.map { row in
        element(
            "uncounted", ["file": row.file, "kind": row.kind.rawValue, "records": String(row.records)],
            row.cost.map { [MoneyXML($0.currency).element("cost", $0.amount)] } ?? [])
    }
    let unmapped = analysis.unmapped.map { service in
        element(
            "unmapped", ["source": service.source, "service": service.serviceName],
            [MoneyXML(service.currency).element("cost", service.cost)])
    }
    let missing = analysis.missingRates.map { rate in
        element("missingRate", [:], [MoneyXML(rate.currency).element("cost", rate.cost)])
    }
    let used = analysis.usedRates.map { rate in
        element("usedRate", ["month": rate.month.description, "currency": rate.currency.code], [.text(decimalXML(rate.rate))])
    }
    let own = analysis.notes.map { note in "\(note.system): " + note.text { $0 } }
    let notes = (context.notes + report.whatIf + own).map { element("note", [:], [.text($0)]) }
    return element(
        "dataQuality", ["replacedCharacters": String(report.replacedCharacters)],
        sources + refusals + held + uncounted + unmapped + missing + used + notes)
}

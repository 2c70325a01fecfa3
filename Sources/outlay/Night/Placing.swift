import Billing
import Formats
import History
import Reports

/// Puts reports into an output folder: the months first, then what stands beside them.
struct Placing {
    let output: String
    /// Where the history is that the reports were made from.
    let history: String

    /// Writes the months' folders, and the newest month's page as `latest.html` where it is among them.
    func place(_ reports: [Report], newest: Month?) throws(CommandFailure) {
        for report in reports {
            let files = try files(of: report)
            try put { publisher throws(PublishFailure) in
                if report.context.formats.contains(.xml) { try publisher.publish(file: "report.xsd", Report.schema) }
                try publisher.publish(report.context.month, files)
                if report.context.month == newest, report.context.formats.contains(.html) {
                    try publisher.publish(file: "latest.html", report.latest())
                }
            }
        }
    }

    private func files(of report: Report) throws(CommandFailure) -> [ReportFile] {
        // Where the report goes there is a place that can be written to; the system's folder for such files may be none.
        var scratch = ""
        try put { publisher throws(PublishFailure) in scratch = try publisher.makeScratch() }
        let made: Result<[ReportFile], ReportFailure>
        do throws(ReportFailure) {
            made = .success(try report.files(scratch: scratch))
        } catch {
            made = .failure(error)
        }
        try put { publisher throws(PublishFailure) in try publisher.removeScratch() }
        do throws(ReportFailure) {
            return try made.get()
        } catch {
            let message = "the report of \(report.context.month): \(error)"
            // A workbook fails where there is no room for it; whatever else fails is damage, or our mistake.
            if case .workbook = error { throw CommandFailure(status: .output, message: message, hint: Placing.hint) }
            if case .library(_, let package) = error {
                throw CommandFailure(status: .output, message: message, hint: "apt-get install \(package), then the same again")
            }
            guard let damage else { throw CommandFailure(status: .software, message: message) }
            throw CommandFailure(
                status: .history, message: "\(message) The history is damaged: \(damage)",
                hint: "outlay verify names all that is damaged; restore a backup")
        }
    }

    /// What is wrong with the history, the first of it.
    private var damage: String? {
        do throws(HistoryError) {
            return try Verification.findings(path: history) { xxh3($0) }.first.map { "\($0.subject): \($0.message)" }
        } catch {
            return error.message
        }
    }

    private static let hint = "what was published before is intact"

    /// Writes the list of alerts and the feed.
    func place(_ feed: AlertsFeed) throws(CommandFailure) {
        try put { publisher throws(PublishFailure) in
            try publisher.publish(file: "alerts.jsonl", alertLines(feed.alerts))
            try publisher.publish(file: "alerts.atom", feed.document())
        }
    }

    /// Writes what monitoring reads.
    func place(_ metrics: RunMetrics) throws(CommandFailure) {
        try put { publisher throws(PublishFailure) in try publisher.publish(file: "outlay.prom", metrics.text()) }
    }

    /// Writes the page of all months and runs, the last of all.
    func place(_ publications: [Publication], _ adjustments: [Adjustment], _ runs: [RunRecord]) throws(CommandFailure) {
        let months = publications.sorted { $0.month > $1.month }.compactMap { publication in
            var line = IndexMonth(kept: publication.summary, of: publication.month)
            line?.downloads.removeAll { Presence("\(output)/\(publication.month)/report.\($0.rawValue)") != .file }
            return line
        }
        let lines = runs.map { run in
            IndexRun(
                run: run.run, startedAt: run.startedAt, duration: run.duration, files: run.files, rows: run.rows,
                refused: run.refused,
                exitStatus: run.exitStatus)
        }
        try put { publisher throws(PublishFailure) in
            try publisher.publish(file: "index.html", renderIndex(months: months, adjustments: adjustments, runs: lines))
        }
    }

    /// Removes what killed processes left half written; for a run, which is the only one of its history.
    func tidy() throws(CommandFailure) {
        try put { publisher throws(PublishFailure) in try publisher.removeLeftovers() }
    }

    private func put(_ body: (Publisher) throws(PublishFailure) -> Void) throws(CommandFailure) {
        do throws(PublishFailure) {
            try body(Publisher(output: output))
        } catch {
            throw CommandFailure(status: .output, message: error.description, hint: Placing.hint)
        }
    }
}

extension RunRecord {
    /// How long it took, to the second; nil while it works.
    fileprivate var duration: String? {
        seconds.map { "\($0)\u{A0}s" }
    }
}

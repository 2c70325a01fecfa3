import Foundation
import History

/// Asks the history in SQL, or says what can be asked by name.
func queryCommand(_ place: Workplace, _ query: QueryOptions) throws(CommandFailure) -> ExitStatus {
    let sql: String
    switch query.statement {
    case .sql(let text): sql = text
    case .standardInput: sql = String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    case .saved(let name):
        let saved = try SavedQueries(inputs: place.globals.inputs)
        guard let query = saved[name] else {
            let near = suggestion(for: name, among: saved.names).map { "did you mean \"\($0)\"? " } ?? ""
            throw CommandFailure(
                status: .usage, message: "no saved query \"\(name)\"",
                hint: near + "saved are: " + saved.names.joined(separator: ", "))
        }
        sql = query.sql
    case .savedNames:
        let saved = try SavedQueries(inputs: place.globals.inputs)
        var answer = QueryAnswer(query.format, place.console)
        answer.begin(SavedQueries.columns)
        for row in saved.rows.prefix(query.limit ?? .max) { _ = answer.add(row) }
        answer.end()
        return .done
    }
    guard Presence(place.historyPath) != .nothing else {
        throw CommandFailure(
            status: .history, message: "\(place.historyPath): no history there",
            hint: "outlay run makes it; --history names another")
    }
    var parameters: [String: String] = [:]
    for parameter in query.parameters { parameters[parameter.name] = parameter.value }
    let timeout = Double(query.timeout ?? 30)
    let watchdog = QueryWatchdog(place.console, seconds: timeout)
    var answer = QueryAnswer(query.format, place.console)
    var isTooLarge = false
    var taken = 0
    do throws(QuerySession.Refusal) {
        let session = try QuerySession(path: place.historyPath)
        try session.run(
            sql, parameters: parameters, timeout: timeout, names: { answer.begin($0) },
            row: { row in
                if let limit = query.limit, taken >= limit { return false }
                taken += 1
                isTooLarge = !answer.add(row)
                return !isTooLarge
            })
    } catch {
        watchdog.stop()
        answer.abandon()
        throw CommandFailure(error)
    }
    watchdog.stop()
    guard !isTooLarge else {
        throw CommandFailure(
            status: .usage,
            message:
                "query: the answer is over \(QueryAnswer.bound >> 20) MiB, which --format \(query.format.rawValue) keeps in memory",
            hint: "ask for less, or take --format csv, which is written as it comes")
    }
    answer.end()
    return .done
}

extension CommandFailure {
    /// Why a query is not answered.
    init(_ refusal: QuerySession.Refusal) {
        switch refusal {
        case .sql(let message):
            self.init(
                status: .usage, message: "query: \(message)",
                hint: "outlay query \"SELECT table_name, column_name, meaning FROM column_doc\" lists what can be asked")
        case .older(let message, let error):
            self.init(status: .history, message: "query: \(message); \(error.message)", hint: error.hint)
        case .timeout(let seconds): self.init(stoppedAfter: seconds)
        case .memory: self.init(status: .usage, message: "query: needs more memory than a query may have", hint: "ask for less")
        case .notAllowed(let message):
            self.init(
                status: .usage, message: "query: refused: \(message), expected one statement that only reads",
                hint: "SELECT, WITH and EXPLAIN read; so does PRAGMA table_info(TABLE)")
        case .history(let error): self.init(error)
        }
    }

    /// A query that took longer than it may.
    init(stoppedAfter seconds: Double) {
        self.init(
            status: .usage, message: "query: stopped after \(Int(seconds)) s", hint: "ask for less, or allow more with --timeout")
    }
}

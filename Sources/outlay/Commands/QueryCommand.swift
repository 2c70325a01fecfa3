import Glibc
import History

/// How long a question waits while a run goes on, in microseconds: nobody who types notices, and a loop of questions, whose programs take
/// more of the processor to start than to answer, leaves the run what it needs.
private let patience: UInt32 = 100_000

/// Asks the history in SQL, or says what can be asked.
func queryCommand(_ place: Workplace, _ query: QueryOptions) throws(CommandFailure) -> ExitStatus {
    let sql: String
    var asked: SavedQuery?
    switch query.statement {
    case .sql(let text): sql = text
    case .standardInput: sql = try statementOnStandardInput()
    case .saved(let name):
        let saved = try SavedQueries(inputs: place.globals.inputs)
        asked = saved[name]
        guard let asked else {
            let near = suggestion(for: name, among: saved.names).map { "did you mean \"\($0)\"? " } ?? ""
            throw CommandFailure(
                status: .usage, message: "no saved query \"\(name)\"",
                hint: near + "saved are: " + saved.names.joined(separator: ", "))
        }
        sql = asked.sql
    case .savedNames:
        let saved = try SavedQueries(inputs: place.globals.inputs)
        return list(SavedQueries.columns, saved.rows, place, query)
    case .tables: return list(QueryDescription.tableColumns, try QueryDescription(place).tableRows, place, query)
    case .columns(let table): return list(QueryDescription.columns, try QueryDescription(place).rows(of: table), place, query)
    }
    guard Presence(place.historyPath) != .nothing else { throw CommandFailure(noHistoryAt: place.historyPath) }
    if LockHolder.writing(place.historyPath) != nil {
        // Where processors are short, the run comes first.
        _ = nice(19)
        usleep(patience)
    }
    let timeout = Double(query.timeout ?? 30)
    let watchdog = QueryWatchdog(place.console, seconds: timeout)
    var answer = QueryAnswer(query.format, place.console)
    let unbound: [String]
    do throws(QuerySession.Refusal) {
        let path = place.historyPath
        let session = try QuerySession(path: path) { LockHolder.writing(path) != nil }
        unbound = try session.run(
            sql, parameters: ParameterChoices(query.parameters), timeout: timeout, limit: query.limit ?? .max,
            names: { answer.begin($0) },
            row: { answer.add($0) })
        answer.end()
    } catch {
        answer.flush()
        watchdog.stop()
        throw CommandFailure(error, hint: QueryHint(sql, history: place.historyPath).hint(for: error))
    }
    watchdog.stop()
    guard !answer.isTooLarge else {
        throw CommandFailure(
            status: .usage,
            message:
                "query: the answer is over \(QueryAnswer.bound >> 20) MiB, which --format \(query.format.rawValue) keeps in memory",
            hint: "ask for less, or take --format csv, which is written as it comes")
    }
    answer.flush()
    // Parameters of a saved query say themselves what they are without a value.
    let optional = unbound.isEmpty ? [] : asked?.parameters.map(\.name) ?? []
    for name in unbound where !optional.contains(name) {
        place.console.note("query: :\(name) has no value and counts as NULL; --param \(name)=VALUE gives it one")
    }
    return .done
}

/// Writes rows that are no answer of the history.
private func list(_ columns: [String], _ rows: [[SQLValue]], _ place: Workplace, _ query: QueryOptions) -> ExitStatus {
    var answer = QueryAnswer(query.format, place.console)
    answer.begin(columns)
    for row in rows.prefix(query.limit ?? .max) { _ = answer.add(row) }
    answer.end()
    answer.flush()
    return .done
}

/// What comes on standard input, up to a byte more than a statement may have: input may be endless.
private func statementOnStandardInput() throws(CommandFailure) -> String {
    let most = QuerySession.longest + 1
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < most {
        let count = unsafe block.withUnsafeMutableBytes { unsafe read(STDIN_FILENO, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else {
            throw CommandFailure(
                status: .usage, message: "query: standard input cannot be read: \(systemReason(errno))",
                hint: "expected SQL there; outlay query SQL takes it from the command line")
        }
        if count == 0 { break }
        bytes += block[..<min(count, most - bytes.count)]
    }
    // One that is too long is refused as that, wherever it was cut.
    guard let text = bytes.count == most ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
    else {
        throw CommandFailure(
            status: .usage, message: "query: standard input is not UTF-8, expected SQL",
            hint: "convert it: iconv -f latin1 -t utf-8")
    }
    return text
}

extension CommandFailure {
    /// Why a query is not answered, and what to do where that depends on the statement.
    init(_ refusal: QuerySession.Refusal, hint: String) {
        switch refusal {
        case .older(let message, let error):
            self.init(status: .history, message: "query: \(message); \(error.message)", hint: error.hint)
        case .sql(let message): self.init(status: .usage, message: "query: \(message)", hint: hint)
        case .parameter(let name, let known):
            let expected = known.isEmpty ? "which has no parameter" : "expected " + known.map { ":" + $0 }.joined(separator: ", ")
            self.init(status: .usage, message: "query: no :\(name) in the statement, \(expected)", hint: hint)
        case .timeout(let seconds, let hasRested): self.init(stoppedAfter: seconds, hasRested: hasRested)
        case .memory:
            self.init(
                status: .usage, message: "query: needs more memory than a query may have",
                hint: "ask for fewer rows or columns: what is sorted or grouped is kept in memory")
        case .notAllowed(let message):
            self.init(
                status: .usage, message: "query: refused: \(message), expected one statement that only reads",
                hint: "SELECT, WITH and EXPLAIN read; so does PRAGMA table_info(TABLE)")
        case .changed:
            self.init(status: .history, message: "query: the history was written while it was read", hint: "ask again")
        case .history(let error): self.init(error)
        }
    }

    /// A query that took longer than it may.
    init(stoppedAfter seconds: Double, hasRested: Bool = false) {
        self.init(
            status: .usage, message: "query: stopped after \(Int(seconds)) s",
            hint: hasRested
                ? "a run writes the history and comes first: ask again after it, or allow more with --timeout"
                : "ask for less, or allow more with --timeout")
    }

    /// There is nothing to be asked.
    init(noHistoryAt path: String) {
        self.init(
            status: .history, message: "\(path): no history there", hint: "outlay run makes it; --history names another")
    }
}

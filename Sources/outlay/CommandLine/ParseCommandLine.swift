import Billing

/// Reads the words after the program's name. Without a command, or with `--help`, it asks for help; `--version` is next.
func parseCommandLine(_ arguments: [String]) throws(UsageError) -> Invocation {
    var words = CommandLineWords(arguments)
    if arguments.first == "help" { return try help(arguments.dropFirst()) }
    do throws(UsageError) {
        try words.sort()
    } catch {
        // Whoever asks for help is not told first what is wrong.
        guard words.sortLeniently() else { throw error }
    }
    if words.has("--help") { return Invocation(globals: GlobalOptions(), command: .help(helpText(words.syntax))) }
    if words.has("--version") { return Invocation(globals: GlobalOptions(), command: .version) }
    guard words.syntax.subcommands.isEmpty else {
        return Invocation(globals: GlobalOptions(), command: .help(helpText(words.syntax)))
    }
    return Invocation(globals: try globals(words), command: try command(words))
}

/// `outlay help plan show` is `outlay plan show --help`, but a command that does not exist is an error.
private func help(_ names: ArraySlice<String>) throws(UsageError) -> Invocation {
    var words = CommandLineWords(Array(names.filter { !$0.hasPrefix("-") }))
    try words.sort()
    return Invocation(globals: GlobalOptions(), command: .help(helpText(words.syntax)))
}

private func globals(_ words: CommandLineWords) throws(UsageError) -> GlobalOptions {
    var globals = GlobalOptions()
    globals.inputs = try words.text("--inputs") ?? globals.inputs
    globals.output = try words.text("--output") ?? globals.output
    globals.history = try words.text("--history")
    globals.config = try words.text("--config")
    globals.today = try words.day("--today")
    globals.color = try words.choice("--color") ?? globals.color
    switch words.options.last(where: { $0.name == "--quiet" || $0.name == "--verbose" })?.name {
    case "--quiet": globals.verbosity = .quiet
    case "--verbose": globals.verbosity = .verbose
    default: break
    }
    return globals
}

private func command(_ words: CommandLineWords) throws(UsageError) -> Command {
    switch words.syntax.path {
    case "outlay run": return .run(failOn: try words.number("--fail-on", from: 1))
    case "outlay ingest": return .ingest(paths: words.arguments, source: try words.text("--source"))
    case "outlay report":
        var options = ReportOptions(
            month: try words.month("--month"), asOf: try words.number("--as-of", from: 1),
            allocation: try words.text("--allocation"), formats: try words.choices("--format"), system: try words.text("--system")
        )
        options.opens = words.has("--open")
        if let departure = options.departure, words.value("--output") == nil {
            throw words.error(
                "option '\(departure)' needs an --output other than the published one",
                hint: "add --output DIR, so that no published report is overwritten")
        }
        return .report(options)
    case "outlay query": return .query(try query(words))
    case "outlay explain": return .explain(try words.figure(), limit: try words.number("--limit", from: 1) ?? 20)
    case "outlay plan check": return .planCheck(try words.choice("--format") ?? .text)
    case "outlay plan show": return .planShow(month: try words.month("--month"), try words.choice("--format") ?? .table)
    case "outlay plan diff":
        guard words.arguments.count == 2 else {
            throw words.error("two plans are compared, expected A and B, each a plan file or SYSTEM@VERSION")
        }
        return .planDiff(from: words.arguments[0], to: words.arguments[1])
    case "outlay map test": return .mapTest
    case "outlay map suggest": return .mapSuggest
    case "outlay alerts list": return .alertsList
    case "outlay alerts test":
        guard let channel = words.arguments.first else {
            throw words.error("no channel given, expected CHANNEL, one of the settings' channels")
        }
        return .alertsTest(channel: channel)
    case "outlay close":
        return .close(
            month: try words.monthArgument(), accept: try words.reason("--accept"), accrues: words.has("--accrue"))
    case "outlay reopen":
        guard let reason = try words.reason("--reason") else {
            throw words.error("no reason given, expected --reason TEXT", hint: "it stands in the history beside the month")
        }
        return .reopen(month: try words.monthArgument(), reason: reason)
    case "outlay changes":
        return .changes(since: try changesStart(words), try words.choice("--format") ?? .text)
    case "outlay verify": return .verify
    case "outlay backup":
        guard let file = words.arguments.first else {
            throw words.error("no file given, expected FILE, where the copy goes", hint: "outlay backup FOLDER/history.sqlite")
        }
        return .backup(file: file)
    case "outlay publish":
        guard let file = words.arguments.first else {
            throw words.error("no file given, expected FILE, where the tables go", hint: "outlay publish FOLDER/costs.sqlite")
        }
        return .publish(file: file)
    case "outlay completions": return .completions(try words.choiceArgument("SHELL"))
    case "outlay doctor": return .doctor(try words.choice("--format") ?? .text)
    default: return .help(helpText(words.syntax))
    }
}

private func changesStart(_ words: CommandLineWords) throws(UsageError) -> ChangesStart {
    guard words.value("--since") != "close" else { return .close }
    return try words.number("--since", from: 0, or: "close").map(ChangesStart.sequence) ?? .lastPublication
}

private func query(_ words: CommandLineWords) throws(UsageError) -> QueryOptions {
    let kinds = (words.arguments.isEmpty ? [] : ["SQL"]) + ["--saved", "--describe"].filter(words.has)
    guard kinds.count < 2 else { throw words.error("both \(kinds[0]) and \(kinds[1]), expected one of them") }
    let statement: QueryOptions.Statement
    switch kinds.first {
    case "--saved": statement = try words.text("--saved").map { .saved($0) } ?? .savedNames
    case "--describe": statement = try words.text("--describe").map { .columns(of: $0) } ?? .tables
    default:
        guard let sql = words.arguments.first else {
            throw words.error(
                "nothing to ask, expected SQL, '-' for standard input, or --saved NAME",
                hint: "--describe lists what can be asked, --saved what is asked often")
        }
        statement = sql == "-" ? .standardInput : .sql(sql)
    }
    var options = QueryOptions(statement: statement)
    for text in words.values("--param") {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw words.error("option '--param' has '\(text)', expected NAME=VALUE")
        }
        options.parameters.append(.init(name: String(parts[0]), value: String(parts[1])))
    }
    options.format = try words.choice("--format") ?? options.format
    options.limit = try words.number("--limit", from: 0)
    options.timeout = try words.number("--timeout", from: 1)
    return options
}

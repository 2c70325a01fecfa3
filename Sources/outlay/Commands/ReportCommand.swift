import Analysis
import Billing
import CLinux
import Glibc
import History
import Reports

/// Makes reports again from the history, of one month or of all, now or as they were at a sequence.
func reportCommand(_ place: Workplace, _ options: ReportOptions) throws(CommandFailure) -> ExitStatus {
    let output = place.globals.output
    let (month, asOf) = (options.month, options.asOf)
    if let departure = options.departure,
        isSameFolder(output, PathName(place.readableHistoryPath).folder) || isPublished(output, place)
    {
        throw CommandFailure(
            status: .usage,
            message:
                "\(departure) writes into \(output), where reports are published; expected another --output",
            hint: "add --output FOLDER and, for the history, --history \(place.readableHistoryPath)")
    }
    var whatIf: WhatIf?
    if let allocation = options.allocation { whatIf = try WhatIf(allocation, place.console) }
    let history = try place.readHistory()
    if let asOf {
        let newest = try stored { () throws(HistoryError) in try history.sequence }
        guard (1...max(1, newest)).contains(asOf) else {
            throw CommandFailure(status: .usage, message: "--as-of \(asOf): no such sequence, expected 1 to \(newest)")
        }
    }
    let due = try publications(place, history, asOf: asOf)
    let wanted = due.filter { month == nil || $0.month == month }
    guard !wanted.isEmpty else {
        let then = asOf.map { " at sequence \($0)" } ?? ""
        throw CommandFailure(
            status: .noInput, message: month.map { "\($0): nothing is known of this month\(then)" } ?? "no month is known\(then)",
            hint: asOf == nil
                ? "outlay run takes what is new" : "outlay query \"SELECT sequence, billing_period FROM delivery\" lists them")
    }
    let made = try write(due, options, history, place, whatIf)
    guard !made.isEmpty else {
        throw CommandFailure(
            status: .noInput, message: "\(options.system ?? ""): no system of this id in these months",
            hint: "outlay query \"SELECT DISTINCT system FROM component_month\" lists them")
    }
    // A run that published meanwhile may have been overwritten with what was true before it. What it commits after this look it
    // also puts in place after it.
    var written = due
    while options.departure == nil {
        let history = try place.readHistory()
        let now = try publications(place, history, asOf: nil)
        if now == written { break }
        try write(now, options, history, place, nil)
        written = now
    }
    if place.console.isTerminal, !place.console.isQuiet {
        for month in made {
            place.console.put("\(output)/\(month)/\(options.formats.map { $0.contains(.html) } ?? true ? "index.html" : "")\n")
        }
    }
    if options.opens, let newest = made.max() { try open("\(output)/\(newest)/index.html") }
    return .done
}

/// Shows a page in the browser that the desktop has for pages.
private func open(_ page: String) throws(CommandFailure) {
    var viewer: pid_t = 0
    var words: [UnsafeMutablePointer<CChar>?] = unsafe [strdup("xdg-open"), strdup(page), nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    // A browser may stay: what this process was given open is not its to keep.
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    let code = unsafe posix_spawnp(&viewer, "xdg-open", &actions, nil, &words, environ)
    guard code == 0 else {
        throw CommandFailure(
            status: .output, message: "\(page): xdg-open does not start: \(systemReason(code))",
            hint: "open the file in a browser yourself")
    }
    var status: Int32 = 0
    while unsafe waitpid(viewer, &status, 0) == -1, errno == EINTR {}
    guard status == 0 else {
        throw CommandFailure(
            status: .output, message: "\(page): xdg-open does not show it", hint: "open the file in a browser yourself")
    }
}

/// Makes the reports of all these months, or of one of them, and the list of alerts and the feed beside them; which months were made.
@discardableResult
private func write(
    _ due: [Publication], _ options: ReportOptions, _ history: History, _ place: Workplace, _ whatIf: WhatIf?
) throws(CommandFailure) -> [Month] {
    let (month, asOf) = (options.month, options.asOf)
    var made: [Month] = []
    let placing = Placing(output: place.globals.output, history: place.readableHistoryPath)
    let months = due.map(\.month)
    var past = try stored { () throws(HistoryError) in try PastMonths(history, due: due) }
    let closes = try stored { () throws(HistoryError) in try history.view().closes() }
    for publication in due where month == nil || publication.month == month {
        // A closed month keeps the files that an older version made of it, unless it is asked for.
        if month == nil, options.departure == nil, closes[publication.month] != nil, publication.version != runVersion,
            Presence("\(place.globals.output)/\(publication.month)/index.html") == .file
        {
            made.append(publication.month)
            continue
        }
        var inputs = try PlanningInputs(history.view(asOf: publication.sequence))
        if let whatIf { inputs.allocation = whatIf.rules }
        var reporting = try stored { () throws(HistoryError) in
            try Reporting(history: history, publication: publication, months: months)
        }
        reporting.allocationFile = whatIf?.name
        var facts = try reporting.facts(inputs)
        try past.carry(into: &facts, of: publication)
        reporting.formats = options.formats ?? ReportFormat.published
        // A what-if, or one system, is no report of the month, so that no report comes before it.
        if whatIf == nil, options.system == nil {
            reporting.earlier = try past.earlier(than: publication)
            reporting.reopened = try past.reopened(before: publication)
        }
        var analysis = analyse(facts)
        // A what-if is about its own month; the months before stand in it as they were published.
        if whatIf == nil { past.keep(analysis, facts, of: publication) }
        if let system = options.system { analysis = analysis.narrowed(to: system) }
        guard options.system == nil || !analysis.systems.isEmpty else { continue }
        let report = try stored { [reporting, inputs, analysis] () throws(HistoryError) in
            try reporting.report(analysis, inputs)
        }
        try placing.place([report], newest: months.max())
        made.append(publication.month)
    }
    guard month == nil, options.formats == nil, options.system == nil else { return made }
    let settings = try PlanningInputs.settings(history.view(asOf: asOf))
    let feed = try stored { () throws(HistoryError) in try AlertsFeed(history, settings, asOf: asOf) }
    try placing.place(feed)
    return made
}

/// What to make of each month: as it was last published, or new where it never was or has changed since.
private func publications(_ place: Workplace, _ history: History, asOf: Int?) throws(CommandFailure) -> [Publication] {
    // What a month was at a sequence no later change moves.
    let settings = asOf == nil ? try PlanningInputs.settings(history.view()) : nil
    return try stored { () throws(HistoryError) in try publications(place, history, settings, asOf: asOf) }
}

private func publications(
    _ place: Workplace, _ history: History, _ settings: Settings?, asOf: Int?
) throws(HistoryError) -> [Publication] {
    let published = Dictionary(try history.publications(asOf: asOf).map { ($0.month, $0) }) { _, last in last }
    let months = try history.months(asOf: asOf)
    var changes: [Month: Int] = [:]
    if let settings {
        changes = try history.lastChanges(
            of: months, after: published.values.map(\.sequence).max() ?? 0, settleDays: settings.settleDays)
    }
    let current = try history.sequence
    let newest = asOf ?? current
    let closes = try history.view(asOf: asOf).closes()
    return months.map { month in
        if let close = closes[month] {
            // A closed month is what it was at its close.
            if let last = published[month], last.sequence == close.sequence { return last }
            return Publication(month: month, sequence: close.sequence, today: close.day, run: 0, isFirst: false)
        }
        guard var last = published[month] else {
            return Publication(month: month, sequence: newest, today: place.today, run: 0, isFirst: true)
        }
        if changes[month] ?? 0 > last.sequence {
            last.sequence = newest
            last.today = place.today
            last.isFirst = false
        }
        if let today = place.globals.today { last.today = today }
        return last
    }
}

/// Whether two paths lead to one folder, over whatever symlinks; paths to nothing are compared as they are written.
private func isSameFolder(_ one: String, _ other: String) -> Bool {
    let other = other.isEmpty ? "." : other
    var (first, second) = (stat(), stat())
    if unsafe stat(one, &first) == 0, unsafe stat(other, &second) == 0 {
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }
    return PathName.plain(one) == PathName.plain(other)
}

/// Whether runs publish into a folder: the usual one, or one with the page of all runs, which only they write.
private func isPublished(_ output: String, _ place: Workplace) -> Bool {
    isSameFolder(output, GlobalOptions().output) || Presence(output + "/index.html") == .file
}

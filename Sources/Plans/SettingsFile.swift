package import Billing
import Formats

/// Reads `Inputs/outlay.yaml`; every key is optional, and an empty file is the defaults. All mistakes are told at once.
///
/// Of the sources `timezone` is checked for its kind and not kept.
package func readSettings(_ bytes: [UInt8], file: String) throws(RefusedFile) -> Settings {
    let document: YAMLDocument
    do throws(RefusedFile) { document = try YAMLDocument(bytes, file: file) } catch {
        throw withoutChannelLines(error, of: bytes)
    }
    let mistakes = Mistakes(document)
    let known = [
        "currency", "cost_basis", "history", "settle_days", "fiscal_year_start", "tax", "flag", "mapping", "sources",
        "budgets", "channels", "close", "margin_floor",
    ]
    guard let fields = Fields(document.root, what: "the settings", known: known, mistakes: mistakes) else {
        throw mistakes.refused
    }
    var settings = Settings()
    settings.currency = fields.currency("currency") ?? settings.currency
    settings.costBasis = fields.choice("cost_basis", Settings.CostBasis.self) ?? settings.costBasis
    settings.history = fields.text("history")
    settings.settleDays = fields.whole("settle_days", in: 0...366) ?? settings.settleDays
    settings.fiscalYearStart = fields.whole("fiscal_year_start", in: 1...12) ?? settings.fiscalYearStart
    settings.tax = fields.choice("tax", Settings.Tax.self) ?? settings.tax
    settings.flag = readFlag(of: fields)
    settings.marginFloorPercent = readMarginFloor(of: fields)
    settings.mapping = fields.text("mapping") ?? settings.mapping
    if let node = fields.node("close"),
        let close = Fields(node, what: "a close", known: ["unmapped_percent"], mistakes: mistakes)
    {
        settings.closeUnmappedPercent = close.number("unmapped_percent", least: .zero) ?? settings.closeUnmappedPercent
    }
    for entry in fields.groups("sources", expected: "the names of folders below exports, each with its keys") {
        settings.sources[entry.key] = readSource(entry, mistakes)
    }
    settings.budgets = fields.groups("budgets", expected: "the names of budgets, each with its keys").compactMap { entry in
        readBudget(entry, currency: settings.currency, mistakes)
    }
    settings.channels = readChannels(of: fields)
    try mistakes.check()
    return settings
}

/// What is wrong with a file that is no YAML, without its lines from the channels on, in which a secret may stand.
private func withoutChannelLines(_ refused: RefusedFile, of bytes: [UInt8]) -> RefusedFile {
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    guard let channels = lines.firstIndex(where: { $0.contains("channels".utf8) }) else { return refused }
    return RefusedFile(
        refused.refusals.map { refusal in
            guard refusal.origin.line > channels else { return refusal }
            var refusal = refusal
            refusal.text = ""
            return refusal
        })
}

/// `flag: {percent, amount, system_percent}`.
private func readFlag(of settings: Fields) -> Settings.Flag {
    var flag = Settings.Flag()
    let known = ["percent", "amount", "system_percent"]
    guard let node = settings.node("flag"),
        let fields = Fields(node, what: "a flag", known: known, mistakes: settings.mistakes)
    else { return flag }
    flag.percent = fields.number("percent", least: .zero) ?? flag.percent
    flag.amount = fields.number("amount", least: .zero) ?? flag.amount
    flag.systemPercent = fields.number("system_percent", least: .zero) ?? flag.systemPercent
    return flag
}

/// `margin_floor: 70`, in percent; a margin is never over 100.
private func readMarginFloor(of settings: Fields) -> Amount? {
    guard let floor = settings.number("margin_floor", least: .zero) else { return nil }
    if floor > Amount(100) { settings.add(at: "margin_floor", "margin_floor is \(floor), expected a percentage from 0 to 100") }
    return floor
}

/// `ID: {system, amount, …}` below `budgets`.
private func readBudget(_ entry: YAMLEntry, currency: Currency, _ mistakes: Mistakes) -> Budget? {
    let known = ["system", "currency"] + Fields.budgetKeys
    guard isID(entry, "budget", mistakes),
        let fields = Fields(entry.value, what: "a budget", known: known, mistakes: mistakes)
    else { return nil }
    let amount = fields.positive("amount", required: true) ?? .zero
    let usage = fields.usage()
    if fields.has("metric"), fields.has("currency") {
        fields.add(at: "currency", "currency beside a metric, expected a budget in money or in usage")
    }
    var budget = Budget(
        id: entry.key, system: nil, amount: Money(amount, fields.currency("currency") ?? currency),
        thresholds: fields.thresholds() ?? Budget.usualThresholds, owner: fields.text("owner"))
    budget.period = fields.choice("period", BudgetPeriod.self) ?? .month
    budget.scope = fields.budgetScope(of: budget.period)
    budget.scope.system = fields.id("system")?.text
    budget.silentUntil = fields.day("silent_until")?.value
    budget.origin = entry.origin
    if !usage.metrics.isEmpty { budget.limit = .usage(metrics: usage.metrics, Quantity(amount), unit: usage.unit) }
    return budget
}

/// `ID: {kind, …}` below `channels`. Secrets may stand there by mistake: a message shows no line of it.
private func readChannels(of settings: Fields) -> [Channel] {
    guard let node = settings.node("channels"), !node.isNothing else { return [] }
    guard let entries = node.entries else {
        settings.mistakes.add(unshown: node.origin, "channels: found text, expected the names of channels, each with its keys")
        return []
    }
    return entries.compactMap { readChannel($0, settings.mistakes) }
}

/// Whether a freely named key can be an id.
func isID(_ entry: YAMLEntry, _ kind: String, _ mistakes: Mistakes) -> Bool {
    let place = Entry(name: kind, text: entry.key, isQuoted: false, origin: entry.origin, width: entry.width)
    return mistakes.isID(entry.key, of: place)
}

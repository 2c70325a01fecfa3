import Analysis
import Billing
import History

/// The night: takes what is new, refreshes what changed, publishes, and says what was not taken.
func runCommand(_ place: Workplace, failOn: Int?) throws(CommandFailure) -> ExitStatus {
    let inputs = place.globals.inputs
    guard Presence(inputs) != .nothing else {
        sendWaiting(place)
        throw CommandFailure(
            status: .noInput, message: "\(inputs): no such folder, expected the inputs",
            hint: "make it with a bill in \(inputs)/exports/SOURCE/, or name another with --inputs")
    }
    let files: [ExportFile]
    do throws(CommandFailure) {
        files = try ExportFile.listed(in: inputs)
    } catch {
        sendWaiting(place)
        throw error
    }
    if files.isEmpty, Presence(place.historyPath) == .nothing {
        throw CommandFailure(
            status: .noInput, message: "\(inputs)/exports: no export there, expected a bill in a folder named for its source",
            hint: "put one at \(inputs)/exports/SOURCE/FILE.csv")
    }
    let night = try Night(place, place.openHistory())
    do throws(CommandFailure) {
        try night.take(files)
        try night.publish()
        try night.send()
    } catch {
        night.sendPending(after: error)
        try night.end(failed: error)
        throw error
    }
    for (month, missing) in night.missingRates {
        let code = missing.currency.code
        // Without a charge it is a contract, a plan or revenue that lacks it.
        let consequence =
            missing.cost.isZero
            ? "what contracts, revenue or plans say in \(code) is unknown"
            : "\(missing.cost.text(decimals: 2)) \(code) stand apart"
        place.console.say(
            "\(inputs)/rates.csv: no rate of \(code) for \(month), expected a row \(month),\(code),RATE; until then \(consequence)"
        )
    }
    for budget in night.unmatchedBudgets {
        place.console.say(Console.printable("\(budget.shownPlace(place)): \(budget.unmatchedNote)"))
    }
    for gap in night.budgetGaps { place.console.say(Console.printable("\(gap.budget.shownPlace(place)): \(gap.note)")) }
    night.sayAdjustments()
    for source in night.lateSources { place.console.note("\(inputs)/exports/\(source)") }
    try night.end(night.status)
    if place.console.isTerminal, !place.console.isQuiet { place.console.put(night.summary) }
    if night.status == .done, let failOn, try night.reaches(failOn) { return .findings }
    return night.status
}

/// Tells of alerts that wait where a run has nothing to look at; the settings are those that the history has where the folder with them is
/// gone. A history that another run works on is that run's to tell of.
private func sendWaiting(_ place: Workplace) {
    guard Presence(place.historyPath) != .nothing else { return }
    do throws(CommandFailure) {
        let history = try place.openHistory()
        let settings = try place.settingsFile == nil ? PlanningInputs.settings(history.view()) : place.settings
        let failures = try Outbox(place: place, history: history, settings: settings).send()
        place.console.undelivered(failures)
    } catch {
        if error.status != .locked { place.console.fail(error.message, hint: error.hint) }
    }
}

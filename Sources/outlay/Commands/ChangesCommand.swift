import Analysis
import Billing
import History
import Reports

/// Where `outlay changes` begins.
enum ChangesStart: Hashable, Sendable {
    /// At the last publication before the newest change.
    case lastPublication
    /// At the last close in force.
    case close
    /// At a sequence; 0 is the empty history.
    case sequence(Int)
}

/// How `outlay changes` writes what moved.
enum ChangesFormat: String, CaseIterable, Sendable {
    case text, csv, json
}

/// Says which figures moved since a sequence, and why.
func changesCommand(_ place: Workplace, since start: ChangesStart, format: ChangesFormat) throws(CommandFailure) -> ExitStatus {
    let history = try place.readHistory()
    let newest = try stored { () throws(HistoryError) in try history.sequence }
    let since = try sequence(start, history, newest: newest)
    var walk = try ChangeWalk(history, after: since, today: place.today)
    let list = ChangeList(since: since, through: newest, today: place.today, moves: try walk.moves())
    switch format {
    case .text:
        place.console.put(list.text)
        if list.moves.isEmpty { place.console.note("no figure moved between sequence \(since) and sequence \(newest)") }
    case .csv: place.console.put(list.csv)
    case .json: place.console.put(list.json)
    }
    return .done
}

private func sequence(_ start: ChangesStart, _ history: History, newest: Int) throws(CommandFailure) -> Int {
    switch start {
    case .lastPublication: return try stored { () throws(HistoryError) in try history.publishedSequence(before: newest) }
    case .close:
        let closes = try stored { () throws(HistoryError) in try history.view().closes() }
        guard let last = closes.values.map(\.sequence).max() else {
            throw CommandFailure(
                status: .noInput, message: "no month is closed", hint: "outlay changes --since SEQUENCE begins anywhere")
        }
        return last
    case .sequence(let sequence):
        guard sequence <= newest else {
            throw CommandFailure(
                status: .usage, message: "--since \(sequence): no such sequence, expected 0 to \(newest)",
                hint: "outlay query \"SELECT sequence, source, billing_period FROM delivery\" lists some")
        }
        return sequence
    }
}

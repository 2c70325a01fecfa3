import Analysis
import Billing

/// Whether each source below the exports has brought days, and none stays away for longer than its settings expect.
///
/// `files` are the exports there, `lastDays` the newest day that each source has brought; nil where there is no history to tell.
func sourceCheck(
    inputs: String, files: [ExportFile], _ lastDays: [String: Day]?, _ settings: Settings, today: Day
) -> DoctorCheck {
    var check = DoctorCheck(name: "sources")
    let found = Set(files.map(\.source).filter { !$0.isEmpty })
    let exports = inputs + "/exports"
    if files.isEmpty, Presence(exports) == .folder {
        check.findings.append(
            Finding(
                exports, "there is no export", expected: "a bill in a folder named for its source",
                hint: "put one at \(exports)/SOURCE/FILE.csv"))
    }
    for source in settings.sources.keys.sorted() where !found.contains(source) && lastDays?[source] == nil {
        let near = suggestion(for: source, among: found.sorted()).map { "; did you mean \($0)?" } ?? ""
        check.findings.append(
            Finding(
                "source \(source)", "the settings name it and \(exports)/\(source) has no file", expected: "exports there",
                hint: "deliver some, or take it out of the settings" + near))
    }
    guard let lastDays else {
        check.note = "in \(exports): " + found.sorted().joined(separator: ", ")
        return check
    }
    for source in found.sorted() where lastDays[source] == nil {
        check.findings.append(
            Finding(
                "\(exports)/\(source)", "has files and none was taken", expected: "days of charges or usage",
                hint: "outlay run says what is wrong with each"))
    }
    for late in lateSources(lastDays, settings, today: today) {
        let age = Int(today.number - late.lastDay.number)
        check.findings.append(
            Finding(
                "\(exports)/\(late.source)", "no day after \(late.lastDay), \(days(age)) ago",
                expected: "one within \(days(late.expectedDays))",
                hint: "look at what delivers it: ls -lt \(shellWord(exports + "/" + late.source))"))
    }
    check.note = lastDays.sorted { $0.key < $1.key }.map { source, day in
        let expected = settings[source: source].expectedDays.map { ", expected within \($0)" } ?? ""
        return "\(source): \(days(Int(today.number - day.number))) old\(expected)"
    }.joined(separator: "; ")
    return check
}

/// A number of days in words.
func days(_ count: Int) -> String { "\(count) \(count == 1 ? "day" : "days")" }

/// What the newest run that looked at exports did not take of them, each file once.
func refusalCheck(inputs: String, _ refusals: [Refusal], shown: Int = 10) -> DoctorCheck {
    var check = DoctorCheck(name: "held and refused")
    var files: [String: [Refusal]] = [:]
    // Plans and sheets are looked at as they are now.
    for refusal in refusals where refusal.origin.file.hasPrefix("exports") {
        files[refusal.origin.file, default: []].append(refusal)
    }
    check.note = files.isEmpty ? "every export was taken" : "\(files.count) exports were not taken"
    for (file, refusals) in files.sorted(by: { $0.key < $1.key }).prefix(shown) {
        guard let first = refusals.first else { continue }
        let more = refusals.count > 1 ? " (and \(refusals.count - 1) more)" : ""
        var place = first.origin
        place.file = inputs + "/" + file
        check.findings.append(
            Finding(place.description, first.reason + more, hint: "mend or remove it, then outlay run, which says what to do"))
    }
    if files.count > shown {
        check.findings.append(
            Finding(
                inputs + "/exports", "\(files.count - shown) more files were not taken",
                hint: "outlay query 'SELECT file, line, reason FROM refusal WHERE run = (SELECT max(run) FROM refusal)'"))
    }
    return check
}

import Billing
import Glibc
import History
import Plans

/// Every check of an installation, in the order in which they are told. None stops another, and nothing is changed.
struct Examination {
    private let place: Workplace
    private let refusals: [Refusal]
    private let owner: Account

    /// An installation with these options; settings with mistakes are a finding, and the other checks go by the defaults.
    init(_ globals: GlobalOptions, _ console: Console) {
        var settings = Settings(), file: InputFile?
        do throws(RefusedFile) {
            (settings, file) = try Workplace.settings(globals)
            refusals = []
        } catch {
            refusals = error.refusals
        }
        place = Workplace(globals, console, settings, file)
        // Whose the output is runs at night; before there is one, whose the inputs are.
        let status = fileStatus(globals.output) ?? fileStatus(globals.inputs)
        owner = status.map { Account($0.st_uid) } ?? Account.current
    }

    /// Looks at everything.
    func checks() -> [DoctorCheck] {
        let path = place.historyPath, output = place.globals.output
        let holder = LockHolder.of(path + ".lock")
        // Without its log nothing is in it that the history itself has not, and reading it must not make one.
        let isStill = holder == nil && Presence(path + "-wal") == .nothing
        let found = checkup(path, isStill)
        var checkup: Checkup?
        if case .success(let sound)? = found { checkup = sound }
        let history = checkup?.version == History.schemaVersion ? opened(path, isStill) : nil

        var checks = [
            settingsCheck(
                Workplace.settingsPath(place.globals), isNamed: place.globals.config != nil, isThere: place.settingsFile != nil,
                refusals),
            folderCheck(place, owner),
            lockCheck(path + ".lock", holder: holder),
            historyCheck(path, found, isLocked: holder != nil),
            spaceCheck(
                history: folder(of: path), FreeSpace(folder(of: path)), checkup, output: output, FreeSpace(output)),
            checked("plans and sheets") { () throws(CommandFailure) in try planningCheck(place) },
            checked("sources") { () throws(CommandFailure) in
                let days = try history.map { history throws(CommandFailure) in
                    try stored { () throws(HistoryError) in try history.view().lastDays() }
                }
                return sourceCheck(
                    inputs: place.globals.inputs, files: ExportFile.belowExports(of: place.globals.inputs), days, place.settings,
                    today: place.today)
            },
        ]
        if let history { checks += told(by: history, output: output) }
        checks.append(channelCheck(place.settings.channels, inputs: place.globals.inputs, owner))
        let zone = unsafe getenv("TZ").map { unsafe String(cString: $0) }
        checks.append(timeZoneCheck(zone))
        checks.append(nightCheck(checkup?.lastRun, Schedule(), today: place.today, isLocked: holder != nil))
        return checks
    }

    /// What only the tables of this version tell.
    private func told(by history: History, output: String) -> [DoctorCheck] {
        [
            checked("held and refused") { () throws(CommandFailure) in
                try stored { () throws(HistoryError) in
                    refusalCheck(inputs: place.globals.inputs, try history.lastRefusals())
                }
            },
            checked("mapping") { () throws(CommandFailure) in
                try stored { () throws(HistoryError) in
                    unmappedCheck(
                        try history.view().unmappedShares(), place.settings,
                        mapping: place.globals.inputs + "/" + place.settings.mapping)
                }
            },
            checked("reports") { () throws(CommandFailure) in
                try stored { () throws(HistoryError) in reportCheck(output: output, try history.publications()) }
            },
        ]
    }

    /// A check that may fail: why it did is what it has found.
    private func checked(_ name: String, _ check: () throws(CommandFailure) -> DoctorCheck) -> DoctorCheck {
        do throws(CommandFailure) {
            return try check()
        } catch {
            return DoctorCheck(name: name, findings: [Finding(name, error.message, hint: error.hint)])
        }
    }

    /// How the history is; nil where there is none.
    private func checkup(_ path: String, _ isStill: Bool) -> Result<Checkup, HistoryError>? {
        guard Presence(path) != .nothing else { return nil }
        do throws(HistoryError) { return .success(try Checkup(path: path, still: isStill)) } catch { return .failure(error) }
    }

    /// The history to be read; nil where it cannot be, which the check of the history tells.
    private func opened(_ path: String, _ isStill: Bool) -> History? {
        do throws(HistoryError) { return try History(reading: path, still: isStill) } catch { return nil }
    }
}

import Billing
import Formats
import Glibc
import History
import Plans

/// Where a command works, with the settings in force.
struct Workplace {
    let globals: GlobalOptions
    let console: Console
    let settings: Settings
    /// The settings' file as it is stored; nil where there is none.
    let settingsFile: InputFile?
    /// What the run takes for today.
    let today: Day

    /// Reads the settings; a mistake in them ends every command.
    init(_ globals: GlobalOptions, _ console: Console) throws(CommandFailure) {
        let path = Workplace.settingsPath(globals)
        let found: (settings: Settings, file: InputFile?)
        do throws(RefusedFile) {
            found = try Workplace.settings(globals)
        } catch {
            for refusal in error.refusals { console.refuse(refusal) }
            throw CommandFailure(status: .configuration, message: "\(path): the settings are refused; nothing was done")
        }
        if globals.config != nil, found.file == nil {
            throw CommandFailure(
                status: .configuration, message: "\(path): no such file, expected the settings",
                hint: "leave out --config where there are none")
        }
        self.init(globals, console, found.settings, found.file)
    }

    /// A place with settings that were read, or with those that count where none can be.
    init(_ globals: GlobalOptions, _ console: Console, _ settings: Settings, _ settingsFile: InputFile?) {
        self.globals = globals
        self.console = console
        self.settings = settings
        self.settingsFile = settingsFile
        today = globals.today ?? Workplace.utcToday()
    }

    /// The settings' file.
    static func settingsPath(_ globals: GlobalOptions) -> String { globals.config ?? globals.inputs + "/outlay.yaml" }

    /// The settings and the file that they are read from; the defaults and nil where there is no such file.
    static func settings(_ globals: GlobalOptions) throws(RefusedFile) -> (Settings, InputFile?) {
        let path = settingsPath(globals)
        guard let bytes = try InputFile.bytes(path) else { return (Settings(), nil) }
        return (try readSettings(bytes, file: path), InputFile(name: "outlay.yaml", shown: path, content: bytes))
    }

    /// The history's file.
    var historyPath: String { globals.history ?? settings.history ?? globals.output + "/history.sqlite" }

    /// Opens the history for the one run that may write.
    func openHistory() throws(CommandFailure) -> History {
        let folder = PathName(historyPath).folder
        if !folder.isEmpty, Presence(folder) != .folder {
            do throws(PublishFailure) {
                _ = try Folder.open(folder)
            } catch {
                throw CommandFailure(
                    status: folder == globals.output ? .output : .history, message: "\(folder): the folder cannot be made",
                    hint: "check its permissions")
            }
        }
        do throws(HistoryError) {
            return try History(path: historyPath) { xxh3($0) }
        } catch {
            throw CommandFailure(error)
        }
    }

    /// The history that reports are made from: where the output is a folder of its own, as for `--as-of`, the published one's.
    var readableHistoryPath: String {
        guard globals.history == nil, settings.history == nil, Presence(historyPath) == .nothing else {
            return historyPath
        }
        let usual = GlobalOptions().output + "/history.sqlite"
        let beside = PathName(globals.inputs).folder + "/" + usual
        return [usual, beside].first { Presence($0) != .nothing } ?? historyPath
    }

    /// Opens the history to be read.
    func readHistory() throws(CommandFailure) -> History {
        let path = readableHistoryPath
        guard Presence(path) != .nothing else {
            throw CommandFailure(
                status: .history, message: "\(path): no history there", hint: "outlay run makes it; --history names another")
        }
        do throws(HistoryError) { return try History(reading: path) } catch { throw CommandFailure(error) }
    }

    private static func utcToday() -> Day {
        moment().day
    }

    /// This moment, for the date of mails; no report depends on it.
    static func moment() -> Timestamp {
        let seconds = time(nil)
        return Timestamp(day: Day(number: Int32(seconds / 86_400)), second: Int32(seconds % 86_400))
    }

    /// This moment in UTC, for the records of runs; no report depends on it.
    static func now() -> String {
        let moment = moment()
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let rest = Int(moment.second)
        return "\(moment.day)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}

extension CommandFailure {
    /// A failure of the history, with the exit status that the contract gives it.
    init(_ error: HistoryError) {
        let status: ExitStatus =
            switch error {
            case .locked: .locked
            case .mismatch: .software
            default: .history
            }
        self.init(status: status, message: error.message, hint: error.hint)
    }

    /// A file of Inputs that the history keeps and that cannot be read any more: it was readable when it was taken.
    init(unreadable version: History.InputVersion) {
        self.init(
            status: .history, message: "\(version.path): version \(version.number) in the history cannot be read any more",
            hint: "outlay verify tells whether the history is damaged; if it is, restore a backup")
    }
}

import Billing
import Formats
import History
import Plans

/// Plans, mapping and sheets: from their files' bytes, as they lie on the disk or lay there at a sequence.
struct PlanningInputs {
    var settings = Settings()
    var plans: [Plan] = []
    var mapping = Mapping()
    var contracts: [Contract] = []
    var allocation: [AllocationRule] = []
    var rates: [Rate] = []
    var revenue: [RevenueEntry] = []
    var journal: [JournalEntry] = []
    var invoices: [InvoiceEntry] = []
    var notes: [VarianceNote] = []
    /// From the sheet, which counts first, and from the map of models.
    private var priceSheet: [ModelPrice] = []
    private var priceMap: [ModelPrice] = []
    /// Unit prices, in the order in which they count.
    var prices: [ModelPrice] { priceSheet + priceMap }
    /// By document, which version of its plan file is in force.
    var planVersions: [String: Int] = [:]

    /// The sheets by the name they are kept under.
    static let sheets = [
        "mapping.csv", "contracts.csv", "allocation.csv", "rates.csv", "revenue.csv", "prices.csv", "prices.json",
        "journal.csv", "invoices.csv", "notes.csv",
    ]

    /// The files on the disk, settings included.
    private struct Found {
        var files: [InputFile] = []
        /// The names of those that are there, whether they can be read or not.
        var names: Set<String> = []
        /// Why some cannot be read.
        var refusals: [Refusal] = []

        /// Leaves out what is wrong; what was in force of it stays.
        mutating func refuse(_ name: String, at path: String, _ reason: String, hint: String) {
            names.insert(name)
            refusals.append(Refusal(at: Origin(file: path), reason, hint: hint))
        }

        /// Adds what lies at a path, if something does.
        mutating func add(_ name: String, at path: String) {
            do throws(RefusedFile) {
                guard let content = try InputFile.bytes(path) else { return }
                names.insert(name)
                files.append(InputFile(name: name, shown: path, content: content))
            } catch {
                names.insert(name)
                refusals += error.refusals
            }
        }
    }

    private static func files(_ place: Workplace) throws(CommandFailure) -> Found {
        var found = Found()
        if let settings = place.settingsFile {
            found.files.append(settings)
            found.names.insert(settings.name)
        }
        let inputs = place.globals.inputs
        for sheet in sheets where sheet != "mapping.csv" { found.add(sheet, at: inputs + "/" + sheet) }
        let mapping = inputs + "/" + place.settings.mapping
        found.add("mapping.csv", at: mapping)
        if place.settings.mapping != Settings().mapping, !found.names.contains("mapping.csv") {
            // A slip of the pen in the settings is not a mapping that is gone.
            found.refuse(
                "mapping.csv", at: mapping, "is not there, expected the mapping that the settings name",
                hint: "mend mapping in the settings")
        }
        let plans = inputs + "/plans"
        guard Presence(plans) != .nothing else { return found }
        var folders = [(path: plans, name: "plans")]
        while let folder = folders.popLast() {
            let entries: [FolderEntry]
            do throws(FolderEntry.Failure) {
                entries = try FolderEntry.entries(of: folder.path)
            } catch {
                // Plans that cannot be seen are not plans that are gone.
                throw CommandFailure(
                    status: .configuration,
                    message: "\(folder.path): cannot be read: \(error.reason), expected a folder of plans",
                    hint: "check its permissions")
            }
            for entry in entries where !entry.name.hasPrefix(".") {
                let path = folder.path + "/" + entry.name
                let name = folder.name + "/" + entry.name
                let isPlan = [".yaml", ".yml", ".csv"].contains { entry.name.hasSuffix($0) }
                if !entry.isUTF8 {
                    if isPlan || entry.isFolder {
                        found.refuse(name, at: path, "the name is not UTF-8, expected one that is", hint: "rename it")
                    }
                } else if isPlan {
                    found.add(name, at: path)
                } else if entry.isFolder {
                    folders.append((path, name))
                }
            }
        }
        // In the order of their names, which decides between two plans of one system.
        found.files.sort { isBefore($0.name, $1.name) }
        return found
    }

    /// Settings first, since the sheets' currency depends on them.
    private static func isBefore(_ one: String, _ other: String) -> Bool {
        one != other && (one == "outlay.yaml" || other != "outlay.yaml" && one < other)
    }

    /// Adds what one file says.
    mutating func add(_ file: InputFile, version: Int) throws(RefusedFile) {
        let bytes = file.content
        switch file.name {
        case "outlay.yaml": settings = try readSettings(bytes, file: file.shown)
        case "mapping.csv": mapping = try readMapping(bytes, file: file.shown)
        case "contracts.csv": contracts = try readContracts(bytes, file: file.shown, currency: settings.currency)
        case "allocation.csv": allocation = try readAllocation(bytes, file: file.shown)
        case "rates.csv": rates = try readRates(bytes, file: file.shown)
        case "revenue.csv": revenue = try readRevenue(bytes, file: file.shown, currency: settings.currency)
        case "journal.csv": journal = try readJournal(bytes, file: file.shown, currency: settings.currency)
        case "invoices.csv": invoices = try readInvoices(bytes, file: file.shown, currency: settings.currency)
        case "notes.csv": notes = try readNotes(bytes, file: file.shown)
        case "prices.csv": priceSheet = try readPrices(bytes, file: file.shown, currency: settings.currency)
        case "prices.json": priceMap = try readPriceMap(bytes, file: file.shown)
        case let sheet where sheet.hasSuffix(".csv"): try add(readPlanSheet(bytes, file: file.shown), version: version)
        default: try add([readPlan(bytes, file: file.shown)], version: version)
        }
    }

    /// Adds the plans of a file, all or none.
    private mutating func add(_ added: [Plan], version: Int) throws(RefusedFile) {
        var refusals = added.compactMap { plan in
            plans.first { $0.system == plan.system }.map { other in
                Refusal(
                    at: plan.origin, "plan \"\(plan.system)\" is also in \(other.origin.file), expected one plan a system",
                    hint: "keep one of the two files")
            }
        }
        // A budget's id is its name in tables and alerts, so no two plans have the same one.
        for plan in added {
            for other in plans + added where other.system != plan.system {
                let taken = Set(other.budgets.map(\.id)).union([other.system])
                for budget in plan.budgets where taken.contains(budget.id) {
                    let place = plan.figures.first { $0.id.hasPrefix("budget.\(budget.id)") }?.origin ?? plan.origin
                    refusals.append(
                        Refusal(
                            at: place,
                            "budget \"\(budget.id)\" is also of the plan in \(other.origin.file), expected an id of its own",
                            hint: "put the system before it, as in \(plan.system)-\(budget.id)"))
                }
            }
        }
        guard refusals.isEmpty else { throw RefusedFile(refusals) }
        plans = (plans + added).sorted { $0.system < $1.system }
        for plan in added { planVersions[plan.document] = version }
    }

    /// What was in force in a view of the history, or what these of its files said. Files are only stored when they can be read.
    init(_ view: HistoryView, only names: Set<String>? = nil) throws(CommandFailure) {
        var versions: [History.InputVersion]
        do throws(HistoryError) { versions = try view.inputs() } catch { throw CommandFailure(error) }
        if let names { versions = versions.filter { names.contains($0.path) } }
        try self.init(versions)
    }

    private init(_ versions: [History.InputVersion]) throws(CommandFailure) {
        // Settings first, since the sheets' currency depends on them.
        for version in versions.filter({ $0.path == "outlay.yaml" }) + versions.filter({ $0.path != "outlay.yaml" }) {
            do throws(RefusedFile) {
                try add(InputFile(name: version.path, shown: version.path, content: version.content), version: version.number)
            } catch {
                throw CommandFailure(unreadable: version)
            }
        }
    }

    private init() {}

    /// The settings that were in force in a view of the history.
    static func settings(_ view: HistoryView) throws(CommandFailure) -> Settings {
        try PlanningInputs(view, only: ["outlay.yaml"]).settings
    }

    /// Takes the files on the disk into the history, each that changed with a sequence of its own. A file with mistakes is
    /// refused and the version before it stays in force; returns what is in force then, and what was refused.
    static func take(
        _ place: Workplace, _ history: History, run: Int
    ) throws(CommandFailure) -> (inForce: PlanningInputs, refusals: [Refusal]) {
        let found = try files(place)
        let kept = try stored { () throws(HistoryError) in try history.view().inputs() }
        if let inForce = unchanged(found, kept) { return (inForce, []) }
        var current = PlanningInputs()
        current.settings = place.settings
        var refusals = found.refusals
        do throws(HistoryError) {
            for file in found.files {
                do throws(RefusedFile) {
                    try current.add(file, version: 0)
                } catch {
                    refusals += error.refusals
                    continue
                }
                let hash = xxh3(file.content.span).description
                let isMapping = file.name == "mapping.csv"
                try history.takeInput(
                    path: file.name, content: file.content, hash: hash, mapping: isMapping ? current.mapping : nil, run: run)
            }
            for old in kept where !found.names.contains(old.path) {
                let isMapping = old.path == "mapping.csv"
                try history.takeInput(path: old.path, content: nil, hash: "", mapping: isMapping ? Mapping() : nil, run: run)
                let path = place.globals.inputs + "/" + old.path
                place.console.say(Console.printable("\(path): is gone, so that what it said no longer counts"))
            }
        } catch {
            throw CommandFailure(error)
        }
        return (try PlanningInputs(history.view()), refusals)
    }

    /// What is in force where the files on the disk are the very same, as in most nights; each file is then read once. nil where one is
    /// another, is missing or cannot be understood, so that each has to be looked at.
    private static func unchanged(_ found: Found, _ kept: [History.InputVersion]) -> PlanningInputs? {
        guard found.refusals.isEmpty, found.files.count == kept.count else { return nil }
        let contents = Dictionary(kept.map { ($0.path, $0.content) }) { first, _ in first }
        guard found.files.allSatisfy({ contents[$0.name] == $0.content }) else { return nil }
        do throws(CommandFailure) { return try PlanningInputs(kept) } catch { return nil }
    }

    /// What the files on the disk say now and why some are refused; the names of those that are there, and of those among them whose
    /// words are missing here.
    static func onDisk(
        _ place: Workplace
    ) throws(CommandFailure) -> (inputs: PlanningInputs, refusals: [Refusal], names: Set<String>, missing: Set<String>) {
        var inputs = PlanningInputs()
        inputs.settings = place.settings
        let found = try files(place)
        var refusals = found.refusals
        var missing = found.names.subtracting(found.files.map(\.name))
        for file in found.files {
            do throws(RefusedFile) {
                try inputs.add(file, version: 0)
            } catch {
                refusals += error.refusals
                missing.insert(file.name)
            }
        }
        return (inputs, refusals, found.names, missing)
    }

    /// What the files on the disk say now, and what is refused of them: of such a file the last good version counts, where there is
    /// a history that has one.
    static func read(_ place: Workplace) throws(CommandFailure) -> (inputs: PlanningInputs, refusals: [Refusal]) {
        let found = try onDisk(place)
        var (inputs, refusals) = (found.inputs, found.refusals)
        guard !found.missing.isEmpty, Presence(place.historyPath) != .nothing else { return (inputs, refusals) }
        let history = try place.readHistory()
        let kept = try stored { () throws(HistoryError) in try history.view().inputs() }
        for version in kept where found.missing.contains(version.path) {
            // Another file may have taken its place meanwhile, such as a plan of the same system.
            do throws(RefusedFile) {
                try inputs.add(
                    InputFile(name: version.path, shown: version.path, content: version.content), version: version.number)
            } catch {
                refusals += error.refusals
            }
        }
        return (inputs, refusals)
    }
}

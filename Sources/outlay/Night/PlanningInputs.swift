import Billing
import Formats
import Foundation
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
    /// By document, which version of its plan file is in force.
    var planVersions: [String: Int] = [:]

    /// The sheets by the name they are kept under.
    static let sheets = ["mapping.csv", "contracts.csv", "allocation.csv", "rates.csv", "revenue.csv"]

    /// The files on the disk, settings included, by name.
    static func files(_ place: Workplace) throws(CommandFailure) -> [InputFile] {
        var files: [InputFile] = []
        if let settings = place.settingsFile { files.append(settings) }
        let inputs = place.globals.inputs
        for sheet in sheets {
            let path = inputs + "/" + (sheet == "mapping.csv" ? place.settings.mapping : sheet)
            if let content = try InputFile.bytes(path) { files.append(InputFile(name: sheet, shown: path, content: content)) }
        }
        let names = (FileManager.default.enumerator(atPath: inputs + "/plans")?.allObjects as? [String] ?? [])
            .filter { ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && !$0.hasPrefix(".") }
        for name in names.sorted() {
            let path = inputs + "/plans/" + name
            if let content = try InputFile.bytes(path) {
                files.append(InputFile(name: "plans/" + name, shown: path, content: content))
            }
        }
        return files
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
        default:
            let plan = try readPlan(bytes, file: file.shown)
            if let other = plans.first(where: { $0.system == plan.system }) {
                throw RefusedFile([
                    Refusal(
                        at: plan.origin, "plan \"\(plan.system)\" is also in \(other.origin.file), expected one plan a system",
                        hint: "keep one of the two files")
                ])
            }
            plans.append(plan)
            plans.sort { $0.system < $1.system }
            planVersions[plan.document] = version
        }
    }

    /// What was in force in a view of the history. Files are only stored when they can be read.
    init(_ view: HistoryView) throws(CommandFailure) {
        let versions: [History.InputVersion]
        do throws(HistoryError) { versions = try view.inputs() } catch { throw CommandFailure(error) }
        // Settings first, since the sheets' currency depends on them.
        for version in versions.filter({ $0.path == "outlay.yaml" }) + versions.filter({ $0.path != "outlay.yaml" }) {
            do throws(RefusedFile) {
                try add(InputFile(name: version.path, shown: version.path, content: version.content), version: version.number)
            } catch {
                throw CommandFailure(
                    status: .software, message: "\(version.path): version \(version.number) in the history is no longer understood")
            }
        }
    }

    private init() {}

    /// Takes the files on the disk into the history, each that changed with a sequence of its own. A file with mistakes is
    /// refused and the version before it stays in force; returns what was refused.
    static func take(_ place: Workplace, _ history: History, run: Int) throws(CommandFailure) -> [Refusal] {
        var current = PlanningInputs()
        current.settings = place.settings
        var refusals: [Refusal] = []
        let files = try files(place)
        do throws(HistoryError) {
            for file in files {
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
            let names = Set(files.map(\.name))
            for old in try history.inputs(asOf: nil) where !names.contains(old.path) {
                let isMapping = old.path == "mapping.csv"
                try history.takeInput(path: old.path, content: nil, hash: "", mapping: isMapping ? Mapping() : nil, run: run)
            }
        } catch {
            throw CommandFailure(error)
        }
        return refusals
    }

    /// What the files on the disk say now, and what is refused of them.
    static func read(_ place: Workplace) throws(CommandFailure) -> (inputs: PlanningInputs, refusals: [Refusal]) {
        var inputs = PlanningInputs()
        inputs.settings = place.settings
        var refusals: [Refusal] = []
        for file in try files(place) {
            do throws(RefusedFile) { try inputs.add(file, version: 0) } catch { refusals += error.refusals }
        }
        return (inputs, refusals)
    }
}

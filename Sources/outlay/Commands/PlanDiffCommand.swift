import Analysis
import Billing
import History
import Plans
import Reports

/// What moved between two plans and by how much. Each is a file, or SYSTEM@VERSION as it is kept in the history.
func planDiffCommand(_ place: Workplace, from: String, to: String) throws(CommandFailure) -> ExitStatus {
    let before = try plans(from, place)
    let after = try plans(to, place)
    var rows: [[String]] = []
    for system in Set(before.map(\.system) + after.map(\.system)).sorted() {
        let old = before.first { $0.system == system }.map(values) ?? [:]
        let new = after.first { $0.system == system }.map(values) ?? [:]
        for id in Set(old.keys).union(new.keys).sorted() where old[id] != new[id] {
            let known = [old[id], new[id]].compactMap(\.self)
            let numbers = known.compactMap(\.number)
            let difference = numbers.count == 2 ? numbers[1] - numbers[0] : nil
            rows.append([
                system, id, old[id]?.text ?? "", new[id]?.text ?? "",
                difference.map { ($0 > .zero ? "+" : "") + NumberText.figure($0) }
                    ?? (old[id] == nil ? "new" : new[id] == nil ? "gone" : ""),
                difference.flatMap { $0.percent(of: numbers[0]) }.map { ($0 > .zero ? "+" : "") + $0.text(decimals: 1) + " %" }
                    ?? "",
                known.last?.unit ?? "",
            ])
        }
    }
    guard !rows.isEmpty else {
        place.console.note("\(from) and \(to) have the same figures")
        return .done
    }
    let header = ["system", "figure", from, to, "difference", "", "unit"]
    place.console.put(
        TextTable(header: header.map(Console.printable), rows: rows.map { $0.map(Console.printable) }, numeric: [2, 3, 4, 5])
            .text())
    return .done
}

/// A figure as it is compared.
private struct Compared: Equatable {
    var text: String, number: Amount?, unit: String
}

/// Every figure of a plan by its id, and what else decides its plan.
private func values(_ plan: Plan) -> [String: Compared] {
    var values = PlanFacts(plan).values.mapValues { Compared(text: $0, number: nil, unit: "") }
    for figure in plan.figures {
        switch figure.value {
        case .stated(let stated):
            values[figure.id] = Compared(
                text: (stated.isApproximate ? "~" : "") + NumberText.figure(stated.value), number: stated.value, unit: figure.unit
            )
        case .range(let low, let high):
            values[figure.id + ".low"] = Compared(text: NumberText.figure(low.value), number: low.value, unit: figure.unit)
            values[figure.id + ".high"] = Compared(text: NumberText.figure(high.value), number: high.value, unit: figure.unit)
        case .computed: break
        }
    }
    return values
}

/// The plans that a name on the command line stands for.
private func plans(_ name: String, _ place: Workplace) throws(CommandFailure) -> [Plan] {
    let parts = name.split(separator: "@", omittingEmptySubsequences: false)
    do throws(RefusedFile) {
        if Presence(name) != .nothing, let bytes = try InputFile.bytes(name) { return try readPlans(bytes, file: name) }
    } catch {
        for refusal in error.refusals { place.console.refuse(refusal) }
        throw CommandFailure(
            status: .configuration, message: "\(name): no plan that can be compared", hint: "mend the file first")
    }
    guard parts.count == 2, let number = Int(parts[1]), number > 0 else {
        throw CommandFailure(
            status: .noInput, message: "\(name): no such file, expected a plan file or SYSTEM@VERSION",
            hint: "outlay query 'SELECT DISTINCT system, version FROM plan_month' lists versions")
    }
    let history = try place.readHistory()
    let versions = try stored { () throws(HistoryError) in try history.inputVersions(below: "plans/") }
    for version in versions where version.number == number {
        // Only what could be read was kept.
        let found: [Plan]
        do throws(RefusedFile) { found = try readPlans(version.content, file: version.path) } catch { continue }
        let own = found.filter { $0.system == String(parts[0]) }
        if !own.isEmpty { return own }
    }
    throw CommandFailure(
        status: .noInput, message: "\(name): the history has no such version of a plan",
        hint: "outlay query 'SELECT DISTINCT system, version FROM plan_month' lists versions")
}

/// The plans of a file, YAML or sheet by its name.
private func readPlans(_ bytes: [UInt8], file: String) throws(RefusedFile) -> [Plan] {
    file.hasSuffix(".csv") ? try readPlanSheet(bytes, file: file) : [try readPlan(bytes, file: file)]
}

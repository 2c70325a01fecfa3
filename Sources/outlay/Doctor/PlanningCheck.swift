import Billing
import History
import Plans

/// Whether the settings can be read, and are where they are said to be.
func settingsCheck(_ path: String, isNamed: Bool, isThere: Bool, _ refusals: [Refusal]) -> DoctorCheck {
    var check = DoctorCheck(name: "settings", note: isThere ? path : "\(path): none, so that the defaults count")
    check.findings = refusals.map { Finding(refusal: $0) }
    if isNamed, !isThere, refusals.isEmpty {
        check.findings.append(
            Finding(path, "there is no such file", expected: "the settings", hint: "leave out --config where there are none"))
    }
    return check
}

/// Whether plans, mapping and sheets are there and can be read.
func planningCheck(_ place: Workplace) throws(CommandFailure) -> DoctorCheck {
    let inputs = place.globals.inputs
    let found = try PlanningInputs.onDisk(place)
    var check = DoctorCheck(name: "plans and sheets", findings: found.refusals.map { Finding(refusal: $0) })
    check.note = "\(found.names.count) files; plans of " + found.inputs.plans.map(\.system).joined(separator: ", ")
    if !found.names.contains(where: { $0.hasPrefix("plans/") }) {
        check.findings.append(
            Finding(
                inputs + "/plans", "there is no plan", expected: "one file a planning document",
                hint: "put one there; without it no cost is compared with anything"))
    }
    if !found.names.contains("mapping.csv") {
        let path = inputs + "/" + place.settings.mapping
        check.findings.append(
            Finding(
                path, "there is no mapping", expected: "rows that say which charge belongs where",
                hint: "outlay map suggest > \(shellWord(path)), then replace SYSTEM"))
    }
    return check
}

/// How much of the newest month no mapping row matches, where that is more than a month that is closed may have.
func unmappedCheck(_ shares: [UnmappedShare], _ settings: Settings, mapping: String) -> DoctorCheck {
    var check = DoctorCheck(name: "mapping")
    let percent = settings.closeUnmappedPercent
    check.note = shares.map { share in
        "\(share.month): \(share.unmapped.text(decimals: 2)) of \(share.whole.text(decimals: 2)) \(share.currency.code) unmapped"
    }.joined(separator: ", ")
    for share in shares where share.unmapped.magnitude * Amount(100) > share.whole.magnitude * percent {
        check.findings.append(
            Finding(
                mapping,
                "\(share.unmapped.text(decimals: 2)) of \(share.whole.text(decimals: 2)) \(share.currency.code) of \(share.month) are unmapped",
                expected: "at most \(percent) %", hint: "outlay map suggest prints rows for them"))
    }
    return check
}

extension Finding {
    /// What is refused, as it is told.
    init(refusal: Refusal) { self.init(refusal.origin.description, refusal.reason, hint: refusal.hint) }
}

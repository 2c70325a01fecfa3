/// How `doctor` writes its findings.
enum DoctorFormat: String, CaseIterable, Sendable {
    case text, json
}

/// What is missing or wrong in an installation, and what mends it; exit 1 with findings. `--verbose` tells of every check.
func doctorCommand(_ globals: GlobalOptions, _ console: Console, format: DoctorFormat) -> ExitStatus {
    let checks = Examination(globals, console).checks()
    let findings = checks.reduce(0) { $0 + $1.findings.count }
    switch format {
    case .text:
        for check in checks {
            if console.isVerbose {
                let name = check.name + String(repeating: " ", count: max(1, 18 - check.name.count))
                let state = check.findings.isEmpty ? "well" : "\(check.findings.count) to mend"
                console.put(Console.printable(name + state + (check.note.isEmpty ? "" : ": \(check.note)")) + "\n")
            }
            console.put(check.findings.map(\.text).joined())
        }
    case .json:
        let objects = checks.flatMap { check in check.findings.map { $0.object(of: check.name) } }
        console.put(objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n")
    }
    console.note("\(checks.count) checks: " + (findings == 0 ? "nothing to mend" : "\(findings) to mend"))
    return findings == 0 ? .done : .findings
}

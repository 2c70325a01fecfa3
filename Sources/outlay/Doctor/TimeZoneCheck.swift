import Glibc

/// Whether the time zone of the machine, and of `TZ` if it is set, is known: of one that is not, the system makes UTC without a word.
///
/// `root` is where the system's files begin, empty for the machine's.
func timeZoneCheck(_ zone: String?, root: String = "") -> DoctorCheck {
    var check = DoctorCheck(name: "time zone", note: zone.map { "TZ=\($0)" } ?? "the machine's")
    let folder = root + "/usr/share/zoneinfo"
    guard let zone else {
        if case .unknown(let reason) = Presence(root + "/etc/localtime") {
            check.findings.append(
                Finding(
                    root + "/etc/localtime", reason, expected: "the machine's time zone",
                    hint: "apt-get install tzdata, or TZ=UTC in what starts outlay"))
        }
        return check
    }
    let name = zone.hasPrefix(":") ? String(zone.dropFirst()) : zone
    // Of the form CET-1CEST, and UTC, the system needs no file.
    let isStated = ["", "UTC", "UTC0"].contains(name) || (!name.contains("/") && name.contains(where: \.isNumber))
    let file = name.hasPrefix("/") ? name : folder + "/" + name
    if !isStated, Presence(file) != .file {
        check.findings.append(
            Finding(
                "TZ", "is \"\(zone)\", of which there is no \(file)", expected: "a name as in \(folder)/Europe/Zurich",
                hint: "apt-get install tzdata, or TZ=UTC in what starts outlay"))
    }
    return check
}

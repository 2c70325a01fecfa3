import Foundation
import Testing

/// Installations that are broken in one way each: `doctor` names the place and what mends it, and changes nothing.
@Suite struct DoctorTests {
    /// A house whose night has come, with a plan and a mapping.
    private func house() throws -> SmallHouse {
        let house = try SmallHouse()
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        #expect(try house.night().status == 0)
        return house
    }

    private func doctor(
        _ house: SmallHouse, _ arguments: String..., environment: [String: String]? = nil
    ) throws -> SmallHouse.Ending {
        try house.run(builtProgram("outlay"), ["doctor", "--today", "2026-11-21"] + arguments, environment: environment)
    }

    /// Every file with its content, mode and times; readers of a history mark there, in memory that they share, how far they read.
    private func state(_ house: SmallHouse) throws -> String {
        try house.shell(
            "find . ! -name '*-shm' -printf '%p %m %u %s %T@\\n' | sort; find . -type f ! -name '*-shm' | sort | xargs sha256sum"
        )
        .output
    }

    @Test func aSoundInstallationHasNothingToMend() throws {
        let house = try house()
        let before = try state(house)
        let ending = try doctor(house)
        #expect(ending.status == 0, "\(ending.output)")
        #expect(ending.output.isEmpty)
        #expect(ending.errors == "13 checks: nothing to mend\n")
        #expect(try doctor(house, "--quiet").errors.isEmpty)
        let told = try doctor(house, "--verbose").output.split(separator: "\n")
        #expect(told.count == 13)
        #expect(told.allSatisfy { $0.dropFirst(18).hasPrefix("well") }, "\(told)")
        let data = try doctor(house, "--format", "json")
        #expect(data.output == "[]\n")
        #expect(data.status == 0)
        #expect(try state(house) == before)
    }

    /// What breaks a house, where that is found, in which words, and words of what mends it.
    static let broken: [(breaking: String, place: String, found: String, hint: String)] = [
        ("rm -r Inputs", "Inputs", "there is no such folder", "mkdir -p Inputs/exports"),
        ("rm -r Inputs/exports", "Inputs/exports", "there is no such folder", "put a bill at Inputs/exports/SOURCE/FILE.csv"),
        ("rm -r Inputs/exports/*", "Inputs/exports", "there is no export", "put one at Inputs/exports/SOURCE/FILE.csv"),
        ("rm -r Inputs/plans", "Inputs/plans", "there is no plan", "put one there"),
        ("rm Inputs/mapping.csv", "Inputs/mapping.csv", "there is no mapping", "outlay map suggest > Inputs/mapping.csv"),
        ("echo 'currenzy: EUR' > Inputs/outlay.yaml", "Inputs/outlay.yaml:1:1", "currenzy", "currency"),
        ("echo 'plan: [' > Inputs/plans/x.yaml", "Inputs/plans/x.yaml:2:1", "expected a value", ""),
        ("echo 'month,currency\n2026-10,x' > Inputs/rates.csv", "Inputs/rates.csv:1:1", "no column rate", "known columns"),
        ("echo 'mapping: map.csv' > Inputs/outlay.yaml", "Inputs/map.csv", "is not there", "mend mapping"),
        (
            "printf 'sources: {aws: {expected_days: 2}}' > Inputs/outlay.yaml", "Inputs/exports/aws",
            "no day after 2026-10-02, 50 days ago",
            "ls -lt Inputs/exports/aws"
        ),
        ("printf 'sources: {asw: {quarantine: true}}' > Inputs/outlay.yaml", "source asw", "has no file", "did you mean aws?"),
        ("rm Output/history.sqlite*", "Output/history.sqlite", "there is no history", "outlay run"),
        (
            "rm Output/history.sqlite*; echo letter > Output/history.sqlite", "Output/history.sqlite", "not a history of outlay",
            "--history"
        ),
        (
            "sqlite3 Output/history.sqlite 'PRAGMA user_version=999'", "Output/history.sqlite",
            "written by a newer outlay (schema 999",
            "use the newer version"
        ),
        (
            "sqlite3 Output/history.sqlite 'PRAGMA wal_checkpoint(TRUNCATE)'; dd if=/dev/urandom of=Output/history.sqlite bs=4096 seek=20 count=40 conv=notrunc",
            "Output/history.sqlite", "malformed", "restore a backup"
        ),
        (
            "sqlite3 Output/history.sqlite 'PRAGMA wal_checkpoint(TRUNCATE)'", "Output/history.sqlite-wal", "is not there",
            "outlay run"
        ),
        ("rm -r Output/2026-10", "Output/2026-10/report.xml", "is not there", "outlay run puts it"),
        ("rm Output/latest.html; mkdir Output/latest.html", "Output/latest.html", "is a folder", "remove it"),
        (
            "sqlite3 Output/history.sqlite 'UPDATE publication SET is_placed = 0'", "Output", "not all in their place",
            "outlay run"
        ),
        (
            "sqlite3 Output/history.sqlite 'UPDATE run SET exit_status = 73'", "run 1 of 2026-11-21",
            "ended with 73: the output could", "outlay run"
        ),
        (
            "sqlite3 Output/history.sqlite 'UPDATE run SET exit_status = NULL'", "run 1 of 2026-11-21",
            "was ended before its end", "outlay run"
        ),
        (
            "sqlite3 Output/history.sqlite \"UPDATE run SET today = '2026-11-18'\"", "run 1 of 2026-11-18",
            "is the last, 3 days ago", "cron"
        ),
        (
            "sqlite3 Output/history.sqlite \"UPDATE component_month SET system = '(unmapped)'\"", "Inputs/mapping.csv",
            "30.75 of 30.75 USD of 2026-10 are unmapped", "outlay map suggest"
        ),
        (
            "sqlite3 Output/history.sqlite \"INSERT INTO refusal VALUES (1, 'exports/aws/b.csv', 7, 2, 'waits: why', NULL)\"",
            "Inputs/exports/aws/b.csv:7:2", "waits: why", "then outlay run"
        ),
        ("mkdir Inputs/exports/gcp; echo x > Inputs/exports/gcp/a.csv", "Inputs/exports/gcp", "none was taken", "outlay run"),
        ("rm -r Output; echo x > Output", "Output", "is no folder", "--output"),
        (
            "printf 'channels: {ops: {kind: webhook, url_file: url}}' > Inputs/outlay.yaml", "channel ops",
            "url_file url: no such file",
            ""
        ),
        (
            "printf 'channels: {ops: {kind: webhook, url_file: url}}' > Inputs/outlay.yaml; echo secret > Inputs/url; chmod 644 Inputs/url",
            "channel ops", "url_file url has mode 644", "chmod 600"
        ),
        (
            "printf 'channels: {ops: {kind: webhook, url_file: url}}' > Inputs/outlay.yaml; echo secret > Inputs/url; chmod 600 Inputs/url",
            "channel ops", "the address in url cannot be used", ""
        ),
        (
            "printf 'channels: {ops: {kind: webhook, url: \"https://a.example.org\", key_file: key, ca_file: ca}}' > Inputs/outlay.yaml; "
                + ": > Inputs/key; chmod 600 Inputs/key", "channel ops", "key_file key is empty", ""
        ),
        (
            "printf 'channels: {ops: {kind: webhook, url: \"https://a.example.org\", ca_file: ca}}' > Inputs/outlay.yaml",
            "channel ops",
            "ca_file ca: no such file", ""
        ),
        (
            "printf 'channels: {m: {kind: mail, to: a@example.org, sender: b@example.org, sendmail: /no/sendmail -t -i}}' > Inputs/outlay.yaml",
            "channel m", "/no/sendmail cannot be started", "apt-get install"
        ),
        (
            "printf 'channels: {m: {kind: mail, to: a@example.org, sender: b@example.org, smtp: mail.example.org, user: u, password_file: p}}' "
                + "> Inputs/outlay.yaml", "channel m", "password_file p: no such file", ""
        ),
    ]

    @Test func whatIsBrokenIsNamedWithWhatMendsIt() throws {
        let sound = try house()
        for (breaking, place, found, hint) in DoctorTests.broken {
            let house = try SmallHouse(bare: true)
            try sound.shell("cp -a Inputs Output '\(house.folder.path)'")
            let broken = try house.shell(breaking)
            try #require(broken.status == 0, "\(breaking): \(broken.errors)")
            let before = try state(house)
            let ending = try doctor(house)
            #expect(ending.status == 1, "\(breaking): \(ending.output)\(ending.errors)")
            // A finding begins at the margin.
            let findings = ending.output.split(separator: "\n", omittingEmptySubsequences: false).reduce(into: [] as [String]) {
                if $1.hasPrefix("  ") { $0[$0.count - 1] += "\n" + $1 } else if !$1.isEmpty { $0.append(String($1)) }
            }
            #expect(
                findings.contains { $0.hasPrefix(place + ":") && $0.contains(found) && (hint.isEmpty || $0.contains(hint)) },
                "\(breaking): \(ending.output)")
            #expect(ending.errors.hasSuffix(" checks: \(findings.count) to mend\n"), "\(ending.errors)")
            #expect(!ending.output.contains("secret"), "\(ending.output)")
            #expect(try state(house) == before, "\(breaking)")
        }
    }

    @Test func findingsAreAlsoData() throws {
        let house = try house()
        try house.remove("Inputs/plans")
        let ending = try doctor(house, "--format", "json")
        #expect(ending.status == 1)
        let rows = try JSONDecoder().decode([[String: String]].self, from: Data(ending.output.utf8))
        #expect(
            rows == [
                [
                    "check": "plans and sheets", "place": "Inputs/plans", "found": "there is no plan",
                    "expected": "one file a planning document",
                    "hint": "put one there; without it no cost is compared with anything",
                ]
            ])
    }

    @Test func optionsAndEnvironmentAreLookedAtToo() throws {
        let house = try house()
        let named = try doctor(house, "--config", "none.yaml")
        #expect(named.output.hasPrefix("none.yaml: there is no such file\n"), "\(named.output)")
        let zone = try doctor(house, environment: ["TZ": "Mars/Phobos"])
        #expect(zone.output.hasPrefix("TZ: is \"Mars/Phobos\""), "\(zone.output)")
        #expect(zone.status == 1)
        // A history without its log is read as it lies there, whatever it is called.
        try house.outlay("backup", "a?b%20#c.sqlite")
        let odd = try doctor(house, "--history", "a?b%20#c.sqlite")
        #expect(odd.status == 0, "\(odd.output)")
        #expect(try house.shell("ls").output == "Inputs\nOutput\na?b%20#c.sqlite\n")
        let program = try builtProgram("outlay").path
        let held = try house.shell("flock Output/history.sqlite.lock '\(program)' doctor --today 2026-11-21 --verbose")
        #expect(held.status == 0, "\(held.output)")
        #expect(held.output.contains("Output/history.sqlite.lock: held by process "), "\(held.output)")
    }

    /// A reader who may write nothing, and files that the owner of the output may not write.
    @Test func rightsAreThoseOfTheOwnerOfTheOutput() throws {
        guard geteuid() == 0 else {
            print("skipped: only root can give files to somebody else")
            return
        }
        let house = try house()
        let program = try builtProgram("outlay").path
        try house.shell("chmod 755 . && cp '\(program)' ./outlay && chmod -R a+rX,go-w .")
        let reader = try house.shell(
            "setpriv --reuid=65534 --regid=65534 --clear-groups ./outlay doctor --today 2026-11-21 --verbose")
        #expect([0, 1, 126, 127].contains(reader.status), "\(reader.output)\(reader.errors)")
        // The machine may keep others from its libraries or its temporary folder.
        if reader.output.contains("checks") || reader.output.contains("settings") {
            #expect(reader.status == 0, "\(reader.output)\(reader.errors)")
            #expect(reader.output.contains("the nights are root's, looked at as nobody"), "\(reader.output)")
        }
        try house.shell("chown 65534 Output Inputs; chmod 700 Inputs/exports")
        let ending = try doctor(house)
        #expect(ending.status == 1)
        for (path, hint) in [
            ("Inputs/exports", "chown nobody Inputs/exports && chmod u+rX Inputs/exports"),
            ("Output/history.sqlite", "chown nobody Output/history.sqlite && chmod u+rw Output/history.sqlite"),
            ("Output/2026-10", "chown nobody Output/2026-10 && chmod u+rwx Output/2026-10"),
        ] {
            #expect(
                ending.output.contains("\n\(path): belongs to root with mode ")
                    || ending.output.hasPrefix("\(path): belongs to root"))
            #expect(ending.output.contains("  hint: \(hint)\n"), "\(ending.output)")
        }
        try house.shell("chown -R 65534 Output; chmod 555 Output")
        #expect(try doctor(house).output.contains("Output: belongs to nobody with mode 555\n"))
    }
}

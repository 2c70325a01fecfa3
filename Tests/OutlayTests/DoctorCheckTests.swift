import Billing
import Foundation
import Glibc
import History
import Testing

@testable import outlay

/// Checks of what a test cannot break: time, space and the system's own files.
@Suite struct DoctorCheckTests {
    @Test func aLockIsAFindingOnlyWhenItIsHeldTooLong() {
        let path = "Output/history.sqlite.lock"
        #expect(lockCheck(path, holder: nil).findings.isEmpty)
        #expect(lockCheck(path, holder: LockHolder(process: 12, seconds: 6 * 3600)).findings.isEmpty)
        #expect(lockCheck(path, holder: LockHolder()).findings.isEmpty)
        let finding = lockCheck(path, holder: LockHolder(process: 12, seconds: 31 * 3600)).findings.first
        #expect(finding?.found == "held by process 12 for 31 hours")
        #expect(finding?.hint.contains("kill 12") == true)
    }

    @Test func aLogIsAFindingWhenItOutgrowsItsHistory() {
        let mega: Int64 = 1 << 20
        #expect(logFindings("h", log: 64 * mega, history: mega, isLocked: false).isEmpty)
        #expect(logFindings("h", log: 100 * mega, history: 200 * mega, isLocked: false).isEmpty)
        #expect(logFindings("h", log: 100 * mega, history: mega, isLocked: true).isEmpty)
        let finding = logFindings("my h", log: 100 * mega, history: mega, isLocked: false).first
        #expect(finding?.found == "has 105 MB beside a history of 1049 kB")
        #expect(finding?.hint.contains("flock 'my h.lock' sqlite3 'my h'") == true)
    }

    @Test func roomIsNeededForTheHistoryOnceMoreAndThirtyNights() throws {
        let house = try SmallHouse()
        try house.night()
        var checkup = try Checkup(path: house.path("Output/history.sqlite"))
        #expect(checkup.version == History.schemaVersion)
        #expect(checkup.lastRun == Checkup.LastRun(run: 1, today: try #require(Day("2026-11-21")), exitStatus: 0))
        #expect(checkup.nightly == 0)
        (checkup.size, checkup.nightly) = (1_000_000_000, 10_000_000)
        let needed: Int64 = 1_300_000_000 + (64 << 20)
        func found(_ bytes: Int64, _ output: Int64, files: Int64? = nil) -> [Finding] {
            spaceCheck(
                history: "H", FreeSpace(bytes: bytes, files: files), checkup, output: "O", FreeSpace(bytes: output, files: nil)
            ).findings
        }
        #expect(found(needed, 64 << 20).isEmpty)
        #expect(found(needed - 1, 64 << 20).map(\.place) == ["H"])
        #expect(found(needed, (64 << 20) - 1).map(\.place) == ["O"])
        #expect(found(needed, 64 << 20, files: 999).map(\.found) == ["999 files can still be made"])
        #expect(FreeSpace(house.path("Output")) != nil)
        #expect(FreeSpace(house.path("none")) == nil)
    }

    @Test func aNightsGrowthLeavesTheFirstNightOut() throws {
        let house = try SmallHouse()
        for day in 1...3 {
            let records = (1...(day == 1 ? 90 : 90 + 5 * (day - 1))).map {
                SmallHouse.charge("05", "1.5", service: "Service \($0)")
            }
            try house.write("Inputs/exports/aws/bill.csv", SmallHouse.bill(records))
            #expect(try house.outlay("ingest", "--today", "2026-11-0\(day)").status == 0)
        }
        let checkup = try Checkup(path: house.path("Output/history.sqlite"))
        // Ten of a hundred rows came in the two nights after the first.
        #expect(checkup.nightly == checkup.size / 20)
        #expect(checkup.problems.isEmpty)
    }

    @Test func aTimeZoneThatIsNotThereIsFound() throws {
        let house = try SmallHouse(bare: true)
        try house.shell("mkdir -p usr/share/zoneinfo/Europe etc; echo x > usr/share/zoneinfo/Europe/Zurich")
        let root = house.folder.path
        for zone in ["UTC", "", "Europe/Zurich", ":Europe/Zurich", "CET-1CEST"] {
            #expect(timeZoneCheck(zone, root: root).findings.isEmpty, "\(zone)")
        }
        for zone in ["Europe/Zürich", "Europe", "Zurich", "/none"] {
            #expect(timeZoneCheck(zone, root: root).findings.map(\.place) == ["TZ"], "\(zone)")
        }
        #expect(timeZoneCheck(nil, root: root).findings.isEmpty)
        try house.shell("ln -s /none etc/localtime")
        #expect(timeZoneCheck(nil, root: root).findings.map(\.found) == ["is a link to nothing"])
    }

    @Test(
        arguments: [
            ("outlay", "17 4 * * *  root  /bin/true outlay\n", 0o644, 1, []),
            ("outlay", "# 17 4 * * *  root  /bin/true outlay\n", 0o644, 0, []),
            ("other", "17 4 * * *  root  /bin/true\n", 0o644, 0, []),
            ("outlay", "MAILTO=outlay@example.org\n@daily root /bin/true outlay\n", 0o644, 1, []),
            ("outlay.cron", "17 4 * * *  root  /bin/true outlay\n", 0o644, 1, ["cron passes over a file of this name"]),
            (
                "outlay", "17 4 * * *  root  /bin/true outlay", 0o644, 1,
                ["its last line has no line end, so that cron passes over it"]
            ),
            ("outlay", "17 4 * * *  root  /bin/true outlay\n", 0o664, 1, ["has mode 664, so that cron passes over it"]),
            ("outlay", "17 4 * * *  nobody-here  /bin/true outlay\n", 0o644, 1, ["there is no user nobody-here"]),
            (
                "outlay", "17 4 * * *  root  /usr/local/share/outlay/cron/nightly\n", 0o644, 1,
                ["/usr/local/share/outlay/cron/nightly: no such file or directory"]
            ),
        ] as [(String, String, Int, Int, [String])])
    func aLineThatCronPassesOverIsFound(_ name: String, _ text: String, _ mode: Int, _ starts: Int, _ found: [String]) throws {
        let house = try SmallHouse(bare: true)
        try house.shell("mkdir -p bin; cp /bin/true bin/true")
        try house.write("etc/cron.d/" + name, text)
        try house.shell("chmod \(String(mode, radix: 8)) etc/cron.d/\(name)")
        let schedule = Schedule(root: house.folder.path, isUser: { $0 == "root" })
        // Where the test is not root's, neither is the file.
        let own = geteuid() == 0 || starts == 0 ? [] : ["belongs to \(Account.current.name), so that cron passes over it"]
        #expect(schedule.findings.map(\.found).sorted() == (found + own).sorted())
        #expect(schedule.starts.count == starts)
        #expect(schedule.findings.allSatisfy { !$0.hint.isEmpty })
    }

    @Test func whatIsInstalledIsNamedWhereItIs() {
        #expect(Schedule.share(of: "/usr/bin/outlay") == "/usr/share/outlay")
        #expect(Schedule.share(of: "/opt/tools/bin/outlay") == "/opt/tools/share/outlay")
        #expect(Schedule.share(of: "/home/a/outlay/.build/release/outlay") == "/usr/local/share/outlay")
    }

    @Test func aTimerCountsOnceItIsEnabled() throws {
        let house = try SmallHouse(bare: true)
        try house.write("usr/lib/systemd/system/outlay.timer", "[Timer]\n")
        let idle = Schedule(root: house.folder.path)
        #expect(idle.starts.isEmpty)
        #expect(idle.findings.map(\.hint) == ["systemctl enable --now outlay.timer"])
        try house.shell(
            "mkdir -p etc/systemd/system/timers.target.wants; ln -s /usr/lib/systemd/system/outlay.timer etc/systemd/system/timers.target.wants/"
        )
        let enabled = Schedule(root: house.folder.path)
        #expect(enabled.findings.isEmpty)
        #expect(enabled.starts.count == 1)
    }

    @Test func whatStartsNightsIsToBeMendedOnlyWhenTheyDoNotCome() throws {
        let today = try #require(Day("2026-11-21"))
        var schedule = Schedule(root: "/nowhere")
        schedule.starts = ["/etc/cron.d/outlay:4: 17 4 * * * outlay /usr/bin/nightly"]
        schedule.findings = [Finding("/etc/cron.d/outlay", "has mode 666, so that cron passes over it")]
        func places(_ day: Int, _ status: Int?, isLocked: Bool = false) -> [String] {
            let last = Checkup.LastRun(run: 9, today: today.advanced(by: -day), exitStatus: status)
            return nightCheck(last, schedule, today: today, isLocked: isLocked).findings.map { "\($0.place): \($0.found)" }
        }
        for status in [0, 1, 3] { #expect(places(1, status).isEmpty) }
        #expect(places(0, nil, isLocked: true).isEmpty)
        #expect(places(0, nil) == ["run 9 of 2026-11-21: was ended before its end"])
        #expect(places(0, 78) == ["run 9 of 2026-11-21: ended with 78: settings, plans or sheets are to be mended"])
        #expect(
            places(2, 0) == [
                "run 9 of 2026-11-19: is the last, 2 days ago", "/etc/cron.d/outlay: has mode 666, so that cron passes over it",
            ])
        let last = Checkup.LastRun(run: 9, today: today.advanced(by: -5), exitStatus: 0)
        #expect(
            nightCheck(last, schedule, today: today, isLocked: false).findings.first?.hint.contains("/etc/cron.d/outlay:4: 17 4")
                == true)
        schedule = Schedule(root: "/nowhere")
        #expect(
            nightCheck(last, schedule, today: today, isLocked: false).findings.first?.hint.contains("crontab.example") == true)
        #expect(nightCheck(nil, schedule, today: today, isLocked: false).findings.isEmpty)
    }

    @Test(arguments: [
        ("a/b.csv", "a/b.csv"), ("my file", "'my file'"), ("it's", "'it'\\''s'"), ("", "''"), ("ä", "'ä'"), ("$(rm)", "'$(rm)'"),
    ])
    func aWordOfACommandIsQuotedWhereItMustBe(_ text: String, _ word: String) {
        #expect(shellWord(text) == word)
    }
}

import Foundation
import Testing

/// An output that cannot be written: exit 73 or 74, what was published stays, and the next run with room ends as if nothing had been.
@Suite struct OutputFailureTests {
    @Test func anOutputThatIsAFileIsRefused() throws {
        let house = try SmallHouse()
        try house.write("Output", "mine")
        let ending = try house.night()
        #expect(ending.status == 73)
        #expect(ending.errors.hasPrefix("outlay: Output: "))
        #expect(ending.errors.contains("hint: "))
        #expect(try house.read("Output") == "mine")
        let apart = try house.night("--history", "apart.sqlite")
        #expect(apart.status == 73)
        #expect(apart.errors.contains("not published"))
        // What was taken is kept, and published when that is possible again.
        try house.remove("Output")
        #expect(try house.night("--history", "apart.sqlite").status == 0)
        #expect(house.exists("Output/2026-10/index.html"))
    }

    @Test func aMonthsFolderThatBecameAFileIsNotReplaced() throws {
        let house = try SmallHouse()
        try house.night()
        let before = try house.published()
        try house.remove("Output/2026-10")
        try house.write("Output/2026-10", "mine")
        let ending = try house.night()
        #expect(ending.status == 73)
        #expect(ending.errors.hasPrefix("outlay: Output/2026-10: not published: "))
        #expect(try house.read("Output/2026-10") == "mine")
        try house.remove("Output/2026-10")
        #expect(try house.night().status == 0)
        #expect(try house.published() == before)
    }

    /// The small disk holds only what is published, or the history too.
    @Test(arguments: [false, true]) func aFullDiskLosesNothing(_ historyToo: Bool) throws {
        let house = try SmallHouse()
        try FileManager.default.createDirectory(atPath: house.path("Output"), withIntermediateDirectories: true)
        let mounted = try house.shell("mount -t tmpfs -o size=16m tmpfs Output")
        guard mounted.status == 0 else {
            print("skipped: no small disk can be mounted here (\(mounted.errors.split(separator: "\n").first ?? ""))")
            return
        }
        defer { #expect(throws: Never.self) { try house.shell("umount Output") } }
        let history = historyToo ? "Output/history.sqlite" : "history.sqlite"
        #expect(try house.night("--history", history).status == 0)
        let before = try house.published()
        // What was there stays: a bill that loses most of its cost would wait.
        let records =
            [SmallHouse.charge("01", "10.50"), SmallHouse.charge("02", "20.25")]
            + (1...(historyToo ? 3000 : 800)).map { SmallHouse.charge("05", "1.5", service: "Service \($0)") }
        try house.write("Inputs/exports/aws/bill.csv", SmallHouse.bill(records))
        // All but a little of the disk is taken by something else.
        try house.shell("head -c 16m /dev/zero > Output/.ballast; truncate -s -20k Output/.ballast")
        let full = try house.night("--history", history)
        #expect(full.status == (historyToo ? 74 : 73), "\(full.errors)")
        #expect(full.errors.lowercased().contains("full") || full.errors.contains("no space left on device"))
        #expect(full.errors.contains("hint: "))
        #expect(try house.published() == before)
        #expect(try house.outlay("verify", "--history", history).status == 0)

        try house.remove("Output/.ballast")
        let again = try house.night("--history", history)
        #expect(again.status == 0, "\(again.errors)")
        #expect(try house.outlay("verify", "--history", history).status == 0)
        let fresh = try house.night("--history", "fresh.sqlite", "--output", "fresh")
        #expect(fresh.status == 0)
        let expected = try house.published("fresh").filter { $0.key.hasSuffix(".csv") }
        #expect(!expected.isEmpty)
        #expect(try house.published().filter { $0.key.hasSuffix(".csv") } == expected)
    }

    /// Neither the folder that the environment names nor the system's own nor the one it works in can be written to.
    @Test func aNightNeedsNoFolderForTemporaryFiles() throws {
        let house = try SmallHouse()
        let program = try builtProgram("outlay").path
        #expect(try house.night("--output", "Expected").status == 0)
        let expected = try house.published("Expected")
        #expect(expected["2026-10/report.xlsx"] != nil)
        // The house itself lies in such a folder: it is looked at from elsewhere, and so is the program.
        let run = """
            cp '\(program)' outlay && unshare --mount sh -c 'mount --bind . /mnt && \
            for folder in /tmp /var/tmp /dev/shm; do mount -t tmpfs -o ro tmpfs $folder || exit 99; done && \
            cd /tmp && TMPDIR=/nowhere /mnt/outlay run --today 2026-11-21 --inputs /mnt/Inputs --output /mnt/Output'
            """
        let ending = try house.shell(run)
        guard ending.status != 99, !ending.errors.contains("unshare"), !ending.errors.contains("mount: ") else {
            print("skipped: no folder can be made read-only here (\(ending.errors.split(separator: "\n").first ?? ""))")
            return
        }
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try house.published() == expected)
        let left = try FileManager.default.contentsOfDirectory(atPath: house.path("Output")).filter { $0.hasPrefix(".") }
        #expect(left == [])
    }
}

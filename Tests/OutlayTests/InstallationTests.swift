import Foundation
import Testing

/// What `make install` puts in its place, and the script that starts a night.
@Suite struct InstallationTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        .path

    @Test func removingLeavesWhatInstallingFound() throws {
        let house = try SmallHouse(bare: true)
        try house.write("program", "#!/bin/sh\necho \"$@\"\n")
        try house.write("root/opt/other/share/man/man1/else.1", "")
        try house.shell("chmod +x program")
        let before = try house.shell("find root").output
        let install = "DESTDIR=$PWD/root PREFIX=/opt/other '\(Self.project)/.ci/install'"
        // Once more is an upgrade: a file that is no longer there for it to install goes too.
        #expect(try house.shell("\(install) \"$PWD/program\"").status == 0)
        try house.write("root/opt/other/share/outlay/old", "")
        try house.shell("echo file /opt/other/share/outlay/old >>root/opt/other/share/outlay/installed")
        let again = try house.shell("\(install) \"$PWD/program\"")
        #expect(again.status == 0)
        #expect(again.errors == "")
        #expect(!house.exists("root/opt/other/share/outlay/old"))
        #expect(try house.read("root/opt/other/share/zsh/site-functions/_outlay") == "completions zsh\n")
        #expect(
            try house.read("root/opt/other/lib/systemd/system/outlay.service").contains(
                "ExecStart=/opt/other/share/outlay/cron/nightly"))
        #expect(try house.shell("grep -rl -e /usr/local -e Sources/ root").output == "", "these name a folder that is not theirs")

        // What cannot be installed takes nothing away, and what ends early can be removed.
        let installed = try house.shell("find root -type f | sort").output
        for program in ["--help", "nowhere", ""] { #expect(try house.shell("\(install) \(program)").status != 0) }
        #expect(try house.shell("find root -type f | sort").output == installed)
        try house.shell("rm -r root/opt/other/share/fish && touch root/opt/other/share/fish")
        #expect(try house.shell("\(install) \"$PWD/program\"").status != 0)
        try house.shell("rm root/opt/other/share/fish")

        #expect(try house.shell("\(install) --remove").status == 0)
        #expect(try house.shell("find root").output == before)
        #expect(try house.shell("\(install) --remove").status == 1)
    }

    @Test func oneBillInTheInputsToBeginWithIsANightThatSaysNothing() throws {
        let house = try SmallHouse()
        try house.shell("cp -r '\(Self.project)/cron/Inputs/.' Inputs")
        let night = try house.night()
        #expect(night.status == 0)
        #expect(night.output + night.errors == "")
        #expect(
            try house.ask("SELECT system, component, plan FROM component_month WHERE month = '2026-10'")
                == "cloud,everything,1000.0")
        #expect(try house.outlay("map", "test").status == 0)
        #expect(try house.outlay("plan", "check").status == 0)
    }

    @Test(arguments: [(0, ["/start", ""]), (3, ["/start", "/fail"]), (75, ["/start", "/fail"])] as [(Int32, [String])])
    func aNightTellsItsEndAndPings(_ status: Int32, _ pings: [String]) throws {
        let house = try SmallHouse(bare: true)
        // A curl that writes down what it is given, and fails.
        try house.write("bin/curl", "#!/bin/sh\necho \"$@\" >>arguments; cat >>asked; exit 7\n")
        try house.write("bin/outlay", "#!/bin/sh\necho \"$@\" >>ran; exit \(status)\n")
        try house.shell("chmod +x bin/*")
        try house.write(
            "conf", "OUTLAY_DIR=\(house.folder.path)\nOUTLAY_OPTIONS='--fail-on 100'\nOUTLAY_PING=https://example.org/secret\n")
        try house.shell("echo PATH=$PWD/bin:/usr/bin:/bin >>conf")
        let ending = try house.shell("env -i OUTLAY_CONF=$PWD/conf '\(Self.project)/cron/nightly'")
        #expect(ending.status == status)
        #expect(ending.output + ending.errors == "")
        #expect(try house.read("ran") == "run --color never --fail-on 100\n")
        #expect(try house.read("asked") == pings.map { "url = \"https://example.org/secret\($0)\"\n" }.joined())
        #expect(!(try house.read("arguments").contains("secret")), "a list of processes shows the address")
    }

    @Test func aNightThatMayNotReadItsSettingsSaysSo() throws {
        guard geteuid() == 0 else {
            print("skipped: only root can give files to somebody else")
            return
        }
        let house = try SmallHouse(bare: true)
        try house.write("conf", "OUTLAY_DIR=/\n")
        try house.shell("chmod 755 . && chmod 600 conf && cp '\(Self.project)/cron/nightly' . && chmod 755 nightly")
        let ending = try house.shell("setpriv --reuid=65534 --regid=65534 --clear-groups env OUTLAY_CONF=$PWD/conf ./nightly")
        #expect(ending.status == 78 && ending.errors.contains("conf: may not be read by "), "\(ending)")
    }

    @Test func aNightWithoutItsFolderSaysSo() throws {
        let house = try SmallHouse(bare: true)
        try house.write("a conf", "OUTLAY_DIR=\(house.folder.path)/none\n")
        let ending = try house.shell("env -i OUTLAY_CONF=\"$PWD/a conf\" '\(Self.project)/cron/nightly'")
        #expect(ending.status == 78)
        #expect(
            ending.errors == "outlay: \(house.folder.path)/none: no such folder; set OUTLAY_DIR in \(house.folder.path)/a conf\n")
    }
}

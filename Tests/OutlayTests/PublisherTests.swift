import Billing
import Foundation
import Reports
import Testing

@testable import outlay

/// A folder of its own for a test, removed with it.
private final class TestFolder {
    let path = NSTemporaryDirectory() + "outlay-publisher-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { Issue.record("\(path) stays: \(error)") }
    }
}

private let october = Month(year: 2026, month: 10)
private func file(_ name: String, _ text: String) -> ReportFile { ReportFile(name: name, bytes: Array(text.utf8)) }
private func names(_ path: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
private func contents(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

@Test func aMonthIsReplacedAsAWhole() throws {
    let home = try TestFolder()
    let path = home.path
    defer { withExtendedLifetime(home) {} }
    let publisher = Publisher(output: path + "/deep/Output")
    let folder = path + "/deep/Output/2026-10"
    #expect(try publisher.publish(october, [file("index.html", "old"), file("gone.csv", "x")]))
    #expect(try publisher.publish(october, [file("index.html", "new"), file("report.xml", "y")]))
    #expect(try names(folder) == ["index.html", "report.xml"])
    #expect(try contents(folder + "/index.html") == "new")
    #expect(try names(path + "/deep/Output") == ["2026-10"])
}

/// Gone when it is given back, and, of a process that was killed, with the next run.
@Test func whatIsNeededForAMomentLeavesNothing() throws {
    let home = try TestFolder()
    let path = home.path
    defer { withExtendedLifetime(home) {} }
    let publisher = Publisher(output: path)
    for isKilled in [false, true] {
        let scratch = try publisher.makeScratch()
        try Data("half a sheet".utf8).write(to: URL(fileURLWithPath: scratch + "/tmp.x"))
        #expect(try names(path).count == 1)
        if isKilled { try publisher.removeLeftovers() } else { try publisher.removeScratch() }
        #expect(try names(path) == [])
    }
}

@Test func theSameBytesAreNotTouched() throws {
    let home = try TestFolder()
    let path = home.path
    defer { withExtendedLifetime(home) {} }
    let publisher = Publisher(output: path)
    let files = [file("report.xml", "y"), file("index.html", "same")]
    try publisher.publish(october, files)
    try publisher.publish(file: "latest.html", Array("same".utf8))
    let before = try FileManager.default.attributesOfItem(atPath: path + "/2026-10")[.systemFileNumber] as? Int
    #expect(try !publisher.publish(october, files))
    #expect(try !publisher.publish(file: "latest.html", Array("same".utf8)))
    let after = try FileManager.default.attributesOfItem(atPath: path + "/2026-10")[.systemFileNumber] as? Int
    #expect(before != nil && before == after)
}

@Test func aFailureLeavesTheOldReportIntact() throws {
    let home = try TestFolder()
    let path = home.path
    defer { withExtendedLifetime(home) {} }
    let publisher = Publisher(output: path)
    try publisher.publish(october, [file("index.html", "old")])
    let tooLong = String(repeating: "x", count: 300)
    let failure = #expect(throws: PublishFailure.self) {
        try publisher.publish(october, [file("index.html", "new"), file(tooLong, "y")])
    }
    #expect(failure?.operation == "make file")
    #expect(failure?.reason == "file name too long")
    #expect(try contents(path + "/2026-10/index.html") == "old")
    #expect(try names(path) == ["2026-10"])
}

@Test func whatAKilledProcessLeftBehindIsRemovedAndWhatALivingOneWritesStays() throws {
    let home = try TestFolder()
    let path = home.path
    defer { withExtendedLifetime(home) {} }
    let publisher = Publisher(output: path)
    // A process that has ended, and one that lives as long as the test.
    let ended = Process()
    ended.executableURL = URL(fileURLWithPath: "/bin/true")
    try ended.run()
    ended.waitUntilExit()
    let (dead, living, own) = (ended.processIdentifier, getppid(), getpid())
    let kept = [".outlay-2026-10.\(living).new", ".outlay-latest.html.\(living).new"].sorted()
    let gone = [
        ".outlay-2026-10.\(dead).new", ".outlay-latest.html.\(dead).new", ".outlay-2026-09.\(own).new", ".outlay-2026-09.new",
        ".outlay-report.xsd.new",
    ]
    for name in kept + gone {
        try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(fileURLWithPath: path + "/" + name + "/index.html"))
    }
    try publisher.publish(october, [file("index.html", "whole")])
    try publisher.publish(file: "latest.html", Array("whole".utf8))
    #expect(try names(path) == (kept + gone + ["2026-10", "latest.html"]).sorted())
    try publisher.removeLeftovers()
    #expect(try names(path) == (kept + ["2026-10", "latest.html"]).sorted())
    #expect(try contents(path + "/2026-10/index.html") == "whole")
}

@Test func noSymlinkIsFollowed() throws {
    let home = try TestFolder()
    let path = home.path
    defer { withExtendedLifetime(home) {} }
    let outside = path + "/outside"
    try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: outside + "/mine.txt"))
    let output = path + "/Output"
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    for name in ["2026-10", "latest.html", ".outlay-2026-11.\(getpid()).new"] {
        try FileManager.default.createSymbolicLink(atPath: output + "/" + name, withDestinationPath: outside)
    }
    let publisher = Publisher(output: output)
    #expect(throws: PublishFailure.self) { try publisher.publish(october, [file("index.html", "new")]) }
    #expect(throws: PublishFailure.self) { try publisher.publish(file: "latest.html", Array("new".utf8)) }
    #expect(try publisher.publish(Month(year: 2026, month: 11), [file("index.html", "new")]))
    #expect(try names(outside) == ["mine.txt"])
}

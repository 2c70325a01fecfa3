import Foundation
import Testing

/// A folder with a copy of the sample inputs, in which the built program works as at night.
final class SampleNight {
    let folder: URL
    var inputs: URL { folder.appendingPathComponent("Inputs") }
    var exports: URL { inputs.appendingPathComponent("exports") }
    var output: URL { folder.appendingPathComponent("Output") }

    private static let sample = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Inputs", isDirectory: true)

    /// A copy of the sample with those exports whose name `keeps` says yes to.
    init(_ keeps: (String) -> Bool = { _ in true }) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("night-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Self.sample, to: inputs)
        for path in try exportPaths() where !keeps(path) {
            try FileManager.default.removeItem(at: exports.appendingPathComponent(path))
        }
    }

    deinit { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }

    /// The export files, relative to their folder, sorted.
    func exportPaths() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: exports.path).filter { $0.contains(".csv") }.sorted()
    }

    /// Adds exports of the sample that were left out.
    func add(_ takes: (String) -> Bool) throws {
        let all = try FileManager.default.subpathsOfDirectory(atPath: Self.sample.appendingPathComponent("exports").path)
        for path in all where path.contains(".csv") && takes(path) {
            let target = exports.appendingPathComponent(path)
            if !FileManager.default.fileExists(atPath: target.path) {
                try FileManager.default.copyItem(at: Self.sample.appendingPathComponent("exports/" + path), to: target)
            }
        }
    }

    /// A started program; what it prints goes to `log` in the folder.
    func start(_ arguments: String...) throws -> Process {
        let process = Process()
        process.executableURL = try builtProgram("outlay")
        process.currentDirectoryURL = folder
        process.arguments = arguments
        let log = folder.appendingPathComponent("log")
        try Data().write(to: log)
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = process.standardOutput
        try process.run()
        return process
    }

    /// Runs a command to its end; what it printed and its exit status.
    @discardableResult
    func run(_ arguments: [String]) throws -> (text: String, status: Int32) {
        let process = Process()
        process.executableURL = try builtProgram("outlay")
        process.currentDirectoryURL = folder
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }

    /// The night of a day.
    @discardableResult
    func night(_ today: String = "2026-11-21") throws -> (text: String, status: Int32) { try run(["run", "--today", today]) }

    /// The answer to a query as CSV.
    func ask(_ sql: String) throws -> String { try run(["query", sql, "--format", "csv"]).text }

    /// Every published file but those that name runs, by path.
    func published(_ folder: String = "Output") throws -> [String: Data] {
        let base = self.folder.appendingPathComponent(folder)
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: base.path) {
            let isMonth = path.count > 8 && path.prefix(2) == "20"
            guard isMonth || ["latest.html", "report.xsd", "alerts.jsonl", "alerts.atom"].contains(path) else { continue }
            files[path] = try Data(contentsOf: base.appendingPathComponent(path))
        }
        return files
    }
}

import Foundation
import Testing

/// The committed sample is what its generator writes.
@Suite struct SampleTests {
    private static let inputs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Inputs", isDirectory: true)

    private func run(_ program: URL, _ arguments: [String]) throws -> Data {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return output
    }

    /// Calls `body` with a folder that is gone afterwards.
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        try body(folder)
    }

    /// The paths of all files below a folder, sorted.
    private func files(below folder: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
            var isFolder = ObjCBool(false)
            let exists = unsafe FileManager.default.fileExists(
                atPath: folder.appendingPathComponent(path).path, isDirectory: &isFolder)
            return exists && !isFolder.boolValue
        }.sorted()
    }

    /// What a file says: another version of zlib may compress it to other bytes.
    private func content(_ file: URL) throws -> Data {
        file.pathExtension == "gz" ? try run(URL(fileURLWithPath: "/bin/gzip"), ["-dc", file.path]) : try Data(contentsOf: file)
    }

    @Test func theSampleIsWhatItsGeneratorWrites() throws {
        try inFolder { folder in
            _ = try run(builtProgram("outlay-sample"), [folder.path])
            let written = try files(below: folder)
            #expect(written.count > 10)
            for path in written {
                let committed = Self.inputs.appendingPathComponent(path)
                #expect(try content(folder.appendingPathComponent(path)) == content(committed), "\(path): run make sample")
            }
            let exports = try files(below: Self.inputs.appendingPathComponent("exports")).map { "exports/" + $0 }
            #expect(exports == written.filter { $0.hasPrefix("exports/") })
        }
    }

    @Test func theSampleIsSmall() throws {
        let sizes = try files(below: Self.inputs).map { try Data(contentsOf: Self.inputs.appendingPathComponent($0)).count }
        #expect(sizes.reduce(0, +) < 3_000_000)
    }

    @Test func aLargeBillHasAsManyRecordsAsAskedForAndIsAlwaysTheSame() throws {
        try inFolder { folder in
            let first = folder.appendingPathComponent("first.csv")
            let second = folder.appendingPathComponent("second.csv")
            _ = try run(builtProgram("outlay-sample"), ["--bench", "1500", first.path])
            _ = try run(builtProgram("outlay-sample"), ["--bench", "1500", second.path])
            let bytes = try Data(contentsOf: first)
            #expect(bytes.count { $0 == UInt8(ascii: "\n") } == 1501)
            #expect(try Data(contentsOf: second) == bytes)
        }
    }
}

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
        let exports = Self.inputs.appendingPathComponent("exports")
        let sizes = try files(below: exports).map { try Data(contentsOf: exports.appendingPathComponent($0)).count }
        #expect(sizes.reduce(0, +) < 1_500_000)
    }

    @Test func theTokensOfItsBillsAreThoseOfItsUsage() throws {
        let night = try SampleNight { $0.contains("anthropic") || $0.contains("openai") || $0.contains("usage") }
        #expect(try night.night().status == 0)
        let tokens = """
            WITH billed AS (SELECT ChargePeriodStart AS day, x_System AS system, x_Component AS component,
                x_Environment AS environment, SkuId AS sku, sum(ConsumedQuantity) AS quantity
                FROM focus WHERE ConsumedUnit = 'Tokens' GROUP BY 1, 2, 3, 4, 5),
            used AS (SELECT day, system, component, environment,
                model || '/' || replace(replace(metric, '_tokens', ''), '_', '-'), sum(quantity)
                FROM usage_day WHERE unit = 'tokens' GROUP BY 1, 2, 3, 4, 5)
            """
        #expect(try night.ask(tokens + " SELECT count(*) > 2000 AS many FROM billed") == "many\r\n1\r\n")
        #expect(try night.ask(tokens + " SELECT * FROM (SELECT * FROM billed EXCEPT SELECT * FROM used)").lines.count == 1)
        #expect(try night.ask(tokens + " SELECT * FROM (SELECT * FROM used EXCEPT SELECT * FROM billed)").lines.count == 1)
        // Development has a limit of a million a day, staging of ten.
        let beyond = """
            SELECT day, environment, sum(quantity) AS tokens FROM usage_day WHERE unit = 'tokens' AND system = 'planogram'
            GROUP BY 1, 2 HAVING tokens > CASE environment WHEN 'development' THEN 1000000 WHEN 'staging' THEN 10000000 ELSE 1e9 END
            """
        #expect(try night.ask(beyond).lines.dropFirst().map { $0.prefix(22) } == ["2026-10-14,development"])
    }

    @Test func onlyTheServiceThatNobodyMappedIsUnmapped() throws {
        let night = try SampleNight { $0.contains("cloud") }
        #expect(try night.night().status == 0)
        let unmapped = "SELECT DISTINCT ServiceName FROM focus WHERE x_System IS NULL OR x_Component IS NULL"
        #expect(try night.ask(unmapped).lines == ["ServiceName", "AWS IoT Core"])
        #expect(try night.ask("SELECT DISTINCT x_System FROM focus WHERE x_System IS NOT NULL").lines.count == 1 + 5)
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

extension String {
    /// The lines of CSV that has no line end within a field.
    fileprivate var lines: [Substring] { split(separator: "\r\n") }
}

import Foundation
import Testing

/// What must hold of whole nights, whatever comes in between.
@Suite struct NightLawTests {
    @Test func theSameNightTwiceChangesNothing() throws {
        let night = try SampleNight()
        let first = try night.night()
        #expect(first.status == 0, "\(first.text)")
        #expect(first.text.isEmpty)
        let before = try night.published()
        let sequence = try night.ask("SELECT max(sequence) FROM run")
        let second = try night.night()
        #expect(second.status == 0 && second.text.isEmpty, "\(second.text)")
        #expect(try night.published() == before)
        #expect(try night.ask("SELECT max(sequence) FROM run") == sequence)
        let doctor = try night.run(["doctor", "--today", "2026-11-22"])
        #expect(doctor.status == 0 && doctor.text == "13 checks: nothing to mend\n", "\(doctor.text)")
    }

    @Test func aReportAsOfAnySequenceIsWhatWasPublishedThen() throws {
        let night = try SampleNight { !$0.contains("2026-11") && !$0.contains("20261104") }
        var kept: [(sequence: String, files: [String: Data])] = []
        func publish(_ today: String) throws {
            let result = try night.night(today)
            #expect(result.status == 0, "\(result.text)")
            let sequence =
                try night.ask("SELECT max(sequence) AS s FROM run").split(separator: "\r\n").last.map(String.init) ?? ""
            kept.append((sequence, try night.published()))
        }
        try publish("2026-11-02")
        try night.add { $0.contains("20261104") }
        try publish("2026-11-05")
        try night.add { _ in true }
        try publish("2026-11-21")

        let mapping = night.inputs.appendingPathComponent("mapping.csv")
        let rules = try String(contentsOf: mapping, encoding: .utf8)
        try rules.replacing("cloud-run", with: "firestore").write(to: mapping, atomically: true, encoding: .utf8)
        let plan = night.inputs.appendingPathComponent("plans/capacity-assessment.yaml")
        let figures = try String(contentsOf: plan, encoding: .utf8)
        try figures.replacing("amount: 200", with: "amount: 210").write(to: plan, atomically: true, encoding: .utf8)
        try publish("2026-11-22")
        try FileManager.default.removeItem(at: night.inputs.appendingPathComponent("contracts.csv"))
        try publish("2026-11-22")

        #expect(Set(kept.map(\.sequence)).count == kept.count)
        for (number, publication) in kept.enumerated() {
            let folder = "asof-\(number)"
            let result = try night.run(
                ["report", "--as-of", publication.sequence, "--output", folder, "--history", "Output/history.sqlite"])
            #expect(result.status == 0, "\(result.text)")
            let again = try night.published(folder)
            #expect(Set(again.keys) == Set(publication.files.keys))
            for (path, bytes) in publication.files {
                #expect(again[path] == bytes, "\(path) as of \(publication.sequence) differs from what was published")
            }
        }
        #expect(try night.run(["verify"]).status == 0)
    }

    @Test func otherQuotingOrderNamesAndCompressionChangeNothing() throws {
        let night = try SampleNight()
        try night.night()
        let before = try night.published()
        let size = try night.ask("SELECT count(*) FROM focus")
        let sequence = try night.ask("SELECT max(sequence) FROM run")
        var random = ScheduleRandom(7)
        for path in try night.exportPaths() {
            let file = night.exports.appendingPathComponent(path)
            if path.hasSuffix(".gz") { try run("/bin/gzip", ["-d", file.path]) }
            let plain = path.hasSuffix(".gz") ? file.deletingPathExtension() : file
            let text = try rewritten(String(contentsOf: plain, encoding: .utf8), &random)
            let renamed = plain.deletingLastPathComponent().appendingPathComponent("renamed-" + plain.lastPathComponent)
            try text.write(to: renamed, atomically: true, encoding: .utf8)
            try FileManager.default.removeItem(at: plain)
            if !path.hasSuffix(".gz") { try run("/bin/gzip", ["-n", renamed.path]) }
        }
        let result = try night.night()
        #expect(result.status == 0, "\(result.text)")
        #expect(try night.published() == before)
        #expect(try night.ask("SELECT count(*) FROM focus") == size)
        #expect(try night.ask("SELECT max(sequence) FROM run") == sequence)
    }

    @Test func theClockAndTheLocaleDoNotMatter() throws {
        let night = try SampleNight { $0.contains("2026-10") || $0.contains("2026-11") }
        try night.night()
        let other = try SampleNight { $0.contains("2026-10") || $0.contains("2026-11") }
        let process = Process()
        process.executableURL = try builtProgram("outlay")
        process.currentDirectoryURL = other.folder
        process.arguments = ["run", "--today", "2026-11-21"]
        process.environment = ["TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try night.published() == other.published())
    }

    /// Rows in another order, every field in quotes, CRLF line ends.
    private func rewritten(_ text: String, _ random: inout ScheduleRandom) throws -> String {
        var rows: [[String]] = [[]]
        var field = ""
        var isQuoted = false
        var characters = Array(text.unicodeScalars)[...]
        while let next = characters.popFirst() {
            if isQuoted {
                if next == "\"", characters.first == "\"" {
                    field.unicodeScalars.append(next)
                    characters = characters.dropFirst()
                } else if next == "\"" {
                    isQuoted = false
                } else {
                    field.unicodeScalars.append(next)
                }
            } else if next == "\"" {
                isQuoted = true
            } else if next == "," || next == "\n" {
                rows[rows.count - 1].append(field)
                field = ""
                if next == "\n" { rows.append([]) }
            } else if next != "\r" {
                field.unicodeScalars.append(next)
            }
        }
        rows = rows.filter { !$0.isEmpty }
        let header = try #require(rows.first)
        return ([header] + rows.dropFirst().shuffled(using: &random)).map { row in
            row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\r\n"
        }.joined()
    }

    private func run(_ program: String, _ arguments: [String]) throws {
        let process = try Process.run(URL(fileURLWithPath: program), arguments: arguments)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}

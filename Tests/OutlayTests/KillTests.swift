import Foundation
import Testing

/// A run can be killed at any moment: the next one ends where an uninterrupted one would have.
@Suite struct KillTests {
    /// `make trust` kills more, and at every call; OUTLAY_KILLS asks for more here.
    static let count = ProcessInfo.processInfo.environment["OUTLAY_KILLS"].flatMap { Int($0) } ?? 15

    private func keeps(_ path: String) -> Bool {
        path.contains("gcp") && path.contains("2026-1") || path.contains("usage_2026-1")
    }

    /// What a history holds and shows, without the numbers of runs.
    private func state(_ night: SampleNight) throws -> [String] {
        [
            try night.ask("SELECT * FROM focus ORDER BY SkuId, ResourceId, ServiceName, Tags, ChargePeriodStart, BilledCost"),
            try night.ask(
                "SELECT * FROM usage_day ORDER BY day, metric, customer, system, component, feature, model, environment"),
            try night.ask("SELECT * FROM component_month ORDER BY 1, 2, 3"),
            try night.ask("SELECT * FROM customer_month ORDER BY 1, 2, 3"),
            try night.ask("SELECT budget, period, threshold_percent, actual, amount, state FROM alert ORDER BY id"),
            try night.ask("SELECT sequence, source, scope, rows, billed_total, state FROM delivery ORDER BY 1, 2, 3"),
        ]
    }

    @Test func aKilledRunLosesNothing() throws {
        let reference = try SampleNight(keeps)
        let start = Date()
        #expect(try reference.night().status == 0)
        let duration = Date().timeIntervalSince(start)
        let expected = try state(reference)
        let pages = try reference.published().filter { $0.key.hasSuffix(".csv") }
        let seed = ProcessInfo.processInfo.environment["OUTLAY_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...UInt64.max)
        print("kill test: seed \(seed), \(KillTests.count) kills within \(duration) s")
        var random = ScheduleRandom(seed)
        for number in 0..<KillTests.count {
            let night = try SampleNight(keeps)
            let process = try night.start("run", "--today", "2026-11-21")
            let wait = Double.random(in: 0...duration, using: &random)
            Thread.sleep(forTimeInterval: wait)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let again = try night.night()
            #expect(again.status == 0, "kill \(number) after \(wait) s: \(again.text)")
            #expect(try state(night) == expected, "kill \(number) after \(wait) s")
            let verify = try night.run(["verify"])
            #expect(verify.status == 0, "kill \(number) after \(wait) s: \(verify.text)")
            let published = try night.published()
            for (path, bytes) in pages { #expect(published[path] == bytes, "kill \(number) after \(wait) s: \(path)") }
            let leftovers = try FileManager.default.contentsOfDirectory(atPath: night.output.path).filter { $0.hasSuffix(".new") }
            #expect(leftovers.isEmpty)
        }
    }
}

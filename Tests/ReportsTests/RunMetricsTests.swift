import Billing
import Testing

@testable import Reports

/// What is published as `outlay.prom`.
@Suite struct RunMetricsTests {
    static func metrics() -> RunMetrics {
        var metrics = RunMetrics()
        metrics.lastRun = 1_795_221_000
        metrics.lastSuccess = 1_795_134_600
        metrics.duration = 3
        metrics.exitStatus = 3
        (metrics.files, metrics.records, metrics.refused) = (12, 48_000, 2)
        let day = Day(year: 2026, month: 11, day: 19)
        metrics.sources = [
            .init(name: "aws", lastDay: day, isLate: false), .init(name: "gcp", lastDay: day.advanced(by: -9), isLate: true),
            .init(name: "logs", lastDay: day, isLate: nil),
        ]
        metrics.month = Month(year: 2026, month: 11)
        metrics.systems = [
            SystemGauge(
                system: "shop", currency: Currency("USD"), plan: Amount(4000), actual: Fixture.amount("3240.123456789"),
                landing: nil),
            SystemGauge(
                system: "(unmapped)", currency: Currency("USD"), plan: nil, actual: Fixture.amount("-0.00004"), landing: nil),
        ]
        metrics.budgets = [
            .init(budget: "shop", periodKind: "month", ratio: 0.81), .init(budget: "shop", periodKind: "day", ratio: 1.5),
        ]
        return metrics
    }

    private func text(_ metrics: RunMetrics) -> String { String(decoding: metrics.text(), as: UTF8.self) }

    @Test func itSaysHowTheRunWentAndWhereTheNewestMonthStands() {
        let lines = text(Self.metrics()).components(by: "\n")
        for line in [
            "outlay_last_run_timestamp_seconds 1795221000", "outlay_last_success_timestamp_seconds 1795134600",
            "outlay_last_run_duration_seconds 3", "outlay_last_run_exit_status 3", "outlay_last_run_files 12",
            "outlay_last_run_records 48000", "outlay_last_run_refused_records 2",
            "outlay_source_last_day_timestamp_seconds{source=\"aws\"} 1795046400", "outlay_source_late{source=\"aws\"} 0",
            "outlay_source_late{source=\"gcp\"} 1", "outlay_month_start_timestamp_seconds 1793491200",
            "outlay_system_cost{system=\"shop\",currency=\"USD\",scenario=\"plan\"} 4000",
            "outlay_system_cost{system=\"shop\",currency=\"USD\",scenario=\"actual\"} 3240.123457",
            "outlay_system_cost{system=\"(unmapped)\",currency=\"USD\",scenario=\"actual\"} -4e-05",
            "outlay_budget_use_ratio{budget=\"shop\",period_kind=\"month\"} 0.81",
            "outlay_budget_use_ratio{budget=\"shop\",period_kind=\"day\"} 1.5", "outlay_alerts_pending 0",
        ] { #expect(lines.contains(line), "\(line)") }
        #expect(!lines.contains { $0.hasPrefix("outlay_source_late{source=\"logs\"") })
        #expect(!lines.contains { $0.contains("landing\"") })
    }

    @Test func whatIsUnknownHasNoSeriesAndNoHeader() {
        let text = text(RunMetrics())
        #expect(!text.contains("outlay_last_success") && !text.contains("outlay_source") && text.hasSuffix("_pending 0\n"))
    }

    @Test(arguments: [
        "shop", "a\\", "a\"b", "a\nb", "a\r\nb", "tab\tbed", "\u{1B}[31mred\u{7}", "\u{202E}turned", "{}= 1", "ä\u{2028}b",
        "\\\\\"\n",
        "", "outlay_alerts_pending 7",
    ])
    func everyLineIsOfTheFormatWhateverTheNames(_ name: String) throws {
        var metrics = Self.metrics()
        metrics.sources = [
            .init(name: name, lastDay: Day(number: 0), isLate: true),
            .init(name: name + "\u{1}", lastDay: Day(number: 1), isLate: nil),
            .init(name: name + "\u{2}", lastDay: Day(number: 2), isLate: nil),
        ]
        metrics.systems[0].system = name
        metrics.systems[0].currency = Currency(name)
        metrics.budgets = [
            .init(budget: name, periodKind: name, ratio: .infinity), .init(budget: name, periodKind: name, ratio: 1e300),
        ]
        let text = text(metrics)
        try expectFormat(text)
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" || $0 == "\u{2028}" })
        let label = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        if name.unicodeScalars.allSatisfy({ $0 == "\n" || (0x20..<0x7F).contains($0.value) }) {
            #expect(text.contains("outlay_source_late{source=\"\(label)\"} 1\n"))
        }
    }

    /// The text format, version 0.0.4: each metric has its help and type before its series, stands in one place, and has no series
    /// twice.
    private func expectFormat(_ text: String) throws {
        let series =
            /([a-z_][a-z0-9_]*)((?:\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\})?) (-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)/
        var seen: Set<String> = []
        var helped: [String] = [], typed: [String] = []
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" }
        #expect(lines.last == "")
        for line in lines.dropLast() {
            if let help = line.wholeMatch(of: /# HELP ([a-z_]+) [A-Z1][^\\]*\./) {
                helped.append(String(help.1))
            } else if let type = line.wholeMatch(of: /# TYPE ([a-z_]+) gauge/) {
                typed.append(String(type.1))
                #expect(helped == typed)
            } else {
                let match = try #require(try series.wholeMatch(in: line), "\(line)")
                #expect(typed.last.map { $0 == match.1 } == true, "\(line)")
                #expect(seen.insert(String(match.1 + match.2)).inserted, "\(line)")
                #expect(Double(match.3) != nil)
            }
        }
        #expect(Set(helped).count == helped.count)
    }
}

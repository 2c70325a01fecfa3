import Billing
import Testing

@testable import Analysis

/// How near landings come to what a month turned out to be, beside the two simple ways to say it.
@Suite struct LandingBacktestTests {
    /// Mean absolute errors in percent of the actual, and how often it lay within the range.
    private struct Errors {
        var landing = 0.0, runRate = 0.0, pacing = 0.0, covered = 0.0

        init(_ kind: GeneratedSeries.Kind, day: Int, history: Int, seeds: Range<UInt64>) {
            for seed in seeds {
                let series = GeneratedSeries(kind, seed: seed)
                guard let landing = Landing(series.basis(completeDays: day, history: history)) else { continue }
                let actual = series.actual.approximate
                let sum = series.total(day).approximate
                let days = Double(series.month.days)
                let planned = sum + series.plan.approximate * (days - Double(day)) / days
                func error(_ forecast: Double) -> Double { (forecast - actual).magnitude / actual * 100 / Double(seeds.count) }
                self.landing += error(landing.expected.approximate)
                runRate += error(sum / Double(day) * days)
                pacing += error(planned)
                if landing.low <= series.actual, series.actual <= landing.high { covered += 100 / Double(seeds.count) }
            }
        }

        func row(_ kind: GeneratedSeries.Kind, _ day: Int, _ history: Int) -> String {
            let name = kind.rawValue + String(repeating: " ", count: 18 - kind.rawValue.count)
            let figures = [landing, runRate, pacing, covered].map { figure in
                let text = Amount(estimate: figure)?.text(decimals: 2) ?? "-"
                return String(repeating: " ", count: max(0, 10 - text.count)) + text
            }
            return "\(name) \(day) \(history) \(figures.joined())"
        }
    }

    /// How much worse than the simple run rate a landing may be where that has nothing to miss: its own level is from about as many days.
    private static let tolerance = 1.15

    @Test func aLandingIsNearerThanRunRateAndPacing() {
        print("kind               day history  landing  run rate    pacing  in range %")
        for kind in GeneratedSeries.Kind.allCases {
            for day in [10, 20] {
                let errors = Errors(kind, day: day, history: 59, seeds: 0..<24)
                print(errors.row(kind, day, 59))
                switch kind {
                case .weekdays, .noisyWeekdays:
                    #expect(errors.landing < errors.runRate, "\(kind.rawValue), day \(day)")
                    #expect(errors.landing < errors.pacing, "\(kind.rawValue), day \(day)")
                case .flat, .noisy, .trend, .step, .spike, .startFee:
                    #expect(errors.landing <= errors.runRate * Self.tolerance, "\(kind.rawValue), day \(day)")
                    #expect(errors.landing < errors.pacing, "\(kind.rawValue), day \(day)")
                }
            }
        }
    }

    @Test func aWeekdayPatternIsSeenInTenDaysWithoutHistory() {
        for day in [10, 20] {
            let errors = Errors(.weekdays, day: day, history: 0, seeds: 0..<24)
            print(errors.row(.weekdays, day, 0))
            #expect(errors.landing < errors.runRate / 2, "day \(day)")
            #expect(errors.landing < errors.pacing / 2, "day \(day)")
        }
    }

    @Test(arguments: [GeneratedSeries.Kind.noisy, .noisyWeekdays]) func theRangeHoldsAboutEightyInAHundred(
        _ kind: GeneratedSeries.Kind
    ) {
        let covered = [10, 20].map { Errors(kind, day: $0, history: 59, seeds: 100..<170).covered }
        let mean = covered.reduce(0, +) / 2
        print("\(kind.rawValue): \(covered) % in range")
        #expect(mean >= 65 && mean <= 95, "\(covered)")
    }
}

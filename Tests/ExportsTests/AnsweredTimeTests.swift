import Billing
import Testing

@testable import Exports

@Suite struct AnsweredTimeTests {
    private static let day = 86_400

    @Test func onlyWholeDaysAreAnsweredInWhateverPiecesTheyCome() {
        let hours = (0..<72).map { $0 * 3600..<($0 + 1) * 3600 }
        let orders = [hours, hours.reversed(), hours.filter { $0.lowerBound % 7200 == 0 } + hours, hours + hours]
        for spans in orders {
            var time = AnsweredTime()
            for span in spans { time.add(span) }
            #expect(time.days == [Period(start: Day(number: 0), end: Day(number: 3))])
        }
        for missing in hours.indices {
            var time = AnsweredTime()
            for (number, span) in hours.enumerated() where number != missing { time.add(span) }
            let days = Set(time.days.flatMap { ($0.start.number..<$0.end.number).map { $0 } })
            #expect(days == Set([0, 1, 2].filter { $0 != Int32(missing / 24) }))
        }
    }

    /// Each says that it was asked for days of August, on which nothing happened.
    private static let days: [(String, ExportFormat)] = [
        (
            #"{"data":[{"starting_at":"2026-08-01T00:00:00Z","ending_at":"2026-08-02T00:00:00Z","results":[]},"#
                + #"{"starting_at":"2026-08-02T00:00:00Z","ending_at":"2026-08-03T00:00:00Z","results":[]}],"#
                + #""has_more":false,"next_page":null}"#, .anthropicUsage
        ),
        (
            #"{"object":"page","data":[{"object":"bucket","start_time":1785542400,"end_time":1785628800,"results":[]},"#
                + #"{"object":"bucket","start_time":1785628800,"end_time":1785715200,"results":[]}],"has_more":false}"#,
            .openAIUsage
        ),
        (
            #"{"GroupDefinitions":[{"Type":"DIMENSION","Key":"SERVICE"}],"ResultsByTime":[{"TimePeriod":"#
                + #"{"Start":"2026-08-01","End":"2026-08-03"},"Total":{},"Groups":[],"Estimated":true}]}"#, .awsCostExplorer
        ),
    ]

    @Test(arguments: days) func anAnswerSaysWhichDaysItIsAbout(_ text: String, _ format: ExportFormat) throws {
        let read = try UsageRead(text)
        #expect(read.format == format && read.rows.isEmpty && read.reading.refused == 0)
        let days = read.reading.answer?.days.map { "\($0.start) \($0.end)" }
        #expect(days == ["2026-08-01 2026-08-03"])
        // The bill of the same provider says so too.
        for other in [ExportFormat.anthropicCost, .openAICosts] where other.rawValue.prefix(5) == format.rawValue.prefix(5) {
            #expect(try UsageRead(text, format: other).reading.answer?.days.map { "\($0.start) \($0.end)" } == days)
        }
        let part = text.replacing(#""has_more":false"#, with: #""has_more":true"#)
            .replacing(#"{"GroupDefinitions""#, with: #"{"NextPageToken":"x","GroupDefinitions""#)
        #expect(part != text)
        #expect(try UsageRead(part).reading.answer?.lacksPages == true)
        #expect(try UsageRead(text).reading.answer?.lacksPages == false)
    }

    @Test(arguments: [
        #"{"MetricDataResults":[],"Messages":[]}"#,
        #"{"MetricDataResults":[{"Id":"m1","Label":"R","Timestamps":[],"Values":[],"StatusCode":"Complete"}],"NextToken":null}"#,
        #"{"status":"success","data":{"resultType":"matrix","result":[]}}"#,
        #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"x"},"values":[]}]}}"#,
        #"{"data":[],"has_more":false,"next_page":null}"#, #"{"object":"page","data":[],"has_more":false,"next_page":null}"#,
        #"{"ResultsByTime":[]}"#,
    ])
    func anAnswerThatNamesNoDaysIsOneAllTheSame(_ text: String) throws {
        let read = try UsageRead(text)
        #expect(read.format != nil && read.reading.refused == 0 && read.rows.isEmpty)
        #expect(read.reading.answer == Answer())
    }

    @Test(arguments: [
        #"{"MetricDataResults":[{"Id":"m1","Label":"R","Timestamps":[],"Values":[],"StatusCode":"InternalError"}]}"#,
        #"{"status":"success","warnings":["a store is away"],"data":{"resultType":"matrix","result":[]}}"#,
        #"{"status":"error","errorType":"timeout","error":"query timed out"}"#, "day,metric,quantity\n",
        #"{"data":[{"starting_at":"then","ending_at":"2026-08-02T00:00:00Z","results":[]}],"has_more":false,"next_page":null}"#,
    ])
    func whatIsNotWholeOrNoAnswerSaysNothingOfAnyDay(_ text: String) throws {
        #expect(try UsageRead(text).reading.answer == nil)
    }
}

import Foundation
import Testing

/// On a day without usage the answer of an API is well formed and empty: it passes, and takes back what was said of its days before.
@Suite struct EmptyAnswerTests {
    /// Anthropic's usage of days of October: the tokens of each, nil for a day without.
    private func usage(_ days: [(day: Int, tokens: Int?)]) -> String {
        let buckets = days.map { day, tokens in
            let result = tokens.map {
                "{\"uncached_input_tokens\":\($0),\"cache_read_input_tokens\":0,\"output_tokens\":\($0),\"model\":\"m\"}"
            }
            return
                "{\"starting_at\":\"2026-10-\(day + 10)T00:00:00Z\",\"ending_at\":\"2026-10-\(day + 11)T00:00:00Z\","
                + "\"results\":[\(result ?? "")]}"
        }
        return "{\"data\":[\(buckets.joined(separator: ","))],\"has_more\":false,\"next_page\":null}\n"
    }

    /// OpenAI's costs of days of October 2026, in dollars; nil for a day without.
    private func costs(_ days: [(day: Int, dollars: String?)]) -> String {
        let buckets = days.map { day, dollars in
            let start = 1_790_812_800 + (day + 9) * 86_400
            let result = dollars.map {
                "{\"object\":\"organization.costs.result\",\"amount\":{\"value\":\($0),\"currency\":\"usd\"},\"line_item\":\"m\"}"
            }
            return "{\"object\":\"bucket\",\"start_time\":\(start),\"end_time\":\(start + 86_400),\"results\":[\(result ?? "")]}"
        }
        return "{\"object\":\"page\",\"data\":[\(buckets.joined(separator: ","))],\"has_more\":false}\n"
    }

    private func tokens(_ house: SmallHouse) throws -> String {
        try house.ask("SELECT substr(day, 9), sum(quantity) FROM usage_day WHERE metric = 'input_tokens' GROUP BY 1 ORDER BY 1")
    }

    private func billed(_ house: SmallHouse) throws -> String {
        try house.ask(
            "SELECT substr(ChargePeriodStart, 9), sum(BilledCost) FROM focus WHERE x_Source = 'llm' GROUP BY 1 ORDER BY 1")
    }

    private func expectSilence(_ house: SmallHouse) throws {
        let night = try house.night()
        #expect(night.status == 0 && night.errors.isEmpty && night.output.isEmpty, "\(night.status) \(night.errors)")
        #expect(try house.outlay("verify").status == 0)
    }

    @Test(arguments: [
        #"{"data":[{"starting_at":"2026-10-11T00:00:00Z","ending_at":"2026-10-12T00:00:00Z","results":[]}],"#
            + #""has_more":false,"next_page":null}"#,
        #"{"data":[],"has_more":false,"next_page":null}"#,
        #"{"object":"page","data":[{"object":"bucket","start_time":1790812800,"end_time":1790899200,"results":[]}],"#
            + #""has_more":false}"#,
        #"{"ResultsByTime":[{"TimePeriod":{"Start":"2026-10-11","End":"2026-10-12"},"Total":{},"Groups":[]}]}"#,
        #"{"MetricDataResults":[{"Id":"m","Label":"R","Timestamps":[],"Values":[],"StatusCode":"Complete"}],"Messages":[]}"#,
        #"{"status":"success","data":{"resultType":"matrix","result":[]}}"#,
    ])
    func aDayWithoutUsagePassesInSilenceAndIsRemembered(_ text: String) throws {
        let house = try SmallHouse()
        try house.write("Inputs/exports/api/answer-2026-10-11.json", text)
        let first = try house.night("--verbose")
        #expect(first.status == 0 && !first.errors.contains("refused"), "\(first.errors)")
        #expect(first.errors.contains("answer-2026-10-11.json: 1 records, nothing new"), "\(first.errors)")
        let again = try house.night("--verbose")
        #expect(again.status == 0 && !again.errors.contains("answer-2026-10-11.json"), "\(again.errors)")
        // The next day is another file, and the one before may come again.
        try house.write("Inputs/exports/api/answer-2026-10-12.json", text)
        try house.write("Inputs/exports/api/answer-2026-10-11.json", text)
        try expectSilence(house)
        #expect(try house.ask("SELECT count(*) FROM usage_day") == "0")
        #expect(try house.ask("SELECT count(*) FROM refusal") == "0")
        #expect(try house.ask("SELECT count(*) FROM focus") == "2")
    }

    @Test func anEmptyAnswerIsAllThatANewHouseNeeds() throws {
        let house = try SmallHouse(bare: true)
        try house.write("Inputs/exports/llm/usage.json", usage([(1, nil)]))
        #expect(try house.night().status == 0)
    }

    @Test(arguments: ["usage.json", "usage-2026-10-2N.json"])
    func anAnswerSpeaksOfItsOwnDaysOnly(_ name: String) throws {
        let house = try SmallHouse()
        var night = 0
        func write(_ days: [(Int, Int?)]) throws {
            night += 1
            try house.write("Inputs/exports/llm/" + name.replacing("N", with: "\(night)"), usage(days))
            try expectSilence(house)
        }
        try write([(1, 10), (2, 20), (3, 30), (4, 40)])
        #expect(try tokens(house) == "11,10.0\n12,20.0\n13,30.0\n14,40.0")
        // The window goes on to days without usage.
        try write([(5, nil), (6, nil)])
        #expect(try tokens(house) == "11,10.0\n12,20.0\n13,30.0\n14,40.0")
        // A day of three turns out to have none; the day before the window stays.
        try write([(2, 20), (3, nil), (4, 40)])
        #expect(try tokens(house) == "11,10.0\n12,20.0\n14,40.0")
        try write([(3, nil), (4, 40), (5, 50)])
        #expect(try tokens(house) == "11,10.0\n12,20.0\n14,40.0\n15,50.0")
        try write([(3, 33), (4, 40), (5, 50)])
        #expect(try tokens(house) == "11,10.0\n12,20.0\n13,33.0\n14,40.0\n15,50.0")
    }

    @Test func anAnswerThatTakesMostBackWaitsUntilItIsConfirmed() throws {
        let house = try SmallHouse()
        try house.write("Inputs/exports/llm/usage-2026-10-21.json", usage([(1, 10), (2, 20), (3, 30)]))
        try expectSilence(house)
        try house.write("Inputs/exports/llm/usage-2026-10-22.json", usage([(2, nil), (3, nil), (4, nil)]))
        for _ in 1...2 {
            let night = try house.night()
            #expect(night.status == 3)
            #expect(night.errors.contains("usage-2026-10-22.json: refused: waits: it drops 4 of 4 days"), "\(night.errors)")
            #expect(try tokens(house) == "11,10.0\n12,20.0\n13,30.0")
        }
        try house.write("Inputs/outlay.yaml", "sources: {llm: {confirm_shrink: true}}\n")
        try expectSilence(house)
        #expect(try tokens(house) == "11,10.0")
        // The older answer says nothing new when it comes again.
        try house.shell("touch Inputs/exports/llm/usage-2026-10-21.json")
        #expect(try house.night().status == 0)
        #expect(try tokens(house) == "11,10.0")
    }

    @Test func pagesInFilesOfTheirOwnAreOneAnswer() throws {
        let house = try SmallHouse()
        func write(_ first: [(Int, Int?)], _ second: [(Int, Int?)]) throws {
            try house.write("Inputs/exports/llm/usage-1.json", usage(first).replacing(":false", with: ":true"))
            try house.write("Inputs/exports/llm/usage-2.json", usage(second))
        }
        try write([(1, nil), (2, nil)], [(3, nil)])
        try expectSilence(house)
        try write([(1, 10), (2, 20)], [(3, 30)])
        try expectSilence(house)
        #expect(try tokens(house) == "11,10.0\n12,20.0\n13,30.0")
        // Both pages have the day that turns out to be one without.
        try write([(1, 10), (2, nil)], [(2, nil), (3, 30)])
        try expectSilence(house)
        #expect(try tokens(house) == "11,10.0\n13,30.0")
        // Where the last page is missing, nothing is known to be empty.
        try house.write("Inputs/exports/more/usage.json", usage([(1, nil)]).replacing(":false", with: ":true"))
        #expect(try house.night().status == 3)
    }

    @Test func anAnswerThatNamesNoDaysTakesNothingBack() throws {
        let house = try SmallHouse()
        func write(_ moments: [String]) throws {
            let list = moments.map { "\"2026-10-\($0)T10:00:00Z\"" }.joined(separator: ",")
            let values = moments.map { _ in "5" }.joined(separator: ",")
            try house.write(
                "Inputs/exports/aws-requests/metrics.json",
                "{\"MetricDataResults\":[{\"Label\":\"input_tokens\",\"Timestamps\":[\(list)],\"Values\":[\(values)],"
                    + "\"StatusCode\":\"Complete\"}]}")
            try expectSilence(house)
        }
        try write(["11", "12"])
        try write([])
        #expect(try tokens(house) == "11,5.0\n12,5.0")
        try write(["14"])
        #expect(try tokens(house) == "11,5.0\n12,5.0\n14,5.0")
    }

    @Test func aBillOfADayIsTakenBackOnlyWhenThatIsConfirmed() throws {
        let house = try SmallHouse()
        try house.write("Inputs/exports/llm/costs.json", costs([(1, "1.5"), (2, "2.5"), (3, "4")]))
        try expectSilence(house)
        try house.write("Inputs/exports/llm/costs.json", costs([(4, nil), (5, nil)]))
        try expectSilence(house)
        #expect(try billed(house) == "11,1.5\n12,2.5\n13,4.0")
        try house.write("Inputs/exports/llm/costs.json", costs([(3, nil), (4, "8")]))
        let night = try house.night()
        #expect(night.status == 3)
        #expect(night.errors.contains("drops 100 % of the cost of bill openai of 2026-10-13"), "\(night.errors)")
        #expect(try billed(house) == "11,1.5\n12,2.5\n13,4.0")
        try house.write("Inputs/outlay.yaml", "sources: {llm: {confirm_shrink: true}}\n")
        try expectSilence(house)
        #expect(try billed(house) == "11,1.5\n12,2.5\n14,8.0")
    }

    @Test func aSheetWithoutARecordIsNoAnswer() throws {
        let house = try SmallHouse()
        try house.write("Inputs/exports/requests/requests.csv", "day,metric,quantity\n")
        let night = try house.night()
        #expect(night.status == 3)
        #expect(night.errors.contains("requests.csv: refused: waits: it has no record"), "\(night.errors)")
    }
}

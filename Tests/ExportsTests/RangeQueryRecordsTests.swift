import Testing

@testable import Exports

/// An answer with one series; its samples are (hour of 2026-08-01, number).
private func answer(_ name: String, _ samples: [(Double, String)], labels: String = "") -> String {
    let values = samples.map { "[\(1_785_542_400 + $0.0 * 3600),\"\($0.1)\"]" }.joined(separator: ",")
    return """
        {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"\(name)","job":"x"\(labels)},\
        "values":[\(values)]}]}}
        """
}

@Suite struct RangeQueryRecordsTests {
    @Test(arguments: [
        ([(1.0, "100"), (2.0, "250"), (3.0, "251")], "151"), ([(1.0, "100"), (2.0, "250"), (3.0, "10")], "160"),
        ([(1.0, "100"), (2.0, "NaN"), (3.0, "+Inf"), (4.0, "1e+03")], "900"), ([(1.0, "100"), (2.0, "0"), (3.0, "0")], "0"),
        ([(1.0, "0.5"), (2.0, "0.75")], "0.25"),
    ])
    func aCounterCountsItsIncreaseAndADropIsARestart(_ samples: [(Double, String)], _ increase: String) throws {
        let read = try UsageRead(answer("http_requests_total", samples))
        #expect(read.format == .prometheus)
        #expect(read.rows == ["2026-08-01 http_requests_total": increase])
    }

    @Test func anIncreaseUntilMidnightBelongsToTheDayBefore() throws {
        let read = try UsageRead(answer("a_count", [(23, "1"), (24, "5"), (25, "11")]))
        #expect(read.rows == ["2026-08-01 a_count": "4", "2026-08-02 a_count": "6"])
    }

    @Test func seriesAddUpAndLabelsThatAreOursStay() throws {
        let lines = [
            answer("a_total", [(1, "1"), (2, "5")], labels: ",\"customer\":\"c\",\"pod\":\"1\""),
            answer("a_total", [(1, "10"), (2, "17")], labels: ",\"customer\":\"c\",\"pod\":\"2\""),
            answer("a_total", [(1, "10"), (2, "11")], labels: ",\"environment\":\"staging\",\"model\":\"m\""),
        ]
        #expect(
            try UsageRead(lines: lines).rows == [
                "2026-08-01 a_total customer=c": "11", "2026-08-01 a_total model=m environment=staging": "1",
            ])
        try UsageRead.expectAnyOrder(lines)
    }

    @Test func pagesOfASeriesInAnyOrderAreOne() throws {
        let lines = [
            answer("a_total", [(1, "1"), (2, "5")]), answer("a_total", [(3, "9"), (4, "2")]),
            answer("a_total", [(2, "5"), (3, "9")]), answer("a_total", [(5, "3")]),
        ]
        #expect(try UsageRead(lines: lines).rows == ["2026-08-01 a_total": "11"])
        try UsageRead.expectAnyOrder(lines)
    }

    @Test func aGaugeIsTheAverageOfItsDayAsALevel() throws {
        let lines = [
            answer("devices", [(1, "10"), (2, "11"), (25, "3")], labels: ",\"pod\":\"1\""),
            answer("devices", [(1, "2")], labels: ",\"pod\":\"2\""),
        ]
        #expect(try UsageRead(lines: lines).rows == ["2026-08-01 devices level": "12.5", "2026-08-02 devices level": "3"])
        try UsageRead.expectAnyOrder(lines)
    }

    @Test func aFailedQueryAndASeriesWithoutANameAreRefused() throws {
        let read = try UsageRead(lines: [
            "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[]}]}}",
        ])
        #expect(
            read.refusals == [
                "the query failed: query timed out, expected data", "a series has no __name__, expected the metric's name",
            ])
    }

    @Test func theSampleAddsUpExactly() throws {
        guard let path = SampleFolder.path("requests/prometheus_query_range.SYNTHETIC.json") else { return }
        let read = try UsageRead(path: path)
        #expect(read.rows == ["2025-05-01 http_requests_total customer=acme": "160"])
        #expect(read.reading.notes == ["Prometheus warns: results truncated"])
    }
}

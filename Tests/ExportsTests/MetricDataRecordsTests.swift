import Testing

@testable import Exports

private func answer(_ label: String, _ points: [(String, String)], status: String = "Complete", next: String = "null") -> String {
    """
    {"MetricDataResults":[{"Id":"m1","Label":"\(label)","Timestamps":[\(points.map(\.0).joined(separator: ","))],\
    "Values":[\(points.map(\.1).joined(separator: ","))],"StatusCode":"\(status)"}],"NextToken":\(next),"Messages":[]}
    """
}

@Suite struct MetricDataRecordsTests {
    @Test func valuesAddUpToTheirDay() throws {
        let read = try UsageRead(
            answer(
                "RequestCount",
                [
                    ("\"2026-08-02T00:30:00+02:00\"", "1.5"), ("\"2026-08-01T01:00:00Z\"", "1100.0"), ("1785542400", "950"),
                    ("\"2026-08-02T00:00:00+00:00\"", "7.0"),
                ]))
        #expect(read.format == .cloudWatch)
        #expect(read.rows == ["2026-08-01 RequestCount": "2051.5", "2026-08-02 RequestCount": "7"])
    }

    @Test func aLevelIsTheAverageOfItsDay() throws {
        let lines = [
            answer("users", [("\"2026-08-01T01:00:00Z\"", "10"), ("\"2026-08-01T02:00:00Z\"", "11")]),
            answer("users", [("\"2026-08-01T03:00:00Z\"", "18")]),
        ]
        #expect(try UsageRead(lines: lines).rows == ["2026-08-01 users level": "13"])
    }

    @Test func pagesInAnyOrderAreTheSameUsage() throws {
        try UsageRead.expectAnyOrder([
            answer("a", [("1785542400", "1")], status: "PartialData", next: "\"n\""), answer("a", [("1785546000", "2")]),
            answer("b", [("1785542400", "4")]),
        ])
    }

    @Test func dataThatIsNotCompleteIsNoted() throws {
        let part = answer("a", [("1785542400", "1")], status: "PartialData", next: "\"n\"")
        #expect(
            try UsageRead(part).reading.notes.filter { $0.contains("a is PartialData") || $0.contains("more follow") }.count == 2)
        let whole = try UsageRead(lines: [part, answer("a", [("1785546000", "1")])])
        #expect(!whole.reading.notes.contains { $0.contains("more follow") })
    }

    @Test func listsOfDifferentLengthsAreRefused() throws {
        let read = try UsageRead("{\"MetricDataResults\":[{\"Id\":\"m1\",\"Timestamps\":[1785542400],\"Values\":[]}]}")
        #expect(read.refusals == ["m1 has 1 Timestamps and 0 Values, expected as many of each"])
    }

    @Test func theSampleAddsUpExactly() throws {
        guard let path = SampleFolder.path("requests/cloudwatch_get_metric_data.SYNTHETIC.json") else { return }
        let read = try UsageRead(path: path)
        #expect(read.rows == ["2025-05-01 RequestCount": "3250"])
        #expect(read.reading.notes.count == 3)
    }
}

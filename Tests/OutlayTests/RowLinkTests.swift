import Foundation
import Testing

/// Links to rows of the sample's pages: every row has an id, and keeps it from month to month.
@Suite struct RowLinkTests {
    /// The rows of a page below their headings: their id, and what their first cell shows, by table.
    private func rows(_ html: String) -> [(id: String, name: String)] {
        html.components(separatedBy: "<tbody>").dropFirst().flatMap { part in
            (part.components(separatedBy: "</table>").first ?? "").components(separatedBy: "<tr").dropFirst().map { row in
                let id = row.components(separatedBy: " id=\"").dropFirst().first?.components(separatedBy: "\"").first ?? ""
                let cell = row.components(separatedBy: "<th scope=\"row\">").dropFirst().first?.components(separatedBy: "</th>")
                    .first
                return (id, (id.components(separatedBy: ":").first ?? "") + "/" + (cell ?? ""))
            }
        }
    }

    @Test func everyRowOfTheSampleCanBeLinkedToAlsoNextMonth() throws {
        let night = try SampleNight()
        #expect(try night.night().status == 0)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: night.output.path).filter { $0.hasSuffix(".html") }
            .sorted()
        var named: [String: [String: Set<String>]] = [:]
        var compared = 0
        for path in paths {
            let html = try String(contentsOf: night.output.appendingPathComponent(path), encoding: .utf8)
            let ids = (html.components(separatedBy: "<script>").first ?? "").components(separatedBy: " id=\"").dropFirst()
                .compactMap { $0.components(separatedBy: "\"").first }
            #expect(Set(ids).count == ids.count, "\(path)")
            let rows = rows(html)
            #expect(rows.allSatisfy { !$0.id.isEmpty && !$0.id.contains(" ") }, "\(path)")
            guard path.hasPrefix("2026-1"), !path.hasSuffix("plan.html") else { continue }
            // Rows that are told by the same name alone in their table of both months are the same.
            let page = path.components(separatedBy: "/").last ?? ""
            let names = Dictionary(grouping: rows, by: \.name).mapValues { Set($0.map(\.id)) }
            for (name, ids) in names where ids.count == 1 {
                if let before = named[page]?[name], before.count == 1 {
                    #expect(before == ids, "\(page): \(name)")
                    compared += 1
                }
            }
            named[page] = names
        }
        #expect(compared > 300)
    }
}

import Billing
import Foundation
import Testing

@testable import History
@testable import outlay

/// What a night asks of the history, looked at as SQLite would run it: a night's cost follows what is new, so nothing goes through all
/// charges, all usage or all deliveries that there ever were.
@Suite struct NightStatementTests {
    private static func isEarlier(_ path: String) -> Bool {
        path.contains("gcp_focus_2026-10") || path.contains("aws_focus_2026-09_") || path.contains("usage_2026-10")
    }
    /// What grows with every day that is delivered.
    private static let tables = [
        "charge", "usage", "billed_line", "line_common", "line_mapping", "scope", "scope_delivery", "scope_sighting", "change",
        "publication",
    ]

    @Test func noStatementOfANightGoesThroughAllThatThereEverWas() throws {
        let night = try SampleNight(NightStatementTests.isEarlier)
        #expect(try night.run(["run", "--quiet", "--today", "2026-11-20"]).status == 0)
        try night.add { $0.contains("gcp_focus_2026-11") || $0.contains("usage_2026-11") }

        var globals = GlobalOptions()
        (globals.inputs, globals.output) = (night.inputs.path, night.output.path)
        globals.today = Day("2026-11-21")
        globals.verbosity = .quiet
        let place = try Workplace(globals, Console(globals))
        let history = try place.openHistory()
        var statements: Set<String> = []
        history.connection.onPrepare = { statements.insert($0) }
        let run = try Night(place, history)
        try run.take(try ExportFile.listed(in: globals.inputs))
        try run.publish()
        try run.send()
        try run.end(run.status)
        history.connection.onPrepare = nil

        #expect(statements.count > 100)
        #expect(statements.contains { $0.contains("FROM charge c WHERE c.known_to IS NULL") })
        let found = try scans(statements, history.connection)
        #expect(found == [])

        // Without its index each table is gone through, and this test sees it.
        let indexes = [
            "charge_current", "charge_past", "usage_current", "usage_past", "line_mapping_current", "scope_source",
            "scope_delivery_sequence", "scope_delivery_last_day", "scope_sighting_sequence", "scope_sighting_last_day",
            "change_kind",
            "publication_month", "publication_due",
        ]
        for index in indexes {
            try history.connection.execute("SAVEPOINT without; DROP INDEX \(index)")
            #expect(try !scans(statements, history.connection).isEmpty, "without \(index)")
            try history.connection.execute("ROLLBACK TO without; RELEASE without")
        }
    }

    /// The statements whose program steps through a whole table of those that grow, or through a whole index of one, with its name.
    private func scans(_ statements: Set<String>, _ connection: Connection) throws -> [String] {
        // Of reports there is an index of those alone that are not in their place.
        let roots = try connection.prepare(
            "SELECT rootpage, tbl_name FROM sqlite_schema WHERE rootpage > 0 AND name <> 'publication_due'"
        ).collect {
            ($0.integer(0), $0.text(1))
        }.filter { NightStatementTests.tables.contains($0.1) }
        let tables = Dictionary(uniqueKeysWithValues: roots)
        var found: [String] = []
        for statement in statements.sorted() {
            let steps: [Step]
            do throws(HistoryError) {
                steps = try connection.prepare("EXPLAIN " + statement).collect(Step.init)
            } catch {
                // What an upsert leans on is gone.
                found.append("\(error): \(statement)")
                continue
            }
            // The programs of triggers follow the statement's own, each with cursors of its own.
            for whole in steps.split(before: { $0.address == 0 }) {
                // What looks for rows that wait for a new row of another table is passed over: none waits, since keys are checked at once.
                let skipped = whole.filter { $0.operation == "FkIfZero" }.map { $0.address..<$0.second.root }
                let program = whole.filter { step in !skipped.contains { $0.contains(step.address) } }
                for open in program where open.operation == "OpenRead" || open.operation == "OpenWrite" {
                    guard open.second.database == 0, let table = tables[open.second.root] else { continue }
                    func does(_ operation: String) -> Bool {
                        program.contains { $0.cursor == open.cursor && $0.operation == operation }
                    }
                    // From its end a table is only read for the greatest key, which is one step.
                    let isGoneThrough = does("Rewind") && does("Next") || does("Count")
                    if isGoneThrough { found.append("\(table): \(statement)") }
                }
            }
        }
        return found
    }

    /// An instruction of the machine that runs a statement.
    private struct Step {
        var address: Int64
        var operation: String
        var cursor: Int64
        /// Of an instruction that opens a tree: its first page, and whether the file is the history (0) or the temporary one. Of one that
        /// jumps the first is where to.
        var second: (root: Int64, database: Int64)

        init(_ row: Statement) {
            address = row.integer(0)
            operation = row.text(1)
            cursor = row.integer(2)
            second = (row.integer(3), row.integer(4))
        }
    }
}

extension Array {
    /// The parts that each begin with an element of a kind.
    fileprivate func split(before begins: (Element) -> Bool) -> [[Element]] {
        reduce(into: []) { parts, element in
            if parts.isEmpty || begins(element) { parts.append([]) }
            parts[parts.count - 1].append(element)
        }
    }
}

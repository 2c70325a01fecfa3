import Foundation
import Testing

/// A house in which a program of the past has worked for three nights: its inputs, and the history that it left. See Histories/README.md.
struct OlderHistory {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Histories")

    /// The schemas of which there is a history, ascending.
    static let versions: [Int] = {
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            return names.compactMap { $0.wholeMatch(of: /schema-(\d\d)\.sqlite\.gz/).flatMap { Int($0.1) } }.sorted()
        } catch {
            return []
        }
    }()

    /// The day of the third night.
    static let today = "2026-10-14"

    let house: SmallHouse
    let version: Int

    /// The history that a program with this schema has left, as the only file of the output.
    init(version: Int) throws {
        self.version = version
        house = try SmallHouse(bare: true)
        let name = "schema-" + (version < 10 ? "0" : "") + "\(version).sqlite.gz"
        let folder = OlderHistory.folder.path
        let unpacked = try house.shell(
            """
            set -e; cp -r '\(folder)/Inputs' .; mkdir -p Inputs/exports Output
            for night in 1 2 3; do cp -r '\(folder)/nights/'$night/. Inputs/exports; done
            gzip -dc '\(folder)/\(name)' > Output/history.sqlite
            """)
        try #require(unpacked.status == 0, "\(unpacked.errors)")
    }

    /// The size of a history as it is kept, in bytes.
    static func size(version: Int) throws -> Int {
        let name = "schema-" + (version < 10 ? "0" : "") + "\(version).sqlite.gz"
        return try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)[.size] as? Int ?? 0
    }

    /// A run on the day of the third night.
    func night() throws -> SmallHouse.Ending { try house.outlay("run", "--today", OlderHistory.today) }

    /// What SQLite itself reads in the history, a line a row.
    func rows(_ sql: String, in file: String = "Output/history.sqlite") throws -> String {
        let ending = try house.run(URL(filePath: "/usr/bin/env"), ["sqlite3", "-readonly", file, sql])
        try #require(ending.status == 0, "\(sql): \(ending.errors)")
        return ending.output
    }

    // MARK: Figures

    /// What a history says of money, usage, alerts and closes in terms that every version has; by name.
    func figures() throws -> [String: String] {
        var figures: [String: String] = [:]
        for (name, sql) in OlderHistory.questions { figures[name] = try rows(sql) }
        return figures
    }

    private static let questions = [
        "charges": "SELECT count(*), count(known_to), sum(billed_micros), sum(billed_femtos), sum(effective_micros) FROM charge",
        "focus": """
        SELECT BillingPeriodStart, ChargePeriodStart, ChargePeriodEnd, SubAccountId, ServiceName, x_System, x_Component, x_Customer,
            count(*), sum(x_LineCount), sum(x_BilledCostMicros), sum(x_BilledCostFemtos), sum(x_EffectiveCostMicros),
            sum(x_EffectiveCostFemtos), sum(PricingQuantity)
        FROM focus GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
        """,
        "usage": """
        SELECT day, source, system, metric, kind, customer, unit, count(*), sum(quantity) FROM usage_day
        GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
        """,
        "deliveries": """
        SELECT sequence, source, scope, billing_period, mode, rows, refused, billed_total, effective_total, content_hash, state
        FROM delivery ORDER BY 1, 2, 3
        """,
        "component_month": """
        SELECT month, system, component, currency, actual_micros, actual_femtos, charged_micros, charged_femtos, plan, complete_days
        FROM component_month ORDER BY 1, 2, 3
        """,
        "customer_month": """
        SELECT month, system, customer, currency, revenue_micros, revenue_femtos, cost_micros, cost_femtos, plan_cost, gross_profit
        FROM customer_month ORDER BY 1, 2, 3
        """,
        "allocation_month": """
        SELECT month, system, component, customer, kind, amount_micros, amount_femtos, driver_quantity, share FROM allocation_month
        ORDER BY 1, 2, 3, 4, 5
        """,
        "plan_month": "SELECT month, system, component, plan FROM plan_month ORDER BY 1, 2, 3",
        "budget_month": "SELECT month, budget, period, amount, actual_micros, actual_femtos FROM budget_month ORDER BY 1, 2",
        "closes": "SELECT month, sequence, closed_at, note FROM month_status WHERE state = 'closed'",
        "adjustment": """
        SELECT closed_month, booked_month, system, component, customer, amount_micros, amount_femtos, cause, sequence FROM adjustment
        ORDER BY 1, 2, 3, 4, 5
        """,
    ]

    /// Every row that a closed month has in these columns, by table; the columns of a table as this history has them by default.
    func closedMonths(_ columns: [String: String]? = nil) throws -> (rows: [String: String], columns: [String: String]) {
        var found: [String: String] = [:], names: [String: String] = [:]
        let tables = try rows(
            """
            SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) p
            WHERE m.type = 'table' AND p.name = 'month' AND m.name LIKE '%\\_month' ESCAPE '\\' ORDER BY 1
            """)
        for table in tables.split(separator: "\n").map(String.init) where columns == nil || columns?[table] != nil {
            let own = try rows("SELECT group_concat(name) FROM pragma_table_info('\(table)')")
            let list = columns?[table] ?? own.trimmingCharacters(in: .newlines)
            names[table] = list
            let closed = "SELECT month FROM month_status WHERE state = 'closed'"
            found[table] = try rows("SELECT \(list) FROM \(table) WHERE month IN (\(closed)) ORDER BY \(list)")
        }
        return (found, names)
    }

    /// The alerts up to an id, as they were raised.
    func alerts(upTo id: Int) throws -> String {
        try rows(
            """
            SELECT id, raised_in_run, budget, period, basis, threshold_percent, state, raised_at, actual_micros, actual_femtos,
                amount_micros, amount_femtos, currency, sequence FROM alert WHERE id <= \(id) ORDER BY id
            """)
    }
}

import History
import Reports

/// What Datasette shows of a publication. Up to 0.65 it reads all of it from the metadata; from 1.0 on it takes descriptions from
/// there, and queries, facets and settings from its configuration.
struct DatasetteFiles {
    /// What Datasette calls the database: the file's name without its extension.
    let database: String
    let sequence: Int
    let tables: [PublishedTable]
    let queries: [FormQuery]

    /// Columns that Datasette counts the values of, the first three that a table has.
    private static let counted = [
        "x_System", "x_Source", "ServiceName", "month", "system", "metric", "component", "customer", "source", "state", "budget",
        "plan", "model", "table_name",
    ]
    /// Columns whose greatest values come first: the first that a table has.
    private static let newest = ["ChargePeriodStart", "day", "month", "closed_month", "id", "run", "sequence", "start"]

    /// Titles and meanings, and for versions before 1.0 all the rest.
    var metadata: String {
        var lines = [
            "title: \"Outlay\"",
            "description: \"What was planned, what was spent, and what each customer cost.\"",
            "databases:", "  \(Reports.json(database)):",
            "    description: \"Bills, usage, plans and what follows from them, as known at sequence \(sequence). Amounts are in the "
                + "currency that stands beside them.\"",
            "    tables:",
        ]
        for table in tables {
            lines.append("      \(Reports.json(table.name)):")
            let grain = DatasetteFiles.grains[table.name].map { [$0] } ?? []
            lines += (grain.map { "description: \(Reports.json($0 + "."))" } + shape(table)).map { "        " + $0 }
            lines.append("        columns:")
            for column in table.columns where !column.meaning.isEmpty {
                // What a text is written like stands in its meaning.
                let unit = column.type == "TEXT" || column.unit == "1" ? "" : column.unit.map { " [\($0)]" } ?? ""
                lines.append("          \(Reports.json(column.name)): \(Reports.json(column.meaning + unit))")
            }
        }
        return (lines + forms).map { $0 + "\n" }.joined()
    }

    /// Queries, facets, order and limits, for versions from 1.0 on.
    var configuration: String {
        var lines = ["settings:", "  sql_time_limit_ms: 10000", "  facet_time_limit_ms: 2000"]
        lines += ["databases:", "  \(Reports.json(database)):", "    tables:"]
        for table in tables {
            let shape = shape(table)
            lines.append("      \(Reports.json(table.name)):" + (shape.isEmpty ? " {}" : ""))
            lines += shape.map { "        " + $0 }
        }
        return (lines + forms).map { $0 + "\n" }.joined()
    }

    /// What is counted in a table and which rows come first.
    private func shape(_ table: PublishedTable) -> [String] {
        let names = Set(table.columns.map(\.name))
        let facets = DatasetteFiles.counted.filter(names.contains).prefix(3).map { Reports.json($0) }
        let first = DatasetteFiles.newest.first(where: names.contains)
        return (facets.isEmpty ? [] : ["facets: [\(facets.joined(separator: ", "))]"])
            + (first.map { ["sort_desc: \(Reports.json($0))"] } ?? [])
    }

    private var forms: [String] {
        guard !queries.isEmpty else { return [] }
        var lines = ["    queries:"]
        for query in queries {
            let fields = query.parameters.map { Reports.json($0) }.joined(separator: ", ")
            lines += [
                "      \(Reports.json(query.name)):", "        title: \(Reports.json(query.title))",
                "        description: \(Reports.json(query.description))", "        params: [\(fields)]",
                "        hide_sql: true",
                "        sql: " + DatasetteFiles.block(query.sql, indent: "          "),
            ]
        }
        return lines
    }

    /// A text of several lines as YAML has it; in quotes where a character would not stand there as it is.
    private static func block(_ text: String, indent: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value < 0x7F }
        guard isPlain, !text.isEmpty else { return Reports.json(text) }
        return "|-\n" + text.split(separator: "\n", omittingEmptySubsequences: false).map { indent + $0 }.joined(separator: "\n")
    }

    /// What a row of each published table is.
    static let grains: [String: String] = [
        "adjustment": "One row per change to a closed month that stands, and per accrual that the month after takes back",
        "alert": "One row per thing that was said about a budget or a late source; a correction has a row of its own",
        "alert_delivery": "One row per alert, channel and recipient",
        "allocation_month": "One row per system, component, customer and kind of a month: the proof of every split",
        "bridge_month": "One row per provider and currency of a month: from billed to effective cost",
        "budget_month": "One row per budget and period",
        "capacity_month": "One row per result of a document's sizing formula at a system's size",
        "column_doc": "One row per published column",
        "component_item_month": "One row per item (model, SKU) of a component with a driver",
        "component_month": "One row per system and component of a month: plan, actual, variance and where it comes from, landing",
        "contract": "One row per contract in force",
        "customer_month": "One row per system and customer of a month, reserved customers included: revenue, cost and margin",
        "delivery": "One row per delivery and scope; a skipped file adds none",
        "focus": "One row per current line, charge day and invoice: FOCUS 1.2 columns, then those of Outlay",
        "invoice_month": "One row per invoice and currency of a month, received or billed",
        "journal_month": "One row per row of the journal in a month, and per accrual of the month before that is taken back",
        "landing_error": "One row per landing of a month whose days are all complete now: how far off it was",
        "landing_history":
            "One row per system and number of complete days of a month: what the month was last expected to come to from these",
        "landing_quarter": "One row per system and quarter, in the newest month of the quarter that has a report",
        "lever_month": "One row per savings lever of a plan",
        "month_status": "One row per month that has charges or usage",
        "plan_figure": "One row per figure of a planning document",
        "plan_finding": "One row per figure of a document that its own parts contradict",
        "plan_month": "One row per planned component and item of a month: the plan in force",
        "priced_month": "One row per component with priced usage: the priced usage beside the bill",
        "refusal": "One row per record or file that a run did not take",
        "refused_cost": "One row per run, file, kind and currency of a bill's records that the run did not take",
        "run": "One row per start of the program that held the lock",
        "target_month": "One row per service target of a plan",
        "tier_month": "One row per system whose document offers sizes: the one that its usage asks for",
        "token_month": "One row per model and kind of token that a system used for a customer",
        "unit_month": "One row per system and metric of a month",
        "unusual_day":
            "One row per day on which a component cost far from what it usually does on its weekday; at most ten a month",
        "usage_day": "One row per day, source, metric and whatever tells usage apart; several logs of a day have a row each",
        "usage_price": "One row per model, metric and stretch of days with one unit price: what usage is priced with",
        "volume_month": "One row per volume that a plan projects for a month",
        "year_to_date":
            "One row per system and component of the fiscal year up to a month, and one per system, without a component",
    ]
}

import Analysis
import Billing

extension MonthPage {
    /// What the data are worth.
    var qualitySection: Markup? {
        var content: [Markup] = []
        if !context.sources.isEmpty {
            var table = PageTable<SourceQuality>("Sources, \(context.month.title)", id: "source", key: { [$0.name] })
            table.text("Source") { $0.name }
            table.integer("Deliveries") { $0.deliveries }
            table.integer("Rows") { $0.rows }
            table.integer("Refused") { $0.refused }
            table.text("Last day brought") { $0.lastDay?.description }
            table.text("Complete through") { $0.completeThrough?.description }
            content.append(table.markup(context.sources))
        }
        if !context.refusals.isEmpty {
            var table = PageTable<Refusal>("Not taken", id: "refusal", key: { [$0.origin.description] })
            table.text("Place") { $0.origin.description }
            table.text("Reason") { $0.reason }
            content.append(table.markup(context.refusals))
        }
        if !context.uncounted.isEmpty {
            var table = PageTable<UncountedCost>(
                "Cost of what is not taken", id: "uncounted", key: { [$0.file, $0.kind.rawValue, $0.currency?.code ?? ""] })
            table.text("File") { $0.file }
            table.text("Kind") { $0.kind.rawValue }
            table.integer("Records") { $0.records }
            table.text("Currency") { $0.currency?.code }
            table.number("Cost", reason: "cannot be read") { $0.cost.map { NumberText.amount($0.amount) } }
            let words: Markup =
                "No figure counts it. Refused records are bad; held ones are sound, and nothing of their file is taken yet."
            content += [table.markup(context.uncounted), element("p", ["class": "note"], [words])]
        }
        if !context.held.isEmpty {
            var table = PageTable<HeldFile>("Waiting", id: "waiting", key: { [$0.path] })
            table.text("File") { $0.path }
            table.text("Reason") { $0.reason }
            content.append(table.markup(context.held))
        }
        var notes = context.notes + report.whatIf
        if report.replacedCharacters > 0 {
            notes.append(
                "\(NumberText.counted(report.replacedCharacters, "character")) of texts replaced by \u{FFFD}: "
                    + "XML has no place for them, or they turn the reading direction")
        }
        if context.refusals.isEmpty, context.held.isEmpty, context.sources.allSatisfy({ $0.refused == 0 }) {
            notes.append(
                context.month == context.months.max()
                    ? "Every record of every file was taken"
                    : "Every record of these deliveries was taken; a file that was refused whole is told in the newest month's report"
            )
        }
        content.append(element("ul", ["class": "notes"], notes.map { element("li", [:], [.text($0)]) }))
        return section("quality", "Data quality", content)
    }

    /// The plan in force, each figure with its place in the document; nil without one.
    var planSection: Markup? {
        guard !analysis.plan.isEmpty else { return nil }
        let currencies = Set(analysis.plan.map(\.currency.code)).sorted().joined(separator: ", ")
        var table = PageTable<PlanMonth>(
            "Plan in force for the full month, \(context.month.title), \(currencies)", full: file("plan_month"), id: "plan",
            key: { [$0.system, $0.component, $0.item] })
        let hasDrivers = analysis.plan.contains { $0.quantity != nil }
        table.text("System") { systemName($0.system) }
        table.text("Component") { row in row.item.map { row.name + " · " + $0 } ?? row.name }
        table.plan("Plan") { ($0.plan, $0.low, $0.high) }
        if hasDrivers {
            table.number("Quantity", reason: "no driver") { row in
                row.quantity.map { NumberText.quantity($0) + (row.unit.map { " " + $0 } ?? "") }
            }
            table.number("Unit price", reason: "no driver") { $0.unitPrice.map(NumberText.unitPrice) }
        }
        table.text("Document") { row in
            row.document + (context.planVersions[row.document].map { ", version \($0)" } ?? "")
        }
        table.text("Section") { $0.section }
        table.text("Phase") { $0.phase }
        // Nobody reads it from the month's report, but whoever doubts a variance looks a line up.
        var content = [folded("Every line: \(NumberText.counted(analysis.plan.count, "row"))", table.markup(analysis.plan))]
        if hasPlanPage {
            let link = element("a", ["href": links.own("plan.html")], ["the planning documents' page"])
            let words: Markup = "Every figure of the documents, and where they contradict themselves: "
            content.append(element("p", ["class": "note"], [words, link, "."]))
        }
        return section("plan", "Plan in force", content)
    }

    /// What the words mean.
    var methodSection: Markup? {
        let definitions: KeyValuePairs<String, String> = [
            "Actual":
                "Cost over complete days. A day is complete once every source of the system has brought it or a later one and it has settled.",
            "Plan to date": "The plan's share of the complete days; of a complete month its plan.",
            "Variance":
                "Actual less plan to date, positive when more was spent. It is coloured by its effect on the result: blue is favourable, red adverse. Of a ranged plan it is the distance to the nearer bound.",
            "Volume, mix, rate":
                "More or less of the same at the planned rate; dearer or cheaper items in the same volume; other prices for the actual quantity.",
            "At actual volume":
                "The plan to date with the volume and the mix variance: what the plan would be for what was used.",
            "Month's length":
                "Within the volume: what is only the calendar month being longer or shorter than the document's month.",
            "Unplanned, spending":
                "Items that no plan knows; what no quantity explains. The five parts add up to the variance exactly; a part that is zero in every row has no column.",
            "flagged":
                "The variance is beyond all of the settings' limits: a percentage of the component's plan, an amount, and a share of the system's plan.",
            "not planned": "The plan in force has no such component: its plan is 0.00 and all of its cost is variance.",
            "Charged so far": "Every charge known, also of days that are not complete. Budgets count it.",
            "Direct and shared cost":
                "Direct cost is caused by one customer alone. Shared cost is split by the allocation sheet; the parts add up to the whole exactly.",
            "Cost of revenue":
                "The cost of production, with what is unallocated. Development and other environments are cost against plan, but not cost of revenue.",
            "Tax": "Stands beside the cost: in no component, variance, margin or budget, unless the settings count it as cost.",
            "Promotional credits":
                "Credits that the provider granted and that run out, told by what it calls them. They stand beside the cost as tax does: in no component, variance, margin, budget or landing. Credits that lower a price stay with their line.",
            "Landing":
                "What the month is expected to come to: the complete days, then what recent days of the same weekday let expect; under seven complete days the plan counts too. One-offs, credits, purchases, corrections and the journal are not extrapolated. It ends within the range in four cases of five.",
            "Journal":
                "What the controller books by hand: a cost that stands in no export counts evenly over the month, a reclass and an accrual at once; the month after takes an accrual back.",
            "Changes of closed months":
                "What came after a close is booked in the first month that was open then: in its total and in no component's variance, budget or margin.",
            "Invoices":
                "What was received beside the sum of billed cost under its number. They agree where the difference is at most half of the currency's smallest unit for each line.",
            "Budget of its own":
                "An environment that the plan keeps apart, as development or staging. Its cost stands beside the system's like tax: in no plan, variance or margin, and in no budget but its own.",
            "Volumes":
                "What the document projects, of the complete days: a flow by their share of the month, a level as their average, a peak as their maximum. Of a range the variance is the distance to the nearer bound.",
            "Priced":
                "Usage at the unit prices of the days on which it was used; what was billed for the same days stands beside it.",
            "Levers":
                "What each would have saved alone, less what it costs itself. They are never added up: each lowers what the others would save on.",
            "Hosting gross margin":
                "Revenue less cost of revenue, in percent of revenue. Staff, licences, development and staging are not in it; tax is not, unless the settings count it as cost.",
            "Cost to serve":
                "What a customer cost by component: direct cost and its share of what is shared, over complete days.",
            "Year to date":
                "The fiscal year up to this month, over the months in which a system's cost is known. Changes of closed months are a line without a plan: over a year they are cost like any other.",
            "Error of past landings":
                "The mean difference between what was expected with ten or twenty complete days, or up to two fewer where no report was made that day, and what the month came to; of the last twelve months.",
            "–":
                "Unknown or without meaning in its row, which is not zero: no plan, no revenue or no charge. Point at it for the reason.",
        ]
        let words = element(
            "dl", ["class": "method"],
            definitions.flatMap { [element("dt", [:], [.text($0.key)]), element("dd", [:], [.text($0.value)])] })
        let folded = element("details", [:], [element("summary", [:], ["What the words mean"]), words])
        return section("method", "Method", report.whatIf.map { paragraph($0 + ".") } + [folded] + proof)
    }
}

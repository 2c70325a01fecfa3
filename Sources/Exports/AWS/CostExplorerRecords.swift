import Billing
import Formats

/// AWS Cost Explorer's answer to GetCostAndUsage, page by page: UnblendedCost is BilledCost, AmortizedCost is EffectiveCost.
///
/// The pages of an answer repeat its periods, each with further groups, and add up. The same group of the same period counts
/// once; a second answer that is grouped otherwise, or whose periods lie across those of the first, would count the same costs
/// again and is refused.
struct CostExplorerRecords: RecordShape {
    private var state = State()

    /// What was read so far.
    private struct State {
        var grouping: [CostExplorerGrouping]?
        var periods = CostExplorerPeriods()
        var time = AnsweredTime()
        var pages = AnswerPages()
        /// The amounts of every group by its period and keys.
        var groups: [String: String] = [:]
        var repeated = 0
        /// The first days of periods that are estimated.
        var estimated: Set<Day> = []
        var withoutAmortized = 0, withoutUnblended = 0
    }

    static func recognises(_ value: JSONValue) -> Bool { value["ResultsByTime"]?.isArray ?? false }

    init(currency: Currency) {}

    var notes: [String] {
        var notes: [String] = []
        if state.withoutAmortized > 0 { notes.append("AmortizedCost is missing: UnblendedCost is taken for EffectiveCost") }
        if state.withoutUnblended > 0 { notes.append("UnblendedCost is missing: AmortizedCost is taken for BilledCost") }
        for group in state.grouping ?? [] where !group.isTold {
            notes.append("groups by \(group.key) are added up: FOCUS has no column for it")
        }
        if let first = state.estimated.min() {
            notes.append("\(state.estimated.count) of the periods, from \(first) on, are estimated and may change")
        }
        if state.repeated > 0 { notes.append("\(state.repeated) groups stand twice and count once") }
        return notes + state.pages.notes
    }

    var answer: Answer? { Answer(days: state.time.days, lacksPages: state.pages.isLacking) }

    mutating func charges(of value: JSONValue) throws(RecordRefusal) -> [ChargeDraft] {
        guard let results = value["ResultsByTime"], results.isArray else {
            throw RecordRefusal(reason: "the value has no ResultsByTime, expected a list of them")
        }
        // A page that is refused leaves nothing behind.
        var next = state
        let grouping = (value["GroupDefinitions"]?.elements ?? []).map { CostExplorerGrouping($0) }
        if let other = next.grouping, other != grouping {
            throw RecordRefusal(
                reason: "the answer is grouped by \(CostExplorerGrouping.names(grouping)), the one before it by "
                    + "\(CostExplorerGrouping.names(other)): both have the same costs",
                hint: "keep each answer in a source of its own, or only one of them")
        }
        next.grouping = grouping
        var drafts: [ChargeDraft] = []
        for result in results.elements { try CostExplorerRecords.read(result, grouping, &next, into: &drafts) }
        next.pages.add(hasMore: value["NextPageToken"]?.text?.isEmpty == false)
        state = next
        return drafts
    }

    private static func read(
        _ result: JSONValue, _ grouping: [CostExplorerGrouping], _ state: inout State, into drafts: inout [ChargeDraft]
    ) throws(RecordRefusal) {
        let start = try moment(result, "Start")
        let end = try moment(result, "End")
        state.time.add(try state.periods.add(start, end))
        if result["Estimated"]?.flag ?? false { state.estimated.insert(start.day) }
        let days = Period(start: start.day, end: max(start.day.advanced(by: 1), end.dayRoundedUp))
        let name = "\(start.day) \(start.second) \(end.day) \(end.second)"
        let groups = result["Groups"]?.elements ?? []
        if groups.isEmpty, let total = result["Total"], !total.members.isEmpty {
            try take(total, [], [], name, days, &state, into: &drafts)
        }
        // Where there are groups, a total has their costs once more.
        for group in groups {
            let keys = group["Keys"]?.elements.map { $0.text ?? "" } ?? []
            guard keys.count == grouping.count else {
                throw RecordRefusal(
                    reason: "a group has \(keys.count) keys and GroupDefinitions \(grouping.count), expected as many")
            }
            guard let metrics = group["Metrics"] else {
                throw RecordRefusal(reason: "the group \(keys.joined(separator: ", ")) has no Metrics, expected UnblendedCost")
            }
            try take(metrics, grouping, keys, name, days, &state, into: &drafts)
        }
    }

    private static func take(
        _ metrics: JSONValue, _ grouping: [CostExplorerGrouping], _ keys: [String], _ period: String, _ days: Period,
        _ state: inout State, into drafts: inout [ChargeDraft]
    ) throws(RecordRefusal) {
        let billed = try amount(metrics["UnblendedCost"], "UnblendedCost")
        let effective = try amount(metrics["AmortizedCost"], "AmortizedCost")
        guard billed != nil || effective != nil else {
            let found = metrics.members.map(\.name).joined(separator: ", ")
            throw RecordRefusal(
                reason: "the metrics are \(found.isEmpty ? "none" : found), expected UnblendedCost or AmortizedCost")
        }
        let group = ([period] + keys).joined(separator: "\u{1F}")
        let amounts = [metrics["UnblendedCost"], metrics["AmortizedCost"]].map { $0?["Amount"]?.text ?? "-" }.joined(
            separator: " ")
        if let other = state.groups.updateValue(amounts, forKey: group) {
            guard other == amounts else {
                throw RecordRefusal(
                    reason: "\(days.start) \(keys.joined(separator: ", ")) stands twice, with \(other) and with \(amounts), "
                        + "expected it once",
                    hint: "keep only the latest answer")
            }
            state.repeated += 1
            return
        }
        if effective == nil { state.withoutAmortized += 1 }
        if billed == nil { state.withoutUnblended += 1 }
        var draft = ChargeDraft(charge: days, billing: days.start.month.period)
        // An answer says nothing of days that it does not have, however short its window.
        draft.figures.exportDay = days.start
        draft.set(.providerName, "AWS")
        draft.set(.chargeCategory, ChargeCategory.usage.rawValue)
        draft.set(.billingCurrency, (metrics["UnblendedCost"] ?? metrics["AmortizedCost"])?["Unit"]?.bytes)
        draft.set(.billedCost, billed)
        draft.set(.effectiveCost, effective)
        var tags = TagPairs()
        for (group, key) in zip(grouping, keys) { group.describe(&draft, key, &tags) }
        do throws(TagsText.Flaw) { draft[.tags] = try tags.column() } catch {
            throw RecordRefusal(reason: "Tags \(error.found), \(error.expected)", hint: error.hint)
        }
        drafts.append(draft)
    }

    private static func amount(_ metric: JSONValue?, _ name: String) throws(RecordRefusal) -> ParsedDecimal? {
        guard let metric else { return nil }
        guard let text = metric["Amount"]?.bytes else {
            throw RecordRefusal(reason: "\(name) has no Amount, expected a number as in \"1204.50\"")
        }
        do throws(NumberRefusal) { return try ParsedDecimal(text.span) } catch {
            throw RecordRefusal(reason: "\(name) \(shown(text.span)) \(error.found), \(error.expected)")
        }
    }

    private static func moment(_ result: JSONValue, _ name: StaticString) throws(RecordRefusal) -> Timestamp {
        let text = result["TimePeriod"]?[name]?.bytes ?? []
        guard let moment = Timestamp(text.span) else {
            throw RecordRefusal(
                reason: "TimePeriod.\(name) \(shown(text.span)) is not a date, expected 2026-08-01 or 2026-08-01T00:00:00Z")
        }
        return moment
    }
}

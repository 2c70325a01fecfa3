import Billing
import Formats

/// OpenAI's costs of an organisation.
struct CostRecords: RecordShape {
    private static let object = "organization.costs.result"
    private var pages = AnswerPages()
    private var time = AnsweredTime()

    static func recognises(_ value: JSONValue) -> Bool {
        guard let buckets = OrganizationBuckets.of(value) else { return false }
        return OrganizationBuckets.object(buckets) == object
    }

    init(currency: Currency) {}

    var notes: [String] { pages.notes }

    var answer: Answer? { Answer(days: time.days, lacksPages: pages.isLacking) }

    mutating func charges(of value: JSONValue) throws(RecordRefusal) -> [ChargeDraft] {
        let buckets = try OrganizationBuckets.read(value)
        var drafts: [ChargeDraft] = []
        for (place, bucket) in buckets.enumerated() {
            for (number, result) in OrganizationBuckets.results(bucket).enumerated() {
                do throws(RecordRefusal) {
                    drafts.append(try CostRecords.charge(result, OrganizationBuckets.days(bucket)))
                } catch {
                    throw error.within("data[\(place)].results[\(number)]")
                }
            }
        }
        for span in try OrganizationBuckets.spans(buckets) { time.add(span) }
        if let hasMore = value["has_more"]?.flag { pages.add(hasMore: hasMore) }
        return drafts
    }

    private static func charge(_ result: JSONValue, _ days: Period) throws(RecordRefusal) -> ChargeDraft {
        guard result["object"]?.text == object, let amount = result["amount"],
            let value = try amount.decimal("value", bound: Amount.bound)
        else { throw RecordRefusal(reason: "the result is no cost, expected \(object) with amount.value") }
        var draft = ChargeDraft(charge: days, billing: days.start.month.period)
        // An answer says nothing of days that it does not have, however short its window.
        draft.figures.exportDay = days.start
        draft.set(.billedCost, value)
        draft.set(.billingCurrency, amount["currency"]?.bytes)
        draft.set(.billingAccountId, "openai")
        draft.set(.subAccountId, try result.label("project_id") ?? "")
        draft.set(.subAccountName, try result.label("project_name") ?? "")
        draft.set(.subAccountType, draft[.subAccountId].isEmpty ? "" : "Project")
        for dimension in [Dimension.providerName, .publisherName, .invoiceIssuerName] { draft.set(dimension, "OpenAI") }
        draft.set(.serviceName, "OpenAI API")
        draft.set(.serviceCategory, "AI and Machine Learning")
        draft.set(.chargeFrequency, "Usage-Based")
        let item = try result.label("line_item") ?? ""
        for dimension in [Dimension.skuMeter, .skuId, .chargeDescription] { draft.set(dimension, item) }
        // A quantity without a unit cannot be compared with anything.
        if let unit = try result.label("quantity_unit"), let quantity = try result.decimal("quantity") {
            draft.set(.consumedUnit, unit)
            draft.set(.consumedQuantity, quantity)
        }
        return draft
    }
}

import Billing
import Formats

/// Anthropic's cost report; its amounts are in cents.
struct CostReportRecords: RecordShape {
    private var pages = AnswerPages()
    private var time = AnsweredTime()
    private var isGrouped = false
    private var results = 0

    static func recognises(_ value: JSONValue) -> Bool {
        guard let buckets = ReportBuckets.of(value), let result = ReportBuckets.firstResult(buckets) else { return false }
        return result["amount"] != nil && result["currency"] != nil
    }

    init(currency: Currency) {}

    var notes: [String] {
        let ungrouped = "the cost report is not grouped by workspace_id or description: all of it stands under workspace default"
        return pages.notes + (results > 0 && !isGrouped ? [ungrouped] : [])
    }

    var answer: Answer? { Answer(days: time.days, lacksPages: pages.isLacking) }

    mutating func charges(of value: JSONValue) throws(RecordRefusal) -> [ChargeDraft] {
        let buckets = try ReportBuckets.read(value)
        var drafts: [ChargeDraft] = []
        for (place, bucket) in buckets.enumerated() {
            for (number, result) in (bucket["results"]?.elements ?? []).enumerated() {
                do throws(RecordRefusal) {
                    drafts.append(try charge(result, ReportBuckets.days(bucket)))
                } catch {
                    throw error.within("data[\(place)].results[\(number)]")
                }
            }
        }
        for span in try ReportBuckets.spans(buckets) { time.add(span) }
        for bucket in buckets {
            for result in bucket["results"]?.elements ?? [] {
                results += 1
                isGrouped = isGrouped || result["workspace_id"]?.text != nil || result["description"]?.text != nil
            }
        }
        if let hasMore = value["has_more"]?.flag { pages.add(hasMore: hasMore) }
        return drafts
    }

    private func charge(_ result: JSONValue, _ days: Period) throws(RecordRefusal) -> ChargeDraft {
        guard let cents = try result.decimal("amount", bound: Amount.bound) else {
            throw RecordRefusal(reason: "the result has no amount, expected cents as in \"123.45\"")
        }
        var draft = ChargeDraft(charge: days, billing: days.start.month.period)
        // An answer says nothing of days that it does not have, however short its window.
        draft.figures.exportDay = days.start
        draft.set(.billedCost, CostReportRecords.hundredth(cents))
        draft.set(.billingCurrency, result["currency"]?.bytes)
        draft.set(.billingAccountId, "anthropic")
        draft.set(.subAccountId, try result.label("workspace_id") ?? "default")
        draft.set(.subAccountType, "Workspace")
        for dimension in [Dimension.providerName, .publisherName, .invoiceIssuerName] { draft.set(dimension, "Anthropic") }
        draft.set(.serviceName, "Claude API")
        draft.set(.serviceCategory, "AI and Machine Learning")
        draft.set(.chargeFrequency, "Usage-Based")
        draft.set(.chargeDescription, result["description"]?.bytes)
        let meter = try result.label("token_type", "cost_type")
        draft.set(.skuMeter, meter ?? "")
        let sku = [try result.label("model"), meter].compactMap { $0 }
        draft.set(.skuId, sku.joined(separator: "/"))
        // The same tokens have several prices.
        let conditions = [
            try result.label("context_window"), try result.label("service_tier"), try result.label("inference_geo"),
            try result.label("speed"),
        ].compactMap { $0 }
        draft.set(.skuPriceId, conditions.isEmpty ? "" : (sku + conditions).joined(separator: "/"))
        return draft
    }

    /// A hundredth of a number, exact in amount and residue together.
    private static func hundredth(_ number: ParsedDecimal) -> ParsedDecimal {
        let amount = number.amount.scaled(by: 1, over: 100)
        let rest = number.amount.femtos - amount.femtos * 100
        return ParsedDecimal(amount: amount, residue: (rest * powerOfTen(18) + number.residue) / 100)
    }
}

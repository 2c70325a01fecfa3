import Billing
import Formats

/// A credit that is nested in a row of Google Cloud's billing export.
struct BillingExportCredit {
    /// What it is called, its id, and its type as in COMMITTED_USAGE_DISCOUNT; nil for absent.
    var name: [UInt8]?, id: [UInt8]?, type: [UInt8]?
    /// What it takes off; negative.
    var amount: ParsedDecimal

    /// The credits of a row that are not nothing. What has no amount is refused, or money would be lost.
    static func read(_ field: some BillingExportField) throws(BillingExportRefusal) -> [BillingExportCredit] {
        if let text = field.bytes, !isAbsent(text.span) {
            throw BillingExportRefusal(.credits, "credits \(shown(text.span)) is not a list, expected [{\"amount\": -1.5}] or []")
        }
        var credits: [BillingExportCredit] = []
        for entry in field.isObject ? [field] : field.elements {
            guard let digits = entry.text("amount") else {
                if !entry.isObject || entry.text("name") != nil || entry.text("id") != nil || entry.text("type") != nil {
                    throw BillingExportRefusal(.credits, "credits has an entry without an amount, expected one in each")
                }
                continue
            }
            let amount: ParsedDecimal
            do throws(NumberRefusal) { amount = try ParsedDecimal(PythonNumber.digits(digits).span) } catch {
                throw BillingExportRefusal(.credits, "credits.amount \(shown(digits.span)) \(error.found), \(error.expected)")
            }
            if amount.amount.isZero, amount.residue == 0 { continue }
            credits.append(
                BillingExportCredit(
                    name: entry.text("name") ?? entry.text("full_name"), id: entry.text("id"), type: entry.text("type"),
                    amount: amount))
        }
        return credits
    }

    /// The charge that it is, from that of its row: the same line and days, without the quantities.
    func charge(of row: ChargeDraft) -> ChargeDraft {
        var draft = ChargeDraft(figures(of: row.figures))
        for dimension in Dimension.allCases { draft[dimension] = row[dimension] }
        draft.set(.chargeCategory, ChargeCategory.credit.rawValue)
        for dimension in [Dimension.chargeFrequency, .consumedUnit, .pricingUnit] { draft[dimension] = [] }
        draft[.chargeDescription] = description
        let kind = String(decoding: type ?? [], as: UTF8.self)
        if kind.hasPrefix("COMMITTED_USAGE_DISCOUNT") {
            draft.set(.commitmentDiscountCategory, kind.hasSuffix("DOLLAR_BASE") ? "Spend" : "Usage")
            draft.set(.commitmentDiscountType, type)
            draft.set(.commitmentDiscountName, name)
            draft.set(.commitmentDiscountId, id)
        }
        return draft
    }

    /// Its days and numbers, from those of its row.
    func figures(of row: ChargeFigures) -> ChargeFigures {
        var figures = ChargeFigures(charge: row.charge, billing: row.billing)
        figures.exportDay = row.exportDay
        figures.set(.billedCost, amount)
        return figures
    }

    /// Tells it from other credits of the same row, but for its amount; the same only in one run of the program.
    var key: Hash128 {
        var key = Hash128(high: 0, low: 0)
        for text in [name, id, type] { key = key.times(1_000_003) &+ (text.map { xxh3($0.span) } ?? Hash128(high: 0, low: 1)) }
        return key
    }

    /// `NAME (TYPE, ID)`, what is absent or said already left out.
    private var description: [UInt8] {
        var words: [[UInt8]] = []
        for word in [name, type, id] { if let word, !words.contains(word) { words.append(word) } }
        guard let first = words.first else { return Array("Credit".utf8) }
        let rest = words.dropFirst().joined(separator: Array(", ".utf8))
        return first + (words.count > 1 ? Array(" (".utf8) + rest + Array(")".utf8) : [])
    }
}

extension RecordCost {
    /// What a row costs and its credits take off; nil where the one cannot be read, or the currency is none.
    init?(billing cost: [UInt8]?, _ credits: [BillingExportCredit], _ currency: [UInt8]) {
        guard Currency.isCode(currency), var amount = ParsedDecimal(readable: cost.map(PythonNumber.digits)) else { return nil }
        for credit in credits {
            amount.amount += credit.amount.amount
            amount.residue += credit.amount.residue
        }
        self.init(currency: Currency(String(decoding: currency, as: UTF8.self)), amount: amount)
    }
}

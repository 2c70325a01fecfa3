import Billing
import Formats

/// What a record that is refused states as its cost, for the count of what the figures lack.
struct RecordCost: Equatable {
    var currency: Currency
    var amount: ParsedDecimal
}

extension CSVReader {
    /// The first number in these columns of the current record, in the currency that the record names, or in `assumed` where the file
    /// has no column for that. Nil where either cannot be read: without its currency nobody can tell what it cost.
    func cost(_ columns: [Int?], currency column: Int?, assumed: Currency) -> RecordCost? {
        var currency = assumed
        if let column {
            let code = Currency.capitals(value(column) ?? [])
            guard Currency.isCode(code) else { return nil }
            currency = Currency(String(decoding: code, as: UTF8.self))
        }
        for column in columns {
            if let amount = ParsedDecimal(readable: value(column)) { return RecordCost(currency: currency, amount: amount) }
        }
        return nil
    }
}

extension ParsedDecimal {
    /// The cost that a text states; nil where it is none.
    init?(readable text: [UInt8]?) {
        guard let text else { return nil }
        do throws(NumberRefusal) { try self.init(text.span) } catch { return nil }
    }
}

extension RecordRefusal {
    /// The refusal of a record that these charges are; `currency` stands for a currency that a charge does not name.
    func priced(_ drafts: [ChargeDraft], _ currency: Currency) -> RecordRefusal {
        var priced = self
        for draft in drafts {
            let code = Currency.capitals(draft[.billingCurrency].isEmpty ? Array(currency.code.utf8) : draft[.billingCurrency])
            // Where a part of the cost cannot be read, all of it cannot.
            guard let amount = draft.figures.billed ?? draft.figures.effective, Currency.isCode(code), !draft.lacksCurrency else {
                priced.costs = []
                break
            }
            priced.costs.append(RecordCost(currency: Currency(String(decoding: code, as: UTF8.self)), amount: amount))
        }
        return priced
    }
}

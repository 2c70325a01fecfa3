import Billing

extension Timestamp {
    /// Reads seconds since 1970 in any notation of a number (`1.7566668E9`), or microseconds where there are that many; nil
    /// for anything else, and for a moment before 2001, which no export has.
    init?(epoch text: [UInt8]) {
        let number: Int128
        do throws(NumberRefusal) {
            number = try ParsedDecimal(text.span, bound: Quantity.bound).amount.femtos / Amount.unit
        } catch { return nil }
        let seconds = number >= 100_000_000_000 ? number / 1_000_000 : number
        guard (1_000_000_000..<100_000_000_000).contains(seconds) else { return nil }
        self.init(Array("\(Day(number: Int32(seconds / 86_400)))".utf8).span)
        second = Int32(seconds % 86_400)
    }
}

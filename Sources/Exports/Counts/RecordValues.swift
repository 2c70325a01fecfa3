import Billing
import Formats

/// Members of a record of usage: exact, or refused by name.
extension JSONValue {
    /// The text of the first of these members that has one; nil where none has, or what stands there means none.
    func label(_ names: StaticString...) throws(RecordRefusal) -> String? {
        for name in names {
            guard let value = self[name], !value.isNull else { continue }
            guard let bytes = value.bytes else { throw RecordRefusal(reason: "\(name) is no text, expected a name") }
            if let label = try usageLabel(bytes, "\(name)") { return label }
        }
        return nil
    }

    /// A member's whole number of tokens or requests; nil where it has none.
    func count(_ name: StaticString) throws(RecordRefusal) -> Int64? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let bytes = value.bytes else { throw RecordRefusal(reason: "\(name) is no number, expected a whole number") }
        return try wholeCount(bytes, "\(name)")
    }

    /// A member's number; nil where it has none.
    func decimal(_ name: StaticString, bound: Int128 = Quantity.bound) throws(RecordRefusal) -> ParsedDecimal? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let bytes = value.bytes else {
            throw RecordRefusal(reason: "\(name) is no number, expected digits with a point, as in 1204.50")
        }
        return try exactDecimal(bytes, "\(name)", bound: bound)
    }

    /// The moment of the first of these members that is there, in seconds since 1970 in UTC; written as ISO 8601 or as that number
    /// of seconds, a fraction is dropped. Nil where there is none.
    func second(_ names: StaticString...) throws(RecordRefusal) -> Int? {
        for name in names {
            guard let value = self[name], !value.isNull else { continue }
            let bytes = value.bytes ?? []
            if let second = epochSecond(bytes) { return second }
            throw RecordRefusal(
                reason: "\(name) \(shown(bytes.span)) is not a date, expected 2026-08-01T00:00:00Z or seconds since 1970")
        }
        return nil
    }
}

/// A label's text; nil where it means none.
func usageLabel(_ bytes: [UInt8], _ name: String) throws(RecordRefusal) -> String? {
    if isAbsent(bytes.span) || bytes.elementsEqual("None".utf8) { return nil }
    if bytes.contains(0) { throw RecordRefusal(reason: "\(name) has a NUL byte, expected text") }
    return String(decoding: bytes, as: UTF8.self)
}

/// A number that stands under `name`.
func exactDecimal(_ bytes: [UInt8], _ name: String, bound: Int128 = Quantity.bound) throws(RecordRefusal) -> ParsedDecimal {
    do throws(NumberRefusal) {
        return try ParsedDecimal(bytes.span, bound: bound)
    } catch {
        throw RecordRefusal(reason: "\(name) \(shown(bytes.span)) \(error.found), \(error.expected)")
    }
}

/// A whole number from 0 to 10^15, so that sums of a call's classes stay within 64 bits.
func wholeCount(_ bytes: [UInt8], _ name: String) throws(RecordRefusal) -> Int64 {
    let number = try exactDecimal(bytes, name)
    let (whole, rest) = number.amount.femtos.quotientAndRemainder(dividingBy: Amount.unit)
    guard rest == 0, number.residue == 0, (0...1_000_000_000_000_000).contains(whole) else {
        throw RecordRefusal(reason: "\(name) \(shown(bytes.span)) is no count, expected a whole number from 0 to 10^15")
    }
    return Int64(whole)
}

/// Seconds since 1970 of a moment as `JSONValue.second` takes it; nil for anything else.
func epochSecond(_ bytes: [UInt8]) -> Int? {
    if let moment = Timestamp(bytes.span) { return Int(moment.day.number) * 86_400 + Int(moment.second) }
    guard let number = number(bytes) else { return nil }
    let second = floorDivide(number.amount.femtos, Amount.unit)
    // Up to the year 9999: milliseconds or nanoseconds would be a later day.
    return (0..<253_402_300_800).contains(second) ? Int(second) : nil

    func number(_ bytes: [UInt8]) -> ParsedDecimal? {
        do { return try ParsedDecimal(bytes.span, bound: Quantity.bound) } catch { return nil }
    }
}

extension Day {
    /// The day in UTC of a moment in seconds since 1970.
    init(second: Int) { self.init(number: Int32(floorDivide(Int128(second), 86_400))) }
}

extension RecordRefusal {
    /// The refusal with the place in the record that it is about.
    func within(_ place: String) -> RecordRefusal { RecordRefusal(reason: "\(place): \(reason)", hint: hint) }
}

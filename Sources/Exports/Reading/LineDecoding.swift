import Billing
import Formats

/// A record's dimensions, from the bytes of the file to the values of a line.
struct LineDecoding: Sendable {
    /// What stands for the columns that a file lacks.
    private let source: [UInt8], currency: [UInt8]
    private static let usage = Array(ChargeCategory.usage.rawValue.utf8)

    /// Of a file of this source; `currency` is taken where it names none.
    init(source: String, currency: Currency) {
        self.source = Array(source.utf8)
        self.currency = Array(currency.code.utf8)
    }

    /// Decodes all dimensions into `values`; returns why where one is refused.
    func decode(
        _ bytes: Span<UInt8>, _ fields: borrowing CSVFields, _ header: FocusHeader, into values: inout LineValues
    ) -> FieldRefusal? {
        values.clear()
        for dimension in Dimension.allCases {
            guard let column = header.dimensions[dimension.rawValue] else {
                switch dimension {
                case .source: values.append(source.span)
                case .billingCurrency: values.append(currency.span)
                case .chargeCategory: values.append(LineDecoding.usage.span)
                default: values.appendNone()
                }
                continue
            }
            let text = bytes.extracting(fields.range(column))
            let isEscaped = fields[column].isEscaped
            if isAbsent(text) {
                if dimension == .billingCurrency {
                    return FieldRefusal(column: column, reason: "BillingCurrency is empty, expected a code as in USD", hint: "")
                }
                if dimension == .chargeCategory { values.append(LineDecoding.usage.span) } else { values.appendNone() }
                continue
            }
            if !isEscaped, isPlain(text), LineDecoding.isItsOneSpelling(dimension, text) {
                values.append(text)
                continue
            }
            var value: [UInt8] = []
            value.reserveCapacity(text.count)
            var at = 0
            while at < text.count {
                if text[at] == 0 {
                    return FieldRefusal(column: column, reason: "\(dimension.name) has a NUL byte, expected text", hint: "")
                }
                value.append(text[at])
                // Of a field in quotes every quote is doubled: the second one goes.
                at += isEscaped && text[at] == UInt8(ascii: "\"") ? 2 : 1
            }
            if let refusal = LineDecoding.check(dimension, column, &value, text) { return refusal }
            values.append(value.span)
        }
        return nil
    }

    /// Whether a plain text is a value as it is stored, so that nothing has to be looked at or changed. What is none may become one.
    private static func isItsOneSpelling(_ dimension: Dimension, _ text: Span<UInt8>) -> Bool {
        switch dimension {
        case .chargeCategory:
            return categories.contains { category in
                category.count == text.count && category.indices.allSatisfy { category[$0] == text[$0] }
            }
        case .billingCurrency:
            return text.count <= Currency.codeLimit
                && text.indices.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(text[$0]) }
        case .tags: return false
        default: return true
        }
    }

    private static let categories = ChargeCategory.allCases.map { Array($0.rawValue.utf8) }

    /// What a text may not have.
    enum Flaw: Error {
        case nul
        case notUTF8

        /// As the end of a sentence.
        var found: String { self == .nul ? "has a NUL byte, expected text" : "is not UTF-8" }
        /// What to do about it.
        var hint: String { self == .nul ? "" : "convert the file: iconv -f latin1 -t utf-8" }
    }

    /// A field's value, its doubled quotes undone.
    static func text(_ bytes: Span<UInt8>, _ field: CSVFields.Field) -> Result<String, Flaw> {
        var value: [UInt8] = []
        var at = field.range.lowerBound
        while at < field.range.upperBound {
            if bytes[at] == 0 { return .failure(.nul) }
            value.append(bytes[at])
            // Of a field in quotes every quote is doubled: the second one goes.
            at += field.isEscaped && bytes[at] == UInt8(ascii: "\"") ? 2 : 1
        }
        guard let text = String(validating: value, as: UTF8.self) else { return .failure(.notUTF8) }
        return .success(text)
    }

    /// Brings a value to its one spelling, or says why it is none.
    private static func check(
        _ dimension: Dimension, _ column: Int, _ value: inout [UInt8], _ text: Span<UInt8>
    ) -> FieldRefusal? {
        guard isPlain(text) || String(validating: value, as: UTF8.self) != nil else {
            return FieldRefusal(
                column: column, reason: "\(dimension.name) \(shown(text)) is not UTF-8",
                hint: "convert the file: iconv -f latin1 -t utf-8")
        }
        switch dimension {
        case .chargeCategory:
            let found = String(decoding: value, as: UTF8.self).lowercased()
            guard let category = ChargeCategory.allCases.first(where: { $0.rawValue.lowercased() == found }) else {
                let known = ChargeCategory.allCases.map(\.rawValue).joined(separator: ", ")
                return FieldRefusal(column: column, reason: "ChargeCategory \(shown(text)) is not one of \(known)", hint: "")
            }
            value = Array(category.rawValue.utf8)
        case .billingCurrency:
            // Or `usd` would be another currency, that no rate is for.
            value = Currency.capitals(value)
            guard Currency.isCode(value) else {
                return FieldRefusal(
                    column: column,
                    reason: "BillingCurrency \(shown(text)) is no currency code, expected a code as in USD",
                    hint: "a code has 1 to \(Currency.codeLimit) letters, digits, _ or -, and no spaces")
            }
        case .tags:
            do {
                let tags = try TagsText.normalised(value)
                value = tags.count == 2 ? [] : tags
            } catch {
                return FieldRefusal(
                    column: column, reason: "Tags \(shown(text)) \(error.found), \(error.expected)", hint: error.hint)
            }
        default: break
        }
        return nil
    }

    /// The line's identity: a hash over the names and values of the columns that have one, in fixed order, each ended by a zero.
    static func identity(_ values: LineValues) -> Hash128 {
        let size = values.bytes.count + values.ends.count + namesSize
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { room, count in
            unsafe values.bytes.withUnsafeBytes { bytes in
                for (dimension, name) in names {
                    let range = values.range(dimension)
                    if range.isEmpty { continue }
                    unsafe name.withUnsafeBytes { unsafe put($0, into: room, &count) }
                    unsafe put(UnsafeRawBufferPointer(rebasing: bytes[range]), into: room, &count)
                    unsafe room[count] = 0
                    count += 1
                }
            }
        }
        return xxh3(bytes.span)
    }

    private static func put(_ part: UnsafeRawBufferPointer, into room: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
        let place = unsafe UnsafeMutableRawBufferPointer(room)[count..<count + part.count]
        unsafe UnsafeMutableRawBufferPointer(rebasing: place).copyMemory(from: part)
        count += part.count
    }

    /// Every column with the bytes of its name, ended by a zero.
    private static let names: [(Dimension, [UInt8])] = Dimension.allCases.map { ($0, Array($0.name.utf8) + [0]) }
    private static let namesSize = names.reduce(0) { $0 + $1.1.count }
}

import Billing
import Formats

/// A record's dimensions, from the bytes of the file to the values of a line.
enum LineDecoding {
    /// Decodes all dimensions into `values`; returns why where one is refused.
    static func decode(
        _ bytes: Span<UInt8>, _ fields: borrowing CSVFields, _ header: FocusHeader, source: String, currency: Currency,
        into values: inout LineValues
    ) -> FieldRefusal? {
        values.clear()
        for dimension in Dimension.allCases {
            guard let column = header.dimensions[dimension.rawValue] else {
                let assumed = assumed(dimension, source: source, currency: currency)
                values.append(assumed.span)
                continue
            }
            let text = bytes.extracting(Int(fields.starts[column])..<Int(fields.ends[column]))
            if isAbsent(text) {
                if dimension == .billingCurrency {
                    return FieldRefusal(column: column, reason: "BillingCurrency is empty, expected a code as in USD", hint: "")
                }
                let assumed: [UInt8] = dimension == .chargeCategory ? Array(ChargeCategory.usage.rawValue.utf8) : []
                values.append(assumed.span)
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
                at += fields.escaped[column] && text[at] == UInt8(ascii: "\"") ? 2 : 1
            }
            if let refusal = check(dimension, column, &value, text) { return refusal }
            values.append(value.span)
        }
        return nil
    }

    private static func assumed(_ dimension: Dimension, source: String, currency: Currency) -> [UInt8] {
        switch dimension {
        case .source: Array(source.utf8)
        case .billingCurrency: Array(currency.code.utf8)
        case .chargeCategory: Array(ChargeCategory.usage.rawValue.utf8)
        default: []
        }
    }

    /// Brings a value to its one spelling, or says why it is none.
    private static func check(
        _ dimension: Dimension, _ column: Int, _ value: inout [UInt8], _ text: Span<UInt8>
    ) -> FieldRefusal? {
        guard String(validating: value, as: UTF8.self) != nil else {
            return FieldRefusal(
                column: column, reason: "\(dimension.name) \(shown(text)) is not UTF-8", hint: "convert the file: iconv -f latin1 -t utf-8")
        }
        switch dimension {
        case .chargeCategory:
            let found = String(decoding: value, as: UTF8.self).lowercased()
            guard let category = ChargeCategory.allCases.first(where: { $0.rawValue.lowercased() == found }) else {
                let known = ChargeCategory.allCases.map(\.rawValue).joined(separator: ", ")
                return FieldRefusal(column: column, reason: "ChargeCategory \(shown(text)) is not one of \(known)", hint: "")
            }
            value = Array(category.rawValue.utf8)
        case .tags:
            guard let tags = TagsText.normalised(value) else {
                return FieldRefusal(
                    column: column, reason: "Tags \(shown(text)) is not a JSON object, expected {\"key\":\"value\"}",
                    hint: "look for a quote that is not doubled")
            }
            value = tags.count == 2 ? [] : tags
        default: break
        }
        return nil
    }

    /// The line's identity: a hash over the names and values of the columns that have one, in fixed order.
    static func identity(_ values: LineValues) -> Hash128 {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.bytes.count + 512)
        for dimension in Dimension.allCases {
            let range = values.range(dimension)
            if range.isEmpty { continue }
            bytes.append(contentsOf: dimension.name.utf8)
            bytes.append(0)
            bytes.append(contentsOf: values.bytes[range])
            bytes.append(0)
        }
        return xxh3(bytes.span)
    }
}

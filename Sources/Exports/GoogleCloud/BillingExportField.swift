import Formats

/// A field of Google Cloud's billing export in one of the notations that it is met in.
protocol BillingExportField {
    /// A field of a record; nil where there is none of the name.
    subscript(name: StaticString) -> Self? { get }
    /// The values of a list in their order; empty for anything else.
    var elements: [Self] { get }
    /// Whether it is a record.
    var isObject: Bool { get }
    /// The text or the digits; nil for anything else.
    var bytes: [UInt8]? { get }
}

extension BillingExportField {
    /// The text of a field of a record; nil where there is none, or null.
    func text(_ name: StaticString) -> [UInt8]? { self[name]?.bytes.flatMap { isAbsent($0.span) ? nil : $0 } }
}

extension JSONValue: BillingExportField {}

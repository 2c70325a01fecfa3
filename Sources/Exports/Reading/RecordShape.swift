import Billing
import Formats

/// What one provider's bill looks like as JSON: how a record, or the whole answer of an API, becomes charges.
protocol RecordShape {
    /// Whether a file's first value is this provider's.
    static func recognises(_ value: JSONValue) -> Bool
    /// `currency` is the reporting currency, for records that name none.
    init(currency: Currency)
    /// What is assumed, for people; asked for at the end of the file.
    var notes: [String] { get }
    /// What the values so far say they are about, where they are the answer of an API.
    var answer: Answer? { get }
    /// What a value costs that is refused; nil where that cannot be read.
    func cost(of value: JSONValue) -> RecordCost?
    /// The charges of a value of the file; a value that holds many records gives the charges of all.
    mutating func charges(of value: JSONValue) throws(RecordRefusal) -> [ChargeDraft]
}

extension RecordShape {
    var answer: Answer? { nil }
    func cost(of value: JSONValue) -> RecordCost? { nil }
}

/// What usage looks like as JSON: how a record, or the whole answer of an API, becomes usage.
protocol UsageShape {
    /// What is assumed, for people; asked for at the end of the file.
    var notes: [String] { get }
    /// What the values so far say they are about, where they are the answer of an API.
    var answer: Answer? { get }
    /// The usage of a value of the file, as far as it can be told yet.
    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay]
    /// What could not be told before the end of the file. `claim` says whether a call is this file's to count.
    mutating func rest<Failure>(_ claim: (Hash128) throws(Failure) -> Bool) throws(Failure) -> [UsageDay]
}

extension UsageShape {
    var answer: Answer? { nil }
    mutating func rest<Failure>(_ claim: (Hash128) throws(Failure) -> Bool) throws(Failure) -> [UsageDay] { [] }
}

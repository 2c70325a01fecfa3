import Billing
import Formats

/// Google Cloud request logs, counted by day, status class and customer. An entry is known by logName, timestamp and insertId, and counts
/// once however often it was exported. The first pattern that matches a request's address says its customer.
struct RequestLogRecords: UsageShape {
    private var tally = RequestTally()
    private var seen = HashIndex()

    static func recognises(_ value: JSONValue) -> Bool {
        value["timestamp"] != nil
            && (value["httpRequest"]?.isObject == true || value["logName"] != nil && value["insertId"] != nil)
    }

    private let customers: [CustomerPattern]

    init(customers: [CustomerPattern]) { self.customers = customers }

    var notes: [String] { [] }

    mutating func usage(of value: JSONValue) throws(RecordRefusal) -> [UsageDay] {
        // Logs have entries that are no requests.
        guard let request = value["httpRequest"], !request.isNull else { return [] }
        guard let second = try value.second("timestamp") else {
            throw RecordRefusal(reason: "the entry has no timestamp, expected 2026-08-01T00:00:00Z")
        }
        // A client that left before the answer has no status.
        let status = try request.count("status")
        guard status ?? 0 < 1000 else { throw RecordRefusal(reason: "status is no status of HTTP, expected 100 to 599") }
        if let id = try value.label("insertId") {
            let key = callKey(try value.label("logName") ?? "", value["timestamp"]?.text ?? "", id)
            guard seen.find(key) == nil else { return [] }
            seen.add(key, 0)
        }
        tally.add(Day(second: second), status: status.map { Int($0) }, customer: customer(request))
        return []
    }

    private func customer(_ request: JSONValue) -> String {
        guard !customers.isEmpty, let url = request["requestUrl"]?.bytes else { return "" }
        return CustomerPattern.customer(url.span, RequestTarget(url.span, url: 0..<url.count), customers)
    }

    mutating func rest<Failure>(_ claim: (Hash128) throws(Failure) -> Bool) throws(Failure) -> [UsageDay] { tally.usage }
}

package import Billing
package import Formats

/// The columns of a plain usage file, by name in any order and letter case.
struct UsageHeader {
    static let names = [
        "day", "metric", "quantity", "customer", "kind", "system", "component", "feature", "model", "environment", "unit",
    ]
    let count: Int
    private let columns: [String: Int]
    /// Why no record can be taken: a column that the file has twice; nil where none is.
    let problem: FieldRefusal?

    static func recognises(_ header: [String]) -> Bool {
        let found = Set(header.map { $0.lowercased() })
        return ["day", "metric", "quantity"].allSatisfy(found.contains)
    }

    init(_ header: [String]) {
        count = header.count
        var columns: [String: Int] = [:]
        var problem: FieldRefusal?
        for (column, name) in header.enumerated() where UsageHeader.names.contains(name.lowercased()) {
            if columns.updateValue(column, forKey: name.lowercased()) != nil { problem = FieldRefusal(twice: name, at: column) }
        }
        self.columns = columns
        self.problem = problem
    }

    subscript(name: String) -> Int? { columns[name] }
}

/// Reads plain usage: a row per day, metric and customer, further columns as the file has them.
package struct UsageReader<Sink: UsageSink>: ~Copyable {
    private let sink: Sink
    private let file: String
    private let header: UsageHeader
    private let labels: [Int]
    private var reading = ExportReading()
    /// Rows without day and quantity, by the bytes of their labels.
    private var kinds: [UsageDay] = []
    private var kindsByBytes = HashIndex()
    private var raw: [UInt8] = []

    /// A reader of a file whose header has been read.
    package init(_ sink: Sink, header names: [String], file: String) {
        self.sink = sink
        self.file = file
        header = UsageHeader(names)
        let header = header
        labels = UsageHeader.names.filter { $0 != "day" && $0 != "quantity" }.compactMap { header[$0] }
    }

    /// Reads the rest of the file. Refused records are counted and left out; the caller decides whether that spoils the file.
    package consuming func read(_ csv: inout CSVReader) throws(ExportFailure<Sink.Failure>) -> ExportReading {
        if let problem = header.problem {
            // The header is all that is read, so it counts as the one record, and nothing of the file is taken.
            reading.records += 1
            reading.refuse(csv.refusal(file, problem))
            return reading
        }
        while true {
            let step: CSVReader.Step
            do { step = try csv.next() } catch { throw .read(error) }
            switch step {
            case .end: return reading
            case .defect(let defect, let line, let column):
                reading.records += 1
                reading.refuse(csv.refusal(file, defect, line: line, column: column))
                if defect == .endsInQuotes || defect == .tooLong { reading.isCut = true }
            case .record:
                reading.records += 1
                guard csv.count == header.count else {
                    reading.refuse(csv.wrongCount(file, expected: header.count))
                    if csv.endsWithoutLineEnd { reading.isCut = true }
                    continue
                }
                let cut = csv.cutInLastField { $0 == header["day"] || $0 == header["quantity"] }
                switch cut.map({ .failure($0) }) ?? take(csv) {
                case .success(let usage):
                    do { try sink.add(usage) } catch { throw .store(error) }
                case .failure(let refusal):
                    reading.refuse(csv.refusal(file, refusal))
                    if csv.endsWithoutLineEnd { reading.isCut = true }
                }
            }
        }
    }

    private mutating func take(_ csv: borrowing CSVReader) -> Result<UsageDay, FieldRefusal> {
        let bytes = csv.buffer.span
        func field(_ column: Int) -> Range<Int> { csv.fields.range(column) }

        let dayColumn = header["day"] ?? 0
        let dayText = bytes.extracting(field(dayColumn))
        guard let moment = Timestamp(dayText) else {
            return .failure(
                FieldRefusal(column: dayColumn, reason: "day \(shown(dayText)) is not a date, expected 2026-08-01", hint: ""))
        }
        let quantityColumn = header["quantity"] ?? 0
        let quantityText = bytes.extracting(field(quantityColumn))
        let quantity: ParsedDecimal
        do {
            quantity = try ParsedDecimal(quantityText, bound: Quantity.bound)
        } catch {
            return .failure(
                FieldRefusal(
                    column: quantityColumn, reason: "quantity \(shown(quantityText)) \(error.found), \(error.expected)", hint: "")
            )
        }
        raw.removeAll(keepingCapacity: true)
        for column in labels {
            let range = field(column)
            unsafe bytes.extracting(range).withUnsafeBufferPointer { part in unsafe raw.append(contentsOf: part) }
            raw.append(0)
        }
        let hash = xxh3(raw.span)
        let index: Int
        if let known = kindsByBytes.find(hash) {
            index = Int(known)
        } else {
            switch decode(csv) {
            case .success(let usage):
                kinds.append(usage)
                index = kinds.count - 1
                kindsByBytes.add(hash, Int32(index))
            case .failure(let refusal): return .failure(refusal)
            }
        }
        var usage = kinds[index]
        usage.day = moment.day
        usage.quantity = Quantity(quantity.amount)
        return .success(usage)
    }

    /// The labels of the current record as a row without day and quantity.
    private func decode(_ csv: borrowing CSVReader) -> Result<UsageDay, FieldRefusal> {
        for name in UsageHeader.names {
            guard let column = header[name] else { continue }
            if case .failure(let flaw) = LineDecoding.text(csv.buffer.span, csv.fields[column]) {
                let found = shown(csv.buffer.span.extracting(csv.fields.range(column)))
                return .failure(FieldRefusal(column: column, reason: "\(name) \(found) \(flaw.found)", hint: flaw.hint))
            }
        }
        func value(_ name: String) -> String? {
            guard let column = header[name] else { return nil }
            let text = csv.text(column)
            return text.isEmpty || text.lowercased() == "null" ? nil : text
        }
        let metricColumn = header["metric"] ?? 0
        guard let metric = value("metric") else {
            return .failure(
                FieldRefusal(column: metricColumn, reason: "metric is empty, expected a name as in requests", hint: ""))
        }
        var kind = MetricKind.usual(for: metric)
        if let text = value("kind") {
            guard let stated = MetricKind(rawValue: text) else {
                return .failure(
                    FieldRefusal(
                        column: header["kind"] ?? 0, reason: "kind \"\(text)\" is not one of flow, level, peak",
                        hint: "flow is summed, level averaged, peak the highest"))
            }
            kind = stated
        }
        var usage = UsageDay(day: Day(number: 0), metric: metric, kind: kind, quantity: .zero)
        usage.system = value("system")
        usage.component = value("component")
        usage.customer = value("customer")
        usage.feature = value("feature")
        usage.model = value("model")
        usage.environment = value("environment")
        usage.unit = value("unit")
        return .success(usage)
    }
}

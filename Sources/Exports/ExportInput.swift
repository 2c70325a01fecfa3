package import Billing
package import Formats

/// What an export is by what stands in it.
package struct ExportInput: Sendable {
    /// The format; nil where it is none that is read.
    package var format: ExportFormat?
    /// The header of a CSV file and the records before it.
    package var header: [String] = [], preamble: [[String]] = []
    /// Why it is none, with its place; nil where the format is known.
    package private(set) var problem: Refusal?
    /// Where a log's requests name their customer.
    let customers: [CustomerPattern]
    /// Under which names plain usage has its columns, by ours.
    let columns: [String: String]
    /// The first line that is not blank, at most 64 KB of it: as a log grows, it stays.
    package var firstLine: [UInt8] = []
    /// The file as it was when it was looked at.
    package var identity: ByteSource.Identity

    /// How many records before a header are looked at.
    private static let preambleLimit = 20
    /// How many characters are shown of JSON that may be anything, what people wrote included.
    private static let excerpt = 120
    /// How many bytes of a first line are looked at.
    private static let lineLimit = 64 << 10
    /// How many bytes are looked at for a line of a log.
    private static let beginningLimit = 512 << 10

    private init(_ format: ExportFormat?, _ identity: ByteSource.Identity, _ settings: Settings.Source) {
        self.format = format
        self.identity = identity
        customers = settings.customers.map(CustomerPattern.init)
        columns = settings.columns
    }

    /// Looks at the beginning of a file; `format` is what its source's settings say it is.
    package init(
        path: String, file: String, format: ExportFormat?, settings: Settings.Source = Settings.Source(), parser: JSONParser
    ) throws(ReadFailure) {
        let (line, identity) = try ExportInput.firstLine(path)
        switch line.first {
        case nil:
            self.init(nil, identity, settings)
            problem = Refusal(at: Origin(file: file), "is empty, expected a header")
        case _ where format == .accessLog || format == .tokenLog || format == nil && AccessLogReader.recognises(line):
            self.init(format ?? .accessLog, identity, settings)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try self.init(json: path, file, format, settings, parser)
        default:
            if let foreign = ForeignContent.found(line) {
                self.init(nil, identity, settings)
                problem = Refusal(at: Origin(file: file), foreign.reason, hint: foreign.hint)
            } else {
                try self.init(sheet: path, file, format, settings)
            }
        }
        let isText = !line.isEmpty && ForeignContent.found(line) == nil
        if self.format == nil, format == nil, isText, let log = try ExportInput.log(path, parser) {
            // The first lines of a log may be broken: rotation cuts them, or what wrote them was stopped.
            (self.format, problem) = (log, nil)
        }
        firstLine = Array(line.prefix(ExportInput.lineLimit))
    }

    /// The first line that is not blank, at most 64 KB of it; empty for a file without any.
    private static func firstLine(_ path: String) throws(ReadFailure) -> ([UInt8], ByteSource.Identity) {
        var source = try ByteSource(path: path)
        var bytes: [UInt8] = []
        while bytes.count < lineLimit {
            let goesOn = try source.read(4096, appendingTo: &bytes)
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
            let start = bytes.firstIndex { ![9, 10, 13, 32].contains($0) } ?? bytes.count
            bytes.removeFirst(start)
            if let end = bytes.firstIndex(of: 10) { return (Array(bytes[..<end]), source.identity) }
            if !goesOn { break }
        }
        return (bytes, source.identity)
    }

    /// The log that the first lines of a file are of; nil where none of them is.
    private static func log(_ path: String, _ parser: JSONParser) throws(ReadFailure) -> ExportFormat? {
        var source = try ByteSource(path: path)
        var bytes: [UInt8] = []
        while bytes.count < beginningLimit, try source.read(lineLimit, appendingTo: &bytes) {}
        for line in bytes.prefix(beginningLimit).split(separator: 10, maxSplits: preambleLimit).prefix(preambleLimit) {
            if AccessLogReader.recognises(Array(line)) { return .accessLog }
            let padded = line + Array(repeating: 0, count: JSONParser.padding)
            do throws(JSONProblem) {
                if SessionLogRecords.recognises(try parser.parse(Array(padded).span, 0..<line.count)) { return .tokenLog }
            } catch {
                continue
            }
        }
        return nil
    }

    private init(
        json path: String, _ file: String, _ format: ExportFormat?, _ settings: Settings.Source, _ parser: JSONParser
    ) throws(ReadFailure) {
        var json = JSONReader(try ByteSource(path: path), parser: parser, file: file)
        self.init(format, json.identity, settings)
        guard format == nil else { return }
        switch try json.next() {
        case .end: problem = Refusal(at: Origin(file: file), "is empty, expected a value")
        case .value(let value):
            self.format = ExportFormat.ofValue(value, columns: columns)
            guard self.format == nil else { return }
            let names = value.members.prefix(6).map { String($0.name.prefix(24)) }.joined(separator: ", ")
            let nearest = NearestFormat(to: NearestFormat.keys(of: value), among: ExportFormat.records)
            problem = Refusal(
                at: json.origin,
                "is of no known format: JSON that begins with " + (names.isEmpty ? "no object" : "the keys \(names)")
                    + (names.isEmpty ? ", " : "; ") + (nearest?.expected ?? "expected the keys of a bill or of usage"),
                text: String(json.valueText().prefix(ExportInput.excerpt)), hint: ExportInput.known)
        case .defect(let defect, let origin, let text, _):
            problem = Refusal(at: origin, defect.reason, text: text)
        }
    }

    private init(
        sheet path: String, _ file: String, _ format: ExportFormat?, _ settings: Settings.Source
    ) throws(ReadFailure) {
        let ours = Dictionary(settings.columns.map { ($1.lowercased(), $0) }) { first, _ in first }
        var csv = CSVReader(try ByteSource(path: path))
        self.init(nil, csv.identity, settings)
        var lines: [(number: Int, text: String)] = []
        while preamble.count < ExportInput.preambleLimit {
            let step = try csv.next()
            if case .end = step { break }
            if case .defect(let defect, let line, let column) = step {
                problem = csv.refusal(file, defect, line: line, column: column)
                return
            }
            let names = (0..<csv.count).map { csv.text($0) }.map { ours[$0.lowercased()] ?? $0 }
            if let found = ExportFormat.ofHeader(names) {
                header = names
                self.format = format ?? found
                return
            }
            preamble.append(names)
            lines.append((csv.line, csv.lineText(0)))
        }
        guard !preamble.isEmpty else {
            problem = Refusal(at: Origin(file: file), "is empty, expected a header")
            return
        }
        // The record that looks most like a header.
        let nearest = preamble.map { NearestFormat(to: $0, among: ExportFormat.sheets) }
        let best = preamble.indices.max { (nearest[$0]?.found ?? 0, -$0) < (nearest[$1]?.found ?? 0, -$1) } ?? 0
        problem = ExportInput.notRecognised(preamble[best], nearest[best], file, lines[best])
    }

    /// Says what a file has that should be a header, and what the nearest format needs.
    private static func notRecognised(
        _ names: [String], _ nearest: NearestFormat?, _ file: String, _ line: (number: Int, text: String)
    ) -> Refusal {
        let commas = line.text.count { $0 == "," }
        for (separator, name) in [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")] as [(Character, String)] {
            guard line.text.count(where: { $0 == separator }) > commas, let first = line.text.firstIndex(of: separator) else {
                continue
            }
            let column = line.text.distance(from: line.text.startIndex, to: first) + 1
            return Refusal(
                at: Origin(file: file, line: line.number, column: column), "has \(name) between its columns, expected commas",
                text: line.text, hint: "export it again as CSV with commas, and with a point in numbers")
        }
        let shown = names.prefix(6).map { String($0.prefix(24)) }.joined(separator: ", ") + (names.count > 6 ? ", …" : "")
        let isUsage = names.contains { $0.lowercased().contains("day") || $0.lowercased() == "quantity" }
        let nearest = nearest ?? NearestFormat(isUsage ? .usage : .focus)
        let rename = "columns in the settings of its source tells other names: columns: {day: Datum}"
        return Refusal(
            at: Origin(file: file, line: line.number, column: 1),
            "is of no known format: it begins with \(shown); \(nearest.expected)", text: line.text,
            hint: nearest.format == .usage ? rename : known)
    }

    /// Whether it is a token log as it is written, an object a line; a list, or an object over several lines, is a copy of one.
    fileprivate var isTranscript: Bool {
        let line = firstLine.filter { ![9, 13, 32].contains($0) }
        return format == .tokenLog && line.first != UInt8(ascii: "[") && line != [UInt8(ascii: "{")]
    }

    private static let known = "formats read: " + ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
}

/// Reads an export of a known format to its end into whoever keeps charges and usage. Refused records are counted and left out; the
/// caller decides whether that spoils the file.
package func readExport<Sink: ChargeSink & UsageSink>(
    _ input: ExportInput, path: String, into sink: Sink, file: String, source: String, currency: Currency, parser: JSONParser,
    progress: ((Int64) -> Void)? = nil
) throws(ExportFailure<Sink.Failure>) -> ExportReading {
    guard let format = input.format else { return ExportReading() }
    var bytes: ByteSource
    do throws(ReadFailure) { bytes = try ByteSource(path: path) } catch { throw .read(error) }
    guard bytes.identity == input.identity else { throw .read(.changed) }
    bytes.onRead = progress
    if format == .accessLog { return try AccessLogReader.read(bytes, file: file, customers: input.customers, into: sink) }
    if input.header.isEmpty {
        let json = JSONReader(bytes, parser: parser, file: file, byLine: input.isTranscript)
        return try readRecords(input, format, json, sink, source: source, currency: currency)
    }
    var csv = CSVReader(bytes)
    do throws(ReadFailure) { for _ in 0...input.preamble.count { _ = try csv.next() } } catch { throw .read(error) }
    return try readSheet(input, format, &csv, sink, file: file, source: source, currency: currency)
}

private func readSheet<Sink: ChargeSink & UsageSink>(
    _ input: ExportInput, _ format: ExportFormat, _ csv: inout CSVReader, _ sink: Sink, file: String, source: String,
    currency: Currency
) throws(ExportFailure<Sink.Failure>) -> ExportReading {
    let columns = SheetColumns(input.header, preamble: input.preamble)
    func bill<Shape: SheetShape>(
        _ shape: Shape.Type, _ csv: inout CSVReader
    ) throws(ExportFailure<Sink.Failure>) -> ExportReading {
        try SheetBillReader<Sink, Shape>(sink, columns: columns, file: file, source: source, currency: currency).read(&csv)
    }
    switch format {
    case .focus:
        return try FocusReader(sink, header: input.header, file: file, source: source, currency: currency).read(&csv)
    case .awsCUR: return try bill(CostAndUsageSheet.self, &csv)
    case .awsCUR2: return try bill(DataExportSheet.self, &csv)
    case .gcpBillingSheet: return try bill(BillingExportSheet.self, &csv)
    case .gcpCostTable: return try bill(CostTableSheet.self, &csv)
    case .azure: return try bill(CostDetailsSheet.self, &csv)
    case .oracle: return try bill(CostReportSheet.self, &csv)
    default: return try UsageReader(sink, header: input.header, file: file).read(&csv)
    }
}

private func readRecords<Sink: ChargeSink & UsageSink>(
    _ input: ExportInput, _ format: ExportFormat, _ json: consuming JSONReader, _ sink: Sink, source: String,
    currency: Currency
) throws(ExportFailure<Sink.Failure>) -> ExportReading {
    var json = json
    func bill<Shape: RecordShape>(
        _ shape: Shape.Type, _ json: inout JSONReader
    ) throws(ExportFailure<Sink.Failure>) -> ExportReading {
        try readBill(sink, shape, &json, source: source, currency: currency)
    }
    func usage<Shape: UsageShape>(
        _ shape: consuming Shape, _ json: inout JSONReader
    ) throws(ExportFailure<Sink.Failure>) -> ExportReading {
        try readUsage(sink, shape, &json, isLog: format.isLog, grows: input.isTranscript)
    }
    switch format {
    case .gcpBilling: return try readBillingExport(sink, &json, source: source, currency: currency)
    case .awsCostExplorer: return try bill(CostExplorerRecords.self, &json)
    case .anthropicCost: return try bill(CostReportRecords.self, &json)
    case .openAICosts: return try bill(CostRecords.self, &json)
    case .anthropicUsage: return try usage(MessageUsageRecords(), &json)
    case .openAIUsage: return try usage(CompletionUsageRecords(), &json)
    case .liteLLM: return try usage(SpendLogRecords(), &json)
    case .langfuse: return try usage(ObservationRecords(), &json)
    case .openTelemetry: return try usage(GenerationRecords(), &json)
    case .tokenLog: return try usage(SessionLogRecords(), &json)
    case .cloudWatch: return try usage(MetricDataRecords(), &json)
    case .prometheus: return try usage(RangeQueryRecords(), &json)
    case .gcpRequests: return try usage(RequestLogRecords(customers: input.customers), &json)
    default: return try usage(CountRecords(columns: input.columns), &json)
    }
}

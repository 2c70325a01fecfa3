import Billing
import Formats

/// Access logs of load balancers (ALB) and nginx: requests counted by day, status class and customer, line by line in bounded memory.
struct AccessLogReader {
    /// Whether a first line is one of an access log.
    static func recognises(_ line: [UInt8]) -> Bool {
        var line = line
        if line.last == 13 { line.removeLast() }
        do {
            _ = try AccessLogLine(line.span)
            return true
        } catch {
            return false
        }
    }

    /// Reads a log to its end. A line that is none is refused and counted; a blank one is none. The first pattern that matches a
    /// request says its customer.
    static func read<Sink: UsageSink>(
        _ source: consuming ByteSource, file: String, customers: [CustomerPattern], into sink: Sink
    ) throws(ExportFailure<Sink.Failure>) -> ExportReading {
        var lines = LogLines(source)
        var tally = RequestTally()
        var reading = ExportReading()
        while true {
            let step: LogLines.Step
            do { step = try lines.next() } catch { throw .read(error) }
            switch step {
            case .end:
                do throws(Sink.Failure) { for usage in tally.usage { try sink.add(usage) } } catch { throw .store(error) }
                return reading
            case .tooLong(let range):
                reading.records += 1
                let refusal = RecordRefusal(reason: "the line is longer than \(LogLines.limit >> 10) KB, expected a request")
                reading.refuse(self.refusal(refusal, file, lines.number, lines.buffer[range]))
            case .line(let range):
                guard lines.buffer[range].contains(where: { $0 != 32 && $0 != 9 }) else { continue }
                reading.records += 1
                do throws(RecordRefusal) {
                    let text = lines.buffer.span.extracting(range)
                    let line = try AccessLogLine(text)
                    tally.add(line.day, status: line.status, customer: customer(text, line, customers))
                } catch {
                    reading.refuse(refusal(error, file, lines.number, lines.buffer[range]))
                    if lines.endsWithoutLineEnd { reading.isCut = true }
                }
            }
        }
    }

    private static func customer(_ text: Span<UInt8>, _ line: AccessLogLine, _ patterns: [CustomerPattern]) -> String {
        if patterns.isEmpty { return "" }
        return CustomerPattern.customer(text, RequestTarget(text, line.request), patterns)
    }

    private static func refusal(_ refusal: RecordRefusal, _ file: String, _ line: Int, _ text: ArraySlice<UInt8>) -> Refusal {
        Refusal(
            at: Origin(file: file, line: line, column: 1), refusal.reason,
            text: String(decoding: text.prefix(200), as: UTF8.self),
            hint: refusal.hint)
    }
}

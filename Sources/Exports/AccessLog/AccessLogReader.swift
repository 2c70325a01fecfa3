import Billing
import Formats

/// Access logs of load balancers (ALB) and nginx: requests counted by day, status class and host.
struct AccessLogReader {
    /// Whether a first line is one of an access log.
    static func recognises(_ line: [UInt8]) -> Bool { false }

    /// Reads a log to its end. A line that is none is refused and counted.
    static func read<Sink: UsageSink>(
        _ source: consuming ByteSource, file: String, into sink: Sink
    ) throws(ExportFailure<Sink.Failure>) -> ExportReading {
        ExportReading()
    }
}

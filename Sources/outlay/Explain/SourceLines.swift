import Billing
import Exports
import Formats
import Glibc
import History

/// The lines of the files that charges came with, found by reading the deliveries in force again.
struct SourceLines {
    /// What became of a delivery's file.
    struct Reading {
        var delivery: KnownDelivery
        /// How many of the charges came with it.
        var charges: Int
        /// The number of its first file in `files`, from 1; nil where it was not read.
        var file: Int?
        /// What is to be said of it: `read again`, `is gone …`.
        var state: String
    }

    /// The deliveries, newest first, one for each file.
    private(set) var readings: [Reading] = []
    /// The names of the files that were read; places count from 0 in it.
    private(set) var files: [String] = []
    private let trace: RecordTrace
    /// Bills whose charges are all found, to the last unit.
    private var matched: Set<Int64> = []

    /// Reads the deliveries again and compares what they hold with the charges.
    init(
        _ place: Workplace, _ charges: [KnownCharge], _ deliveries: [KnownDelivery], known: [String], basis: Settings.CostBasis
    ) throws(CommandFailure) {
        guard let parser = JSONParser() else {
            throw CommandFailure(status: .software, message: "no memory for reading JSON")
        }
        let bills = deliveries.map { (RecordTrace.Bill(source: $0.source, subject: $0.subject, start: $0.start), $0.scope) }
        trace = RecordTrace(charges.map(\.key), bills: Dictionary(bills) { first, _ in first }, basis: basis)
        let present = DeliveryGrouping(place: place, parser: parser).deliveries(
            ExportFile.belowExports(of: place.globals.inputs), known: known)
        let byName = Dictionary(present.map { ($0.file.name, $0) }) { first, _ in first }
        let counts = Dictionary(grouping: charges, by: \.key.scope).mapValues(\.count)
        for delivery in deliveries {
            let count = counts[delivery.scope] ?? 0
            let isSame = { (other: Reading) in
                other.delivery.file == delivery.file && other.delivery.sequence == delivery.sequence
            }
            if let index = readings.firstIndex(where: isSame) {
                readings[index].charges += count
                continue
            }
            var reading = Reading(delivery: delivery, charges: count, state: "")
            if let found = delivery.files.lazy.compactMap({ SourceLines.delivery($0, byName, delivery.source) }).first {
                reading.file = files.count + 1
                reading.state = read(found, place, parser)
            } else {
                reading.state = "is gone: its charges stop at line and day"
            }
            readings.append(reading)
        }
        compare(charges, deliveries)
    }

    /// Where the records of a charge stand; nil where the files do not tell.
    func found(_ key: KnownCharge.Key) -> RecordTrace.Found? { matched.contains(key.scope) ? trace.found[key] : nil }

    /// The delivery of a name in the history; nil where its file is gone. One that was named on the command line is a path.
    private static func delivery(_ name: String, _ known: [String: ExportDelivery], _ source: String) -> ExportDelivery? {
        if let delivery = known[name] { return delivery }
        var status = stat()
        guard unsafe stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return ExportDelivery(ExportFile(path: name, name: name, source: source, status: status))
    }

    /// Reads the files of a delivery; what is to be said of it.
    private mutating func read(_ delivery: ExportDelivery, _ place: Workplace, _ parser: JSONParser) -> String {
        let source = delivery.file.source
        let settings = place.settings[source: source]
        trace.source = source
        for part in delivery.parts {
            trace.file = files.count
            files.append(part.name)
            do throws(ReadFailure) {
                let input = try ExportInput(
                    path: part.path, file: part.name, format: settings.format.flatMap(ExportFormat.init(rawValue:)),
                    settings: settings, parser: parser)
                do throws(ExportFailure<Never>) {
                    _ = try readExport(
                        input, path: part.path, into: trace, file: part.name, source: source, currency: place.settings.currency,
                        parser: parser)
                } catch {
                    if case .read(let failure) = error { throw failure }
                }
            } catch {
                return "\(error.reason): its charges stop at line and day"
            }
        }
        return "read again"
    }

    /// Takes the bills whose charges are what the files say; a file that says something else has changed.
    private mutating func compare(_ charges: [KnownCharge], _ deliveries: [KnownDelivery]) {
        var wrong: Set<Int64> = []
        for charge in charges where trace.found[charge.key]?.amount != charge.charge.cost { wrong.insert(charge.key.scope) }
        matched = Set(charges.map(\.key.scope)).subtracting(wrong)
        for index in readings.indices where readings[index].state == "read again" {
            let own = readings[index].delivery
            let isOwn = { (other: KnownDelivery) in other.file == own.file && other.sequence == own.sequence }
            if deliveries.contains(where: { isOwn($0) && wrong.contains($0.scope) }) {
                readings[index].state =
                    "has changed since it was taken: its lines do not add up to the charges, which stop at line and day"
            }
        }
    }
}

import Billing
import Exports
import Formats
import Glibc
import History

/// Takes export files into the history, one delivery each, and keeps count of what was not taken.
struct Ingestion {
    let place: Workplace
    let history: History
    let mapping: Mapping
    let run: Int
    private let parser: JSONParser
    private var progress: Progress?
    /// Files that changed the history.
    private(set) var taken = 0
    /// Files that were read or known.
    private(set) var seen = 0
    /// Records in the files that changed the history.
    private(set) var rows = 0
    /// Records that were refused.
    private(set) var refused = 0
    /// What was not taken, and why.
    private(set) var refusals: [Refusal] = []
    /// What records cost that were not taken.
    private(set) var uncounted = UncountedRecords()
    /// Deliveries of several files by their names in the history: how they are told of to people.
    private var shown: [String: String] = [:]
    /// The file that is read, to be named where its bytes cannot be had.
    private var opened = ""

    init(_ place: Workplace, _ history: History, mapping: Mapping, run: Int) throws(CommandFailure) {
        self.place = place
        self.history = history
        self.mapping = mapping
        self.run = run
        guard let parser = JSONParser() else {
            throw CommandFailure(status: .software, message: "no memory for reading JSON")
        }
        self.parser = parser
    }

    /// Takes files in this order; one that is refused does not stop the others.
    mutating func take(_ files: [ExportFile]) throws(CommandFailure) {
        do throws(HistoryError) {
            let known = try history.knownFiles()
            let deliveries = DeliveryGrouping(place: place, parser: parser).deliveries(files, known: known.keys)
            for delivery in deliveries where delivery.others > 0 { shown[delivery.file.name] = delivery.shown }
            let progress = Progress(
                files: files.count, bytes: files.reduce(0) { $0 + $1.size }, place.console)
            self.progress = progress
            defer { progress.clear() }
            for delivery in deliveries {
                let file = delivery.file
                defer {
                    progress.passed(files: delivery.parts.count, bytes: delivery.parts.reduce(0) { $0 + $1.size })
                    progress.clear()
                }
                seen += delivery.parts.count
                let state = History.KnownFile(inode: file.inode, size: file.size, modified: file.modified)
                if known[file.name] == state { continue }
                try take(delivery)
            }
        } catch {
            throw CommandFailure(error)
        }
    }

    private mutating func take(_ delivery: ExportDelivery) throws(HistoryError) {
        let file = delivery.file
        guard file.isNameUTF8 else {
            refuse(delivery, "the name is not UTF-8, expected one that is", "rename it")
            return
        }
        guard !file.source.isEmpty else {
            refuse(
                delivery, "lies outside of a source's folder, expected it in exports/SOURCE/",
                "move it into a folder named for its source")
            return
        }
        let settings = place.settings[source: file.source]
        if settings.minimumAge > 0, Int64(time(nil)) - file.modified / 1_000_000_000 < Int64(settings.minimumAge) {
            refuse(
                delivery, "waits: it is younger than \(settings.minimumAge) s",
                "minimum_age in the settings of source \(file.source)"
            )
            return
        }
        if let problem = delivery.problem {
            refuse(delivery, problem.reason, problem.hint)
            return
        }
        opened = delivery.first
        do throws(ExportFailure<HistoryError>) {
            try read(delivery, settings)
        } catch {
            switch error {
            case .read(let failure):
                refuse(delivery, Refusal(at: Origin(file: opened), failure.reason, hint: failure.hint))
            case .store(.beyondBounds(let subject)):
                let found = HistoryError.beyondBounds(subject: subject).message
                refuse(delivery, found + ", expected sums within ±9,000,000,000,000", "")
            case .store(let failure): throw failure
            }
        }
    }

    /// Reads a delivery's files to their ends and takes what they hold.
    private mutating func read(
        _ delivery: ExportDelivery, _ settings: Settings.Source
    ) throws(ExportFailure<HistoryError>) {
        let file = delivery.file
        let format = settings.format.flatMap(ExportFormat.init(rawValue:))
        if let name = settings.format, format == nil {
            refuse(
                delivery, "waits: the settings say format \"\(name)\" for source \(file.source), which is not known",
                "known are " + ExportFormat.allCases.map(\.rawValue).joined(separator: ", "))
            return
        }
        var inputs: [ExportInput] = []
        for part in delivery.parts {
            let input: ExportInput
            opened = part.name
            do throws(ReadFailure) {
                input = try ExportInput(
                    path: part.path, file: part.name, format: format, settings: settings, parser: parser)
            } catch {
                throw .read(error)
            }
            if let problem = input.problem {
                refuse(delivery, problem)
                return
            }
            inputs.append(input)
        }
        let found = inputs.compactMap(\.format)
        let mode = settings.mode ?? found.first?.usualMode ?? .replace
        var origin = DeliveryOrigin(
            source: file.source, file: file.name, series: file.series, stamp: file.stamp, mode: mode,
            confirmShrink: settings.confirmShrink, inode: file.inode, size: file.size, modified: file.modified, run: run,
            today: place.today, receivedAt: Workplace.now())
        if inputs.count == 1, delivery.parts[0].path == file.path {
            let identity = inputs[0].identity
            (origin.inode, origin.size, origin.modified) = (identity.inode, identity.size, identity.modified)
        }
        if found.contains(where: \.isLog) {
            do throws(ReadFailure) { origin.logContent = try UnpackedContent.hash(delivery.parts) } catch { throw .read(error) }
            // Of a log neither its name nor a date in it says what it follows.
            origin.series = LogIdentity(file: file.name, firstLine: inputs[0].firstLine, found.first).description
            origin.stamp = nil
        }
        let writer: DeliveryWriter
        do throws(HistoryError) {
            writer = try DeliveryWriter(history, origin, mapping: mapping, usageSystem: settings.system)
        } catch {
            throw .store(error)
        }
        let clock = ContinuousClock()
        let began = clock.now
        var whole: ExportReading?
        var copies: (ExportFile, ExportFile)?
        do throws(ExportFailure<HistoryError>) {
            var readings: [(file: ExportFile, reading: ExportReading)] = []
            for (part, input) in zip(delivery.parts, inputs) {
                opened = part.name
                let found = try readExport(
                    input, path: part.path, into: writer, file: part.name, source: file.source,
                    currency: place.settings.currency, parser: parser, progress: progress.map { shown in { shown.read($0) } })
                if whole == nil { whole = found } else { whole?.add(found) }
                readings.append((part, found))
            }
            // What a manifest names is as it is meant to be; names that only differ in a number may be those of copies.
            if !delivery.isOfManifest {
                do throws(ReadFailure) { copies = try UnpackedContent.copies(readings) } catch { throw .read(error) }
            }
        } catch {
            // What was staged of the files goes with their transaction.
            do throws(HistoryError) { try writer.abandon() } catch { throw .store(error) }
            throw error
        }
        let reading = whole ?? ExportReading()
        let wasRead = clock.now
        do throws(HistoryError) {
            if let (one, other) = copies {
                try leave(delivery, reading, writer)
                refuse(
                    delivery, "waits: \(one.name) and \(other.name) hold the very same, expected parts that differ",
                    "remove one of them, or set parts: none for every file by itself")
                return
            }
            if let records = delivery.records, records != reading.records {
                try leave(delivery, reading, writer)
                refuse(
                    delivery, "waits: it names \(records) records, its files have \(reading.records)",
                    "deliver the missing files, or the manifest again")
                return
            }
            try finish(delivery, reading, writer, takesGood: settings.quarantine || found.allSatisfy(\.passesBadLines))
            let ended = clock.now
            place.console.detail(
                "\(delivery.shown): \(Ingestion.seconds(wasRead - began)) s to read and stage, "
                    + "\(Ingestion.seconds(ended - wasRead)) s to compare, store and check")
        } catch {
            throw .store(error)
        }
    }

    /// A stretch of time in seconds with two decimals.
    private static func seconds(_ duration: Duration) -> String {
        let hundredths = duration.components.seconds * 100 + duration.components.attoseconds / 10_000_000_000_000_000
        return Amount(micros: hundredths * 10_000, remainder: 0).text(decimals: 2)
    }

    /// Commits what was read, or leaves it: a file with a bad record is refused whole, unless its good ones are to be taken.
    private mutating func finish(
        _ delivery: ExportDelivery, _ reading: ExportReading, _ writer: DeliveryWriter, takesGood: Bool
    ) throws(HistoryError) {
        refused += reading.refused
        refusals += reading.refusals
        // Half a file is not a file with bad records: what is missing of it may still come.
        if reading.isCut {
            try leave(delivery, reading, writer)
            refuse(
                delivery, "ends inside a record, so none of its \(reading.records) records was taken",
                "it is read again in the next run; deliver it under another name and rename it when complete")
            return
        }
        let isSpoilt = reading.refused > 0
        if isSpoilt, !takesGood || reading.refused == reading.records {
            try leave(delivery, reading, writer)
            let more = reading.refused - reading.refusals.count
            let rest = more > 0 ? " (\(more) of them not shown)" : ""
            refuse(
                delivery, "\(reading.refused) of \(reading.records) records are refused\(rest), so none was taken",
                reading.refused < reading.records ? "quarantine: true for source \(delivery.file.source) takes the good ones" : ""
            )
            return
        }
        let note = reading.notes.isEmpty ? nil : reading.notes.joined(separator: "; ")
        let answer = reading.answer.flatMap { $0.lacksPages ? nil : $0 }
        let outcome = try writer.finish(
            reading.totals, refused: reading.refused, note: note, answered: answer?.days,
            // A file with bad records is read and reported again by every run until it is mended.
            remember: !isSpoilt)
        var held: [Currency: ControlTotal]?
        if case .held(_, let costs) = outcome { held = costs }
        uncounted.add(reading, file: delivery.first, held: held)
        switch outcome {
        case .taken(let sequence):
            taken += 1
            rows += reading.records - reading.refused
            place.console.detail("\(delivery.shown): \(reading.records - reading.refused) records taken, sequence \(sequence)")
        case .unchanged:
            place.console.detail("\(delivery.shown): \(reading.records) records, nothing new")
        case .older:
            place.console.note(
                "\(delivery.shown): skipped: "
                    + (writer.origin.mode == .append
                        ? "what it holds has been taken before" : "it holds what a later delivery has replaced"))
        case .held(let held, _):
            func named(_ text: String) -> String { shown.reduce(text) { $0.replacing($1.key, with: $1.value) } }
            refuse(
                delivery, "waits: it \(named(held.reason))",
                named(held.hint(for: delivery.file.name, of: delivery.file.source)))
        }
    }

    /// Leaves a delivery that was read.
    private mutating func leave(
        _ delivery: ExportDelivery, _ reading: ExportReading, _ writer: DeliveryWriter
    ) throws(HistoryError) {
        let held: Result<[Currency: ControlTotal], HistoryError>
        do throws(HistoryError) { held = .success(try writer.stagedCosts()) } catch { held = .failure(error) }
        // Whatever its costs are, nothing of it stays open.
        try writer.abandon()
        uncounted.add(reading, file: delivery.first, held: try held.get())
    }

    private mutating func refuse(_ delivery: ExportDelivery, _ reason: String, _ hint: String) {
        refuse(delivery, Refusal(at: Origin(file: delivery.first), reason, hint: hint))
    }

    private mutating func refuse(_ delivery: ExportDelivery, _ refusal: Refusal) {
        // A file whose records were refused one by one is counted by them.
        let last = refusals.last?.origin.file
        if !delivery.parts.contains(where: { $0.name == last }) { refused += 1 }
        var refusal = refusal
        if delivery.others > 0 { refusal.reason += "; it is one delivery with \(delivery.moreParts)" }
        refusals.append(refusal)
    }
}

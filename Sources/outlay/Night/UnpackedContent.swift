import Billing
import Exports
import Formats

/// What files hold, whatever they are called and however they are packed: hashes over their unpacked bytes.
enum UnpackedContent {
    /// A hash over the bytes of several files, one after the other.
    static func hash(_ files: [ExportFile]) throws(ReadFailure) -> String {
        var hashes: [UInt8] = []
        for file in files {
            var source = try ByteSource(path: file.path)
            var block: [UInt8] = []
            // In blocks of one size, however much is read at once: a packed copy is a copy.
            let size = 1 << 20
            var goesOn = true
            while goesOn || !block.isEmpty {
                while goesOn, block.count < size { goesOn = try source.read(size, appendingTo: &block) }
                let part = Array(block.prefix(size))
                hashes += Array(xxh3(part.span).description.utf8)
                block.removeFirst(part.count)
            }
        }
        return xxh3(hashes.span).description
    }

    /// The first two of a delivery's files that hold the same; nil where all differ. Files without a record may well be alike.
    static func copies(_ files: [(file: ExportFile, reading: ExportReading)]) throws(ReadFailure) -> (ExportFile, ExportFile)? {
        // Only files with as many records of the same bills are worth another look.
        var alike: [Int: [(file: ExportFile, reading: ExportReading)]] = [:]
        for file in files where file.reading.records > 0 { alike[file.reading.records, default: []].append(file) }
        for group in alike.values where group.count > 1 {
            var seen: [String: ExportFile] = [:]
            for (file, reading) in group {
                guard group.count(where: { $0.reading.totals == reading.totals }) > 1 else { continue }
                if let other = seen.updateValue(file, forKey: try hash([file])) { return (other, file) }
            }
        }
        return nil
    }
}

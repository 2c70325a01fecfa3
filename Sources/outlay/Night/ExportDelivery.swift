import Billing

/// One arrival of a source's data: a file, or the files that a manifest or their numbers make one.
struct ExportDelivery {
    /// The file, or what stands for its parts: their shared name, and a state that changes with any of them.
    var file: ExportFile
    /// The files to be read, in order.
    var parts: [ExportFile]
    /// Why it cannot be read yet, and what to do; nil where it can.
    var problem: (reason: String, hint: String)?
    /// How many records it has; nil where nothing says.
    var records: Int?
    /// Whether a manifest names its parts; else it is their names that make them one.
    var isOfManifest = false

    /// The file to name to a person: the manifest, or the first of the parts.
    var first: String { isOfManifest ? file.name : parts[0].name }
    /// How many parts there are beside the file that is named.
    var others: Int { isOfManifest ? 0 : parts.count - 1 }
    /// It for people: `bill-1.csv and 2 more parts`.
    var shown: String { others == 0 ? first : "\(first) and \(moreParts)" }
    /// `2 more parts`.
    var moreParts: String { "\(others) more part\(others == 1 ? "" : "s")" }

    /// A file by itself.
    init(_ file: ExportFile) {
        self.file = file
        parts = [file]
    }

    /// Several files under one name.
    init(_ parts: [ExportFile], named name: String, standingFor first: ExportFile) {
        self.parts = parts
        file = first
        file.name = name
        file.isNameUTF8 = parts.allSatisfy(\.isNameUTF8)
        file.size = parts.reduce(0) { $0 &+ $1.size }
        file.modified = parts.map(\.modified).max() ?? first.modified
        // Any part that is another file, or the same one rewritten, makes another state.
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in parts {
            for number in [part.inode, part.size, part.modified] {
                state = (state ^ UInt64(bitPattern: number)) &* 0x100_0000_01B3
            }
            for byte in part.name.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        file.inode = Int64(bitPattern: state)
    }
}

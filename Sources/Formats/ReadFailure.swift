/// Why the bytes of a file cannot be had.
package enum ReadFailure: Error, Equatable, Sendable {
    /// The system refused to open or read it; `reason` is the system's own text.
    case system(reason: String)
    /// It is a folder, a pipe or a device.
    case notAFile
    /// A gzip member ends before its checksum.
    case gzipCut
    /// The gzip data contradicts itself, or something else follows it.
    case gzipDamaged
    /// Its size or time changed while it was read.
    case changed

    /// What was found and what was expected, as a refusal says it.
    package var reason: String {
        switch self {
        case .system(let reason): "cannot be read: \(reason)"
        case .notAFile: "is not a regular file"
        case .gzipCut: "ends inside a gzip member, expected the rest of it"
        case .gzipDamaged: "has damaged gzip data"
        case .changed: "changed while it was read"
        }
    }

    /// What the reader can do.
    package var hint: String {
        switch self {
        case .system: "check the file's permissions"
        case .notAFile: "put a regular file there"
        case .gzipCut, .changed: "it is read again in the next run; deliver it under another name and rename it when complete"
        case .gzipDamaged: "fetch the file again; gzip -t FILE tests it"
        }
    }
}

/// A file of a report, to be written as it is.
package struct ReportFile: Hashable, Sendable {
    /// Its name within the month's folder: `index.html`.
    package var name: String
    /// Its bytes.
    package var bytes: [UInt8]

    /// A file from its bytes.
    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

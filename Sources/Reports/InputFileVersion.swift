/// A file of Inputs other than an export as it was in force.
package struct InputFileVersion: Hashable, Sendable {
    /// Relative to the inputs folder: `plans/003_energy-platform.yaml`.
    package var path: String
    /// Which version of the file it is, from 1.
    package var version: Int
    /// XXH3 of its bytes with 128 bits, in hexadecimal digits.
    package var hash: String

    /// A file's version.
    package init(path: String, version: Int, hash: String) {
        self.path = path
        self.version = version
        self.hash = hash
    }
}

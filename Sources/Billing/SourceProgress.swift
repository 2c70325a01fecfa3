/// How far a source has brought a system's days: everything up to `completeThrough` has settled.
package struct SourceProgress: Hashable, Sendable {
    /// The folder of the source.
    package var source: String
    /// The system it feeds; nil for what is unmapped.
    package var system: String?
    /// The last day that counts as complete; nil where none does.
    package var completeThrough: Day?

    /// A source's progress for a system.
    package init(source: String, system: String?, completeThrough: Day?) {
        self.source = source
        self.system = system
        self.completeThrough = completeThrough
    }

    /// Orders the progress of a month: by source, then by system, what is unmapped first.
    package var order: (String, Int, String, Int32) {
        (source, system == nil ? 0 : 1, system ?? "", completeThrough?.number ?? .min)
    }
}

/// A run's line on the page of all months.
package struct IndexRun: Hashable, Sendable {
    /// The run's number.
    package var run: Int
    /// When it started, as text in UTC.
    package var startedAt: String
    /// How long it took, as text: `1.8 s`; nil for a run that is not finished.
    package var duration: String?
    /// Files read, rows taken, rows refused.
    package var files: Int, rows: Int, refused: Int
    /// The exit status; nil for a run that did not end by itself.
    package var exitStatus: Int?

    /// A run's figures.
    package init(run: Int, startedAt: String, duration: String?, files: Int, rows: Int, refused: Int, exitStatus: Int?) {
        self.run = run
        self.startedAt = startedAt
        self.duration = duration
        self.files = files
        self.rows = rows
        self.refused = refused
        self.exitStatus = exitStatus
    }
}

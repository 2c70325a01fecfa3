/// What became of a file that was read to its end.
package enum DeliveryOutcome: Hashable, Sendable {
    /// It changed the history, which is now at `sequence`.
    case taken(sequence: Int)
    /// Everything in it is in force already.
    case unchanged
    /// It holds what a later delivery has replaced, and was not the file of the delivery in force.
    case older
    /// It waits, and nothing was changed; with its records and their cost by currency.
    case held(HeldDelivery, [Currency: ControlTotal])
}

/// Where a delivery comes from and how it is to be taken.
package struct DeliveryOrigin: Hashable, Sendable {
    /// The folder below `exports`.
    package var source: String
    /// The file, relative to the inputs folder.
    package var file: String
    /// What its successors share with it: the path without date stamps; of a log what it is called for as long as it is that log.
    package var series: String
    /// The day that the file's name says it was made on; nil where it says none.
    package var stamp: Day?
    /// Replace or append.
    package var mode: Settings.Mode
    /// Of a log the fingerprint of its bytes: what it says of a day stands beside what other logs say, and a copy says nothing new.
    /// Nil for anything else.
    package var logContent: String?
    /// Believe it when it drops most of what was there.
    package var confirmShrink: Bool
    /// The file's state when it was opened.
    package var inode: Int64, size: Int64, modified: Int64
    /// The run that reads it.
    package var run: Int
    /// What the run takes for today.
    package var today: Day
    /// What was assumed while reading, for people; nil for nothing.
    package var note: String?
    /// Of the answer of an API the days that it is about, whether something happened on them or not; empty where it does not say
    /// which. Nil for anything else.
    package var answered: [Period]?
    /// The moment of receipt, ISO 8601 in UTC; no report depends on it.
    package var receivedAt: String

    /// The origin of a delivery.
    package init(
        source: String, file: String, series: String, stamp: Day?, mode: Settings.Mode, confirmShrink: Bool, inode: Int64,
        size: Int64,
        modified: Int64, run: Int, today: Day, receivedAt: String
    ) {
        self.source = source
        self.file = file
        self.series = series
        self.stamp = stamp
        self.mode = mode
        self.confirmShrink = confirmShrink
        self.inode = inode
        self.size = size
        self.modified = modified
        self.run = run
        self.today = today
        self.receivedAt = receivedAt
    }
}

/// A way that alerts take to people or to a program: `channels` of the settings.
package struct Channel: Hashable, Sendable {
    /// What carries an alert.
    package enum Kind: Hashable, Sendable {
        /// One mail per recipient and run.
        case mail(Mailing)
        /// One request per run.
        case webhook(Webhook)
    }

    /// The threshold in percent where nothing is set.
    package static let usualThreshold = 80
    /// The timeout in seconds where nothing is set.
    package static let usualTimeout = 10

    /// Its name in the settings.
    package var id: String
    /// What carries an alert.
    package var kind: Kind
    /// The lowest threshold, in percent, that is told.
    package var from: Int
    /// How long everything that it sends in one run may take together, in seconds; what is left then waits for the next run.
    package var timeout: Int

    /// A channel.
    package init(
        id: String, kind: Kind, from: Int = Channel.usualThreshold, timeout: Int = Channel.usualTimeout
    ) {
        self.id = id
        self.kind = kind
        self.from = from
        self.timeout = timeout
    }
}

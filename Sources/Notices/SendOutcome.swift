import Billing

/// How a delivery went.
package struct SendOutcome: Hashable, Sendable {
    /// What was to be sent.
    package var delivery: DueDelivery
    /// Why it was not; nil where it was taken by the server, program or webhook.
    package var failure: DeliveryFailure?

    /// Whether nothing is left to do: it was taken, or it never will be.
    package var isSettled: Bool { failure.map { !$0.mayRetry } ?? true }

    /// What of it belongs in the history: of each alert that it told.
    package var told: [Told] {
        delivery.notices.map { Told(alert: $0.alert, channel: delivery.channel.id, recipient: delivery.recipient) }
    }
}

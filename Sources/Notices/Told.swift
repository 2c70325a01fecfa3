/// Of what alert somebody on a channel needs to hear nothing more: it was delivered, or refused for good.
package struct Told: Hashable, Sendable {
    /// The alert's id.
    package var alert: Int
    /// The channel's id.
    package var channel: String
    /// Who was told, as `DueDelivery.recipient` has it.
    package var recipient: String

    /// Somebody who needs to hear nothing more of an alert; letter case in addresses makes no difference.
    package init(alert: Int, channel: String, recipient: String) {
        self.alert = alert
        self.channel = channel
        self.recipient = recipient.lowercased()
    }
}

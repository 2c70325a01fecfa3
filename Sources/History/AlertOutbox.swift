/// Somebody on a channel who is to be told of an alert.
package struct AlertRecipient: Hashable, Sendable {
    /// The alert's id.
    package var alert: Int
    /// The channel's id, and whom it tells: an address in small letters, or `webhook`.
    package var channel: String, recipient: String

    /// Somebody to be told.
    package init(alert: Int, channel: String, recipient: String) {
        self.alert = alert
        self.channel = channel
        self.recipient = recipient
    }
}

/// What is still to be told: `alert_delivery` is the outbox, written in the transaction that raises an alert.
extension History {
    /// What became of a delivery.
    package enum DeliveryState: String, Sendable {
        /// To be tried again.
        case pending
        /// Taken by the server, program or webhook.
        case delivered
        /// The settings no longer have the channel or the recipient.
        case dropped
    }

    /// Who is still to be told of what.
    package func pendingDeliveries() throws(HistoryError) -> Set<AlertRecipient> {
        Set(
            try connection.rows("SELECT alert, channel, recipient FROM alert_delivery WHERE state = 'pending'") {
                AlertRecipient(alert: Int($0.integer(0)), channel: $0.text(1), recipient: $0.text(2))
            })
    }

    /// Notes how telling somebody went; `moment` is ISO 8601 in UTC.
    package func note(_ recipients: [AlertRecipient], _ state: DeliveryState, at moment: String) throws(HistoryError) {
        guard !recipients.isEmpty else { return }
        try transaction { () throws(HistoryError) in
            for recipient in recipients {
                try connection.run(
                    """
                    UPDATE alert_delivery SET state = ?, attempts = attempts + ?, delivered_at = ?
                    WHERE alert = ? AND channel = ? AND recipient = ?
                    """, .text(state.rawValue), .integer(1),
                    .optional(state == .delivered ? moment : nil), .integer(Int64(recipient.alert)),
                    .text(recipient.channel), .text(recipient.recipient))
            }
        }
    }

    /// Gives up what nobody can be told by any more, and notes who is told instead, in one transaction.
    package func readdress(_ lost: Set<AlertRecipient>, to instead: [AlertRecipient]) throws(HistoryError) {
        try transaction { () throws(HistoryError) in
            for recipient in lost {
                try connection.run(
                    "UPDATE alert_delivery SET state = 'dropped' WHERE alert = ? AND channel = ? AND recipient = ?",
                    .integer(Int64(recipient.alert)), .text(recipient.channel), .text(recipient.recipient))
            }
            for recipient in instead {
                try connection.run(
                    """
                    INSERT INTO alert_delivery (alert, channel, recipient, state) VALUES (?, ?, ?, 'pending')
                    ON CONFLICT DO UPDATE SET state = 'pending' WHERE state = 'dropped'
                    """, .integer(Int64(recipient.alert)), .text(recipient.channel), .text(recipient.recipient))
            }
        }
    }
}

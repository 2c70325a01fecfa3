package import Billing

/// One mail or one request that is to be sent: what one run raised, for one recipient on one channel.
package struct DueDelivery: Hashable, Sendable {
    /// The way that it takes.
    package var channel: Channel
    /// The mail address; `webhook` for a webhook.
    package var recipient: String
    /// What is told, the most important first; never empty.
    package var notices: [Notice]

    /// A mail or request to send.
    package init(channel: Channel, recipient: String, notices: [Notice]) {
        self.channel = channel
        self.recipient = recipient
        self.notices = notices
    }

    /// What tells it from every other one, 32 hexadecimal digits. It is the same whenever the same alerts are told again, so that
    /// a repeat can be known for one; it hangs on what was raised, so that it is not another history's with the same numbers.
    package var id: String {
        var parts = [channel.id, recipient.lowercased()]
        for notice in notices.sorted(by: { $0.alert < $1.alert }) {
            parts += [
                "\(notice.alert)", "\(notice.run)", notice.budget, notice.period, notice.basis.rawValue, "\(notice.threshold)",
                notice.state.rawValue, "\(notice.actual)", "\(notice.amount)", "\(notice.day)",
            ]
        }
        // Lengths keep two lists of parts from reading the same.
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        return String(hexadecimal(sha256(Array(text.utf8))).prefix(32))
    }
}

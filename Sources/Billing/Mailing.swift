/// To whom a channel sends mail, and by what.
package struct Mailing: Hashable, Sendable {
    /// What takes the mail.
    package enum Carrier: Hashable, Sendable {
        /// A server.
        case smtp(SMTPServer)
        /// A program and its arguments, which reads the mail and its recipient from its input, as `sendmail -t -i` does.
        case program([String])
    }

    /// Who is told of every alert, besides the owners of budgets.
    package var recipients: [String]
    /// The address that it comes from.
    package var sender: String
    /// What takes the mail.
    package var carrier: Carrier

    /// Mail to people.
    package init(to recipients: [String], sender: String, carrier: Carrier) {
        self.recipients = recipients
        self.sender = sender
        self.carrier = carrier
    }
}

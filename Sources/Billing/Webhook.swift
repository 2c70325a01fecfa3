/// An address that takes alerts by HTTP, and in what form.
package struct Webhook: Hashable, Sendable {
    /// What the body of a request is.
    package enum Form: Hashable, Sendable {
        /// Every figure, for programs.
        case json
        /// Words, for a Slack channel.
        case slack
    }

    /// Where the address stands.
    package enum Address: Hashable, Sendable {
        /// In the settings.
        case url(String)
        /// In a file of its own, since whoever knows it can write there.
        case file(String)
    }

    /// What the body of a request is.
    package var form: Form
    /// Where requests go.
    package var address: Address
    /// The file with the key that bodies are signed with; nil not to sign.
    package var keyFile: String?
    /// The file with the certificates to believe; nil for the system's.
    package var caFile: String?

    /// An address that takes alerts.
    package init(form: Form, address: Address, keyFile: String? = nil, caFile: String? = nil) {
        self.form = form
        self.address = address
        self.keyFile = keyFile
        self.caFile = caFile
    }

    /// Whether a text is an `http` or `https` URL with a host, without a user, a password, spaces or characters beyond ASCII.
    package static func isURL(_ text: String) -> Bool {
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix), text.utf8.count <= 2000,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return false }
        let authority = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        return !authority.isEmpty && !authority.contains("@") && !authority.contains("\\")
    }
}

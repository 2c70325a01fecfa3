/// A mail server, and how to speak with it.
package struct SMTPServer: Hashable, Sendable {
    /// How a connection is kept secret.
    package enum Security: String, CaseIterable, Sendable {
        /// Begun in the clear and encrypted before anything is said; given up where the server does not offer that.
        case starttls
        /// Encrypted from the first byte.
        case tls
        /// Not at all: only for a server on this machine.
        case none

        /// The port where none is set.
        package var usualPort: Int {
            switch self {
            case .starttls: 587
            case .tls: 465
            case .none: 25
            }
        }
    }

    /// Its name or address; an IPv6 address without brackets.
    package var host: String
    /// Where it listens, 1 to 65535.
    package var port: Int
    /// How the connection is kept secret.
    package var security: Security
    /// The name to log in with; nil not to log in.
    package var user: String?
    /// The file with the password; there where there is a user.
    package var passwordFile: String?
    /// The file with the certificates to believe; nil for the system's.
    package var caFile: String?

    /// A server; its usual port where none is given.
    package init(
        host: String, port: Int? = nil, security: Security = .starttls, user: String? = nil, passwordFile: String? = nil,
        caFile: String? = nil
    ) {
        self.host = host
        self.port = port ?? security.usualPort
        self.security = security
        self.user = user
        self.passwordFile = passwordFile
        self.caFile = caFile
    }

    /// Whether a host's name is this machine's own.
    package static func isThisMachine(_ host: String) -> Bool { ["localhost", "127.0.0.1", "::1"].contains(host) }
}

/// Why a delivery did not succeed, in words for people that hold no secret.
package struct DeliveryFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    package enum Cause: Hashable, Sendable {
        /// No server was found, or none listens.
        case unreachable
        /// A server or program took too long.
        case timeout
        /// The connection ended before the mail or request was taken.
        case brokenOff
        /// No encrypted connection to a server that can be believed.
        case insecure
        /// The server did not take the name and password.
        case login
        /// A file with a secret cannot be used.
        case secret
        /// The mail server took no mail at all, and its code.
        case serverRefused(Int)
        /// The mail server refused this mail or its recipient, and its code.
        case mailRefused(Int)
        /// The webhook's answer: an HTTP status other than 200 to 299.
        case webAnswer(Int)
        /// The program for mail did not start, or ended with this status; -1 where it did not end by itself.
        case program(Int)
    }

    /// The channel's id, and who was to be told.
    package var channel: String, recipient: String
    /// What went wrong.
    package var cause: Cause
    /// What was found, and what was expected.
    package var reason: String
    /// What the reader can do; empty where nothing is known.
    package var hint: String

    /// Whether the next run is to try again. What the channel lacks may be set right until then; what was said of this very mail or
    /// request will be said again: SMTP 5xx, HTTP 4xx but 429, a redirect (none is followed), and a program that knows no such address.
    package var mayRetry: Bool {
        switch cause {
        case .unreachable, .timeout, .brokenOff, .insecure, .login, .secret, .serverRefused: true
        case .mailRefused(let code): code < 500
        case .webAnswer(let status): status == 429 || status >= 500
        // EX_DATAERR, EX_NOUSER and EX_NOHOST of sysexits.h.
        case .program(let status): ![65, 67, 68].contains(status)
        }
    }

    /// Whether nothing else can go through the channel for now, so that a run need not wait for it again.
    var isOfChannel: Bool {
        switch cause {
        case .unreachable, .timeout, .insecure, .login, .secret, .serverRefused: true
        case .brokenOff, .mailRefused: false
        case .webAnswer(let status): status == 429
        case .program: false
        }
    }

    package var description: String { "channel \(channel), \(recipient): \(reason)" }
}

/// What an alert is about.
package enum AlertBasis: String, Hashable, Sendable {
    /// What has been used.
    case actual
    /// What the period is expected to come to.
    case forecast
}

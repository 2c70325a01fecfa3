/// The owner's reason beside a variance (`notes.csv`).
package struct VarianceNote: Hashable, Sendable {
    /// The month it is about.
    package var month: Month
    /// The system it is about.
    package var system: String
    /// The component; nil for the system as a whole, or for a customer.
    package var component: String?
    /// The customer; nil where it is about no customer.
    package var customer: String?
    /// The reason, in the owner's words.
    package var note: String

    /// A reason.
    package init(month: Month, system: String, component: String?, customer: String?, note: String) {
        self.month = month
        self.system = system
        self.component = component
        self.customer = customer
        self.note = note
    }
}

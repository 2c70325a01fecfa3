/// Something that whoever reads a system's figures should know.
package struct SystemNote: Hashable, Sendable {
    /// What there is to know.
    package enum Subject: Hashable, Sendable {
        /// A component's shared cost is unallocated, since nothing counts for any customer by its method.
        case nothingToShareBy(component: String, method: String)
        /// Customers, by id, that use the system on the complete days and have neither a contract in force nor revenue.
        case unknownCustomers([String])
        /// Customers, by id, whose revenue is unknown, since it is in a currency without a rate.
        case revenueWithoutRate([String])
    }

    /// The system's id.
    package var system: String
    /// What there is to know.
    package var subject: Subject

    /// A note on a system.
    package init(system: String, subject: Subject) {
        self.system = system
        self.subject = subject
    }
}

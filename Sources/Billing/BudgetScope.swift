/// Whose cost or usage a budget counts; what is left out counts for all.
package struct BudgetScope: Hashable, Sendable {
    /// The value of one tag: `key=value`.
    package struct Tag: Hashable, Sendable, CustomStringConvertible {
        /// The tag's key.
        package var key: String
        /// What its value looks like.
        package var value: Glob

        /// A tag that counts.
        package init(key: String, value: Glob) {
            self.key = key
            self.value = value
        }

        package var description: String { "\(key)=\(value)" }
    }

    /// The system; nil for all, also for what is unmapped.
    package var system: String?
    /// The component of the cost plan.
    package var component: String?
    /// The customer: what it alone causes, and its share of what is shared.
    package var customer: String?
    /// The environment; what names none is production.
    package var environment: String?
    /// What ServiceName looks like.
    package var service: Glob?
    /// What BillingAccountId or SubAccountId looks like.
    package var account: Glob?
    /// A tag of the charge.
    package var tag: Tag?

    /// What counts.
    package init(system: String? = nil, component: String? = nil, environment: String? = nil) {
        self.system = system
        self.component = component
        self.environment = environment
    }

    /// Whether it asks for what only a bill's charges say.
    package var isOfBills: Bool { service != nil || account != nil || tag != nil }

    /// Whether a charge has the service, account and tag; one that lacks a name fits `*` alone, as in the mapping.
    package func covers(service name: String?, billingAccount: String, subaccount: String?, tags: [String: String]) -> Bool {
        (service?.matches(name ?? "") ?? true)
            && (account.map { $0.matches(billingAccount) || $0.matches(subaccount ?? "") } ?? true)
            && (tag.map { $0.value.matches(tags[$0.key] ?? "") } ?? true)
    }
}

extension BudgetScope: CustomStringConvertible {
    /// Its parts with their names: `system "shop", service "Compute*"`; empty for everything.
    package var description: String {
        let parts: [(String, String?)] = [
            ("system", system), ("component", component), ("customer", customer), ("environment", environment),
            ("service", service?.pattern), ("account", account?.pattern), ("tag", tag?.description),
        ]
        return parts.compactMap { name, value in value.map { "\(name) \"\($0)\"" } }.joined(separator: ", ")
    }
}

/// Who bills, and for whom: what every row of a meter has in common.
struct Account {
    var provider: String
    var issuer: String
    var billingAccount: String
    var billingAccountName: String
    var id: String
    var name: String
    var kind: String
    var region: String
    var regionName: String
    /// The prefix of the provider's invoice numbers.
    var invoicePrefix: String

    static let energy = Account(
        provider: "AWS", issuer: "Amazon Web Services, Inc.", billingAccount: "009876543210", billingAccountName: "Platform",
        id: "210987654321", name: "energy-prod", kind: "Account", region: "eu-central-1", regionName: "Europe (Frankfurt)",
        invoicePrefix: "EUINDE26-")
    static let energyDevelopment = Account.energy.sub("210987654322", "energy-dev")

    static let capacity = Account(
        provider: "Google Cloud", issuer: "Google Cloud EMEA Limited", billingAccount: "01A2B3-C4D5E6-F7A8B9",
        billingAccountName: "Assessments", id: "capacity-assessment-prod", name: "capacity-assessment-prod", kind: "Project",
        region: "europe-west3", regionName: "Frankfurt", invoicePrefix: "52")
    static let capacityDevelopment = Account.capacity.sub("capacity-assessment-dev", "capacity-assessment-dev")

    private func sub(_ id: String, _ name: String) -> Account {
        var copy = self
        copy.id = id
        copy.name = name
        return copy
    }
}

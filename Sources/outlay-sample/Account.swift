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

    static let planogram = Account(
        provider: "AWS", issuer: "Amazon Web Services, Inc.", billingAccount: "310987654320", billingAccountName: "Planogram",
        id: "310987654321", name: "planogram-prod", kind: "Account", region: "us-east-1", regionName: "US East (N. Virginia)",
        invoicePrefix: "EUINUS26-")
    static let planogramDevelopment = Account.planogram.sub("310987654322", "planogram-dev")
    static let planogramStaging = Account.planogram.sub("310987654323", "planogram-staging")

    static let claude = Account(
        provider: "Anthropic", issuer: "Anthropic, PBC", billingAccount: "org_planogram", billingAccountName: "Planogram",
        id: "wrkspc_planogram_prod", name: "planogram-prod", kind: "Workspace", region: "", regionName: "", invoicePrefix: "PLNG-"
    )
    static let claudeDevelopment = Account.claude.sub("wrkspc_planogram_dev", "planogram-dev")
    static let claudeStaging = Account.claude.sub("wrkspc_planogram_staging", "planogram-staging")

    static let sizing = Account(
        provider: "AWS", issuer: "Amazon Web Services, Inc.", billingAccount: "410987654320", billingAccountName: "Sizing",
        id: "410987654321", name: "sizing-prod", kind: "Account", region: "us-east-1", regionName: "US East (N. Virginia)",
        invoicePrefix: "EUINSZ26-")

    static let recommendation = Account(
        provider: "Microsoft", issuer: "Microsoft", billingAccount: "8611537", billingAccountName: "Recommendations",
        id: "6f0b6c1e-52a7-4c1d-9d35-0e7a4b1f2c01", name: "recommendation-prod", kind: "Subscription", region: "westeurope",
        regionName: "West Europe", invoicePrefix: "G06")
    static let recommendationDevelopment = Account.recommendation.sub(
        "6f0b6c1e-52a7-4c1d-9d35-0e7a4b1f2c02", "recommendation-dev")

    static let openAI = Account(
        provider: "OpenAI", issuer: "OpenAI OpCo, LLC", billingAccount: "org-recommendation",
        billingAccountName: "Recommendations",
        id: "proj_recommendation_prod", name: "recommendation-prod", kind: "Project", region: "", regionName: "",
        invoicePrefix: "RCMD-")

    private func sub(_ id: String, _ name: String) -> Account {
        var copy = self
        copy.id = id
        copy.name = name
        return copy
    }
}

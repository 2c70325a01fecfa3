/// How a promotional credit is told from one that lowers a price.
///
/// FOCUS has one ChargeCategory `Credit` for both, and no column that tells them apart; what does is what the provider calls the credit,
/// in ChargeDescription, where the readers of the providers' own exports put it too:
///
/// - Google Cloud gives each credit a type (credits.type, and Credit type of its cost table). `PROMOTION` is the free trial, marketing
///   and other grants. The others lower a price for as long as the agreement or the product stays so, and stay with their line:
///   `DISCOUNT`, `COMMITTED_USAGE_DISCOUNT`, `COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE`, `SUSTAINED_USAGE_DISCOUNT`, `FREE_TIER`,
///   `RESELLER_MARGIN`, `SUBSCRIPTION_BENEFIT`, `FEE_UTILIZATION_OFFSET`.
/// - AWS (lineItem/LineItemType `Credit`), Azure (ChargeType `Credit`) and Oracle give a name only: "AWS Activate", "Promotional
///   credit", "Azure Sponsorship". Their discounts are no credits but line item types or prices of their own.
///
/// A credit that is not called so stays with its line, for instance what a provider pays back for an outage: that one has happened and
/// will not run out, and a cost that is shown too high would be noticed later than one that is shown as billed.
enum PromotionalCredit {
    /// What the names of promotions have, as patterns of LIKE.
    private static let marks = [
        "%promo%", "%free trial%", "%trial credit%", "%voucher%", "%coupon%", "%sponsorship%", "%startup program%",
        "%startups program%",
        "%startup credit%", "%start-up credit%", "%for startups%", "%aws activate%", "%activate credit%", "%welcome credit%",
        "%sign-up credit%", "%signup credit%", "%marketing credit%", "%marketing fund%", "%credit grant%", "%grant credit%",
    ]

    /// What the names of lasting reductions have, whatever else is in them.
    private static let lasting = [
        "%discount%", "%free_tier%", "%reseller_margin%", "%subscription_benefit%", "%fee_utilization_offset%",
    ]

    /// A condition of SQL on a line of the table that is known by `alias`; never NULL.
    static func condition(_ alias: String) -> String {
        let description = "coalesce(\(alias).ChargeDescription, '')"
        func any(_ patterns: [String]) -> String {
            patterns.map { "\(description) LIKE '\($0)'" }.joined(separator: " OR ")
        }
        // CASE looks at the description of credits alone, which AND does not.
        return "CASE WHEN \(alias).ChargeCategory IS 'Credit' THEN \(description) GLOB '*PROMOTION*'"
            + " OR (\(any(marks))) AND NOT (\(any(lasting))) ELSE 0 END"
    }
}

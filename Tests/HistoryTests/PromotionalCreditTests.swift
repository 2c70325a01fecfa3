import Billing
import Testing

@testable import History

@Suite struct PromotionalCreditTests {
    /// Whether a charge of a category with this description is a promotion.
    private func isPromotion(_ category: String, _ description: String?) throws -> Bool {
        let connection = try Connection(path: ":memory:", readOnly: false)
        let found = try connection.rows(
            "SELECT \(PromotionalCredit.condition("l")) FROM (SELECT ? AS ChargeCategory, ? AS ChargeDescription) l",
            [.text(category), .optional(description)]
        ) { $0.integer(0) }
        return found == [1]
    }

    /// As the readers of each provider's export write it, and as FOCUS exports do.
    @Test(arguments: [
        "Free Trial Credit:FreeTrial (PROMOTION, FreeTrial:Credit-1)", "PROMOTION", "Analysis (PROMOTION)",
        "Startup discount programme (PROMOTION, x)", "Promotional Credit", "AWS Activate Founders", "PROMO-CREDIT-2026",
        "Azure Sponsorship", "Universal credits free trial", "Voucher 7",
    ])
    func whatIsGrantedAndRunsOutIsAPromotion(_ description: String) throws {
        #expect(try isPromotion("Credit", description))
        #expect(try !isPromotion("Usage", description))
    }

    @Test(arguments: [
        "Sustained (SUSTAINED_USAGE_DISCOUNT, sud)", "Committed (COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE, cud-9)",
        "Startup spend-based discount (DISCOUNT, startup)", "Free (FREE_TIER, f)", "Partner promo margin (RESELLER_MARGIN, m)",
        "Premium support for startups (SUBSCRIPTION_BENEFIT, s)", "Utilization (FEE_UTILIZATION_OFFSET, u)",
        "Service level credit for 2026-09-14", "Credit", "", "SLA credit: service reactivated after outage",
        "Refund for deactivated instance", "Credit for Marketing account overcharge", "Sponsored users billing error, credit",
        "Startup script failure credit",
    ])
    func whatLowersAPriceOrPaysBackIsNone(_ description: String) throws {
        #expect(try !isPromotion("Credit", description))
    }

    @Test func aCreditWithoutADescriptionIsNone() throws {
        #expect(try !isPromotion("Credit", nil))
    }
}

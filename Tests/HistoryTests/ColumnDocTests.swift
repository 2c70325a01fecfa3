import Billing
import Formats
import Foundation
import Testing

@testable import History

/// What may be relied on from outside: the published tables, their columns, and a meaning for each.
@Suite struct ColumnDocTests {
    /// Each published table or view with the columns that stay.
    static let published: [String: String] = [
        "focus": """
        AvailabilityZone BilledCost BillingAccountId BillingAccountName BillingAccountType BillingCurrency BillingPeriodEnd \
        BillingPeriodStart CapacityReservationId CapacityReservationStatus ChargeCategory ChargeClass ChargeDescription \
        ChargeFrequency ChargePeriodEnd ChargePeriodStart CommitmentDiscountCategory CommitmentDiscountId \
        CommitmentDiscountName CommitmentDiscountQuantity CommitmentDiscountStatus CommitmentDiscountType \
        CommitmentDiscountUnit ConsumedQuantity ConsumedUnit ContractedCost ContractedUnitPrice EffectiveCost InvoiceId \
        InvoiceIssuerName ListCost ListUnitPrice PricingCategory PricingCurrency PricingCurrencyContractedUnitPrice \
        PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice PricingQuantity PricingUnit ProviderName PublisherName \
        RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory ServiceName ServiceSubcategory SkuId SkuMeter \
        SkuPriceDetails SkuPriceId SubAccountId SubAccountName SubAccountType Tags x_Source x_System x_Component x_Customer \
        x_Environment x_LineCount x_BilledCostMicros x_BilledCostFemtos x_EffectiveCostMicros x_EffectiveCostFemtos
        """,
        "usage_day": "day source system metric kind feature customer component model environment quantity unit priced_cost",
        "component_month": """
        month system component currency plan plan_low plan_high plan_to_date actual actual_micros actual_femtos variance \
        variance_percent volume_variance mix_variance rate_variance unplanned spending_variance prior_period effect \
        complete_days landing landing_low landing_high flagged month_length_variance flexible_plan note beside
        """,
        "component_item_month": """
        month system component item currency unit plan_quantity actual_quantity plan_unit_price actual_unit_price plan actual \
        volume_variance mix_variance rate_variance unplanned spending_variance month_length_variance flexible_plan
        """,
        "customer_month": """
        month system customer currency revenue revenue_micros revenue_femtos direct_cost shared_cost cost cost_micros \
        cost_femtos plan_cost variance gross_profit gross_margin_percent plan_gross_margin_percent \
        cost_share_of_revenue_percent note margin_floor_percent below_margin_floor
        """,
        "allocation_month": """
        month system component customer currency kind method driver_quantity share amount amount_micros amount_femtos \
        residue
        """,
        "unit_month": "month system metric kind actual_quantity plan_quantity actual_unit_cost plan_unit_cost",
        "plan_month":
            "month system component item kind unit quantity unit_price low plan high currency document section version behaviour",
        "budget_month": """
        month budget system period period_kind unit amount actual actual_percent forecast forecast_percent owner state
        """,
        "journal_month":
            "month system component customer environment currency amount amount_micros amount_femtos kind note",
        "invoice_month": "month invoice currency invoiced billed difference lines state",
        "landing_history": "month system complete_days currency landing landing_micros landing_femtos sequence",
        "year_to_date": """
        month system component currency fiscal_year first_month months months_of_year actual actual_micros actual_femtos plan \
        plan_low plan_high variance variance_percent effect original_plan original_plan_low original_plan_high original_variance \
        original_variance_percent original_effect
        """,
        "landing_error": "month system complete_days currency landing actual error error_percent",
        "bridge_month": """
        month provider currency billed billed_micros billed_femtos purchases amortised unused other effective effective_micros \
        effective_femtos
        """,
        "landing_quarter": """
        month quarter system currency months actual actual_micros actual_femtos landing landing_low landing_high plan plan_low \
        plan_high variance rest
        """,
        "unusual_day":
            "month system component day currency actual expected excess low high service subaccount explained",
        "volume_month":
            "month system volume name metric feature kind unit plan_low plan_high actual variance variance_percent section",
        "tier_month": "month system tier name cost currency forced_by planned_tier",
        "capacity_month": "month system output name unit needed offered",
        "lever_month": """
        month system lever name components base_month base currency percent_low percent_high saving_low saving_high cost metric \
        usage_low usage_high assumed adopted saved section
        """,
        "target_month": "month system target name metric unit bound direction measured state section",
        "token_month": "month system component customer environment model metric currency quantity unit_price priced_cost",
        "priced_month": "month system component currency priced billed difference unpriced_quantity",
        "usage_price": "month model metric starts ends currency unit_price",
        "plan_figure": "plan figure name value low high unit approximate stated document section version line",
        "alert": "id raised_in_run budget period basis threshold_percent actual amount state raised_at source",
        "alert_delivery": "alert channel recipient state attempts delivered_at",
        "month_status": "month state sequence closed_at closed_by note",
        "adjustment": """
        closed_month booked_month system component customer currency amount amount_micros amount_femtos cause sequence
        """,
        "contract": "customer name system annual_contract_value currency start end",
        "plan_finding": "plan item stated computed difference unit note name document section",
        "delivery": """
        sequence source scope billing_period mode received_at rows refused billed_total effective_total content_hash state
        """,
        "refusal": "run file line column reason text",
        "refused_cost": "run file kind currency records cost",
        "run": "run started_at finished_at sequence files rows refused exit_status",
        "column_doc": "table_name column_name unit meaning",
    ]

    @Test(arguments: published.keys.sorted())
    func aPublishedTableHasTheColumnsThatStay(table: String) throws {
        let found = try ColumnDocTests.withHistory { history in try ColumnDocTests.columns(of: table, history) }
        let promised = Set((ColumnDocTests.published[table] ?? "").split(separator: " ").map(String.init))
        #expect(promised.subtracting(found).sorted() == [])
    }

    @Test func everyPublishedColumnIsExplainedAndNothingElse() throws {
        try ColumnDocTests.withHistory { history in
            var columns: Set<String> = []
            for table in ColumnDocTests.published.keys {
                for column in try ColumnDocTests.columns(of: table, history) { columns.insert("\(table).\(column)") }
            }
            let explained = Set(
                try history.connection.rows("SELECT table_name || '.' || column_name FROM column_doc") { $0.text(0) })
            #expect(columns.subtracting(explained).sorted() == [])
            #expect(explained.subtracting(columns).sorted() == [])
        }
    }

    @Test func aMeaningIsAPhraseAndAUnitIsNotEmpty() throws {
        try ColumnDocTests.withHistory { history in
            let wordless = try history.connection.rows(
                """
                SELECT table_name || '.' || column_name FROM column_doc
                WHERE length(meaning) < 5 OR meaning LIKE '%.' OR meaning <> trim(meaning) OR unit = ''
                """
            ) { $0.text(0) }
            #expect(wordless == [])
        }
    }

    @Test func everyPublishedTableIsStrict() throws {
        try ColumnDocTests.withHistory { history in
            let loose = try history.connection.rows(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
            ) { $0.text(0) }
            #expect(loose == [])
        }
    }

    private static func columns(of table: String, _ history: History) throws -> Set<String> {
        Set(try history.connection.rows("SELECT name FROM pragma_table_info(?)", [.text(table)]) { $0.text(0) })
    }

    /// Makes a history in a folder of its own and removes it.
    private static func withHistory<Result>(_ body: (History) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("outlay-column-doc-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") }
        }
        return try body(try History(path: folder.appendingPathComponent("history.sqlite").path) { xxh3($0) })
    }
}

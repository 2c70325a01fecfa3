-- Most values of a line are those of many lines: of all that come from one account, service and region. They are stored once.

-- One row per combination of values that lines have in common; the hash is `row_hash` of them.
CREATE TABLE line_common (
    common INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    AvailabilityZone TEXT,
    BillingAccountId TEXT,
    BillingAccountName TEXT,
    BillingAccountType TEXT,
    BillingCurrency TEXT,
    CapacityReservationId TEXT,
    CapacityReservationStatus TEXT,
    ChargeCategory TEXT,
    ChargeClass TEXT,
    ChargeDescription TEXT,
    ChargeFrequency TEXT,
    CommitmentDiscountCategory TEXT,
    CommitmentDiscountId TEXT,
    CommitmentDiscountName TEXT,
    CommitmentDiscountStatus TEXT,
    CommitmentDiscountType TEXT,
    CommitmentDiscountUnit TEXT,
    ConsumedUnit TEXT,
    InvoiceIssuerName TEXT,
    PricingCategory TEXT,
    PricingCurrency TEXT,
    PricingUnit TEXT,
    ProviderName TEXT,
    PublisherName TEXT,
    RegionId TEXT,
    RegionName TEXT,
    ResourceType TEXT,
    ServiceCategory TEXT,
    ServiceName TEXT,
    ServiceSubcategory TEXT,
    SkuMeter TEXT,
    SkuPriceDetails TEXT,
    SubAccountId TEXT,
    SubAccountName TEXT,
    SubAccountType TEXT,
    x_Source TEXT NOT NULL
) STRICT;

-- One row per line: what tells it from others of its kind, that is its resource, SKU, prices and tags, and where the rest stands. The
-- hash is over the names and values of all.
CREATE TABLE billed_line (
    line INTEGER PRIMARY KEY,
    hash_high INTEGER NOT NULL,
    hash_low INTEGER NOT NULL,
    common INTEGER NOT NULL REFERENCES line_common,
    ContractedUnitPrice TEXT,
    ListUnitPrice TEXT,
    PricingCurrencyContractedUnitPrice TEXT,
    PricingCurrencyListUnitPrice TEXT,
    ResourceId TEXT,
    ResourceName TEXT,
    SkuId TEXT,
    SkuPriceId TEXT,
    Tags TEXT,
    UNIQUE (hash_high, hash_low)
) STRICT;

INSERT OR IGNORE INTO line_common
SELECT
    NULL,
    row_hash(
        AvailabilityZone, BillingAccountId, BillingAccountName, BillingAccountType, BillingCurrency,
        CapacityReservationId, CapacityReservationStatus, ChargeCategory, ChargeClass, ChargeDescription,
        ChargeFrequency, CommitmentDiscountCategory, CommitmentDiscountId, CommitmentDiscountName,
        CommitmentDiscountStatus, CommitmentDiscountType, CommitmentDiscountUnit, ConsumedUnit, InvoiceIssuerName,
        PricingCategory, PricingCurrency, PricingUnit, ProviderName, PublisherName, RegionId, RegionName,
        ResourceType, ServiceCategory, ServiceName, ServiceSubcategory, SkuMeter, SkuPriceDetails, SubAccountId,
        SubAccountName, SubAccountType, x_Source
    ),
    AvailabilityZone, BillingAccountId, BillingAccountName, BillingAccountType, BillingCurrency,
    CapacityReservationId, CapacityReservationStatus, ChargeCategory, ChargeClass, ChargeDescription,
    ChargeFrequency, CommitmentDiscountCategory, CommitmentDiscountId, CommitmentDiscountName,
    CommitmentDiscountStatus, CommitmentDiscountType, CommitmentDiscountUnit, ConsumedUnit, InvoiceIssuerName,
    PricingCategory, PricingCurrency, PricingUnit, ProviderName, PublisherName, RegionId, RegionName, ResourceType,
    ServiceCategory, ServiceName, ServiceSubcategory, SkuMeter, SkuPriceDetails, SubAccountId, SubAccountName,
    SubAccountType, x_Source
FROM line ORDER BY line;

-- Where others have the same hash, no row has the same values: then the line would have none, and nothing is brought over.
INSERT INTO billed_line
SELECT
    line, hash_high, hash_low,
    (
        SELECT c.common FROM line_common c
        WHERE c.hash = row_hash(
            l.AvailabilityZone, l.BillingAccountId, l.BillingAccountName, l.BillingAccountType, l.BillingCurrency,
            l.CapacityReservationId, l.CapacityReservationStatus, l.ChargeCategory, l.ChargeClass,
            l.ChargeDescription, l.ChargeFrequency, l.CommitmentDiscountCategory, l.CommitmentDiscountId,
            l.CommitmentDiscountName, l.CommitmentDiscountStatus, l.CommitmentDiscountType, l.CommitmentDiscountUnit,
            l.ConsumedUnit, l.InvoiceIssuerName, l.PricingCategory, l.PricingCurrency, l.PricingUnit, l.ProviderName,
            l.PublisherName, l.RegionId, l.RegionName, l.ResourceType, l.ServiceCategory, l.ServiceName,
            l.ServiceSubcategory, l.SkuMeter, l.SkuPriceDetails, l.SubAccountId, l.SubAccountName, l.SubAccountType,
            l.x_Source
        )
            AND (
                c.AvailabilityZone, c.BillingAccountId, c.BillingAccountName, c.BillingAccountType,
                c.BillingCurrency, c.CapacityReservationId, c.CapacityReservationStatus, c.ChargeCategory,
                c.ChargeClass, c.ChargeDescription, c.ChargeFrequency, c.CommitmentDiscountCategory,
                c.CommitmentDiscountId, c.CommitmentDiscountName, c.CommitmentDiscountStatus,
                c.CommitmentDiscountType, c.CommitmentDiscountUnit, c.ConsumedUnit, c.InvoiceIssuerName,
                c.PricingCategory, c.PricingCurrency, c.PricingUnit, c.ProviderName, c.PublisherName, c.RegionId,
                c.RegionName, c.ResourceType, c.ServiceCategory, c.ServiceName, c.ServiceSubcategory, c.SkuMeter,
                c.SkuPriceDetails, c.SubAccountId, c.SubAccountName, c.SubAccountType, c.x_Source
            ) IS (
                l.AvailabilityZone, l.BillingAccountId, l.BillingAccountName, l.BillingAccountType,
                l.BillingCurrency, l.CapacityReservationId, l.CapacityReservationStatus, l.ChargeCategory,
                l.ChargeClass, l.ChargeDescription, l.ChargeFrequency, l.CommitmentDiscountCategory,
                l.CommitmentDiscountId, l.CommitmentDiscountName, l.CommitmentDiscountStatus,
                l.CommitmentDiscountType, l.CommitmentDiscountUnit, l.ConsumedUnit, l.InvoiceIssuerName,
                l.PricingCategory, l.PricingCurrency, l.PricingUnit, l.ProviderName, l.PublisherName, l.RegionId,
                l.RegionName, l.ResourceType, l.ServiceCategory, l.ServiceName, l.ServiceSubcategory, l.SkuMeter,
                l.SkuPriceDetails, l.SubAccountId, l.SubAccountName, l.SubAccountType, l.x_Source
            )
    ),
    ContractedUnitPrice, ListUnitPrice, PricingCurrencyContractedUnitPrice, PricingCurrencyListUnitPrice, ResourceId,
    ResourceName, SkuId, SkuPriceId, Tags
FROM line l ORDER BY line;

-- Charges and mappings name lines by their number, which stays. The new table takes the old one's name, so that they refer to it, and then
-- its own again, which goes into their references.
DROP VIEW focus;
DROP TABLE line;
ALTER TABLE billed_line RENAME TO line;
ALTER TABLE line RENAME TO billed_line;

-- One row per line with all of its values.
CREATE VIEW line AS
SELECT
    b.line, b.hash_high, b.hash_low, c.AvailabilityZone, c.BillingAccountId, c.BillingAccountName,
    c.BillingAccountType, c.BillingCurrency, c.CapacityReservationId, c.CapacityReservationStatus, c.ChargeCategory,
    c.ChargeClass, c.ChargeDescription, c.ChargeFrequency, c.CommitmentDiscountCategory, c.CommitmentDiscountId,
    c.CommitmentDiscountName, c.CommitmentDiscountStatus, c.CommitmentDiscountType, c.CommitmentDiscountUnit,
    c.ConsumedUnit, b.ContractedUnitPrice, c.InvoiceIssuerName, b.ListUnitPrice, c.PricingCategory,
    c.PricingCurrency, b.PricingCurrencyContractedUnitPrice, b.PricingCurrencyListUnitPrice, c.PricingUnit,
    c.ProviderName, c.PublisherName, c.RegionId, c.RegionName, b.ResourceId, b.ResourceName, c.ResourceType,
    c.ServiceCategory, c.ServiceName, c.ServiceSubcategory, b.SkuId, c.SkuMeter, c.SkuPriceDetails, b.SkuPriceId,
    c.SubAccountId, c.SubAccountName, c.SubAccountType, b.Tags, c.x_Source
FROM billed_line b LEFT JOIN line_common c ON c.common = b.common;

-- One row per current line, charge day and invoice: FOCUS 1.2 columns, NULL where the source has none, then this tool's own.
CREATE VIEW focus AS
SELECT
    l.AvailabilityZone,
    c.billed_micros / 1e6 + c.billed_femtos / 1e15 AS BilledCost,
    l.BillingAccountId,
    l.BillingAccountName,
    l.BillingAccountType,
    l.BillingCurrency,
    date(s.period_end * 86400, 'unixepoch') AS BillingPeriodEnd,
    date(s.period_start * 86400, 'unixepoch') AS BillingPeriodStart,
    l.CapacityReservationId,
    l.CapacityReservationStatus,
    l.ChargeCategory,
    l.ChargeClass,
    l.ChargeDescription,
    l.ChargeFrequency,
    date(c.end_day * 86400, 'unixepoch') AS ChargePeriodEnd,
    date(c.start_day * 86400, 'unixepoch') AS ChargePeriodStart,
    l.CommitmentDiscountCategory,
    l.CommitmentDiscountId,
    l.CommitmentDiscountName,
    c.commitment_units + c.commitment_nanos / 1e9 AS CommitmentDiscountQuantity,
    l.CommitmentDiscountStatus,
    l.CommitmentDiscountType,
    l.CommitmentDiscountUnit,
    c.consumed_units + c.consumed_nanos / 1e9 AS ConsumedQuantity,
    l.ConsumedUnit,
    c.contracted_micros / 1e6 + c.contracted_femtos / 1e15 AS ContractedCost,
    l.ContractedUnitPrice,
    c.effective_micros / 1e6 + c.effective_femtos / 1e15 AS EffectiveCost,
    nullif(i.invoice, '') AS InvoiceId,
    l.InvoiceIssuerName,
    c.list_micros / 1e6 + c.list_femtos / 1e15 AS ListCost,
    l.ListUnitPrice,
    l.PricingCategory,
    l.PricingCurrency,
    l.PricingCurrencyContractedUnitPrice,
    c.pricing_currency_effective_micros / 1e6 + c.pricing_currency_effective_femtos / 1e15 AS PricingCurrencyEffectiveCost,
    l.PricingCurrencyListUnitPrice,
    c.pricing_units + c.pricing_nanos / 1e9 AS PricingQuantity,
    l.PricingUnit,
    l.ProviderName,
    l.PublisherName,
    l.RegionId,
    l.RegionName,
    l.ResourceId,
    l.ResourceName,
    l.ResourceType,
    l.ServiceCategory,
    l.ServiceName,
    l.ServiceSubcategory,
    l.SkuId,
    l.SkuMeter,
    l.SkuPriceDetails,
    l.SkuPriceId,
    l.SubAccountId,
    l.SubAccountName,
    l.SubAccountType,
    l.Tags,
    l.x_Source,
    m.system AS x_System, m.component AS x_Component, m.customer AS x_Customer, m.environment AS x_Environment,
    c.records AS x_LineCount,
    c.billed_micros AS x_BilledCostMicros, c.billed_femtos AS x_BilledCostFemtos,
    c.effective_micros AS x_EffectiveCostMicros, c.effective_femtos AS x_EffectiveCostFemtos
FROM charge c
JOIN scope_invoicing i ON i.scope = c.scope AND i.invoicing = c.invoicing
JOIN scope s ON s.scope = c.scope
JOIN line l ON l.line = c.line
LEFT JOIN line_mapping m ON m.line = c.line AND m.known_to IS NULL
WHERE c.known_to IS NULL;

-- The number of an invoice stands once for all charges of a bill that it is filled in for, so that the night a bill becomes final
-- writes no charge.

-- One row per bill and part of its charges that are invoiced together. The invoice is '' until it is known; it counts from the
-- sequence `invoice_from`, for a charge that is known later from then on.
CREATE TABLE scope_invoicing (
    scope INTEGER NOT NULL REFERENCES scope,
    invoicing INTEGER NOT NULL,
    invoice TEXT NOT NULL,
    invoice_from INTEGER NOT NULL REFERENCES change,
    PRIMARY KEY (scope, invoicing)
) STRICT, WITHOUT ROWID;
CREATE INDEX scope_invoicing_invoice ON scope_invoicing (invoice);

CREATE TEMP TABLE moved AS
SELECT scope, invoice, CASE WHEN invoice_from > known_from THEN invoice_from END AS filled_in, min(known_from) AS first_known,
    row_number() OVER (PARTITION BY scope ORDER BY count(*) DESC, invoice, min(invoice_from)) - 1 AS invoicing
FROM charge GROUP BY scope, invoice, filled_in;
INSERT INTO scope_invoicing SELECT scope, invoicing, invoice, coalesce(filled_in, first_known) FROM moved;

DROP VIEW focus;
CREATE TABLE invoiced_charge (
    charge INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL REFERENCES scope,
    line INTEGER NOT NULL REFERENCES line,
    start_day INTEGER NOT NULL,
    end_day INTEGER NOT NULL CHECK (end_day > start_day),
    invoicing INTEGER NOT NULL,
    billed_micros INTEGER NOT NULL,
    billed_femtos INTEGER NOT NULL,
    effective_micros INTEGER NOT NULL,
    effective_femtos INTEGER NOT NULL,
    list_micros INTEGER,
    list_femtos INTEGER,
    contracted_micros INTEGER,
    contracted_femtos INTEGER,
    pricing_currency_effective_micros INTEGER,
    pricing_currency_effective_femtos INTEGER,
    consumed_units INTEGER,
    consumed_nanos INTEGER,
    pricing_units INTEGER,
    pricing_nanos INTEGER,
    commitment_units INTEGER,
    commitment_nanos INTEGER,
    records INTEGER NOT NULL,
    known_from INTEGER NOT NULL REFERENCES change,
    known_to INTEGER REFERENCES change,
    FOREIGN KEY (scope, invoicing) REFERENCES scope_invoicing
) STRICT;
INSERT INTO invoiced_charge
SELECT
    c.charge, c.scope, c.line, c.start_day, c.end_day, m.invoicing, c.billed_micros, c.billed_femtos,
    c.effective_micros, c.effective_femtos, c.list_micros, c.list_femtos, c.contracted_micros, c.contracted_femtos,
    c.pricing_currency_effective_micros, c.pricing_currency_effective_femtos, c.consumed_units, c.consumed_nanos,
    c.pricing_units, c.pricing_nanos, c.commitment_units, c.commitment_nanos, c.records, c.known_from, c.known_to
FROM charge c
JOIN moved m ON m.scope = c.scope AND m.invoice = c.invoice
    AND m.filled_in IS CASE WHEN c.invoice_from > c.known_from THEN c.invoice_from END
ORDER BY c.charge;
DROP TABLE moved;
DROP TABLE scope_invoice;
DROP TABLE charge;
ALTER TABLE invoiced_charge RENAME TO charge;
CREATE UNIQUE INDEX charge_current ON charge (scope, line, start_day, end_day, invoicing) WHERE known_to IS NULL;
CREATE INDEX charge_past ON charge (scope, known_to) WHERE known_to IS NOT NULL;

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

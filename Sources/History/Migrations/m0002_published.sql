-- What people and tools read: the tables and views of the contract.

-- One row per system and component of a month.
CREATE TABLE component_month (
    month TEXT NOT NULL, system TEXT NOT NULL, component TEXT NOT NULL, currency TEXT NOT NULL,
    plan REAL, plan_low REAL, plan_high REAL, plan_to_date REAL,
    actual REAL, actual_micros INTEGER, actual_femtos INTEGER,
    charged REAL, charged_micros INTEGER, charged_femtos INTEGER,
    variance REAL, variance_percent REAL, volume_variance REAL, mix_variance REAL, rate_variance REAL, unplanned REAL,
    spending_variance REAL, prior_period REAL, effect TEXT, complete_days INTEGER NOT NULL,
    landing REAL, landing_low REAL, landing_high REAL, flagged INTEGER NOT NULL,
    PRIMARY KEY (month, system, component, currency)
) STRICT;

-- One row per item (model, SKU) of a component with a driver.
CREATE TABLE component_item_month (
    month TEXT NOT NULL, system TEXT NOT NULL, component TEXT NOT NULL, item TEXT NOT NULL, currency TEXT NOT NULL, unit TEXT NOT NULL,
    plan_quantity REAL, actual_quantity REAL, plan_unit_price REAL, actual_unit_price REAL, plan REAL,
    actual REAL, actual_micros INTEGER, actual_femtos INTEGER,
    volume_variance REAL, mix_variance REAL, rate_variance REAL, unplanned REAL, spending_variance REAL,
    PRIMARY KEY (month, system, component, item, currency)
) STRICT;

-- One row per system and customer of a month, reserved customers included.
CREATE TABLE customer_month (
    month TEXT NOT NULL, system TEXT NOT NULL, customer TEXT NOT NULL, currency TEXT NOT NULL,
    revenue REAL, revenue_micros INTEGER, revenue_femtos INTEGER,
    direct_cost REAL, shared_cost REAL, cost REAL, cost_micros INTEGER, cost_femtos INTEGER,
    plan_cost REAL, variance REAL, gross_profit REAL, gross_margin_percent REAL, plan_gross_margin_percent REAL,
    cost_share_of_revenue_percent REAL,
    PRIMARY KEY (month, system, customer, currency)
) STRICT;

-- One row per system, component, customer and kind of a month: the proof of every split.
CREATE TABLE allocation_month (
    month TEXT NOT NULL, system TEXT NOT NULL, component TEXT NOT NULL, customer TEXT NOT NULL, currency TEXT NOT NULL,
    kind TEXT NOT NULL, method TEXT NOT NULL, driver_quantity REAL, share REAL,
    amount REAL NOT NULL, amount_micros INTEGER NOT NULL, amount_femtos INTEGER NOT NULL,
    PRIMARY KEY (month, system, component, customer, currency, kind, method)
) STRICT;

-- One row per system and metric of a month.
CREATE TABLE unit_month (
    month TEXT NOT NULL, system TEXT NOT NULL, metric TEXT NOT NULL, kind TEXT NOT NULL,
    actual_quantity REAL, plan_quantity REAL, actual_unit_cost REAL, plan_unit_cost REAL,
    PRIMARY KEY (month, system, metric)
) STRICT;

-- One row per planned component and item of a month: the plan in force.
CREATE TABLE plan_month (
    month TEXT NOT NULL, system TEXT NOT NULL, component TEXT NOT NULL, item TEXT, kind TEXT NOT NULL, unit TEXT,
    quantity REAL, unit_price REAL, low REAL, plan REAL, high REAL, currency TEXT NOT NULL, document TEXT NOT NULL, section TEXT,
    version INTEGER
) STRICT;
CREATE INDEX plan_month_key ON plan_month (month, system, component);

-- One row per budget and period.
CREATE TABLE budget_month (
    month TEXT NOT NULL, budget TEXT NOT NULL, system TEXT, period TEXT NOT NULL, period_kind TEXT NOT NULL, unit TEXT NOT NULL,
    amount REAL NOT NULL, actual REAL, actual_micros INTEGER, actual_femtos INTEGER, actual_percent REAL, forecast REAL, forecast_percent REAL, owner TEXT, state TEXT NOT NULL,
    PRIMARY KEY (month, budget, period)
) STRICT;

-- One row per thing that was said about a budget; a correction has a row of its own.
CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    raised_in_run INTEGER NOT NULL REFERENCES run,
    budget TEXT NOT NULL, period TEXT NOT NULL, basis TEXT NOT NULL CHECK (basis IN ('actual', 'forecast')),
    threshold_percent INTEGER NOT NULL, actual REAL NOT NULL, amount REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('raised', 'passed', 'corrected')), raised_at TEXT NOT NULL,
    actual_micros INTEGER NOT NULL, actual_femtos INTEGER NOT NULL, amount_micros INTEGER NOT NULL, amount_femtos INTEGER NOT NULL,
    currency TEXT NOT NULL, sequence INTEGER NOT NULL
) STRICT;
CREATE INDEX alert_period ON alert (period, budget);

-- One row per alert, channel and recipient.
CREATE TABLE alert_delivery (
    alert INTEGER NOT NULL REFERENCES alert, channel TEXT NOT NULL, recipient TEXT NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, delivered_at TEXT,
    PRIMARY KEY (alert, channel, recipient)
) STRICT;

-- One row per month that has charges or usage.
CREATE TABLE month_status (
    month TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('open', 'final', 'closed')), sequence INTEGER,
    closed_at TEXT, closed_by TEXT, note TEXT
) STRICT;

-- One row per late change to a closed month.
CREATE TABLE adjustment (
    closed_month TEXT NOT NULL, booked_month TEXT NOT NULL, system TEXT, component TEXT, customer TEXT, currency TEXT NOT NULL,
    amount REAL NOT NULL, amount_micros INTEGER NOT NULL, amount_femtos INTEGER NOT NULL, cause TEXT NOT NULL,
    sequence INTEGER NOT NULL
) STRICT;

-- One row per contract in force.
CREATE TABLE contract (
    customer TEXT NOT NULL, name TEXT, system TEXT NOT NULL, annual_contract_value REAL NOT NULL, currency TEXT NOT NULL,
    start TEXT NOT NULL, "end" TEXT
) STRICT;

-- One row per figure of a document that its own parts contradict.
CREATE TABLE plan_finding (
    plan TEXT NOT NULL, item TEXT NOT NULL, stated REAL, computed REAL, difference REAL, unit TEXT, note TEXT
) STRICT;

-- One row per record or file that a run did not take.
CREATE TABLE refusal (
    run INTEGER NOT NULL REFERENCES run, file TEXT NOT NULL, line INTEGER, column INTEGER, reason TEXT NOT NULL, text TEXT
) STRICT;
CREATE INDEX refusal_run ON refusal (run);

-- One row per published column.
CREATE TABLE column_doc (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, unit TEXT, meaning TEXT NOT NULL,
    PRIMARY KEY (table_name, column_name)
) STRICT, WITHOUT ROWID;

-- One row per delivery and scope; a skipped file adds none.
CREATE VIEW delivery AS
SELECT d.sequence, s.source,
    CASE s.kind WHEN 'bill' THEN s.subject ELSE s.subject || ' ' || date(s.period_start * 86400, 'unixepoch') END AS scope,
    strftime('%Y-%m', s.period_start * 86400, 'unixepoch') AS billing_period,
    d.mode, d.received_at, d.rows, d.refused, d.billed_total, d.effective_total, d.content_hash,
    CASE WHEN d.sequence = (SELECT max(n.sequence) FROM scope_delivery n WHERE n.scope = d.scope) THEN 'in force'
        ELSE 'superseded' END AS state,
    s.kind, d.file
FROM scope_delivery d JOIN scope s ON s.scope = d.scope;

-- One row per day, source, metric and whatever tells usage apart.
CREATE VIEW usage_day AS
SELECT date(s.period_start * 86400, 'unixepoch') AS day, s.source, nullif(u.system, '') AS system, s.subject AS metric, u.kind,
    nullif(u.feature, '') AS feature, nullif(u.customer, '') AS customer, nullif(u.component, '') AS component,
    nullif(u.model, '') AS model, nullif(u.environment, '') AS environment,
    u.quantity_units + u.quantity_nanos / 1e9 AS quantity, nullif(u.unit, '') AS unit, CAST(NULL AS REAL) AS priced_cost,
    u.quantity_units, u.quantity_nanos
FROM usage u JOIN scope s ON s.scope = u.scope
WHERE u.known_to IS NULL;

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
    nullif(c.invoice, '') AS InvoiceId,
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
JOIN scope s ON s.scope = c.scope
JOIN line l ON l.line = c.line
LEFT JOIN line_mapping m ON m.line = c.line AND m.known_to IS NULL
WHERE c.known_to IS NULL;

-- The history proper: what outlives the night. Published tables come in the next migration.
--
-- A row is true from the sequence `known_from` on until the sequence `known_to`; NULL means that it is true now. Days are
-- numbers since 1970-01-01. An amount is two integers: micros (floor, 1e-6) and femtos (what is left, 1e-15, 0 <= r < 1e9);
-- a quantity is units (floor) and nanos (1e-9).

-- One row per start of the program that held the lock.
CREATE TABLE run (
    run INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    today TEXT NOT NULL,
    version TEXT NOT NULL,
    sequence INTEGER,
    files INTEGER NOT NULL DEFAULT 0,
    rows INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    exit_status INTEGER
) STRICT;

-- One row per committed change: its sequence, what kind of change it was and what it was about.
CREATE TABLE change (
    sequence INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('delivery', 'sighting', 'input', 'close')),
    subject TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES run
) STRICT;

-- One row per file of Inputs other than exports, by content: plans, mapping, sheets and settings.
CREATE TABLE input_content (
    hash TEXT PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;

-- One row per version of such a file; its sequence is `known_from`.
CREATE TABLE input_version (
    input_version INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    hash TEXT NOT NULL REFERENCES input_content,
    known_from INTEGER NOT NULL REFERENCES change,
    known_to INTEGER REFERENCES change
) STRICT;
CREATE UNIQUE INDEX input_version_current ON input_version (path) WHERE known_to IS NULL;

-- One row per unit that a delivery replaces. Of a bill: source, billing account and billing period (by its start, since a
-- month-to-date bill may move its end). Of usage: source, metric and day.
CREATE TABLE scope (
    scope INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('bill', 'usage')),
    subject TEXT NOT NULL,
    period_start INTEGER NOT NULL,
    period_end INTEGER NOT NULL CHECK (period_end > period_start),
    UNIQUE (kind, period_start, source, subject)
) STRICT;

-- One row per delivery and scope; the newest of a scope is in force. `last_day` is the last day that it brought, `today` what
-- the run took for today: from both follows which days have settled.
CREATE TABLE scope_delivery (
    scope_delivery INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL REFERENCES change,
    scope INTEGER NOT NULL REFERENCES scope,
    file TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('replace', 'append')),
    received_at TEXT NOT NULL,
    today INTEGER NOT NULL,
    last_day INTEGER,
    rows INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    billed_total TEXT,
    effective_total TEXT,
    content_hash TEXT NOT NULL,
    note TEXT,
    UNIQUE (scope, sequence)
) STRICT;

-- One row per time that a delivery in force came again, unchanged, on a later day: its days have settled further.
CREATE TABLE scope_sighting (
    scope INTEGER NOT NULL REFERENCES scope,
    sequence INTEGER NOT NULL REFERENCES change,
    today INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    PRIMARY KEY (scope, sequence)
) STRICT, WITHOUT ROWID;

-- One row per file below Inputs/exports that has been read to its end; as long as inode, size and time stay, it is not read again.
-- `stamp` is the day in its name, `sequence` its last delivery that changed anything.
CREATE TABLE file (
    file INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    series TEXT NOT NULL,
    stamp INTEGER,
    inode INTEGER NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    sequence INTEGER REFERENCES change
) STRICT;
CREATE INDEX file_series ON file (source, series, sequence);

-- One row per scope that a file held when it was last read, with the fingerprint of its content there.
CREATE TABLE file_scope (
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
    scope INTEGER NOT NULL REFERENCES scope,
    content_hash TEXT NOT NULL,
    PRIMARY KEY (file, scope)
) STRICT, WITHOUT ROWID;

-- One row per line: everything about a charge but its time, amounts and invoice. The hash is over names and values.
CREATE TABLE line (
    line INTEGER PRIMARY KEY,
    hash_high INTEGER NOT NULL,
    hash_low INTEGER NOT NULL,
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
    ContractedUnitPrice TEXT,
    InvoiceIssuerName TEXT,
    ListUnitPrice TEXT,
    PricingCategory TEXT,
    PricingCurrency TEXT,
    PricingCurrencyContractedUnitPrice TEXT,
    PricingCurrencyListUnitPrice TEXT,
    PricingUnit TEXT,
    ProviderName TEXT,
    PublisherName TEXT,
    RegionId TEXT,
    RegionName TEXT,
    ResourceId TEXT,
    ResourceName TEXT,
    ResourceType TEXT,
    ServiceCategory TEXT,
    ServiceName TEXT,
    ServiceSubcategory TEXT,
    SkuId TEXT,
    SkuMeter TEXT,
    SkuPriceDetails TEXT,
    SkuPriceId TEXT,
    SubAccountId TEXT,
    SubAccountName TEXT,
    SubAccountType TEXT,
    Tags TEXT,
    x_Source TEXT NOT NULL,
    UNIQUE (hash_high, hash_low)
) STRICT;

-- One row per line and version of its mapping; a line without a row is unmapped.
CREATE TABLE line_mapping (
    line_mapping INTEGER PRIMARY KEY,
    line INTEGER NOT NULL REFERENCES line,
    system TEXT,
    component TEXT,
    customer TEXT,
    environment TEXT,
    known_from INTEGER NOT NULL REFERENCES change,
    known_to INTEGER REFERENCES change
) STRICT;
CREATE UNIQUE INDEX line_mapping_current ON line_mapping (line) WHERE known_to IS NULL;
CREATE INDEX line_mapping_past ON line_mapping (line, known_to) WHERE known_to IS NOT NULL;

-- One row per line, charge period in days and invoice of a bill, and version. The invoice is '' until it is known; filled in
-- later it counts from the sequence `invoice_from`.
CREATE TABLE charge (
    charge INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL REFERENCES scope,
    line INTEGER NOT NULL REFERENCES line,
    start_day INTEGER NOT NULL,
    end_day INTEGER NOT NULL CHECK (end_day > start_day),
    invoice TEXT NOT NULL,
    invoice_from INTEGER NOT NULL,
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
    known_to INTEGER REFERENCES change
) STRICT;
CREATE UNIQUE INDEX charge_current ON charge (scope, line, start_day, end_day, invoice) WHERE known_to IS NULL;
CREATE INDEX charge_past ON charge (scope, known_to) WHERE known_to IS NOT NULL;

-- One row per usage scope and everything that tells usage apart, and version; '' is absent.
CREATE TABLE usage (
    usage INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL REFERENCES scope,
    kind TEXT NOT NULL CHECK (kind IN ('flow', 'level', 'peak')),
    system TEXT NOT NULL,
    component TEXT NOT NULL,
    customer TEXT NOT NULL,
    feature TEXT NOT NULL,
    model TEXT NOT NULL,
    environment TEXT NOT NULL,
    unit TEXT NOT NULL,
    quantity_units INTEGER NOT NULL,
    quantity_nanos INTEGER NOT NULL,
    records INTEGER NOT NULL,
    known_from INTEGER NOT NULL REFERENCES change,
    known_to INTEGER REFERENCES change
) STRICT;
CREATE UNIQUE INDEX usage_current ON usage (scope, kind, system, component, customer, feature, model, environment, unit)
    WHERE known_to IS NULL;
CREATE INDEX usage_past ON usage (scope, known_to) WHERE known_to IS NOT NULL;

-- One row per month and run that made its report: as of which sequence and for which today. `summary` is the month's line of the
-- index, so that the index costs the same however many months there are. `is_placed` is 1 once the files are in their place; a
-- row with 0 is work for the next run.
CREATE TABLE publication (
    publication INTEGER PRIMARY KEY,
    month INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    today INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES run,
    summary TEXT NOT NULL,
    is_placed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX publication_month ON publication (month, sequence);

-- One row per budget, period and threshold that was reached in an old month at its first import and therefore never said.
CREATE TABLE alert_silence (
    budget TEXT NOT NULL,
    period TEXT NOT NULL,
    threshold_percent INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY (budget, period, threshold_percent)
) STRICT, WITHOUT ROWID;

-- One row per table: the sum modulo 2^128 of its rows' hashes, kept in the same transaction as the rows.
CREATE TABLE table_digest (
    table_name TEXT PRIMARY KEY,
    rows INTEGER NOT NULL,
    hash_high INTEGER NOT NULL,
    hash_low INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

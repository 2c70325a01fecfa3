-- The month end: closes, what changed after them, what they accrued, and the controller's sheets in a month.

-- One row per close of a month; it holds from `sequence` until `reopened`. `today` is what its report takes for today; changes up
-- to the sequence `checked` are booked.
CREATE TABLE month_close (
    month_close INTEGER PRIMARY KEY,
    month INTEGER NOT NULL,
    sequence INTEGER NOT NULL REFERENCES change,
    today INTEGER NOT NULL,
    closed_by TEXT NOT NULL,
    note TEXT,
    checked INTEGER NOT NULL,
    reopened INTEGER REFERENCES change,
    reopen_reason TEXT
) STRICT;
CREATE UNIQUE INDEX month_close_current ON month_close (month) WHERE reopened IS NULL;

-- One row per component and customer that a close has accrued; the month after takes it back. It goes with the close.
CREATE TABLE accrual (
    accrual INTEGER PRIMARY KEY,
    month INTEGER NOT NULL,
    system TEXT NOT NULL,
    component TEXT NOT NULL,
    customer TEXT,
    currency TEXT NOT NULL,
    amount_micros INTEGER NOT NULL,
    amount_femtos INTEGER NOT NULL,
    known_from INTEGER NOT NULL REFERENCES change,
    known_to INTEGER REFERENCES change
) STRICT;

DROP TABLE adjustment;

-- One row per change to a closed month, place and currency; it holds until the month is reopened. Months are numbers;
-- `said` is 1 once a run that came to its end has told of it.
CREATE TABLE booking (
    booking INTEGER PRIMARY KEY,
    closed_month INTEGER NOT NULL,
    booked_month INTEGER NOT NULL,
    system TEXT, component TEXT, customer TEXT,
    currency TEXT NOT NULL,
    amount_micros INTEGER NOT NULL,
    amount_femtos INTEGER NOT NULL,
    cause TEXT NOT NULL,
    sequence INTEGER NOT NULL REFERENCES change,
    run INTEGER NOT NULL REFERENCES run,
    said INTEGER NOT NULL DEFAULT 0,
    known_to INTEGER REFERENCES change
) STRICT;
CREATE INDEX booking_month ON booking (booked_month, closed_month);

-- One row per change to a closed month that stands: where and when it is booked.
CREATE VIEW adjustment AS
SELECT printf('%04d-%02d', closed_month / 12, closed_month % 12 + 1) AS closed_month,
    printf('%04d-%02d', booked_month / 12, booked_month % 12 + 1) AS booked_month, system, component, customer, currency,
    amount_micros / 1e6 + amount_femtos / 1e15 AS amount, amount_micros, amount_femtos, cause, sequence
FROM booking WHERE known_to IS NULL;

-- One row per scope and invoice that it has, or had.
CREATE TABLE scope_invoice (
    invoice TEXT NOT NULL,
    scope INTEGER NOT NULL REFERENCES scope,
    PRIMARY KEY (invoice, scope)
) STRICT, WITHOUT ROWID;
INSERT INTO scope_invoice SELECT DISTINCT invoice, scope FROM charge WHERE invoice <> '';

-- One row per row of the journal in a month, and per accrual of the month before that is taken back.
CREATE TABLE journal_month (
    month TEXT NOT NULL, system TEXT NOT NULL, component TEXT, customer TEXT, environment TEXT, currency TEXT NOT NULL,
    amount REAL NOT NULL, amount_micros INTEGER NOT NULL, amount_femtos INTEGER NOT NULL, kind TEXT NOT NULL, note TEXT
) STRICT;
CREATE INDEX journal_month_key ON journal_month (month, system);

-- One row per invoice and currency of a month, received or billed.
CREATE TABLE invoice_month (
    month TEXT NOT NULL, invoice TEXT NOT NULL, currency TEXT NOT NULL, invoiced REAL, billed REAL, difference REAL,
    lines INTEGER NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (month, invoice, currency)
) STRICT;

ALTER TABLE component_month ADD COLUMN note TEXT;
ALTER TABLE customer_month ADD COLUMN note TEXT;

INSERT INTO column_doc (table_name, column_name, unit, meaning) VALUES
    ('component_month', 'note', NULL, 'owner''s reason for the variance, from notes.csv'),
    ('customer_month', 'note', NULL, 'owner''s reason for the variance, from notes.csv'),
    ('journal_month', 'month', 'month', 'calendar month, YYYY-MM'),
    ('journal_month', 'system', NULL, 'what one planning document is about'),
    ('journal_month', 'component', NULL, 'line of the system''s cost plan; NULL where the row names none'),
    ('journal_month', 'customer', NULL, 'customer that causes it alone; NULL for shared'),
    ('journal_month', 'environment', NULL, 'environment; NULL is production'),
    ('journal_month', 'currency', NULL, 'currency of the amount'),
    ('journal_month', 'amount', 'currency', 'positive for a cost'),
    ('journal_month', 'amount_micros', 'currency', 'amount exactly: floor at 1e-6'),
    ('journal_month', 'amount_femtos', 'currency', 'amount exactly: remainder in 1e-15'),
    ('journal_month', 'kind', NULL, 'accrual, reversal of the month before''s accrual, reclass or cost'),
    ('journal_month', 'note', NULL, 'why, in the controller''s words'),
    ('invoice_month', 'month', 'month', 'calendar month, YYYY-MM'),
    ('invoice_month', 'invoice', NULL, 'InvoiceId'),
    ('invoice_month', 'currency', NULL, 'currency of the row''s amounts'),
    ('invoice_month', 'invoiced', 'currency', 'what the received invoice asks for; NULL where none was received'),
    ('invoice_month', 'billed', 'currency', 'sum of BilledCost under its number; NULL where no bill has it'),
    ('invoice_month', 'difference', 'currency', 'billed less invoiced'),
    ('invoice_month', 'lines', NULL, 'source records that were added up'),
    ('invoice_month', 'state', NULL, 'agrees (within half a minor unit for each line), differs, not received or not billed');

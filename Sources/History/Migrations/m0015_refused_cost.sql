-- What records cost that no figure counts.

-- One row per run, file, kind and currency of records that the run did not take. Those of a bill whose cost cannot be read have a row
-- without a currency. `cost` is their exact sum as decimal text.
CREATE TABLE refused_cost (
    run INTEGER NOT NULL REFERENCES run,
    file TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('refused', 'held')),
    currency TEXT,
    records INTEGER NOT NULL,
    cost TEXT,
    CHECK ((currency IS NULL) = (cost IS NULL))
) STRICT;
CREATE INDEX refused_cost_run ON refused_cost (run);

INSERT INTO column_doc (table_name, column_name, unit, meaning) VALUES
    ('refused_cost', 'run', NULL, 'run that did not take them'),
    ('refused_cost', 'file', NULL, 'file of a bill that they stand in, relative to the inputs folder; the first of a delivery of several'),
    ('refused_cost', 'kind', NULL, 'refused for bad records; held for sound ones of a file of which nothing was taken'),
    ('refused_cost', 'currency', NULL, 'currency of the cost; NULL for records whose cost cannot be read'),
    ('refused_cost', 'records', 'records', 'how many; one with costs in several currencies counts with the first of them'),
    ('refused_cost', 'cost', 'currency', 'their BilledCost in total, of a bad record without one its EffectiveCost; exact decimal text');

-- What an alert says beside its level, as people were told, and who is to be told of it.

ALTER TABLE alert ADD COLUMN landing_micros INTEGER;
ALTER TABLE alert ADD COLUMN landing_femtos INTEGER;
ALTER TABLE alert ADD COLUMN owner TEXT;
-- Whether the amounts are money: else `currency` is the unit of usage.
ALTER TABLE alert ADD COLUMN is_money INTEGER NOT NULL DEFAULT 1;
CREATE INDEX alert_delivery_pending ON alert_delivery (state) WHERE state = 'pending';

INSERT INTO column_doc (table_name, column_name, unit, meaning) VALUES
    ('alert', 'landing_micros', 'currency', 'what the period was expected to come to, exactly: floor at 1e-6; NULL where nothing said'),
    ('alert', 'landing_femtos', 'currency', 'what the period was expected to come to, exactly: remainder in 1e-15'),
    ('alert', 'owner', NULL, 'who answers for the budget'),
    ('alert', 'is_money', NULL, '1 where the amounts are money, 0 where currency is a unit of usage');

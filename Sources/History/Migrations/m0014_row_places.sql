-- Which row was damaged: beside the sum of a table's hashes, the sum of each row's hash times its rowid.

ALTER TABLE table_digest ADD COLUMN places_high INTEGER NOT NULL DEFAULT 0;
ALTER TABLE table_digest ADD COLUMN places_low INTEGER NOT NULL DEFAULT 0;

-- One row per call of a model that has been counted, and the log whose record counts: another log's copy of the call counts nothing.
CREATE TABLE call (
    call INTEGER PRIMARY KEY,  -- 64 bits of a hash over the source and what tells the call from others
    log INTEGER NOT NULL       -- 64 bits of a hash over what the log is called for as long as it is that log
) STRICT;

"""Hostile statements: each answered, refused or stopped within its time and a half second, within 256 MB, and no file is made."""

import os

from bounds import Bounded
from night import first_night

SECONDS, MEMORY = 1, 256 << 20
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
READ, REFUSED, EITHER = (0,), (64,), (0, 64)


def nested(first, more, count=40):
    """A common table that names the one before it twice, and so on: short to write, endless to make."""
    return f"WITH a0 AS (SELECT 1 AS x)" + "".join(f", a{i} AS ({more.replace('@', f'a{i - 1}')})" for i in range(1, count)) + first


def pragma(*names):
    return [(f"pragma {name}", f"PRAGMA {name}", REFUSED) for name in names]


def function(*calls):
    return [(f"function {call[:40]}", f"SELECT {call}", REFUSED) for call in calls]


def table(*names):
    return [(f"table {name}", f"SELECT * FROM {name}", REFUSED) for name in names]


# Name, statement or what makes it, exits that are right.
STATEMENTS = [
    ("attach", "ATTACH 'own' AS x", REFUSED), ("attach an address", "ATTACH 'file:own?mode=rwc' AS x", REFUSED),
    ("attach memory", "ATTACH ':memory:' AS x", REFUSED), ("vacuum", "VACUUM", REFUSED), ("vacuum into", "VACUUM INTO 'own'", REFUSED),
    ("vacuum into an expression", "VACUUM INTO 'o' || 'wn'", REFUSED), ("explain attach", "EXPLAIN ATTACH 'own' AS x", REFUSED),
    ("write", "INSERT INTO run (run) VALUES (99)", REFUSED), ("write and return", "DELETE FROM run RETURNING *", REFUSED),
    ("write the schema", "UPDATE sqlite_schema SET sql = ''", REFUSED), ("drop", "DROP TABLE run", REFUSED),
    ("temporary table", "CREATE TEMP TABLE x AS SELECT 1", REFUSED), ("temporary view", "CREATE TEMP VIEW x AS SELECT 1", REFUSED),
    ("full text", "CREATE VIRTUAL TABLE temp.x USING fts5(a)", REFUSED), ("r-tree", "CREATE VIRTUAL TABLE x USING rtree(a, b, c)", REFUSED),
    ("file as a table", "CREATE VIRTUAL TABLE temp.x USING csv(filename='/etc/passwd')", REFUSED),
    ("begin", "BEGIN EXCLUSIVE", REFUSED), ("savepoint", "SAVEPOINT x", REFUSED), ("analyze", "ANALYZE", REFUSED),
    ("two statements", "SELECT 1; ATTACH 'own' AS x", REFUSED), ("two and remarks", "SELECT 1; /**/ -- x\n; SELECT 2", REFUSED),
    ("a million semicolons", ";" * 1_000_000, REFUSED), ("remarks only", "-- x\n/* y */", REFUSED), ("nothing", "", REFUSED),
    ("NUL", b"SELECT 1\0; DROP TABLE run", REFUSED), ("sick UTF-8", b"SELECT '\xff\xfe\xc0\x80'", REFUSED),
    ("300 MB of text", lambda: "x" * 300_000_000, REFUSED), ("long text", "SELECT '" + "x" * 5_000_000 + "'", REFUSED),
    ("long remark", lambda: "SELECT 1 /*" + "x" * 50_000_000 + "*/", REFUSED),
    *pragma("temp_store_directory = '/tmp'", "temp_store = FILE", "data_store_directory = '.'", "journal_mode = DELETE", "journal_mode",
            "writable_schema = 1", "writable_schema = RESET", "schema_version = 5", "user_version = 5", "mmap_size = 1000000000",
            "hard_heap_limit = 0", "soft_heap_limit = 0", "cache_size = -9999999", "wal_checkpoint(TRUNCATE)", "optimize", "threads = 8",
            "locking_mode = EXCLUSIVE", "trusted_schema = 1", "query_only = OFF", "busy_timeout = 0", "integrity_check", "shrink_memory"),
    *function("load_extension('x')", "load_extension('x', 'y')", "readfile('/etc/passwd')", "writefile('own', 'x')", "edit('x')",
              "fts3_tokenizer('simple')", "fts5(1)", "rtreecheck('main', 'x')", "rtreenode(1, x'00')", "sqlite_log(1, 'x')",
              "'x' REGEXP 'x'", "'x' MATCH 'x'", "sqlite_rename_column(1, 2, 3, 4, 5, 6, 7, 8, 9)", "lsdir('/')", "zipfile('x')"),
    *table("dbstat", "sqlite_stmt", "sqlite_dbpage", "fts5vocab", "pragma_journal_mode", "pragma_hard_heap_limit(0)", "bytecode('SELECT 1')"),
    ("a value of 60 MB", "SELECT zeroblob(60000000)", REFUSED), ("a gigabyte at random", "SELECT randomblob(1000000000)", REFUSED),
    ("hex of 30 MB", "SELECT hex(zeroblob(30000000))", REFUSED), ("printf of 2 GB", "SELECT printf('%.*c', 2000000000, 'x')", REFUSED),
    ("printf to a width", "SELECT printf('%2000000000d', 1)", EITHER), ("digits of printf", "SELECT printf('%.99999999f', 1e300)", EITHER),
    ("replace that grows", "SELECT length(replace(hex(zeroblob(900000)), '0', hex(zeroblob(900000))))", REFUSED),
    ("group_concat without end", ENDLESS + "SELECT group_concat(hex(zeroblob(1000))) FROM n", REFUSED),
    ("JSON without end", ENDLESS + "SELECT json_group_array(hex(zeroblob(1000))) FROM n", REFUSED),
    ("a text that doubles", "WITH RECURSIVE m(t) AS (SELECT 'x' UNION ALL SELECT t || t FROM m) SELECT length(t) FROM m", REFUSED),
    ("a row of many long cells", "SELECT " + ",".join(["hex(zeroblob(1900000))"] * 100), REFUSED),
    ("a row of control characters", "SELECT replace(hex(zeroblob(2000000)), '0', char(1))", EITHER),
    ("rows of long cells", ENDLESS + "SELECT hex(zeroblob(1900000)) FROM n", REFUSED),
    ("rows of long blobs", ENDLESS + "SELECT zeroblob(3900000) FROM n", REFUSED),
    ("rows of many cells", ENDLESS + "SELECT " + ",".join(["i"] * 1900) + " FROM n", REFUSED),
    ("wide and many rows", ENDLESS + "SELECT CASE i WHEN 1 THEN hex(zeroblob(1900000)) END, i FROM n", REFUSED),
    ("rows without end", ENDLESS + "SELECT i FROM n", REFUSED), ("counting without end", ENDLESS + "SELECT count(*) FROM n", REFUSED),
    ("no row without end", ENDLESS + "SELECT i FROM n WHERE i < 0", REFUSED),
    ("set without end", ENDLESS.replace("ALL ", "") + "SELECT count(*) FROM n", REFUSED),
    ("distinct without end", ENDLESS + "SELECT count(*) FROM (SELECT DISTINCT i, hex(zeroblob(50000)) FROM n)", REFUSED),
    ("sorting without end", ENDLESS + "SELECT i FROM n ORDER BY -i", REFUSED),
    ("sorting much without end", ENDLESS + "SELECT hex(randomblob(5000)) AS r FROM n ORDER BY r", REFUSED),
    ("sorting 200 MB", ENDLESS.replace("FROM n)", "FROM n LIMIT 20000)") + "SELECT hex(randomblob(5000)) AS r FROM n ORDER BY r", REFUSED),
    ("window without end", ENDLESS + "SELECT sum(i) OVER (ORDER BY -i) FROM n", REFUSED),
    ("cross join", "SELECT count(*) FROM focus a, focus b, focus c, focus d", REFUSED),
    ("cross join of rows", "SELECT * FROM focus a, focus b, focus c ORDER BY a.BilledCost + b.BilledCost", REFUSED),
    ("kept cross join", "WITH m AS MATERIALIZED (SELECT a.* FROM column_doc a, column_doc b) SELECT count(*) FROM m x, m y", REFUSED),
    ("subselect in every row", "SELECT (SELECT count(*) FROM focus b, focus c WHERE b.BilledCost < a.BilledCost) FROM focus a", EITHER),
    ("tables named twice", nested(" SELECT count(*) FROM a39", "SELECT * FROM @ UNION ALL SELECT * FROM @"), REFUSED),
    ("tables joined twice", nested(" SELECT count(*) FROM a39", "SELECT x.x FROM @ x, @ y"), REFUSED),
    ("subselects named twice", nested(" SELECT x FROM a39", "SELECT (SELECT sum(x) FROM @) + (SELECT max(x) FROM @) AS x"), REFUSED),
    ("500 selects of a view", " UNION ".join(["SELECT * FROM focus"] * 499), EITHER),
    ("100,000 selects", " UNION ALL ".join(["SELECT 1"] * 100_000), REFUSED),
    ("100,000 values", "VALUES " + ",".join(["(1)"] * 100_000), EITHER), ("150,000 in a list", f"SELECT 1 IN ({','.join(['1'] * 150_000)})", EITHER),
    ("100,000 brackets", "SELECT " + "(" * 100_000 + "1" + ")" * 100_000, REFUSED), ("100,000 times not", "SELECT " + "NOT " * 100_000 + "1", REFUSED),
    ("100,000 sums", "SELECT " + "+".join(["1"] * 100_000), REFUSED), ("5,000 cases", "SELECT " + "CASE WHEN 1 THEN " * 5000 + "1" + " END" * 5000, REFUSED),
    ("1,000 subselects", "SELECT * FROM " + "(SELECT * FROM " * 1000 + "run" + ")" * 1000, REFUSED),
    ("64 tables", "SELECT 1 FROM " + ",".join(f"charge c{i}" for i in range(64)) + " WHERE c0.line < 0", EITHER),
    ("64 tables and ways", "SELECT 1 FROM " + ",".join(f"charge c{i}" for i in range(60)) + " WHERE " + " AND ".join(
        f"(c{i}.line = c{i + 1}.line OR c{i}.charge = c{i + 1}.charge)" for i in range(59)), EITHER),
    ("30,000 columns", "SELECT " + ",".join(["1"] * 30_000), REFUSED), ("stars", "SELECT " + ",".join(["*"] * 30) + " FROM focus", REFUSED),
    ("search of a long text", "SELECT instr(hex(zeroblob(2000000)), hex(zeroblob(1000000)) || '1')", REFUSED),
    ("replace of a long text", "SELECT replace(hex(zeroblob(2000000)), hex(zeroblob(1000000)) || 'b', '')", REFUSED),
    ("trim of many characters", "SELECT length(trim(hex(zeroblob(2000000)), replace(hex(zeroblob(1000000)), '00', 'é') || '0'))", REFUSED),
    ("like", "SELECT hex(zeroblob(2000000)) LIKE '" + "%0" * 400 + "b'", EITHER), ("long like", "SELECT 'a' LIKE '" + "%a" * 9000 + "'", REFUSED),
    ("glob", "SELECT hex(zeroblob(2000000)) GLOB '" + "*[0-9]" * 150 + "b'", EITHER),
    ("deep JSON", "SELECT json(printf('%.*c', 2000000, '[') || printf('%.*c', 2000000, ']'))", REFUSED),
    ("JSON of a million", "SELECT count(*) FROM json_tree(replace('[' || printf('%.*c', 1000000, 'x') || '1]', 'x', '1,'))", EITHER),
    ("JSON times JSON", "SELECT count(*) FROM json_each(replace('[' || printf('%.*c', 900000, 'x') || '1]', 'x', '1,')) a, json_each('[1,1,1]') b, "
     "json_each(replace('[' || printf('%.*c', 900000, 'x') || '1]', 'x', '1,')) c", REFUSED),
    ("dates without end", ENDLESS + "SELECT count(date('now', '+1 day')) FROM n", REFUSED),
    ("infinite and undefined", "SELECT 1 / 0, 9e999, -9e999, 0.0 / 0, 1e15, 5e-324", READ), ("overflow", "SELECT abs(-9223372036854775808)", REFUSED),
    ("escape bytes", "SELECT char(27) || '[2J' || char(0, 55296, 8238), CAST(x'ff00fe' AS TEXT)", READ),
    ("explain", "EXPLAIN SELECT * FROM focus", READ), ("tags", "SELECT t.key FROM focus, json_each(focus.Tags) t LIMIT 1", READ),
    ("columns", "SELECT * FROM pragma_table_info('focus')", READ), ("schema", "SELECT * FROM sqlite_schema", READ),
]


def files(folder):
    """Every file below a folder, with size and time of change. What readers note in the index of the log is no change."""
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            status = os.lstat(os.path.join(root, name))
            found[os.path.join(root, name)] = (status.st_size, 0 if name.endswith("-shm") else status.st_mtime_ns)
    return found


def queries(trial):
    there = first_night(trial.program, trial.place("asked"))
    # Where SQLite, or anything else, would put what it wants to put aside.
    aside = trial.place("aside")
    os.mkdir(aside)
    watched = {name: aside for name in ("TMPDIR", "SQLITE_TMPDIR", "HOME")}
    before = files(trial.folder)
    log = trial.place("calls") + ".log"
    most = [0, 0]

    def attempt(label, case):
        (_, sql, exits), kind = case
        given = sql() if callable(sql) else sql
        given = given if isinstance(given, bytes) else given.encode()
        faults = {"LD_PRELOAD": trial.fault, "FAULT_LOG": log}
        # A machine with much else to do may be to blame: what is slow is tried again.
        for _ in range(3):
            if os.path.exists(log):
                os.unlink(log)
            it = Bounded([there.program, "query", "-", "--format", kind, "--timeout", str(SECONDS)], there.folder, SECONDS + 3, given,
                         environment={**watched, **faults})
            if it.seconds <= SECONDS + 0.5:
                break
        end = it.words[-300:].decode(errors="replace")
        if it.status is None:
            return f"not done after {it.seconds:.0f} s, {it.memory >> 20} MB"
        # What no table and no Markdown can hold is refused there.
        if it.status not in exits and not (it.status == 64 and b"keeps in memory" in it.words):
            return f"exit {it.status}: {end}"
        if it.seconds > SECONDS + 0.5 or it.memory > MEMORY:
            return f"{it.seconds:.2f} s, {it.memory >> 20} MB: {end}"
        if it.status == 64 and b"hint: " not in it.words[-300:]:
            return f"no word of what to do: {end}"
        made = []
        if os.path.exists(log):
            with open(log) as lines:
                # The log and its index are opened as they would be made; they are there.
                made = [line for line in lines.read().splitlines() if not line.endswith(("/history.sqlite-wal", "/history.sqlite-shm"))]
            os.unlink(log)
        now = files(trial.folder)
        if now != before or made:
            return f"files: {made[:3] or sorted(name for name in now.keys() | before if now.get(name) != before.get(name))[:3]}"
        most[0], most[1] = max(most[0], it.seconds - SECONDS), max(most[1], it.memory)
        return None

    points = [(f"{case[0]}, {kind}", (case, kind)) for case in STATEMENTS for kind in ("csv", "json", "table", "markdown")]
    # One at a time: what is measured is what one takes.
    trial.each(trial.pick(points, 12), attempt, jobs=1)
    trial.note = f"   at most {SECONDS + most[0]:.2f} s, {most[1] >> 20} MB"


PROMISES = [("queries", queries)]

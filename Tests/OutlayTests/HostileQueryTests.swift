import Foundation
import Testing

/// Statements of somebody who wants more than to read. Each is answered, refused or stopped, and every file stays as it was; what
/// they may take in time and memory is held by the promise `queries` of `Tests/Trust`.
@Suite struct HostileQueryTests {
    private static let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "

    private static func many(_ text: String, _ count: Int, _ separator: String = "") -> String {
        Array(repeating: text, count: count).joined(separator: separator)
    }

    /// A statement, and what is said of it.
    private static let refused: [(sql: String, words: String)] = [
        ("ATTACH ':memory:' AS m", "ATTACH"), ("ATTACH 'file:own?mode=rwc' AS m", "ATTACH"),
        ("EXPLAIN ATTACH 'own' AS m", "ATTACH"),
        ("VACUUM INTO 'own' || '.sqlite'", "VACUUM"), ("PRAGMA temp_store_directory = '/tmp'", "PRAGMA temp_store_directory"),
        ("PRAGMA data_store_directory = '/tmp'", "PRAGMA data_store_directory"),
        ("PRAGMA temp_store = FILE", "PRAGMA temp_store"),
        ("PRAGMA writable_schema = RESET", "PRAGMA writable_schema"), ("PRAGMA mmap_size = 1", "PRAGMA mmap_size"),
        ("PRAGMA hard_heap_limit = 0", "PRAGMA hard_heap_limit"), ("PRAGMA cache_size = -9999999", "PRAGMA cache_size"),
        ("PRAGMA locking_mode = EXCLUSIVE", "PRAGMA locking_mode"), ("PRAGMA trusted_schema = 1", "PRAGMA trusted_schema"),
        ("PRAGMA threads = 8", "PRAGMA threads"), ("PRAGMA optimize", "PRAGMA optimize"),
        ("PRAGMA integrity_check", "PRAGMA integrity_check"), ("PRAGMA journal_mode", "PRAGMA journal_mode"),
        ("SELECT * FROM pragma_hard_heap_limit(0)", "in place of a table"), ("SELECT * FROM dbstat", "in place of a table"),
        ("SELECT * FROM pragma_journal_mode", "in place of a table"), ("SELECT * FROM sqlite_stmt", "in place of a table"),
        ("SELECT load_extension('x', 'y')", "the function load_extension()"), ("SELECT readfile('/etc/passwd')", "readfile"),
        ("SELECT writefile('own', 'x')", "writefile"), ("SELECT edit('x')", "edit"), ("SELECT 'x' REGEXP 'x'", "REGEXP"),
        ("SELECT fts3_tokenizer('simple', x'0000000000000000')", "the function fts3_tokenizer()"),
        ("SELECT rtreecheck('main', 'x')", "the function rtreecheck()"),
        ("SELECT sqlite_log(1, 'x')", "the function sqlite_log()"),
        ("SELECT fts5(1)", "the function fts5()"), ("SELECT sqlite_rename_table(1, 2, 3, 4, 5, 6, 7)", "sqlite_rename_table"),
        ("CREATE VIRTUAL TABLE temp.x USING rtree(a, b, c)", "schema"), ("CREATE TEMP TABLE x AS SELECT 1", "schema"),
        ("CREATE TEMP TRIGGER x AFTER INSERT ON run BEGIN SELECT 1; END", "schema"), ("CREATE VIEW x AS SELECT 1", "schema"),
        ("UPDATE sqlite_schema SET sql = 'x'", "may not be modified"), ("REPLACE INTO run (run) VALUES (9)", "writing into run"),
        ("INSERT INTO run (run) VALUES (9) RETURNING *", "writing into run"), ("EXPLAIN DROP TABLE run", "schema"),
        ("BEGIN EXCLUSIVE", "a transaction"), ("COMMIT", "a transaction"), ("RELEASE x", "a transaction"),
        ("SELECT 1; /* */ -- x\n ; SELECT 2", "more than one statement"), ("SELECT 1\u{0}; DROP TABLE run", "NUL"),
        ("SELECT zeroblob(5000000)", "too big"),
        ("SELECT length(replace(hex(zeroblob(30000)), '0', hex(zeroblob(500))))", "too big"),
        ("SELECT " + many("hex(zeroblob(1000000))", 9, ","), "a row over 4 MiB"),
        (endless + "SELECT count(*) FROM (SELECT DISTINCT i, hex(zeroblob(900000)) FROM n)", "more memory"),
        ("WITH RECURSIVE m(t) AS (SELECT 'x' UNION ALL SELECT t || t FROM m) SELECT length(t) FROM m", "too big"),
        ("SELECT '" + many("x", 1 << 20) + "'", "a statement over 1 MiB"), (many("yes\n", 600_000), "a statement over 1 MiB"),
        ("SELECT " + many("(", 5000) + "1" + many(")", 5000), "overflow"),
        ("SELECT " + many("1", 2000, "+"), "maximum depth 1000"),
        (many("SELECT 1", 1000, " UNION ALL "), "too many terms"), ("SELECT " + many("1", 3000, ","), "too many columns"),
        ("SELECT 'a' LIKE '" + many("%a", 600) + "'", "too complex"), ("SELECT ?1000", "variable number"),
        ("SELECT abs(-9223372036854775808)", "overflow"),
        ("SELECT sum(x) FROM (SELECT 1 AS x UNION ALL SELECT ~0 << 63 - 1)", ""),
        (endless + "SELECT i FROM n ORDER BY -i", "stopped after 1 s"),
        ("SELECT replace(hex(zeroblob(2000000)), hex(zeroblob(1000000)) || 'b', '')", "stopped after 1 s"),
    ]

    private static let answered = [
        "SELECT count(*) FROM json_each('[1, 2]')", "SELECT key FROM json_tree('{\"a\": 1}')",
        "SELECT name FROM pragma_table_info('run')",
        "PRAGMA table_list", "PRAGMA table_xinfo(focus)", "EXPLAIN SELECT * FROM focus", "SELECT Tags ->> 'a' FROM focus",
        "SELECT 'a' || char(0) || 'b', char(55296), CAST(x'ff00fe' AS TEXT)", "SELECT 1 / 0, 9e999, -9e999, 0.0 / 0",
        "SELECT sum(BilledCost) OVER (ORDER BY ChargePeriodStart), row_number() OVER () FROM focus",
        "SELECT date('now'), round(1.5)",
        "SELECT * FROM sqlite_schema", "SELECT group_concat(x_System), json_group_array(x_System) FROM focus", "VALUES (1), (2)",
    ]

    @Test func noStatementDoesMoreThanRead() throws {
        let house = try SmallHouse()
        try #require(try house.night().status == 0)
        // What readers note in the index of the log is no change.
        let list = "find . -type f ! -name '*-shm' -exec sha256sum {} + | sort"
        let before = try house.shell(list).output
        for (sql, words) in Self.refused {
            // A query gives way to everything else on the machine: what ends by itself has time for that.
            let timeout = words.hasPrefix("stopped") ? "1" : "30"
            let ending = try house.outlay("query", "-", "--format", "csv", "--timeout", timeout, input: sql)
            if words.isEmpty, ending.status == 0 { continue }
            #expect(ending.status == 64, "\(sql.prefix(100))")
            #expect(ending.errors.hasPrefix("outlay: query: ") && ending.errors.contains("\nhint: "), "\(sql.prefix(100))")
            #expect(ending.errors.contains(words), "\(sql.prefix(100)): \(ending.errors)")
        }
        for sql in Self.answered {
            let ending = try house.outlay("query", "-", "--format", "csv", input: sql)
            #expect(ending.status == 0 && !ending.output.isEmpty, "\(sql): \(ending.errors)")
        }
        #expect(try house.shell(list).output == before)
    }

    /// A wide cell pads every row of a table; Markdown has it once.
    @Test func aTableIsBoundedAsItIsWritten() throws {
        let house = try SmallHouse()
        try #require(try house.night().status == 0)
        let sql = "SELECT hex(zeroblob(100000)) AS a UNION ALL SELECT 1 FROM column_doc"
        let table = try house.outlay("query", sql)
        #expect(table.status == 64 && table.output.isEmpty)
        #expect(table.errors.contains("the answer is over 24 MiB, which --format table keeps in memory"), "\(table.errors)")
        #expect(try house.outlay("query", sql, "--format", "markdown").status == 0)
    }

    @Test func aStatementThatCannotBeReadIsToldOf() throws {
        let house = try SmallHouse()
        try #require(try house.night().status == 0)
        let program = try builtProgram("outlay").path
        for (input, words) in [
            ("</", "standard input cannot be read: is a directory"), ("<&-", "nothing to ask"), ("</dev/null", "nothing to ask"),
            ("</dev/zero", "a statement over 1 MiB"), ("<latin", "is not UTF-8"),
        ] {
            try house.write("latin", Data("SELECT '".utf8) + Data([0xE9, 0x27]))
            let ending = try house.shell("timeout 20 '\(program)' query - \(input)")
            #expect(ending.status == 64, "\(input)")
            #expect(ending.errors.contains(words), "\(input): \(ending.errors)")
        }
    }

    @Test func anAnswerThatNobodyGetsIsNoSuccess() throws {
        let house = try SmallHouse()
        try #require(try house.night().status == 0)
        let program = try builtProgram("outlay").path
        for (arguments, output, reason) in [
            ("query 'SELECT 1'", ">/dev/full", "no space left on device"), ("query 'SELECT 1'", ">&-", "bad file descriptor"),
            ("query --describe", ">/dev/full", "no space left on device"), ("--version", ">/dev/full", "no space left on device"),
            ("query \"\(Self.endless) SELECT i FROM n\" --format csv", ">/dev/full", "no space left on device"),
        ] {
            let ending = try house.shell("timeout 20 '\(program)' \(arguments) \(output)")
            #expect(ending.status == 73, "\(arguments) \(output)")
            #expect(ending.errors == "outlay: standard output: \(reason)\nhint: what was asked for is not all there\n")
        }
        // Whoever has read enough ends it without a word, as any filter.
        let head = try house.shell("'\(program)' query \"\(Self.endless) SELECT i FROM n\" --format csv | head -n 2")
        #expect(head.output == "i\r\n1\r\n" && head.errors.isEmpty)
        // A file that takes the number of a closed stream must not get what is said.
        let night = try house.shell("'\(program)' run --today 2026-11-22 --verbose <&- >&- 2>&-")
        #expect(night.status == 0)
        #expect(try house.outlay("verify").status == 0)
    }

    @Test func nothingIsMadeBesideAHistoryThatNobodyHasOpen() throws {
        let house = try SmallHouse()
        try #require(try house.night().status == 0)
        try #require(
            try house.shell(
                "sqlite3 Output/history.sqlite 'PRAGMA wal_checkpoint(TRUNCATE)' && mkdir alone && cp Output/history.sqlite alone"
            ).status == 0)
        for _ in 0..<2 {
            let ending = try house.outlay("query", "SELECT count(*) AS n FROM focus", "--history", "alone/history.sqlite")
            #expect(ending.output == "n\n-\n2\n", "\(ending.errors)")
            #expect(try house.outlay("query", "--describe", "--history", "alone/history.sqlite").status == 0)
        }
        #expect(try house.shell("ls alone").output == "history.sqlite\n")
    }
}

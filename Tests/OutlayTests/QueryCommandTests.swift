import Foundation
import Testing

@testable import History
@testable import outlay

/// `outlay query`: its formats, its parameters, and what it does not do.
@Suite struct QueryCommandTests {
    private func house() throws -> SmallHouse {
        let house = try SmallHouse()
        let ending = try house.night()
        try #require(ending.status == 0, "\(ending.errors)")
        return house
    }

    /// Thousands of millions of years were more than a clock counts.
    @Test func aQueryMayTakeForEver() throws {
        let ending = try house().outlay("query", "SELECT 1 AS a", "--timeout", "\(Int.max)", "--format", "csv")
        #expect(ending.status == 0 && ending.output == "a\r\n1\r\n", "\(ending)")
    }

    private let values =
        "SELECT NULL AS a, 1 AS b, -1.5 AS c, '' AS d, 'x,\"y\"' || char(10) || 'z' AS e, '=1+1' AS f, 'p|q' AS g, x'00ff' AS h, 2.0 AS i"

    @Test(arguments: [
        ("csv", "a,b,c,d,e,f,g,h,i\r\n,1,-1.5,\"\",\"x,\"\"y\"\"\nz\",=1+1,p|q,x'00ff',2.0\r\n"),
        (
            "json",
            "[\n  {\"a\": null, \"b\": 1, \"c\": -1.5, \"d\": \"\", \"e\": \"x,\\\"y\\\"\\nz\", \"f\": \"=1+1\", \"g\": \"p|q\", \"h\": \"x'00ff'\", \"i\": 2.0}\n]\n"
        ),
        (
            "markdown",
            "| a | b | c | d | e | f | g | h | i |\n| --- | ---: | ---: | --- | --- | --- | --- | --- | ---: |\n"
                + "|  | 1 | -1.5 |  | x,\"y\"<br>z | =1+1 | p\\|q | x'00ff' | 2.0 |\n"
        ),
        (
            "table",
            "a  b     c  d  e            f     g    h          i\n-  -  ----  -  -----------  ----  ---  -------  ---\n"
                + "   1  -1.5     x,\"y\"\\u{a}z  =1+1  p|q  x'00ff'  2.0\n"
        ),
    ])
    func everyFormatKeepsEveryValue(_ format: String, _ expected: String) throws {
        let ending = try house().outlay("query", values, "--format", format)
        #expect(ending.status == 0)
        #expect(ending.output == expected)
        #expect(ending.errors.isEmpty)
    }

    @Test func anAnswerWithoutRowsStillHasItsShape() throws {
        let house = try house()
        for (format, expected) in [
            ("csv", "a,b\r\n"), ("json", "[]\n"), ("markdown", "| a | b |\n| --- | --- |\n"), ("table", "a  b\n-  -\n"),
        ] {
            #expect(try house.outlay("query", "SELECT 1 AS a, 2 AS b WHERE 0", "--format", format).output == expected)
            #expect(try house.outlay("query", "SELECT 1 AS a, 2 AS b", "--limit", "0", "--format", format).output == expected)
        }
    }

    @Test func escapesDoNotReachATerminal() throws {
        let ending = try house().outlay("query", "SELECT char(27) || '[31m' || char(8238) AS a")
        #expect(ending.output == "a\n------------------\n\\u{1b}[31m\\u{202e}\n")
    }

    @Test func sqlComesFromTheCommandLineFromStandardInputOrByName() throws {
        let house = try house()
        #expect(try house.outlay("query", "-", "--format", "csv", input: "SELECT 5 AS five; -- done\n").output == "five\r\n5\r\n")
        #expect(try house.outlay("query", "--saved", "variance", "--format", "csv").status == 0)
        let unmapped = try house.outlay("query", "--saved", "unmapped", "--format", "csv")
        #expect(unmapped.output == "x_Source,ServiceName,BillingCurrency,cost\r\naws,Compute,USD,30.75\r\n")
        let unknown = try house.outlay("query", "--saved", "nope")
        #expect(unknown.status == 64)
        #expect(unknown.errors.contains("hint: saved are: after-close, budgets, customer-change, customers, "))
    }

    @Test func parametersAreNumbersWhereTheyAreWrittenAsOnes() throws {
        let house = try house()
        let ending = try house.outlay(
            "query", "SELECT :a + 1, typeof(:b), typeof($c), typeof(@d), :e, typeof(:f)", "--format", "csv", "--param", "a=1",
            "--param", "b=1.5",
            "--param", "c=007", "--param", "d=1e5", "--param", "e=x'; DROP TABLE run")
        #expect(ending.output.hasSuffix("\r\n2,real,text,text,x'; DROP TABLE run,null\r\n"))
        #expect(
            try house.outlay("query", "SELECT count(*) AS n FROM focus WHERE BilledCost > :x", "--param", "x=10.6").output
                .hasSuffix("\n1\n"))
        let unknown = try house.outlay("query", "SELECT :month", "--param", "mnth=1")
        #expect(unknown.status == 64)
        #expect(unknown.errors.hasPrefix("outlay: query: no :mnth in the statement, expected :month\n"))
    }

    @Test func aParameterWithSeveralValuesIsAskedForEach() throws {
        let house = try house()
        let values = ["a=1", "b=x", "a=2", "b=y"].flatMap { ["--param", $0] }
        let sql = "SELECT :a AS a, :b AS b WHERE :c IS NULL"
        let all = try house.run(builtProgram("outlay"), ["query", sql, "--format", "csv"] + values)
        #expect(all.output == "a,b\r\n1,x\r\n1,y\r\n2,x\r\n2,y\r\n")
        // What has no value is said once, and a limit is that of the whole answer.
        #expect(all.errors == "query: :c has no value and counts as NULL; --param c=VALUE gives it one\n")
        let some = try house.run(builtProgram("outlay"), ["query", sql, "--format", "csv", "--limit", "3"] + values)
        #expect(some.output == "a,b\r\n1,x\r\n1,y\r\n2,x\r\n")
        // An answer without rows does not end it.
        let gaps = try house.outlay(
            "query", "SELECT :a AS a WHERE :a <> 2", "--format", "csv", "--param", "a=1", "--param", "a=2", "--param", "a=3")
        #expect(gaps.output == "a\r\n1\r\n3\r\n")
        let unknown = try house.outlay("query", "SELECT 1", "--param", "a=1", "--param", "a=2")
        #expect(unknown.status == 64 && unknown.output.isEmpty)
    }

    @Test(arguments: [[], [1], [3], [2, 3], [1, 4, 2], [3, 1, 1, 5]])
    func everyChoiceOfValuesComesOnceAndInOrder(_ counts: [Int]) {
        let parameters = counts.enumerated().flatMap { name, count in
            (0..<count).map { QueryOptions.Parameter(name: "\(name)", value: "\($0)") }
        }
        let choices = ParameterChoices(parameters).map { choice in
            counts.indices.compactMap { choice["\($0)"].flatMap { Int($0) } }
        }
        #expect(choices.count == counts.reduce(1, *))
        #expect(choices.allSatisfy { $0.count == counts.count })
        #expect(zip(choices, choices.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    }

    /// Who writes holds the lock and has a log that is not empty.
    @Test(arguments: [true, false]) func aRunThatGoesOnComesFirst(goesOn: Bool) throws {
        let house = try house()
        let history = try Connection(path: house.path("Output/history.sqlite"), readOnly: false)
        // In the log, and not in the file while this is open.
        try history.execute("CREATE VIEW somebodys AS SELECT 1")
        let outlay = try "'\(builtProgram("outlay").path)' query"
        let lock = goesOn ? "flock Output/history.sqlite.lock" : ""
        // The least of five is how long it takes, whatever else the machine does.
        let took = try house.shell(
            """
            for i in 1 2 3 4 5; do
                from=$(date +%s%N)
                \(lock) \(outlay) 'SELECT 5 AS five' --format csv >answer || exit
                echo $(( ($(date +%s%N) - from) / 1000000 ))
            done | sort -n | head -n 1
            cat answer
            """)
        let least = try #require(took.output.split(separator: "\n").first.flatMap { Int($0) }, "\(took)")
        #expect(goesOn ? least >= 100 : least < 100)
        #expect(took.output.hasSuffix("\nfive\r\n5\r\n"))
        // Of a process's state field 14 is the hundredths of a second that it has worked, and 19 its `nice`.
        let state = try house.shell(
            """
            \(lock) \(outlay) 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c' \
                --timeout 2 2>said &
            sleep 1
            for each in /proc/[0-9]*; do
                grep -qs "^outlay" $each/comm && [ "$(readlink $each/cwd)" = "$(pwd -P)" ] && cut -d ' ' -f 14,19 $each/stat
            done
            wait
            """)
        let own = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
        let numbers = state.output.split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
        try #require(numbers.count == 2, "\(state)")
        #expect(numbers[1] == (goesOn ? 19 : own))
        // A fifth of the time, and its start.
        if goesOn { #expect(numbers[0] < 45) }
    }

    /// Who reads neither the answer nor the messages any further keeps no query, and so no state of the history, for longer than its time.
    @Test(arguments: ["2>&1", "2>said"]) func aReaderWhoReadsNoMoreKeepsNoQuery(messages: String) throws {
        let house = try house()
        let rows = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
        for sql in [
            "\(rows) SELECT x FROM c", "\(rows) SELECT * FROM (SELECT x FROM c LIMIT 18000) UNION ALL SELECT max(x) FROM c",
        ] {
            let ending = try house.shell(
                """
                rm -f answer
                mkfifo answer
                (exec <answer; head -c 1000 >/dev/null; sleep 8) &
                timeout --preserve-status -s KILL 6 '\(builtProgram("outlay").path)' query '\(sql)' --format csv --timeout 1 >answer \(messages)
                echo $?
                """)
            #expect(ending.output == "64\n", "\(sql): \(ending)")
        }
    }

    @Test func rowsThatAreNotAskedForAreNotWaitedFor() throws {
        let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) AS x FROM c"
        let ending = try house().outlay("query", endless, "--limit", "0", "--timeout", "1", "--format", "csv")
        #expect(ending.status == 0 && ending.output == "x\r\n", "\(ending)")
    }

    @Test func limitCutsTheRows() throws {
        let ending = try house().outlay("query", "SELECT BilledCost FROM focus ORDER BY 1", "--limit", "1", "--format", "csv")
        #expect(ending.output == "BilledCost\r\n10.5\r\n")
    }

    @Test(arguments: [
        ("ATTACH 'x.sqlite' AS x", "ATTACH"), ("VACUUM INTO 'x.sqlite'", "VACUUM"), ("VACUUM", "VACUUM"),
        ("DETACH main", "DETACH"),
        ("INSERT INTO run (run) VALUES (9)", "writing into run"), ("DELETE FROM run", "writing into run"),
        ("UPDATE charge SET records = 0", "writing into charge"),
        ("WITH x AS (SELECT 1) DELETE FROM charge", "writing into charge"),
        ("CREATE TABLE x (a)", "schema"), ("CREATE TEMP TABLE x (a)", "schema"), ("DROP TABLE run", "schema"),
        ("ALTER TABLE run ADD x", "schema"),
        ("CREATE VIRTUAL TABLE x USING fts5(a)", "schema"), ("PRAGMA user_version = 5", "PRAGMA user_version"),
        ("PRAGMA query_only = OFF", "PRAGMA query_only"), ("PRAGMA journal_mode = DELETE", "PRAGMA journal_mode"),
        ("PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA wal_checkpoint"), ("PRAGMA writable_schema = 1", "PRAGMA writable_schema"),
        ("SELECT load_extension('x')", "load_extension()"), ("BEGIN", "a transaction"), ("SAVEPOINT x", "a transaction"),
        ("ANALYZE", "schema"), ("REINDEX", "REINDEX"), ("SELECT 1; SELECT 2", "more than one statement"),
        ("SELECT 1; DROP TABLE run", "more than one statement"), ("SELECT 1; nonsense", "more than one statement"),
        ("; SELECT 1; SELECT 2", "more than one statement"),
    ])
    func aQueryOnlyReads(_ sql: String, _ what: String) throws {
        let house = try house()
        let before = try house.shell("sqlite3 -readonly Output/history.sqlite .dump | sha256sum").output
        let ending = try house.outlay("query", sql)
        #expect(ending.status == 64)
        #expect(ending.output.isEmpty)
        #expect(ending.errors.hasPrefix("outlay: query: refused: "))
        #expect(ending.errors.contains(what), "\(ending.errors)")
        #expect(ending.errors.contains("expected one statement that only reads\nhint: "))
        #expect(try house.shell("sqlite3 -readonly Output/history.sqlite .dump | sha256sum").output == before)
        #expect(!house.exists("x.sqlite"))
    }

    @Test(arguments: [
        "SELECT 1;", "SELECT 1 ; -- the end", "SELECT 1 /* a; b */ ; ; ", "EXPLAIN QUERY PLAN SELECT * FROM focus",
        "PRAGMA table_info(run)",
        "WITH x(a) AS (VALUES (1)) SELECT * FROM x", "VALUES (1)",
    ])
    func oneStatementThatReadsIsAnswered(_ sql: String) throws {
        let ending = try house().outlay("query", sql)
        #expect(ending.status == 0 && !ending.output.isEmpty, "\(ending.errors)")
    }

    @Test(arguments: [
        ("", "nothing to ask"), (" -- only a remark", "nothing to ask"), ("SELEC 1", "near \"SELEC\": syntax error"),
        ("SELECT * FROM nowhere", "no such table: nowhere"), ("SELECT zeroblob(1000000000)", "too big"),
        (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(1000000) FROM n",
            "the answer is over 24 MiB"
        ),
        (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM (SELECT DISTINCT i, hex(zeroblob(500000)) FROM n)",
            "needs more memory"
        ),
    ])
    func aQueryThatCannotBeAnsweredSaysWhy(_ sql: String, _ words: String) throws {
        let ending = try house().outlay("query", "-", input: sql)
        #expect(ending.status == 64)
        #expect(ending.errors.hasPrefix("outlay: query: "))
        #expect(ending.errors.contains(words), "\(ending.errors)")
        #expect(ending.errors.contains("\nhint: "))
    }

    /// Endless within SQLite's steps, endless in rows, and endless within a single step.
    @Test(arguments: [
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        "SELECT instr(hex(zeroblob(2000000)), hex(zeroblob(1000000)) || '1')",
    ])
    func anEndlessQueryIsStopped(_ sql: String) throws {
        let house = try house()
        // A bound from outside, ten times as long: a query that hangs must not hang the tests.
        let ending = try house.shell(
            "timeout 10 '\(builtProgram("outlay").path)' query \"\(sql)\" --timeout 1 --format csv > answer")
        #expect(ending.status == 64)
        #expect(ending.errors == "outlay: query: stopped after 1 s\nhint: ask for less, or allow more with --timeout\n")
    }
}

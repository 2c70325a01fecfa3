import Billing
import Reports
import Testing

@testable import outlay

/// A command line as a shell would split it.
private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

@Suite struct CommandLineTests {
    @Test(
        arguments: [
            ("run", .run(failOn: nil)),
            ("run --fail-on 80", .run(failOn: 80)),
            ("ingest", .ingest(paths: [], source: nil)),
            ("ingest a.csv b --source aws", .ingest(paths: ["a.csv", "b"], source: "aws")),
            ("ingest -- --odd.csv -", .ingest(paths: ["--odd.csv", "-"], source: nil)),
            ("report", .report(ReportOptions())),
            ("report --month 2026-10", .report(ReportOptions(month: Month(year: 2026, month: 10)))),
            ("report --as-of=7 --output then", .report(ReportOptions(asOf: 7))),
            ("report --allocation a.csv --output then", .report(ReportOptions(allocation: "a.csv"))),
            ("report --format xml,csv --output then", .report(ReportOptions(formats: [.xml, .csv]))),
            ("report --system shop --output then --open", .report(ReportOptions(system: "shop", opens: true))),
            ("changes", .changes(since: .lastPublication, .text)),
            ("changes --since 0 --format csv", .changes(since: .sequence(0), .csv)),
            ("changes --since=close --format=json", .changes(since: .close, .json)),
            ("query -", .query(QueryOptions(statement: .standardInput))),
            ("query --saved margin", .query(QueryOptions(statement: .saved("margin")))),
            ("query --saved", .query(QueryOptions(statement: .savedNames))),
            ("query --saved --quiet", .query(QueryOptions(statement: .savedNames))),
            ("query --describe", .query(QueryOptions(statement: .tables))),
            ("query --describe focus", .query(QueryOptions(statement: .columns(of: "focus")))),
            (
                "explain 2026-10/shop/a/b/actual",
                .explain(
                    FigureReference(month: Month(year: 2026, month: 10), system: "shop", name: "a/b", kind: .actual), limit: 20)
            ),
            ("verify", .verify),
            ("doctor", .doctor(.text)),
            ("doctor --format=json --verbose", .doctor(.json)),
            ("completions zsh", .completions(.zsh)),
            ("backup safe/copy.sqlite --quiet", .backup(file: "safe/copy.sqlite")),
            ("publish --quiet site/costs.sqlite", .publish(file: "site/costs.sqlite")),
            ("plan show", .planShow(month: nil, .table)),
            ("plan show --format csv", .planShow(month: nil, .csv)),
            ("plan check", .planCheck(.text)),
            ("plan check --format=json", .planCheck(.json)),
            ("plan diff a.yaml shop@2", .planDiff(from: "a.yaml", to: "shop@2")),
            ("plan --quiet show --month=2026-09", .planShow(month: Month(year: 2026, month: 9), .table)),
            ("map test", .mapTest),
            ("map suggest", .mapSuggest),
            ("alerts list", .alertsList),
            ("--version", .version),
            ("run --version", .version),
        ] as [(String, Command)])
    func aCommandLineIsUnderstood(_ line: String, _ command: Command) throws {
        #expect(try parseCommandLine(words(line)).command == command)
    }

    @Test(arguments: [
        "--inputs in --output=out --history h --config c --today 2026-11-21 --verbose --color never run",
        "run --inputs in --output=out --history h --config c --today 2026-11-21 --verbose --color never",
        "--inputs x --quiet run --inputs=in --output out --verbose --history=h --config=c --today=2026-11-21 --color=never",
    ])
    func globalOptionsStandAnywhereAndTheLastCounts(_ line: String) throws {
        var expected = GlobalOptions()
        expected.inputs = "in"
        expected.output = "out"
        expected.history = "h"
        expected.config = "c"
        expected.today = Day(year: 2026, month: 11, day: 21)
        expected.verbosity = .verbose
        expected.color = .never
        #expect(try parseCommandLine(words(line)).globals == expected)
    }

    @Test func aQueryTakesParametersWithEqualsSignsAndSpaces() throws {
        let parsed = try parseCommandLine([
            "query", "SELECT :a = '--x'", "--param", "a=b=c d", "--param=e=", "--format", "json", "--limit", "0", "--timeout=5",
        ])
        var expected = QueryOptions(statement: .sql("SELECT :a = '--x'"))
        expected.parameters = [.init(name: "a", value: "b=c d"), .init(name: "e", value: "")]
        expected.format = .json
        expected.limit = 0
        expected.timeout = 5
        #expect(parsed.command == .query(expected))
    }

    @Test(
        arguments: [
            ("report --mont 2026-10", "unknown option '--mont'", "did you mean '--month'?", "outlay report"),
            ("report --mnoth 2026-10", "unknown option '--mnoth'", "did you mean '--month'?", "outlay report"),
            ("--month 2026-10 report", "unknown option '--month'", "'--month' comes after 'outlay report'", "outlay"),
            ("run -x", "unknown option '-x'", nil, "outlay run"),
            ("rnu", "unknown command 'rnu'", "did you mean 'run'?", "outlay"),
            ("dance", "unknown command 'dance'", nil, "outlay"),
            ("plan shwo", "unknown command 'shwo'", "did you mean 'show'?", "outlay plan"),
            ("verify now", "unexpected argument 'now'", nil, "outlay verify"),
            ("report --month", "option '--month' needs a value, expected --month YYYY-MM", nil, "outlay report"),
            ("report --month --quiet", "option '--month' needs a value, expected --month YYYY-MM", nil, "outlay report"),
            ("report --month 2026-13", "option '--month' has '2026-13', expected a month as YYYY-MM", nil, "outlay report"),
            ("run --today 2026-02-30", "option '--today' has '2026-02-30', expected a day as YYYY-MM-DD", nil, "outlay run"),
            ("run --today 0000-01-01", "option '--today' has '0000-01-01', expected a day from 1970-01-01 on", nil, "outlay run"),
            ("run --today 1969-12-31", "option '--today' has '1969-12-31', expected a day from 1970-01-01 on", nil, "outlay run"),
            ("run --quiet=yes", "option '--quiet' takes no value, found 'yes'", nil, "outlay run"),
            ("run --fail-on 80%", "option '--fail-on' has '80%', expected a whole number from 1", nil, "outlay run"),
            ("run --fail-on +80", "option '--fail-on' has '+80', expected a whole number from 1", nil, "outlay run"),
            ("run --inputs=", "option '--inputs' has an empty value", nil, "outlay run"),
            (
                "run --color alwys", "option '--color' has 'alwys', expected auto, always, never",
                "did you mean 'always'?", "outlay run"
            ),
            (
                "report --as-of 3", "option '--as-of' needs an --output other than the published one",
                "add --output DIR, so that no published report is overwritten", "outlay report"
            ),
            (
                "report --allocation a.csv", "option '--allocation' needs an --output other than the published one",
                "add --output DIR, so that no published report is overwritten", "outlay report"
            ),
            (
                "changes --since last", "option '--since' has 'last', expected a whole number from 0 or close", nil,
                "outlay changes"
            ),
            (
                "query", "nothing to ask, expected SQL, '-' for standard input, or --saved NAME",
                "--describe lists what can be asked, --saved what is asked often", "outlay query"
            ),
            ("query x --saved y", "both SQL and --saved, expected one of them", nil, "outlay query"),
            ("query x --describe", "both SQL and --describe, expected one of them", nil, "outlay query"),
            (
                "query --describe focus --saved y", "both --saved and --describe, expected one of them", nil, "outlay query"
            ),
            ("query x --param y", "option '--param' has 'y', expected NAME=VALUE", nil, "outlay query"),
            (
                "explain 2026-10/shop/actual",
                "'2026-10/shop/actual' is no figure, expected YYYY-MM/SYSTEM/COMPONENT/actual or YYYY-MM/SYSTEM/CUSTOMER/cost",
                nil,
                "outlay explain"
            ),
            ("query x y", "unexpected argument 'y'", nil, "outlay query"),
            ("completions", "no shell given, expected SHELL, one of bash, zsh, fish", nil, "outlay completions"),
            (
                "completions zhs", "unknown shell 'zhs', expected SHELL, one of bash, zsh, fish", "did you mean 'zsh'?",
                "outlay completions"
            ),
            (
                "plan diff a", "two plans are compared, expected A and B, each a plan file or SYSTEM@VERSION", nil,
                "outlay plan diff"
            ),
            ("plan check --format csv", "option '--format' has 'csv', expected text, json", nil, "outlay plan check"),
        ] as [(String, String, String?, String)])
    func aMistakeSaysWhatWasExpected(_ line: String, _ message: String, _ hint: String?, _ command: String) {
        let error = #expect(throws: UsageError.self) { try parseCommandLine(words(line)) }
        #expect(error?.message == message)
        #expect(error?.hint == hint)
        #expect(error?.command == command)
    }

    @Test func aUsageErrorIsToldInFourLines() {
        let error = #expect(throws: UsageError.self) { try parseCommandLine(["report", "--mont", "2026-10"]) }
        #expect(
            error?.description == """
                outlay: unknown option '--mont'
                hint: did you mean '--month'?
                usage: outlay report [--month <YYYY-MM>] [--as-of <SEQUENCE>] [--allocation <FILE>] [--format <LIST>] [--system <ID>] [--open]
                  See 'outlay report --help' for more information.
                """)
    }

    @Test(arguments: ["plan show --help", "plan --help show", "--help plan show", "plan show -h --bogus", "help plan show"])
    func helpIsThatOfTheCommandWhereverItIsAsked(_ line: String) throws {
        #expect(
            try parseCommandLine(words(line)).command
                == .help(
                    """
                    OVERVIEW: Show the plans in force in a month.

                    As csv, a sheet with a column per month, to be edited and put into the folder of
                    plans.

                    USAGE: outlay plan show [--month <YYYY-MM>] [--format <FORMAT>]

                    OPTIONS:
                      --month <YYYY-MM>       The month. (default: the month of today; of csv every
                                              month)
                      --format <FORMAT>       How to write the plans. (values: table, csv; default:
                                              table)

                    GLOBAL OPTIONS:
                      --inputs <DIR>          Where exports, plans and sheets lie. (default: Inputs)
                      --output <DIR>          Where reports go. (default: Output)
                      --history <FILE>        The history. (default: history.sqlite in the output
                                              folder)
                      --config <FILE>         The settings. (default: outlay.yaml in the inputs
                                              folder)
                      --today <YYYY-MM-DD>    The date to take for today. (default: the date in UTC)
                      --quiet                 Say only what needs attention.
                      --verbose               Say what is being done.
                      --color <WHEN>          Whether to colour messages. (values: auto, always,
                                              never; default: auto)
                      --version               Show the version.
                      -h, --help              Show help information.
                    """))
    }

    @Test(arguments: ["", "--help", "help", "--quiet"])
    func withoutACommandThereIsHelp(_ line: String) throws {
        let command = try parseCommandLine(words(line)).command
        guard case .help(let text) = command else {
            Issue.record("\(command)")
            return
        }
        #expect(text.hasPrefix("OVERVIEW: Did we spend"))
        #expect(text.contains("\nSUBCOMMANDS:\n  run                     Ingest what is new"))
        #expect(text.hasSuffix("  See 'outlay help <subcommand>' for detailed help."))
    }

    @Test func everyCommandHasHelpThatFitsATerminalAndNamesItsOptions() throws {
        func walk(_ syntax: CommandSyntax) throws {
            let path = words(syntax.path).dropFirst()
            guard case .help(let text) = try parseCommandLine(path + ["--help"]).command else {
                Issue.record("no help for \(syntax.path)")
                return
            }
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(syntax.path)")
            for option in syntax.options { #expect(text.contains("  " + option.label), "\(syntax.path)") }
            for argument in syntax.arguments { #expect(text.contains("  <\(argument.name)>"), "\(syntax.path)") }
            for inner in syntax.subcommands {
                #expect(text.contains("\n  \(inner.name) "), "\(syntax.path)")
                try walk(inner)
            }
        }
        try walk(.outlay)
    }

    @Test func everyCommandThatTheHelpNamesIsUnderstood() throws {
        func walk(_ syntax: CommandSyntax) throws {
            try syntax.subcommands.forEach(walk)
            guard syntax.subcommands.isEmpty else { return }
            let needed =
                syntax.arguments.filter { !$0.isOptional }.map {
                    switch $0.name {
                    case "YYYY-MM": "2026-10"
                    case "REF": "2026-10/a/b/actual"
                    case "SHELL": "bash"
                    default: "-"
                    }
                }
                + (syntax.path == "outlay query" ? ["-"] : []) + (syntax.path == "outlay reopen" ? ["--reason", "x"] : [])
            let command = try parseCommandLine(words(syntax.path).dropFirst() + needed).command
            if case .help = command { Issue.record("\(syntax.path) only gives help") }
        }
        try walk(.outlay)
    }
}

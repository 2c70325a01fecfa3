import Reports

extension CommandSyntax {
    /// The options that every command takes, before or after its name.
    static let globalOptions: [Option] = [
        Option(name: "--inputs", value: "DIR", help: "Where exports, plans and sheets lie. (default: Inputs)", offered: .folders),
        Option(name: "--output", value: "DIR", help: "Where reports go. (default: Output)", offered: .folders),
        Option(
            name: "--history", value: "FILE", help: "The history. (default: history.sqlite in the output folder)", offered: .files
        ),
        Option(
            name: "--config", value: "FILE", help: "The settings. (default: outlay.yaml in the inputs folder)", offered: .files),
        Option(name: "--today", value: "YYYY-MM-DD", help: "The date to take for today. (default: the date in UTC)"),
        Option(name: "--quiet", help: "Say only what needs attention."),
        Option(name: "--verbose", help: "Say what is being done."),
        Option(
            name: "--color", value: "WHEN",
            help: "Whether to colour messages. (values: auto, always, never; default: auto)",
            offered: .one(of: GlobalOptions.Color.self)),
        Option(name: "--version", help: "Show the version."),
        Option(name: "--help", help: "Show help information."),
    ]

    private static let month = Option(name: "--month", value: "YYYY-MM", help: "Only this month. (default: every month)")

    /// The whole command line.
    static let outlay = CommandSyntax(
        name: "outlay", path: "outlay",
        abstract: "Did we spend what the documents said we would, and what did each customer cost us?",
        discussion: "Exit status: 0 done; 1 findings; 3 done, but some input was refused or a closed month changed; 64 usage; "
            + "65 input refused, nothing taken; 66 no input; 69 an alert could not be delivered; 70 our mistake; 73 output; "
            + "74 history; 75 another run holds the lock; 78 settings or plan. Where several apply: what ends a run (66, 70, 73, 74, 75), "
            + "then 78, 69, 3 and 1.",
        subcommands: [
            run, ingest, report, query, explain, plan, map, alerts, close, reopen, changes, verify, backup, publish, doctor,
            completions,
        ])

    private static let run = CommandSyntax(
        name: "run", path: "outlay run", abstract: "Ingest what is new, refresh tables, publish reports.",
        discussion: "The night, for cron: prints nothing on success when standard output is no terminal.",
        options: [
            Option(name: "--fail-on", value: "PCT", help: "Exit 1 when a budget is at or over this percentage.")
        ])

    private static let ingest = CommandSyntax(
        name: "ingest", path: "outlay ingest", abstract: "Take bills and usage into the history, without reports.",
        arguments: [
            Argument(
                name: "FILE|DIR", help: "What to take. (default: exports in the inputs folder)", isRepeating: true,
                offered: .files)
        ],
        options: [
            Option(name: "--source", value: "ID", help: "Which source it comes from. (default: the folder below exports)")
        ])

    private static let report = CommandSyntax(
        name: "report", path: "outlay report", abstract: "Write reports from what is in the history.",
        discussion: "With --as-of the reports are made from the data and the files of that sequence, byte for byte as they "
            + "were published; they go to an --output of their own. With --allocation they show what another allocation sheet would make of the same "
            + "costs: nothing is stored. These, and reports of one system or of some kinds of files, go to an --output of their own.",
        options: [
            month,
            Option(name: "--as-of", value: "SEQUENCE", help: "As it was known at this sequence. (default: now)"),
            Option(
                name: "--allocation", value: "FILE",
                help: "Share costs by this sheet to see what it would do. (default: the sheet in force)", offered: .files),
            Option(
                name: "--format", value: "LIST",
                help:
                    "Only these kinds of files. (values, several with commas: html, xml, csv, xlsx, json; default: all but json)",
                offered: .some(of: ReportFormat.self)),
            Option(name: "--system", value: "ID", help: "Only this system. (default: every system)"),
            Option(name: "--open", help: "Show the page of the newest of the months in a browser."),
        ])

    private static let query = CommandSyntax(
        name: "query", path: "outlay query", abstract: "Ask the history with SQL, read-only.",
        discussion: "The statement can only read, and is stopped where it takes too long or too much: 144 MiB of memory, 4 MiB a "
            + "row, 1 MiB of SQL, 2,000 columns. A table or Markdown of over 24 MiB is not written; csv and json are of any length.",
        arguments: [Argument(name: "SQL|-", help: "One SELECT statement; - reads it from standard input.")],
        options: [
            Option(
                name: "--describe", value: "TABLE",
                help: "The columns of a table with unit and meaning, instead of SQL. (without TABLE: list the tables)",
                isValueOptional: true),
            Option(
                name: "--saved", value: "NAME",
                help: "A saved query instead of SQL: one that comes with outlay, or NAME.sql in the inputs' folder queries. "
                    + "(without NAME: list them)", isValueOptional: true),
            Option(
                name: "--param", value: "NAME=VALUE",
                help: "The value of :NAME in the statement; repeatable. With several for one NAME it is run once for each.",
                isRepeatable: true
            ),
            Option(
                name: "--format", value: "FORMAT",
                help: "How to write the rows. (values: table, csv, json, markdown; default: table)",
                offered: .one(of: QueryOptions.Format.self)),
            Option(name: "--limit", value: "N", help: "At most so many rows."),
            Option(name: "--timeout", value: "SECONDS", help: "Stop the statement after so long. (default: 30)"),
        ])

    private static let explain = CommandSyntax(
        name: "explain", path: "outlay explain", abstract: "Go down from a figure to the lines of the files it came from.",
        discussion:
            "The figure is as it was last published. A component's actual goes down to charges, journal, deliveries and, by "
            + "reading their files again, lines; a customer's cost to its parts of components. Where a file is gone or has "
            + "changed since, it stops at line and day.",
        arguments: [
            Argument(
                name: "REF", help: "The figure: YYYY-MM/SYSTEM/COMPONENT/actual or YYYY-MM/SYSTEM/CUSTOMER/cost.",
                isOptional: false)
        ],
        options: [Option(name: "--limit", value: "N", help: "At most so many rows in a list. (default: 20)")])

    private static let plan = CommandSyntax(
        name: "plan", path: "outlay plan", abstract: "What the documents project.",
        subcommands: [
            CommandSyntax(
                name: "check", path: "outlay plan check",
                abstract: "Recompute every stated figure of the documents from its own parts.",
                discussion:
                    "Exits 1 with findings. Amounts, percentages and counts are held to the precision they are stated with.",
                options: [
                    Option(
                        name: "--format", value: "FORMAT", help: "How to write the findings. (values: text, json; default: text)",
                        offered: .one(of: PlanCheckFormat.self))
                ]),
            CommandSyntax(
                name: "show", path: "outlay plan show", abstract: "Show the plans in force in a month.",
                discussion: "As csv, a sheet with a column per month, to be edited and put into the folder of plans.",
                options: [
                    Option(
                        name: "--month", value: "YYYY-MM",
                        help: "The month. (default: the month of today; of csv every month)"),
                    Option(
                        name: "--format", value: "FORMAT", help: "How to write the plans. (values: table, csv; default: table)",
                        offered: .one(of: PlanShowFormat.self)),
                ]),
            CommandSyntax(
                name: "diff", path: "outlay plan diff", abstract: "Say what moved from one plan to another, and by how much.",
                discussion: "Each is a plan file, or SYSTEM@VERSION for a version that the history keeps.",
                arguments: [
                    Argument(name: "A", help: "The plan before: a file or SYSTEM@VERSION.", isOptional: false, offered: .files),
                    Argument(name: "B", help: "The plan after: a file or SYSTEM@VERSION.", isOptional: false, offered: .files),
                ]),
        ])

    private static let map = CommandSyntax(
        name: "map", path: "outlay map", abstract: "Which charge belongs where.",
        subcommands: [
            CommandSyntax(
                name: "test", path: "outlay map test",
                abstract: "Show what each mapping row matches, and what nothing matches."),
            CommandSyntax(
                name: "suggest", path: "outlay map suggest",
                abstract: "Print mapping rows to paste for what nothing matches."),
        ])

    private static let alerts = CommandSyntax(
        name: "alerts", path: "outlay alerts", abstract: "What was said about budgets, and the ways it takes.",
        subcommands: [
            CommandSyntax(name: "list", path: "outlay alerts list", abstract: "List the alerts, newest first."),
            CommandSyntax(
                name: "test", path: "outlay alerts test", abstract: "Send a test through a channel of the settings.",
                arguments: [Argument(name: "CHANNEL", help: "The channel's name in the settings.", isOptional: false)]),
        ])

    private static let close = CommandSyntax(
        name: "close", path: "outlay close", abstract: "Declare a month final, after its checklist.",
        discussion: "Exits 1 and names each point unless every source is final, nothing is refused, little is unmapped, invoices "
            + "agree and no rate is missing. A closed month keeps its figures: what comes later is booked in the first open month.",
        arguments: [Argument(name: "YYYY-MM", help: "The month.", isOptional: false)],
        options: [
            Option(name: "--accept", value: "REASON", help: "Close it all the same; the reason stands in the report."),
            Option(name: "--accrue", help: "Book what late components are expected to cost; the next month takes it back."),
        ])

    private static let reopen = CommandSyntax(
        name: "reopen", path: "outlay reopen", abstract: "Open a closed month again.",
        discussion: "What was booked in later months because it changed counts in the month itself again.",
        arguments: [Argument(name: "YYYY-MM", help: "The month.", isOptional: false)],
        options: [Option(name: "--reason", value: "TEXT", help: "Why; required.")])

    private static let changes = CommandSyntax(
        name: "changes", path: "outlay changes", abstract: "Say which figures moved, by how much and why.",
        discussion: "Every change since the sequence is gone through, and what it moved is listed with its cause: a delivery, a "
            + "restatement, the mapping, a plan, a sheet, a close. A closed month keeps its figures; what changed in it stands in "
            + "the month that it is booked in.",
        options: [
            Option(
                name: "--since", value: "SEQUENCE|close",
                help: "The sequence to begin at, or the last close. (default: the last publication before the newest change)",
                offered: .words(["close"])),
            Option(
                name: "--format", value: "FORMAT",
                help: "How to write the figures. (values: text, csv, json; default: text)", offered: .one(of: ChangesFormat.self)),
        ])

    private static let verify = CommandSyntax(
        name: "verify", path: "outlay verify",
        abstract: "Recompute every stored control total and hash, and check the history's integrity.")

    private static let backup = CommandSyntax(
        name: "backup", path: "outlay backup", abstract: "Copy the history into a file, also while a run writes.",
        discussion:
            "The copy is verified before it takes the place of an earlier backup; until then the earlier one stays. It is one file, "
            + "which opens without write access.",
        arguments: [
            Argument(
                name: "FILE", help: "Where the copy goes: nothing, or an earlier backup.", isOptional: false, offered: .files)
        ])

    private static let publish = CommandSyntax(
        name: "publish", path: "outlay publish", abstract: "Write a file for Datasette, Grafana, Metabase and DuckDB.",
        discussion:
            "The file has the published tables as they are now, typed and indexed, and opens without write access. Beside x.sqlite "
            + "come x.metadata.yaml and x.datasette.yaml, with every meaning and the saved queries, and x.grafana.json, a dashboard "
            + "for the data source frser-sqlite-datasource. Datasette 1.0: datasette x.sqlite --metadata x.metadata.yaml --config "
            + "x.datasette.yaml; before 1.0 with --setting sql_time_limit_ms 10000 in place of --config. A program that has the "
            + "file open reads the earlier one until it opens it again.",
        arguments: [
            Argument(
                name: "FILE", help: "Where it goes: nothing, or an earlier publication.", isOptional: false, offered: .files)
        ])

    private static let doctor = CommandSyntax(
        name: "doctor", path: "outlay doctor", abstract: "Say what is missing or wrong in the installation, and what mends it.",
        discussion:
            "Looks at folders, lock, history, settings, plans, sources, channels, time zone, cron and reports, changes nothing "
            + "and sends nothing. Exits 1 with findings; --verbose names every check.",
        options: [
            Option(
                name: "--format", value: "FORMAT", help: "How to write the findings. (values: text, json; default: text)",
                offered: .one(of: DoctorFormat.self))
        ])

    private static let completions = CommandSyntax(
        name: "completions", path: "outlay completions", abstract: "Print what completes command lines in a shell.",
        discussion: "Packages and make install put it where the shell finds it.",
        arguments: [
            Argument(
                name: "SHELL", help: "The shell. (values: bash, zsh, fish)", isOptional: false, offered: .one(of: Shell.self))
        ])
}

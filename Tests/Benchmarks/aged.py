"""What nights, reports, questions and deliveries cost with a history that has grown."""

import os
import shutil
import statistics

import company
from program import Run

# The newest month, and the night that is measured: the one after this day of it.
NEWEST, LAST_DAY = (2026, 10), 19
RESOURCES = 170


class Aged:
    def __init__(self, bench, root):
        self.bench, self.root, self.outlay, self.rounds = bench, root, bench.outlay, bench.options.rounds

    def show(self, case, what, runs, of=None):
        """A line of the table: medians, and how the processors' time and what was written compare with another's."""
        row = {"case": case, "what": what, "seconds": round(statistics.median(run.seconds for run in runs), 4),
               "cpu": round(statistics.median(run.cpu for run in runs), 4), "least": round(min(run.cpu for run in runs), 4),
               "memory": round(max(run.memory for run in runs), 1), "written": round(statistics.median(run.written for run in runs), 2)}
        ratios = ""
        if of:
            row |= {"ratio": round(row["least"] / of["least"], 3), "written ratio": round(row["written"] / of["written"], 3)}
            ratios = f"{row['ratio']:>9.2f} {row['written ratio']:>9.2f}"
        self.bench.results.append(row)
        print(f"{case:<12} {what:<34} {row['seconds']:>9.3f} {row['cpu']:>8.3f} {row['least']:>8.3f} {row['memory']:>8.1f} "
              f"{row['written']:>8.2f} {ratios}", flush=True)
        return row

    def head(self):
        print(f"{'case':<12} {'what':<34} {'seconds':>9} {'cpu':>8} {'least':>8} {'memory':>8} {'written':>8} {'time x':>9} {'written x':>9}")

    # Files

    def deliver(self, folder, month, until, resources, changed=None):
        exports = os.path.join(folder, "Inputs/exports")
        company.bill(os.path.join(exports, "aws", f"focus_{company.name(month)}.csv"), month, until, resources, changed)
        company.usage(os.path.join(exports, "usage", f"usage_{company.name(month)}.csv"), month, until)

    def made(self, name):
        folder = self.bench.fresh(name)
        company.inputs(os.path.join(folder, "Inputs"), self.root)
        os.mkdir(os.path.join(folder, "Output"))
        return folder

    def command(self, name, folder, output=None, *more):
        return [self.outlay, name, *more, "--inputs", os.path.join(folder, "Inputs"), "--output", output or os.path.join(folder, "Output")]

    def night(self, folder, today, output=None):
        return Run(self.command("run", folder, output, "--quiet", "--today", today))

    def grown(self, months):
        """A history of so many full months and the newest one up to its last day, as nights made it."""
        folder = self.made(f"aged-{months}")
        for month in company.months(months + 1):
            for until in range(1, LAST_DAY + 1) if month == NEWEST else [company.days(month)]:
                self.deliver(folder, month, until, RESOURCES)
                self.night(folder, company.day(month, until + 1))
        return folder

    # Cases

    def nights(self):
        """The same night with 1, 12 and 36 full months behind it: with nothing new, and with one new day."""
        folders = {months: self.grown(months) for months in (1, 12, 36)}
        self.head()
        same, first = company.day(NEWEST, LAST_DAY + 1), None
        for months, folder in folders.items():
            row = self.show("nothing new", f"{months} months", [self.night(folder, same) for _ in range(4 * self.rounds)], first)
            first = first or row
        for folder in folders.values():
            shutil.move(os.path.join(folder, "Output"), os.path.join(folder, "before"))
            self.deliver(folder, NEWEST, LAST_DAY + 1, RESOURCES)
        runs = {months: [] for months in folders}
        for _ in range(self.rounds):
            for months, folder in folders.items():
                output = self.bench.fresh("night")
                shutil.copytree(os.path.join(folder, "before"), output, dirs_exist_ok=True)
                runs[months].append(self.night(folder, company.day(NEWEST, LAST_DAY + 2), output))
        first = None
        for months, each in runs.items():
            row = self.show("one new day", f"{months} months", each, first)
            first = first or row

    def report(self):
        """A month's page from a history of so many line-days in 36 months."""
        resources = self.bench.options.line_days // 36 // 30
        folder = self.made("large")
        for month in company.months(36):
            self.deliver(folder, month, company.days(month), resources)
        self.night(folder, "2026-12-05")
        self.head()
        output = self.bench.fresh("page")
        for month in ("2026-11", "2025-05"):
            runs = [Run(self.command("report", folder, output, "--month", month, "--format", "html", "--history",
                                     os.path.join(folder, "Output/history.sqlite"))) for _ in range(self.rounds)]
            self.show("report", f"html of {month}, {self.bench.options.line_days:,} line-days", runs)

    def queries(self):
        """What a question costs, each in a process of its own and many in one."""
        folder = self.grown(12)
        base = os.path.join(folder, "Output/history.sqlite")
        query = self.command("query", folder, None, "--saved", "customers", "--param", "month=2026-11")
        sql = "SELECT month, system, customer, cost, revenue FROM customer_month WHERE month = '2026-11' ORDER BY 1, 2, 3"
        tools = {"outlay query --saved customers": query, "outlay --version": [self.outlay, "--version"],
                 "sqlite3, the same SQL": ["sqlite3", "-readonly", base, sql], "true": ["true"]}
        self.head()
        # One process that asks a thousand times: what a question costs without the start of a program.
        values = ["--param", "month=2026-11"] * 1000
        tools["outlay query, 1,000 values at once"] = self.command("query", folder, None, "--saved", "customers", *values)
        many = os.path.join(folder, "many.sql")
        company.written(many, f"{sql};\n" * 1000)
        tools["sqlite3, 1,000 times at once"] = ["sqlite3", "-readonly", base, f".read '{many}'"]
        for what, arguments in tools.items():
            row = self.show("question", what, [Run(arguments) for _ in range(20 * self.rounds)])
            asked = 1000 if "1,000" in what else 1
            print(f"{'':<12} {what}: {asked / max(row['cpu'], 0.0005):.0f} a second on one core", flush=True)

    def redelivery(self):
        """A month that comes again with 2 % of its line-days changed, beside its first import."""
        resources, month = 100_000 // 30, (2026, 7)
        firsts, agains, growth = [], [], []
        for _ in range(self.rounds):
            folder = self.made("redelivered")
            base = os.path.join(folder, "Output/history.sqlite")
            ingest = self.command("ingest", folder, None, "--quiet", "--today", "2026-11-21")
            self.deliver(folder, month, company.days(month), resources)
            firsts.append(Run(ingest))
            before = os.path.getsize(base)
            self.deliver(folder, month, company.days(month), resources, lambda day, number: (31 * number + day) % 50 == 0)
            agains.append(Run(ingest))
            growth.append(os.path.getsize(base) / before - 1)
        self.head()
        first = self.show("redelivery", "first import", firsts)
        self.show("redelivery", "again, 2 % changed", agains, first)
        print(f"{'':<12} the history grew by {100 * max(growth):.2f} %", flush=True)
        self.bench.results[-1]["growth"] = round(max(growth), 4)

#!/usr/bin/env python3
"""Measures outlay beside the tools that people would use instead, on bills that are made for it.

Every tool takes the same file in turns; of the turns the median counts. Prints a table, and writes the same as JSON. What outlay holds
is compared with what sqlite3 has loaded, to the last digit: fast and wrong does not count.
"""

import argparse
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile

# What is read from here leaves nothing behind in the tree.
sys.dont_write_bytecode = True
from aged import Aged
from program import Run

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DUCKDB = """import duckdb, sys
base, sql = sys.argv[1:]
duckdb.connect(base).execute(sql).fetchall()"""
# What a bill comes to by line and day, which is what outlay keeps of it.
DAILY = """SELECT {names}, CAST(ChargePeriodStart AS DATE), SUM(BilledCost), SUM(EffectiveCost), SUM(ListCost), SUM(ContractedCost),
    SUM(ConsumedQuantity), SUM(PricingQuantity), COUNT(*) FROM read_csv('{file}', header = true, nullstr = 'NULL') GROUP BY ALL"""
LINE = "ResourceId, SkuId, ServiceName, RegionId, SubAccountId, Tags"
JSON_PATHS = ["cost", "billing_account_id", "service.description", "sku.id", "sku.description", "project.id", "location.region",
              "resource.name", "usage_start_time", "usage_end_time", "usage.amount", "invoice.month", "credits", "labels"]


# How many records there are and what they cost, to the last digit of the bills made here: micros and units of 1e-11.
STORED = """SELECT SUM(x_LineCount), SUM(x_BilledCostMicros) + SUM(x_BilledCostFemtos) / 1000000000,
    SUM(x_BilledCostFemtos) % 1000000000 / 10000 FROM focus"""
LOADED = """WITH part AS (SELECT COUNT(*) AS n, SUM(CAST({cost} AS INTEGER)) AS whole,
    SUM(CAST(SUBSTR({cost}, INSTR({cost}, '.') + 1) AS INTEGER)) AS fraction FROM {table})
    SELECT n, whole * 1000000 + fraction / 100000, fraction % 100000 FROM part"""


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder, self.results = options, folder, []
        self.outlay = os.path.join(ROOT, ".build/release/outlay")
        self.sample = os.path.join(ROOT, ".build/release/outlay-sample")
        self.python = None
        for python in (os.path.join(ROOT, ".build/browser/bin/python3"), sys.executable):
            if os.path.exists(python) and subprocess.run([python, "-c", "import duckdb"], capture_output=True).returncode == 0:
                self.python = python
                break

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def make(self, kind, lines, name):
        """A bill in an inputs folder of its own."""
        folder = self.path(f"{kind}-{lines}")
        os.makedirs(os.path.join(folder, "exports", "bench"))
        file = os.path.join(folder, "exports", "bench", name)
        subprocess.run([self.sample, {"worst": "--worst", "cur": "--cur"}.get(kind, "--bench"), str(lines), file], check=True)
        return folder, file

    def ingest(self, inputs, output):
        return [self.outlay, "ingest", "--quiet", "--inputs", inputs, "--output", output, "--today", "2026-11-21"]

    def fresh(self, name):
        folder = self.path(name)
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        return folder

    def duckdb(self, base, sql):
        return [self.python, "-c", DUCKDB, base, sql]

    def turns(self, case, lines, file, tools):
        """Runs every tool in turns; each is a function of the turn's number that runs once."""
        with open(file, "rb") as bytes_of_it:  # into the cache of the system
            while bytes_of_it.read(1 << 24):
                pass
        runs = {name: [] for name in tools}
        for turn in range(self.options.rounds):
            for name, tool in tools.items():
                runs[name].append(tool(turn))
        size = os.path.getsize(file)
        base = statistics.median(run.seconds for run in runs["outlay"])
        for name, each in runs.items():
            seconds = statistics.median(run.seconds for run in each)
            self.results.append({
                "case": case, "lines": lines, "megabytes": round(size / 1e6, 1), "tool": name, "seconds": round(seconds, 3),
                "cpu": round(statistics.median(run.cpu for run in each), 3), "memory": round(max(run.memory for run in each), 1),
                "speed": round(size / 1e6 / seconds, 1), "ratio": round(base / seconds, 3)})
            self.show(self.results[-1])

    def show(self, row):
        print(f"{row['case']:<16} {row['lines']:>10,} {row['megabytes']:>9,.1f}  {row['tool']:<18} {row['seconds']:>8.2f} {row['cpu']:>8.2f} "
              f"{row['memory']:>9.1f} {row['speed']:>9.1f}  {row['ratio']:>7.3f}", flush=True)

    def focus(self, kind, lines, packed):
        inputs, file = self.make(kind, lines, "focus_2026-08.csv")
        output, base = self.path("output"), self.path("plain.sqlite")

        def outlay(_):
            self.fresh("output")
            return Run(self.ingest(inputs, output))

        def sqlite3(_):
            for name in os.listdir(self.folder):
                if name.startswith("plain."):
                    os.remove(self.path(name))
            return Run(["sqlite3", "-batch", "-csv", base, f".import '{file}' focus"])

        def load(_):
            for name in os.listdir(self.folder):
                if name.startswith("duck."):
                    os.remove(self.path(name))
            return Run(self.duckdb(
                self.path("duck.db"), f"CREATE TABLE focus AS SELECT * FROM read_csv('{file}', header = true, nullstr = 'NULL')"))

        def aggregate(_):
            return Run(self.duckdb(":memory:", DAILY.format(names=LINE, file=file)))

        tools = {"outlay": outlay, "sqlite3 .import": sqlite3}
        if self.python:
            tools |= {"duckdb load": load, "duckdb aggregate": aggregate}
        self.turns(kind, lines, file, tools)
        self.compare(output, base, lines)
        if packed:
            self.packed(file, lines, inputs)
        shutil.rmtree(inputs)

    def packed(self, file, lines, inputs):
        subprocess.run(["gzip", "--keep", file], check=True)
        os.remove(file)
        file += ".gz"

        def outlay(_):
            return Run(self.ingest(inputs, self.fresh("output")))
        self.turns("gzip", lines, file, {"outlay": outlay, "gzip -dc": lambda _: Run(["gzip", "-dc", file])})

    def cost_and_usage(self, lines):
        inputs, file = self.make("cur", lines, "cur_2026-08.csv")
        base = self.path("cur.sqlite")

        def outlay(_):
            return Run(self.ingest(inputs, self.fresh("output")))

        def sqlite3(_):
            if os.path.exists(base):
                os.remove(base)
            return Run(["sqlite3", "-batch", "-csv", base, f".import '{file}' cur"])

        def aggregate(_):
            return Run(self.duckdb(":memory:", f"""SELECT line_item_resource_id, line_item_usage_type, line_item_product_code,
                product_region_code, line_item_usage_account_id, resource_tags, CAST(line_item_usage_start_date AS DATE),
                SUM(line_item_unblended_cost), SUM(line_item_usage_amount), COUNT(*) FROM read_csv('{file}', header = true) GROUP BY ALL"""))
        tools = {"outlay": outlay, "sqlite3 .import": sqlite3}
        if self.python:
            tools["duckdb aggregate"] = aggregate
        self.turns("cur", lines, file, tools)
        stored = self.ask(self.path("output", "history.sqlite"), STORED)
        loaded = self.ask(base, LOADED.format(cost="line_item_unblended_cost", table="cur"))
        if stored != loaded:
            sys.exit(f"outlay holds {stored}, the line items {loaded} (records, micros, 1e-11)")
        shutil.rmtree(inputs)

    def json_lines(self, lines):
        inputs, file = self.make("json", lines, "gcp_2026-08.json")

        def outlay(_):
            return Run(self.ingest(inputs, self.fresh("output")))

        def sqlite3(_):
            base = self.path("json.sqlite")
            if os.path.exists(base):
                os.remove(base)
            columns = ", ".join(f"j -> '$.{path}'" for path in JSON_PATHS)
            return Run(["sqlite3", "-batch", "-ascii", "-separator", "\x1f", "-newline", "\n", base, "CREATE TABLE line (j)",
                        f".import '{file}' line", f"CREATE TABLE bill AS SELECT {columns} FROM line"])

        def aggregate(_):
            return Run(self.duckdb(":memory:", f"""SELECT billing_account_id, service.id, sku.id, project.id, resource.name, labels,
                CAST(usage_start_time AS DATE), SUM(cost), SUM(usage.amount), COUNT(*)
                FROM read_json('{file}', format = 'newline_delimited') GROUP BY ALL"""))
        tools = {"outlay": outlay, "sqlite3 .import": sqlite3}
        if self.python:
            tools["duckdb aggregate"] = aggregate
        self.turns("json lines", lines, file, tools)
        self.compare_json(lines)
        shutil.rmtree(inputs)

    def ask(self, base, sql):
        return subprocess.run(["sqlite3", "-readonly", base, sql], check=True, capture_output=True, text=True).stdout.strip()

    def compare(self, output, base, lines):
        """Every record has arrived, and every digit."""
        stored = self.ask(os.path.join(output, "history.sqlite"), STORED)
        loaded = self.ask(base, LOADED.format(cost="BilledCost", table="focus"))
        if stored != loaded or not stored.startswith(f"{lines}|"):
            sys.exit(f"outlay holds {stored}, the bill {loaded} (records, micros, 1e-11)")

    def compare_json(self, lines):
        stored = self.ask(self.path("output", "history.sqlite"),
                          "SELECT SUM(x_BilledCostMicros) * 100000 + SUM(x_BilledCostFemtos) / 10000 FROM focus")
        loaded = self.ask(self.path("json.sqlite"), """WITH digits AS (SELECT j -> '$.cost' AS t, 1 AS sign FROM line
            UNION ALL SELECT substr(j -> '$.credits[0].amount', 2), -1 FROM line WHERE j -> '$.credits[0]' IS NOT NULL),
            part AS (SELECT SUM(sign * CAST(t AS INTEGER)) AS whole,
                SUM(sign * CAST(SUBSTR(t, INSTR(t, '.') + 1) AS INTEGER)) AS fraction FROM digits)
            SELECT whole * 100000000000 + fraction FROM part""")
        if stored != loaded:
            sys.exit(f"outlay holds {stored}, the JSON lines {loaded} (1e-11)")

    def exponents(self):
        """How time grows with the lines: 1 where twice as many take twice as long."""
        for case in dict.fromkeys(row["case"] for row in self.results):
            own = sorted((row["lines"], row["seconds"]) for row in self.results if row["case"] == case and row.get("tool") == "outlay")
            for (few, fast), (many, slow) in zip(own, own[1:]):
                exponent = math.log(slow / fast) / math.log(many / few)
                print(f"{case}: from {few:,} to {many:,} lines the time grows with their power of {exponent:.2f}")


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    return f"{os.cpu_count()} processors ({model}), {platform.system()} {platform.release()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", default="100000,1000000", help="sizes of the bills, with commas (default: 100000,1000000)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--line-days", type=int, default=10_000_000, help="what the history of --only report holds (default: 10000000)")
    parser.add_argument("--only", choices=["realistic", "worst", "cur", "json", "nights", "queries", "redelivery", "report"], action="append",
                        help="all but report, which takes long, unless told otherwise")
    parser.add_argument("--json", metavar="FILE", default=os.path.join(ROOT, ".build/bench.json"))
    options = parser.parse_args()
    wanted = options.only or ["realistic", "worst", "cur", "json", "nights", "queries", "redelivery"]
    print(f"{machine()}\nmedian of {options.rounds}; seconds on the clock and of the processors, peak memory and file in MB; ratio: outlay's "
          "time to that of the tool")
    print(f"{'case':<16} {'lines':>10} {'MB':>9}  {'tool':<18} {'seconds':>8} {'cpu':>8} {'memory':>9} {'MB/s':>9}  {'ratio':>7}")
    with tempfile.TemporaryDirectory(prefix="outlay-bench-") as folder:
        bench = Bench(options, folder)
        if not bench.python:
            print("DuckDB is left out: no Python here has it (make browser installs it)")
        for lines in map(int, options.lines.split(",")):
            if "realistic" in wanted:
                bench.focus("realistic", lines, packed=True)
            if "worst" in wanted and lines <= 1_000_000:
                bench.focus("worst", lines, packed=False)
            if "cur" in wanted and lines <= 1_000_000:
                bench.cost_and_usage(lines)
            if "json" in wanted and lines <= 1_000_000:
                bench.json_lines(lines)
        bench.exponents()
        for case in ("nights", "queries", "redelivery", "report"):
            if case in wanted:
                getattr(Aged(bench, ROOT), case)()
    with open(options.json, "w") as file:
        json.dump({"machine": machine(), "rounds": options.rounds, "results": bench.results}, file, indent=1)
    print(f"the same as JSON: {os.path.relpath(options.json)}")


if __name__ == "__main__":
    main()

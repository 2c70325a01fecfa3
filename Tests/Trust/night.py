"""A small installation of outlay and its nights: inputs made here, the program run on them, and what came of it as a value."""

import csv
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import time

HEADER = [
    "BilledCost", "BillingAccountId", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory",
    "ChargePeriodEnd", "ChargePeriodStart", "ConsumedQuantity", "ConsumedUnit", "EffectiveCost", "InvoiceId", "ListCost",
    "ContractedCost", "PricingQuantity", "PricingUnit", "ProviderName", "RegionId", "ServiceCategory", "ServiceName", "SkuId",
    "SubAccountId", "Tags",
]
SERVICES = [("Virtual Machines", "Compute", "hours"), ("Object Storage", "Storage", "GB"), ("Networking", "Networking", "GB")]
CUSTOMERS = ["customer-1", "customer-2", ""]
MONTH_DAYS = {3: 31, 8: 31, 9: 30, 10: 31, 11: 30}

PLAN = """plan: shop
name: Shop
document: shop.txt
currency: USD
phases:
  - id: first
    starts: 2026-08
    components:
      - {id: compute, amount: 150, source: "Part 1"}
      - {id: storage, amount: 60, source: "Part 1"}
      - {id: network, amount: 48, driver: {quantity: 400, unit: GB, price: 0.12}, source: "Part 2"}
    volumes:
      - {id: requests, metric: requests, per: day, value: 900}
"""
MAPPING = """SubAccountId,ServiceName,Tags.customer,system,component,customer,environment
shop-prod,Virtual Machines,customer-1,shop,compute,customer-1,production
shop-prod,Virtual Machines,customer-2,shop,compute,customer-2,production
shop-prod,Virtual Machines,,shop,compute,,production
shop-prod,Object Storage,,shop,storage,,production
shop-prod,Networking,,shop,network,,production
"""
CONTRACTS = """customer,name,system,annual_contract_value,currency,start,end
customer-1,Customer 1,shop,3000,USD,2026-08-01,
customer-2,Customer 2,shop,2400,USD,2026-09-01,
"""
ALLOCATION = "system,component,method\nshop,compute,driver:requests\nshop,*,even\n"


def bill_rows(month, days, version=1):
    """Rows of one month's bill up to and with day `days`; another version restates a third of the amounts."""
    last = month + 1
    rows = []
    for day in range(1, days + 1):
        for s, (service, category, unit) in enumerate(SERVICES):
            for c, customer in enumerate(CUSTOMERS):
                amount = (day * 7919 + s * 104729 + c * 1299709 + month * 15485863) % 1_000_003
                if version > 1 and (day + s + c) % 3 == 0:
                    amount += 1_000 * version + day
                cost = f"{amount // 1_000_000 + 1}.{amount % 1_000_000:06d}{day:05d}"
                start = f"2026-{month:02d}-{day:02d}T00:00:00Z"
                end = f"2026-{month:02d}-{day + 1:02d}T00:00:00Z" if day < MONTH_DAYS[month] else f"2026-{last:02d}-01T00:00:00Z"
                rows.append([
                    cost, "acct-1", "USD", f"2026-{last:02d}-01T00:00:00Z", f"2026-{month:02d}-01T00:00:00Z", "Usage", end, start,
                    f"{10 + day + s}.5", unit, cost, f"INV-{month}", cost, cost, f"{10 + day + s}.5", unit, "Example Cloud",
                    "eu-1", category, service, f"SKU-{s}", "shop-prod" if c < 2 or s < 2 else "other",
                    json.dumps({"customer": customer}) if customer else "",
                ])
    return rows


def hourly_rows(month, day):
    """A day by the hour, as the night of a clock change would be met."""
    rows = []
    for hour in range(24):
        row = bill_rows(month, 1)[0]
        row[0] = row[10] = f"0.{hour:02d}7"
        row[6] = f"2026-{month:02d}-{day:02d}T{hour + 1:02d}:00:00Z" if hour < 23 else f"2026-{month:02d}-{day + 1:02d}T00:00:00Z"
        row[7] = f"2026-{month:02d}-{day:02d}T{hour:02d}:00:00Z"
        rows.append(row)
    return rows


def csv_bytes(header, rows):
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\n")
    out.writerow(header)
    out.writerows(rows)
    return text.getvalue().encode()


def bill(month, days=None, version=1):
    return csv_bytes(HEADER, bill_rows(month, MONTH_DAYS[month] if days is None else days, version))


def usage(month, days=None):
    rows = [
        [f"2026-{month:02d}-{day:02d}", "requests", customer, 400 + day * 3 + i, "flow", "shop", "requests"]
        for day in range(1, (MONTH_DAYS[month] if days is None else days) + 1)
        for i, customer in enumerate(["customer-1", "customer-2"])
    ]
    return csv_bytes(["day", "metric", "customer", "quantity", "kind", "system", "unit"], rows)


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


class Night:
    """What one start of the program did."""

    def __init__(self, status, out, error, seconds):
        self.status, self.out, self.error, self.seconds = status, out, error, seconds

    def __str__(self):
        return f"exit {self.status}: {(self.error or self.out)[-400:].decode(errors='replace').strip()}"


class Installation:
    """A folder with Inputs and Output, and the program that works in it."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.inputs, self.output = os.path.join(folder, "Inputs"), os.path.join(folder, "Output")
        self.history = os.path.join(self.output, "history.sqlite")

    def found(self):
        os.makedirs(os.path.join(self.inputs, "exports"))
        os.makedirs(self.output)
        for name, text in [("plans/shop.yaml", PLAN), ("mapping.csv", MAPPING), ("contracts.csv", CONTRACTS),
                           ("allocation.csv", ALLOCATION)]:
            write(os.path.join(self.inputs, name), text)
        return self

    def deliver(self, name, data, source="cloud", touched=1_790_000_000):
        path = os.path.join(self.inputs, "exports", source, name)
        write(path, data)
        os.utime(path, (touched, touched))
        return path

    def copy(self, folder):
        """Another installation in the same state. Inputs are linked, not copied: a file with another inode is read again."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.inputs, os.path.join(folder, "Inputs"), copy_function=os.link)
        shutil.copytree(self.output, os.path.join(folder, "Output"))
        return Installation(self.program, folder)

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def arguments(self, *arguments, today="2026-10-14"):
        return [self.program, *arguments, *(["--today", today] if today else []), "--color", "never"]

    def run(self, *arguments, today="2026-10-14", environment=None, timeout=60):
        """Runs to the end; a run over its time is killed and has status None."""
        begun = time.monotonic()
        process = subprocess.Popen(
            self.arguments(*(arguments or ("run",)), today=today), cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**clean_environment(), **(environment or {})})
        try:
            out, error = process.communicate(timeout=timeout)
            status = process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            out, error = process.communicate()
            status = None
        return Night(status, out, error, time.monotonic() - begun)

    def published(self):
        """Every published byte that the inputs and `--today` decide, by name."""
        files = {}
        for root, _, names in os.walk(self.output):
            inside = os.path.relpath(root, self.output)
            for name in names:
                path = os.path.normpath(os.path.join(inside, name))
                if inside != "." or name in ("latest.html", "report.xsd", "alerts.atom"):
                    with open(os.path.join(root, name), "rb") as file:
                        data = file.read()
                    if name == "report.xml":  # In which run an alert was raised is a fact of the runs, not of the figures.
                        data = re.sub(rb'(<alert id="\d+") run="\d+"', rb"\1", data)
                    files[path] = hashlib.sha256(data).hexdigest()
        lines = os.path.join(self.output, "alerts.jsonl")
        if os.path.exists(lines):
            with open(lines) as file:
                files["alerts.jsonl"] = [{k: v for k, v in json.loads(line).items() if k != "raised_in_run"} for line in file]
        return files

    def figures(self):
        """What the history says, as one value: rows of the published tables, whatever number their keys have."""
        queries = {
            "focus": "SELECT BillingPeriodStart, ChargePeriodStart, ServiceName, x_System, x_Component, x_Customer, COUNT(*), "
                     "SUM(x_BilledCostMicros), SUM(x_BilledCostFemtos), SUM(x_EffectiveCostMicros), SUM(x_EffectiveCostFemtos), "
                     "SUM(x_LineCount) FROM focus GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6",
            "usage_day": "SELECT day, source, system, metric, customer, SUM(quantity) FROM usage_day GROUP BY 1, 2, 3, 4, 5 "
                         "ORDER BY 1, 2, 3, 4, 5",
        }
        for table in ["component_month", "customer_month", "allocation_month", "plan_month", "budget_month", "unit_month"]:
            queries[table] = f"SELECT * FROM {table}"
        with self.read() as history:
            return {name: sorted(map(repr, history.execute(sql))) for name, sql in queries.items()}

    def read(self):
        return closing(sqlite3.connect(f"file:{self.history}?mode=ro", uri=True))

    def unsound(self):
        """What is wrong with the history by SQLite's own checks and by `outlay verify`; None when nothing is."""
        with self.read() as history:
            for check in ("integrity_check", "foreign_key_check"):
                rows = history.execute(f"PRAGMA {check}").fetchall()
                if rows not in ([], [("ok",)]):
                    return f"{check}: {rows[:2]}"
        verify = self.run("verify")
        return None if verify.status == 0 else f"verify: {verify}"


class closing:
    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        return self.connection

    def __exit__(self, *_):
        self.connection.close()


def clean_environment():
    keep = ("PATH", "HOME", "LD_LIBRARY_PATH", "SWIFT_BACKTRACE")
    return {"TZ": "UTC", "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no", **{k: os.environ[k] for k in keep if k in os.environ}}


def first_night(program, folder):
    """A month known and published: what a later night must never lose."""
    there = Installation(program, folder).found()
    there.deliver("bill_2026-09_20260920.csv", bill(9, 20))
    there.deliver("usage_2026-09.csv", usage(9, 20), "usage")
    night = there.run(today="2026-09-22")
    assert night.status == 0, f"the first night does not work: {night}"
    return there


def second_deliveries(there):
    """September restated and complete, October new and compressed, usage of it."""
    there.deliver("bill_2026-09_20261003.csv", bill(9, version=2))
    there.deliver("bill_2026-10_20261013.csv.gz", gzip.compress(bill(10, 12), mtime=0))
    there.deliver("usage_2026-10.csv", usage(10, 12), "usage")


def difference(one, other):
    """The first name whose value differs, or None."""
    for name in sorted(set(one) | set(other)):
        if one.get(name) != other.get(name):
            if isinstance(one.get(name), list) and isinstance(other.get(name), list):
                rows = [(a, b) for a, b in zip(one[name], other[name]) if a != b]
                return f"{name}: {rows[0] if rows else (len(one[name]), len(other[name]))}"
            return f"{name}: {'missing' if name not in other else 'other bytes' if name in one else 'not expected'}"
    return None

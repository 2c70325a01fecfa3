"""Bad records: what is taken and what is refused add up to what was read, each refusal names its place and its reason, and a stray
quote or separator shifts nothing."""

import os
import random
import re
from collections import Counter
from fractions import Fraction

from night import HEADER, Installation, bill_rows, csv_bytes, write

# What of a record stands in `focus` as it was read, so that a shifted one is seen.
KEPT = ["ServiceName", "SkuId", "SubAccountId", "RegionId", "ChargeCategory", "PricingUnit", "ConsumedUnit", "ProviderName", "InvoiceId"]
SPOILT = [
    ("BilledCost", "x"), ("BilledCost", ""), ("BilledCost", "1,5"), ("BilledCost", "1e999"), ("BilledCost", "--1"), ("BilledCost", "NaN"),
    ("BilledCost", "1.0.0"), ("ChargePeriodStart", "2026-02-30T00:00:00Z"), ("ChargePeriodStart", "yesterday"),
    ("ChargePeriodEnd", "2020-01-01T00:00:00Z"), ("BillingPeriodStart", "2026-13-01T00:00:00Z"),
    ("EffectiveCost", "one"), ("PricingQuantity", "many"),
]


def of(row):
    """A record as it is known: cost, day and words."""
    named = dict(zip(HEADER, row))
    return (Fraction(named["BilledCost"]), named["ChargePeriodStart"][:10], *(named[name] for name in KEPT))


def known(there):
    """Every record that was taken, as `of` has it: each of these bills has its records one by one."""
    with there.read() as history:
        rows = history.execute(f"SELECT x_BilledCostMicros, x_BilledCostFemtos, ChargePeriodStart, {', '.join(KEPT)} FROM focus").fetchall()
    # The femtos are of 1e-15, below the millionths of 1e-6.
    return Counter((Fraction(micros, 10 ** 6) + Fraction(femtos, 10 ** 15), *rest) for micros, femtos, *rest in rows)


def told(there):
    with there.read() as history:
        records = history.execute("SELECT coalesce(SUM(rows), 0), coalesce(SUM(refused), 0) FROM delivery").fetchone()
        refusals = history.execute("SELECT file, line, column, reason FROM refusal").fetchall()
    return records, refusals


def priced(there):
    """What the last run has not counted, exactly: by kind records and their cost, and how many have none that can be read."""
    with there.read() as history:
        rows = history.execute(
            "SELECT kind, currency, records, cost FROM refused_cost WHERE run = (SELECT max(run) FROM run)").fetchall()
    sums = {kind: [0, Fraction(0)] for kind in ("refused", "held")}
    for kind, currency, records, cost in rows:
        if currency is not None:
            sums[kind][0] += records
            sums[kind][1] += Fraction(cost)
    return sums, sum(records for _, currency, records, _ in rows if currency is None)


def cost_of(row):
    """What a record states as its cost: BilledCost, or else EffectiveCost; None where neither can be read."""
    named = dict(zip(HEADER, row))
    for name in ("BilledCost", "EffectiveCost"):
        # As a bill writes numbers, and not all that Fraction reads.
        if re.fullmatch(r"-?\d+(\.\d+)?(E-?\d\d?)?", named[name]):
            return Fraction(named[name])
    return None


def founded(trial, label, keeps_good):
    """An installation that takes the good records of a file with bad ones, or none of them."""
    there = Installation(trial.program, trial.place(label)).found()
    if keeps_good:
        write(os.path.join(there.inputs, "outlay.yaml"), "sources:\n  cloud: {quarantine: true}\n")
    return there


def rows_one_by_one(draw, count):
    """Records that differ in their SKU, so that none is added to another."""
    month, rows = bill_rows(10, 30), []
    for at in range(count):
        row = list(draw.choice(month))
        row[HEADER.index("SkuId")] = f"SKU-{at}"
        rows.append(row)
    return rows


def bad_records_are_counted_shown_and_priced(trial):
    def attempt(label, number):
        draw = random.Random(f"{trial.seed} bad {number}")
        rows = rows_one_by_one(draw, draw.randrange(20, 400))
        bad = sorted(draw.sample(range(len(rows)), draw.randrange(1, max(2, len(rows) // 12))))
        fields = {}
        good = [row for at, row in enumerate(rows) if at not in set(bad)]
        spoilt = [list(row) for row in rows]
        for at in bad:
            name, value = draw.choice(SPOILT)
            spoilt[at][HEADER.index(name)] = value
            fields[at + 2] = (name, value)
        there = founded(trial, label, keeps_good := number % 2 == 0)
        there.deliver("bill_2026-10_20261031.csv", csv_bytes(HEADER, spoilt))
        night = there.run(today="2026-11-01")
        if night.status != 3:
            return night
        # Without quarantine a file that has a bad record is refused whole.
        (taken, refused), refusals = told(there)
        if (taken, refused) != ((len(good), len(bad)) if keeps_good else (0, 0)):
            return f"taken {taken}, refused {refused}, read {len(rows)} with {len(bad)} bad"
        if known(there) != Counter(map(of, good if keeps_good else [])):
            return "what is taken is not what is good"
        if not keeps_good:
            whole = [one for one in refusals if one[1] is None]
            if len(whole) != 1 or f"{len(bad)} of {len(rows)} records" not in whole[0][3]:
                return f"of the file it is said: {whole}"
            refusals = [one for one in refusals if one[1] is not None]
        # What is refused and what is taken, or held, add up to what the file states.
        costs = [cost_of(spoilt[at]) for at in bad]
        stated = [cost for cost in costs if cost is not None]
        whole = [cost_of(row) for row in ([] if keeps_good else good)]
        (sums, unread), found = priced(there), {"refused": [len(stated), sum(stated)], "held": [len(whole), sum(whole)]}
        if sums != found or unread != len(costs) - len(stated):
            return f"of {found} and {len(costs) - len(stated)} without a cost it says {sums} and {unread}"
        if sorted(line for _, line, _, _ in refusals) != sorted(fields):
            return f"refused are lines {sorted(line for _, line, _, _ in refusals)}, bad are {sorted(fields)}"
        said = night.error.decode()
        for file, line, column, reason in refusals:
            name, value = fields[line]
            # The place where the value begins, or the quotation mark before it.
            found = csv_bytes(HEADER, spoilt).decode().splitlines()[line - 1][column - 1:].lstrip('"')
            if not file.endswith("bill_2026-10_20261031.csv") or name not in reason or not found.startswith(value):
                return f"line {line}, {name} {value!r}: {file}, column {column} ({found[:20]!r}): {reason}"
        # What one sees: the first of them with file, line and column, and on the page the number and their share.
        if not re.search(r"bill_2026-10_20261031\.csv:\d+:\d+: refused: ", said):
            return f"no refusal in what it says: {said[:300]}"
        price = f"USD {float(round(sum(stated), 2)):,.2f} of cost" if stated else "without a readable cost"
        if price not in said:
            return f"{price} is not in what it says: {said[-300:]}"
        if keeps_good:
            with open(os.path.join(there.output, "2026-10", "report.xml"), encoding="utf-8") as file:
                report = file.read()
            if f'rows="{len(good)}" refused="{len(bad)}"' not in report or report.count("<refusal ") != len(bad):
                return "the report does not count or show them"
            if stated and f'kind="refused" records="{len(stated)}"' not in report:
                return "the report does not price them"
        wrong = there.unsound()
        there.remove()
        return wrong

    trial.each(trial.pick([(f"bill {n}", n) for n in range(200)], 2), attempt)


def nothing_is_shifted(trial):
    """One stray character anywhere: whatever is taken is a record of the bill, but for one field of the record that was hit."""
    def attempt(label, number):
        draw = random.Random(f"{trial.seed} stray {number}")
        rows = rows_one_by_one(draw, 40)
        data = csv_bytes(HEADER, rows).decode()
        at = draw.randrange(data.index("\n") + 1, len(data))
        what = draw.choice(['"', ",", "\n", ";", "\t", "\\", "'", "\0", "\r", '""', ',"', '",', "delete", "swap"])
        if what == "delete":
            data = data[:at] + data[at + 1:]
        elif what == "swap":
            data = data[:at] + data[at:at + 2][::-1] + data[at + 2:]
        else:
            data = data[:at] + what + data[at:]
        there = founded(trial, label, number % 2 == 0)
        there.deliver("bill_2026-10_20261031.csv", data)
        night = there.run(today="2026-11-01")
        place = f"{what!r} at {at} in {data[max(0, at - 20):at + 20]!r}"
        if night.status not in (0, 3, 65):
            return f"{place}: {night}"
        original = Counter(map(of, rows))
        strange = known(there) - original
        if strange.total() > 1:
            return f"{place}: exit {night.status}, {strange.total()} records are none of the bill's: {list(strange)[:2]}"
        for one in strange:
            # As a value of another length, in the field that was hit and in no other.
            fields = min(sum(a != b for a, b in zip(one, other)) for other in original)
            # A separator that changes places with a character moves that from one field to the next, and nobody can know.
            if fields > (2 if what == "swap" else 1):
                return f"{place}: exit {night.status}, {one} differs in {fields} fields from every record of the bill"
        taken, refused = told(there)[0]
        # Without a word only where all are there.
        if night.status == 0 and (taken, refused) != (40, 0):
            return f"{place}: exit 0, taken {taken}, refused {refused} of 40"
        there.remove()
        return None

    trial.each(trial.pick([(f"stray {n}", n) for n in range(600)], 6), attempt)


PROMISES = [("bad-records-counted", bad_records_are_counted_shown_and_priced), ("nothing-is-shifted", nothing_is_shifted)]

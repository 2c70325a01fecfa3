"""A closed month: what arrives late never moves it, is said with its amount, and exits 3."""

import random
import re
from fractions import Fraction

from calendar_promises import month_files
from night import HEADER, Installation, bill, bill_rows, csv_bytes, usage

MILLIONTHS, REST = 10 ** 6, 10 ** 15


def exact(rows):
    """What rows of millionths and 1e-15 add up to."""
    micros, femtos = rows[0]
    return Fraction(micros or 0, MILLIONTHS) + Fraction(femtos or 0, REST)


def amounts(there):
    """The bill of September, what the closed month says of it, and what is booked elsewhere."""
    with there.read() as history:
        def of(sql):
            return exact(history.execute(sql).fetchall())
        return (of("SELECT SUM(x_EffectiveCostMicros), SUM(x_EffectiveCostFemtos) FROM focus WHERE BillingPeriodStart = '2026-09-01'"),
                of("SELECT SUM(actual_micros), SUM(actual_femtos) FROM component_month WHERE month = '2026-09'"),
                of("SELECT SUM(amount_micros), SUM(amount_femtos) FROM adjustment WHERE closed_month = '2026-09'"))


def a_closed_month_never_moves_silently(trial):
    def attempt(label, number):
        draw = random.Random(f"{trial.seed} closed {number}")
        there = Installation(trial.program, trial.place(label)).found()
        there.deliver("bill_2026-09_20261001.csv", bill(9))
        there.deliver("bill_2026-10_20261003.csv", bill(10, 2))
        there.deliver("usage_2026-09.csv", usage(9), "usage")
        night = there.run(today="2026-10-03")
        close = there.run("close", "2026-09", "--accept", "agreed", today="2026-10-04")
        if night.status != 0 or close.status != 0:
            return f"{night}; {close}"
        night = there.run(today="2026-10-04")
        closed, figures = month_files(there.output, "2026-09"), amounts(there)[1]
        if night.status != 0:
            return f"after the close: {night}"
        rows, booked = bill_rows(9, 30), Fraction(0)
        for day in range(5, 5 + draw.randrange(1, 5)):
            kind = draw.choice(["restated", "late", "gone", "moved", "same", "mapping", "tiny"])
            if kind == "restated":
                for row in draw.sample(rows, draw.randrange(1, 40)):
                    row[0] = row[10] = f"{draw.randrange(-3, 9)}.{draw.randrange(10 ** 9):09d}"
            elif kind == "late":
                late = [list(row) for row in draw.sample(rows, draw.randrange(1, 9))]
                for at, row in enumerate(late):
                    row[HEADER.index("SkuId")] = f"LATE-{day}-{at}"
                rows += late
            elif kind == "gone":
                rows = rows[draw.randrange(1, 5):]
            elif kind == "moved":  # To another service: the total stays.
                row = draw.choice(rows)
                row[HEADER.index("ServiceName")] = f"Moved {day}"
            elif kind == "tiny":
                row = draw.choice(rows)
                row[0] = row[10] = str(Fraction(row[0]).numerator // Fraction(row[0]).denominator) + f".{draw.randrange(10 ** 14):014d}"
            elif kind == "mapping":
                there.deliver("../../mapping.csv", f"ServiceName,system,component,customer,environment\n*,shop,other-{day},,\n")
            if kind not in ("same", "mapping"):
                there.deliver(f"bill_2026-09_202610{day:02d}.csv", csv_bytes(HEADER, rows), touched=1_790_000_000 + day)
            night = there.run(today=f"2026-10-{day:02d}")
            bill_now, month, elsewhere = amounts(there)
            if month != figures or month_files(there.output, "2026-09") != closed:
                return f"{kind}: the closed month has moved from {float(figures)} to {float(month)}, or its files have"
            if month + elsewhere != bill_now:
                return f"{kind}: closed {float(month)} and booked elsewhere {float(elsewhere)} are not the bill's {float(bill_now)}"
            said = re.findall(r"2026-09 is closed and has changed by (-?[0-9.,]+) USD", night.error.decode())
            change = elsewhere - booked
            if change != 0:
                if night.status != 3 or not said:
                    return f"{kind}: {float(change)} late, and {night}"
                told = sum(Fraction(one.rstrip(".,").replace(",", "")) for one in said)
                if abs(told - change) > Fraction(len(said), 200):  # Each is told to the cent.
                    return f"{kind}: {float(change)} late, said is {said}"
            elif kind == "same" and night.status != 0:
                return f"{kind}: {night}"
            booked = elsewhere
            kinds[kind] = kinds.get(kind, 0) + 1
        wrong = there.unsound()
        there.remove()
        return wrong

    kinds = {}
    trial.each(trial.pick([(f"month {n}", n) for n in range(50)], 2), attempt)
    trial.note = "   " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))


PROMISES = [("closed-month-never-silent", a_closed_month_never_moves_silently)]

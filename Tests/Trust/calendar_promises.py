"""Time: yesterday's report, the clock and the locale, nights that were missed."""

import os
import random

from night import HEADER, Installation, bill, bill_rows, csv_bytes, difference, hourly_rows, usage


def month_files(output, month):
    folder = os.path.join(output, month)
    files = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            files[name] = file.read()
    return files


def schedule(draw, nights):
    """What arrives in each of some nights: bills to date, restated now and then, usage, a changed sheet. (day of October, changes)"""
    day, plan = 2, []
    for _ in range(nights):
        day += draw.randrange(1, 4)
        plan.append((day, draw.randrange(1, 4), draw.random() < 0.6, draw.random() < 0.3, draw.random() < 0.2))
    return plan


def arrive(there, night):
    day, version, used, contracts, september = night
    there.deliver(f"bill_2026-10_202610{day:02d}.csv", bill(10, day - 1, version))
    if used:
        there.deliver("usage_2026-10.csv", usage(10, day - 1), "usage", touched=1_790_000_000 + day)
    if contracts:
        there.deliver("../../contracts.csv", "customer,name,system,annual_contract_value,currency,start,end\n"
                      f"customer-1,Customer 1,shop,{3000 + day},USD,2026-08-01,\n")
    if september:
        there.deliver(f"bill_2026-09_202610{day:02d}.csv", bill(9, version=version))


def yesterdays_report(trial):
    def attempt(label, number):
        there = Installation(trial.program, trial.place(label)).found()
        there.deliver("bill_2026-09_20261001.csv", bill(9))
        kept = []
        for night in schedule(random.Random(f"{trial.seed} {number}"), 6):
            arrive(there, night)
            done = there.run(today=f"2026-10-{night[0]:02d}")
            if done.status != 0:
                return f"a night: {done}"
            with there.read() as history:
                published = history.execute(
                    "SELECT max(sequence) FROM change").fetchone()[0]
            kept.append((published, {m: month_files(there.output, m) for m in sorted(os.listdir(there.output)) if m.startswith("2026")}))
        for sequence, months in kept:
            for month, files in months.items():
                made = os.path.join(there.folder, "made")
                again = there.run("report", "--month", month, "--as-of", str(sequence), "--output", made, "--history", there.history,
                                  today=None)
                if again.status != 0:
                    return f"as of {sequence}, {month}: {again}"
                wrong = difference(files, month_files(made, month))
                if wrong:
                    return f"as of {sequence}, {month}: {wrong}"
        there.remove()
        return None

    trial.each([(f"schedule {i}", i) for i in range(trial.most or (40 if trial.full else 1))], attempt)


ZONES = ["UTC", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati", "Australia/Lord_Howe"]
LANGUAGES = ["C", "tr_TR.UTF-8", "de_DE.UTF-8", "ar_EG.UTF-8"]
# The nights on which Europe and America change their clocks, and the one after.
NIGHTS = [(3, "2026-03-08"), (3, "2026-03-29"), (10, "2026-10-25"), (10, "2026-11-01"), (10, "2026-10-26")]


def clock_and_locale(trial):
    expected = {}

    def results(label, month, today, environment):
        there = Installation(trial.program, trial.place(label)).found()
        days = int(today[8:]) if int(today[5:7]) == month else 30
        rows = bill_rows(month, days - 1) + hourly_rows(month, 25 if month == 10 else min(29, days))
        there.deliver(f"bill_2026-{month:02d}_{today.replace('-', '')}.csv", csv_bytes(HEADER, rows))
        there.deliver(f"usage_2026-{month:02d}.csv", usage(month, days - 1), "usage")
        night = there.run(today=today, environment=environment)
        found = {**there.published(), **there.figures()} if night.status == 0 else {"run": str(night)}
        there.remove()
        return found

    points = [(f"{today} {zone.replace('/', '-')} {language}", (month, today, {"TZ": zone, "LANG": language, "LC_ALL": language}))
              for month, today in NIGHTS for zone in ZONES for language in LANGUAGES]
    points = trial.pick(points, 8)
    for month, today in {point[1][:2] for point in points}:
        expected[today] = results(f"expected {today}", month, today, {})
        assert "run" not in expected[today], expected[today]
    trial.each(points, lambda label, p: difference(expected[p[1]], results(label, *p)))


def missed_nights(trial):
    def attempt(label, number):
        draw = random.Random(f"{trial.seed} {number}")
        nights = schedule(draw, 6)
        # Regular: every source delivers every night. Irregular: some nights usage does not come, but for the last one. A source that
        # came for the last time in a missed night is read later than it would have been, so more of its days have settled then.
        nights = [(day, version, used or label.startswith("regular") or i == len(nights) - 1, contracts, september)
                  for i, (day, version, used, contracts, september) in enumerate(nights)]
        every, one = (Installation(trial.program, trial.place(f"{label} {which}")).found() for which in ("every", "one"))
        for i, night in enumerate(nights):
            for there in (every, one):
                arrive(there, night)
                if there is every or i in (0, len(nights) - 1):
                    done = there.run(today=f"2026-10-{night[0]:02d}")
                    # What a later file has already replaced is skipped, and said.
                    if done.status != 0:
                        return f"a night: {done}"
        wrong = difference(every.figures(), one.figures()) or one.unsound()
        if wrong:
            return wrong
        with one.read() as history:
            doubled = history.execute("SELECT budget, period, basis, raised_in_run, count(*) FROM alert WHERE state = 'raised' "
                                      "GROUP BY 1, 2, 3, 4 HAVING count(*) > 1").fetchall()
        every.remove()
        one.remove()
        return f"more than the highest threshold is raised: {doubled}" if doubled else None

    number = trial.most or (30 if trial.full else 1)
    trial.each([(f"{kind} {i}", i) for kind in ("regular", "irregular") for i in range(number)], attempt)


PROMISES = [("yesterdays-report", yesterdays_report), ("clock-and-locale", clock_and_locale), ("missed-nights", missed_nights)]

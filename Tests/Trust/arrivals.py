"""Files that arrive: one that is not all there, or changes while it is read, waits whole, and is taken when it is complete."""

import csv
import gzip
import itertools
import json
import os
import threading
import time

from night import HEADER, Installation, bill, bill_rows, csv_bytes, difference, first_night, write

PERIOD = "BILLING_PERIOD=2026-10"


def taken(there):
    """Records and cost in millionths of what is known of October."""
    with there.read() as history:
        return history.execute("SELECT coalesce(SUM(x_LineCount), 0), coalesce(SUM(x_BilledCostMicros), 0) FROM focus "
                               "WHERE BillingPeriodStart = '2026-10-01'").fetchone()


def completed(there, good):
    """What is wrong once everything is there."""
    night = there.run()
    if night.status != 0:
        return f"complete: {night}"
    return difference(good.figures(), there.figures()) or there.unsound()


def cuts(trial, data, count):
    """Where a text can be cut so that it ends within a row: within the last two, and anywhere. The last line end may be absent in a
    file that is whole, so where all fields of the row are there nobody can know."""
    ends = [0, *(at for at in range(1, len(data)) if data[at - 1:at] == b"\n")]

    def is_row(at):
        line = data[max(end for end in ends if end <= at):at].decode()
        return not line or line.count('"') % 2 == 0 and len(next(csv.reader([line]))) == len(HEADER)
    late = [at for at in range(ends[-2] + 1, len(data) - 1) if not is_row(at)]
    return sorted({*late[::2], *trial.random.sample([at for at in range(1, len(data)) if not is_row(at)], count)})


def half_written_files_wait(trial):
    before = first_night(trial.program, trial.place("before"))
    full = bill(10, 12)
    packed = gzip.compress(full, mtime=0)
    good = before.copy(trial.place("good"))
    good.deliver("bill_2026-10_20261013.csv", full)
    assert good.run().status == 0
    points = [(f"cut at {at}", ("bill.csv", full[:at])) for at in cuts(trial, full, 80)]
    points += [(f"packed and cut at {at}", ("bill.csv.gz", packed[:at])) for at in sorted(
        {*range(1, 30), *range(len(packed) - 40, len(packed)), *trial.random.sample(range(1, len(packed)), 80)})]
    points += [(f"a member of {at} and one cut by {cut}", ("bill.csv.gz", gzip.compress(full[:at], mtime=0) + gzip.compress(full[at:], mtime=0)[:-cut]))
               for at, cut in [(len(full) // 2, 1), (len(full) // 2, 9), (len(full) // 3, 100)]]
    rows = bill_rows(10, 12)
    parts = [csv_bytes(HEADER, rows[at::3]) for at in range(3)]
    points += [(f"parts {there or 'none'} of 3", ("parts", there)) for size in range(3) for there in itertools.combinations(range(3), size)]
    points += [(f"part {at} of 3 is cut", ("part", at)) for at in range(3)]

    def deliver_parts(there, which, cut=None):
        names = [f"ex/data/{PERIOD}/run1/ex-{at + 1:05d}.csv" for at in range(3)]
        there.deliver(f"ex/metadata/{PERIOD}/ex-Manifest.json", json.dumps(
            {"exportName": "ex", "billingPeriod": "2026-10", "executionId": "run1", "dataFiles": [f"s3://b/p/{name}" for name in names]}))
        for at in which:
            there.deliver(names[at], parts[at][:-20] if at == cut else parts[at])

    def attempt(label, point):
        kind, value = point
        there = before.copy(trial.place(label))
        path = f"bill_2026-10_20261013{kind[4:]}"
        if kind.startswith("parts"):
            deliver_parts(there, value)
        elif kind == "part":
            deliver_parts(there, range(3), cut=value)
        else:
            there.deliver(path, value)
        night = there.run()
        if night.status != 3 or not night.error.strip():
            return f"while it is half written: {night}"
        if taken(there) != (0, 0):
            return f"of what is half written {taken(there)} is taken"
        if kind.startswith("part"):
            deliver_parts(there, range(3))
        else:
            there.deliver(path, packed if path.endswith(".gz") else full, touched=1_790_000_001)
        wrong = completed(there, good)
        there.remove()
        return wrong

    trial.each(trial.pick(points, 8), attempt)


def changing_files_wait(trial):
    count = 40_000 if trial.full else 10_000
    month = bill_rows(10, 12)

    def rows(whole):
        made = []
        for at in range(count):
            row = list(month[at % len(month)])
            row[0] = row[10] = f"{whole}.{at:06d}"
            made.append(row)
        return csv_bytes(HEADER, made)

    one, two = rows(1), rows(2)
    millionths = sum(range(count))
    # The states that are a file; nothing in between is.
    sums = {(0, 0), (count, count * 1_000_000 + millionths), (count, count * 2_000_000 + millionths)}

    def copying(path, stop):
        """As a program copies it: the file grows by blocks."""
        with open(path, "wb", buffering=0) as file:
            for at in range(0, len(one), 65_536):
                file.write(one[at:at + 65_536])
                if stop.wait(0.002):
                    return

    def rewriting(path, stop):
        """In place, to the same length."""
        for data in itertools.cycle([two, one]):
            with open(path, "r+b", buffering=0) as file:
                file.write(data)
            if stop.wait(0.001):
                return

    def shrinking(path, stop):
        for data in itertools.cycle([two, one]):
            with open(path, "wb", buffering=0) as file:
                for at in range(0, len(data), 1 << 20):
                    file.write(data[at:at + (1 << 20)])
            if stop.wait(0.001):
                return

    def replacing(path, stop):
        """By another file of the same name, at once: each of them is whole."""
        for data in itertools.cycle([two, one]):
            write(path + ".new.part", data)
            os.rename(path + ".new.part", path)
            if stop.wait(0.001):
                return

    def attempt(label, change):
        there = Installation(trial.program, trial.place(label)).found()
        there.deliver("bill_2026-09_20260930.csv", bill(9))
        path = there.deliver("bill_2026-10_20261013.csv", one)
        stop = threading.Event()

        def go_on():
            while not stop.is_set():
                change(path, stop)
        changer = threading.Thread(target=go_on)
        changer.start()
        time.sleep(0.01)
        night = there.run()
        stop.set()
        changer.join()
        if night.status not in (0, 3):
            return f"while it changes: {night}"
        if taken(there) not in sums:
            return f"exit {night.status}, and {taken(there)} of {count} records and their cost are taken: no state that the file was in"
        waited[0] += taken(there) == (0, 0)
        for name in os.listdir(os.path.dirname(path)):
            if name.endswith(".part"):
                os.unlink(os.path.join(os.path.dirname(path), name))
        there.deliver("bill_2026-10_20261013.csv", two, touched=1_790_000_001)
        night = there.run()
        if night.status != 0 or taken(there) != (count, count * 2_000_000 + millionths):
            return f"complete: {taken(there)}, {night}"
        wrong = there.unsound()
        there.remove()
        return wrong

    waited = [0]
    changes = [copying, rewriting, shrinking, replacing]
    # One at a time, so that who writes and who reads have a core each.
    trial.each(trial.pick([(f"{change.__name__} {n}", change) for n in range(25) for change in changes], 2), attempt, jobs=1)
    trial.note = f"   {waited[0]} waited"


PROMISES = [("half-written-files-wait", half_written_files_wait), ("changing-files-wait", changing_files_wait)]

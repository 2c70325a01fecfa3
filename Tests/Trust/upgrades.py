"""A history of an older version that is brought to this one, killed or met by a failing disk at any moment."""

import gzip
import os
import re
import shutil
import signal
import sqlite3

from interrupted import Stage
from night import Installation, closing

HISTORIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "OutlayTests", "Histories")


def older(trial, name):
    """An installation in which a program of the past has worked for three nights, of which the history is left."""
    there = Installation(trial.program, trial.place("before " + name))
    shutil.copytree(os.path.join(HISTORIES, "Inputs"), there.inputs)
    for night in "123":
        shutil.copytree(os.path.join(HISTORIES, "nights", night), os.path.join(there.inputs, "exports"), dirs_exist_ok=True)
    os.mkdir(there.output)
    with gzip.open(os.path.join(HISTORIES, name)) as packed, open(there.history, "wb") as history:
        shutil.copyfileobj(packed, history)
    return there


def asked(there, sql):
    with there.read() as history:
        return history.execute(sql).fetchall()


def roll_back(there):
    """The histories kept here have no log, so the first run turns them to one, and a journal of that may be left. Who may only read
    cannot roll it back; the next run does, or this."""
    with closing(sqlite3.connect(there.history)) as history:
        history.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()


def schema(there):
    return asked(there, "PRAGMA user_version")[0][0]


def taken(there):
    """What a history holds of bills, which a run with the same inputs does not change."""
    return [asked(there, sql) for sql in (
        "SELECT sequence, source, scope, billing_period, mode, rows, refused, billed_total, content_hash, state FROM delivery ORDER BY 1, 3",
        "SELECT scope, start_day, end_day, billed_micros, billed_femtos, known_from, known_to FROM charge ORDER BY charge")]


def upgrade_cut_off(trial):
    names = sorted(name for name in os.listdir(HISTORIES) if re.fullmatch(r"schema-\d\d\.sqlite\.gz", name))
    # The last may be this version's own: its run is no upgrade, and stands for the nights after one.
    for name in names if trial.full else [names[0], names[-2]]:
        before = older(trial, name)
        stage = Stage(trial, before)
        undisturbed = before.copy(trial.place("undisturbed"))
        assert undisturbed.run().status == 0
        schemas = schema(before), schema(undisturbed)
        known = taken(before)
        undisturbed.remove()
        # The history is written before anything else is.
        calls = [n for n in stage.files if "history.sqlite" in stage.calls[n - 1][1]]
        faults = [[(f"{name} {kind} {n}", (kind, n)) for kind in ("kill", "torn", "enospc", "eio")
                   if kind != "torn" or "write" in stage.calls[n - 1][0]] for n in calls]
        # One of its faults at each call, others with another seed: all of them would be four times as many points and hours.
        points = sum(faults, []) if trial.only else [trial.random.choice(of_call) for of_call in faults]

        def attempt(label, point):
            kind, n = point
            there = before.copy(trial.place(label))
            try:
                fault = {"LD_PRELOAD": trial.fault, "FAULT_AT": str(n), "FAULT_KIND": kind}
                night = there.run(environment=fault)
                call = " ".join(stage.calls[n - 1]).strip()
                if night.status not in (-signal.SIGKILL, 0, 73, 74):
                    return f"{call}: {night}"
                if night.status in (73, 74) and not night.error.strip():
                    return f"{call}: {night}, and not a word"
                roll_back(there)
                if schema(there) not in schemas:
                    return f"{call}: schema {schema(there)}"
                wrong = there.unsound() or (taken(there) != known and "other deliveries or charges") or stage.not_mended(there)
                return wrong and f"{call}: {wrong}"
            finally:
                there.remove()

        # An upgrade is one transaction, whatever the schema it begins with: every call of the one that comes next, and some of the others.
        every = not trial.full or schemas[1] == schemas[0] + 1
        trial.each(trial.pick(points, 8) if every else trial.some(points, 40), attempt)
        before.remove()


PROMISES = [("upgrade-cut-off", upgrade_cut_off)]

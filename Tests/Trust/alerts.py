"""Alerts: neither lost nor doubled, wherever a run is killed while it raises and sends them."""

import os
import signal
import subprocess
from collections import Counter

from night import clean_environment, first_night, second_deliveries, write
from receivers import Receivers

SETTINGS = """budgets:
  month-of-shop: {{system: shop, amount: 100, owner: "owner@example.org"}}
  compute: {{system: shop, component: compute, amount: 20}}
channels:
  finance: {{kind: mail, to: [finance@example.org], sender: outlay@example.org, smtp: "127.0.0.1:{mail}", security: none, timeout: 20}}
  desk: {{kind: webhook, url: "http://127.0.0.1:{web}/desk", timeout: 20}}
"""


def told(there):
    """What is noted of deliveries: how many in each state."""
    with there.read() as history:
        return dict(history.execute("SELECT state, COUNT(*) FROM alert_delivery GROUP BY 1").fetchall())


def prepared(there, receivers):
    path = os.path.join(there.inputs, "outlay.yaml")
    if os.path.exists(path):  # It may be a link to that of another installation.
        os.unlink(path)
    write(path, SETTINGS.format(mail=receivers.mail_port, web=receivers.web_port))
    return there


def alert_neither_lost_nor_doubled(trial):
    before = first_night(trial.program, trial.place("before"))
    second_deliveries(before)
    receivers = Receivers()
    good = prepared(before.copy(trial.place("good")), receivers)
    log = os.path.join(trial.folder, "calls")
    night = good.run(environment={"LD_PRELOAD": trial.fault, "FAULT_LOG": log})
    assert night.status == 0, night
    assert len(receivers.got) > 2 and len(set(receivers.got)) == len(receivers.got), receivers.got
    # A run that was killed has a number too, which the names of what the next one sends are made of.
    expected, noted = Counter(channel for channel, _ in receivers.got), told(good)
    receivers.close()
    assert list(noted) == ["delivered"], noted
    with open(log) as lines:
        calls = [line.split(" ", 2)[1:] for line in lines]
    # A workbook's stream is many calls that are alike, and has nothing to do with alerts.
    files = [n for n, call in enumerate(calls, 1) if call[0] != "fwrite" and not call[1].startswith("/memfd:")]
    # Alerts are raised and sent at the end: all calls from there on, and some of those before.
    from_alerts = [n for n in files if n > len(calls) - 120]
    points = [(f"{kind} answer {n}", (kind, n)) for kind in ("before", "after") for n in range(1, expected.total() + 1)]
    points += [(f"{kind} of {n}", (kind, n)) for kind in ("500", "401") for n in (1, 2)]
    points = trial.pick(points, 3)
    points += trial.pick([(f"call {n}", ("call", n)) for n in sorted(set(from_alerts) | set(files[::5]))], 3)
    repeats = [0, 0]

    def attempt(label, point):
        kind, n = point
        receivers = Receivers()
        there = prepared(before.copy(trial.place(label)), receivers)
        try:
            fault = {"LD_PRELOAD": trial.fault, "FAULT_AT": str(n), "FAULT_KIND": "kill"} if kind == "call" else {}
            process = subprocess.Popen(there.arguments("run"), cwd=there.folder, env={**clean_environment(), **fault},
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if kind in ("before", "after"):
                # The n-th alert: those before it are taken.
                def watch():
                    if len(receivers.got) == n - 1:
                        receivers.victim, receivers.mood = process.pid, kind
                receivers.watch = watch
            elif kind != "call":
                receivers.mood = kind
            status = process.wait(timeout=60)
            if kind in ("500", "401"):
                if status != 69:
                    return f"the servers answer {kind}: exit {status}"
                if n == 2 and (again := there.run()).status != 69:
                    return f"once more: {again}"
            elif status not in (-signal.SIGKILL, 0):
                return f"exit {status}"
            receivers.watch, receivers.mood, receivers.victim = None, "taken", None
            for _ in range(2):
                night = there.run()
                if night.status != 0:
                    return f"the next run: {night}"
            distinct = set(receivers.got)
            if Counter(channel for channel, _ in distinct) != expected:
                return f"sent were {receivers.got}, expected {dict(expected)}"
            repeat = len(receivers.got) - len(distinct)
            if repeat > 1:
                return f"{repeat} alerts twice"
            repeats[0], repeats[1] = repeats[0] + repeat, repeats[1] + (status != 0)
            if told(there) != noted:
                return f"noted is {told(there)}, expected {noted}"
            return there.unsound()
        finally:
            receivers.close()
            there.remove()

    trial.each(points, attempt)
    trial.note = f"   {repeats[1]} disturbed, {repeats[0]} with one repeat"


PROMISES = [("alert-neither-lost-nor-doubled", alert_neither_lost_nor_doubled)]

#!/usr/bin/env python3
"""Holds outlay to what it promises when things go wrong.

One line per promise: its name, how many points were tried, how many failed, the seed. Exit 1 when any failed. Each failure says
how to try its point again.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
PROMISES = []
HERE = os.path.dirname(os.path.abspath(__file__))


class Trial:
    """What a promise is tried with: the program, the size, the seed, and a folder of its own."""

    def __init__(self, name, options, folder, fault):
        self.name, self.program, self.size, self.seed = name, options.program, options.size, options.seed
        self.full = options.size == "full"
        self.only, self.jobs, self.folder, self.fault = options.at, options.jobs, folder, fault
        self.most = options.points
        self.random = random.Random(f"{options.seed}:{name}")
        self.tried, self.failures, self.stopped, self.skipped, self.note = 0, 0, False, None, ""

    def pick(self, points, ci):
        """All points at full size (or as many as asked for), else `ci` of them, spread by the seed."""
        points = list(points)
        return self.some(points, len(points) if self.full else ci)

    def some(self, points, count):
        """So many points (or as many as asked for), spread by the seed."""
        count = self.most or count
        return points if self.only or len(points) <= count else [points[i] for i in sorted(self.random.sample(range(len(points)), count))]

    def place(self, label):
        return os.path.join(self.folder, label.replace("/", "-").replace(" ", "-"))

    def each(self, points, attempt, jobs=None):
        """Tries every point: `attempt(label, value)` answers None, or what is wrong."""
        points = [(label, value) for label, value in points if self.only in (None, label)]

        def one(point):
            try:
                return attempt(*point)
            except Exception as error:  # a check that cannot be made has failed
                return f"{type(error).__name__}: {error}"

        with ThreadPoolExecutor(jobs or self.jobs) as pool:
            try:
                for (label, _), wrong in zip(points, pool.map(one, points)):
                    self.tried += 1
                    if wrong:
                        self.failed(label, wrong)
            except KeyboardInterrupt:  # what was tried by then still counts, as the tally of a part
                self.stopped = True
                pool.shutdown(wait=True, cancel_futures=True)

    def failed(self, label, wrong):
        """Says a failure when it is found: the line of the promise follows when all points are tried."""
        self.failures += 1
        print(f"{self.name}, {label}: {wrong}\n    again: {sys.argv[0]} --program {self.program} --size {self.size} "
              f"--seed {self.seed} --only {self.name} --at '{label}'", flush=True)


def build_fault(folder):
    library = os.path.join(folder, "fault.so")
    subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", library, os.path.join(HERE, "fault.c"), "-ldl"], check=True)
    return library


def stop(*_):
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def main():
    sys.path.insert(0, HERE)
    names = ["interrupted", "small_disk", "overlap", "sameness", "damage", "power", "upgrades", "hostile", "queries", "live",
             "arrivals", "records", "closed", "alerts", "secrecy", "calendar_promises"]
    modules = [__import__(name) for name in names if os.path.exists(os.path.join(HERE, name + ".py"))]
    promises = [promise for module in modules for promise in module.PROMISES]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--size", choices=["full", "ci"], default="ci")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", metavar="NAME", action="append", choices=[name for name, _ in promises],
                        help="a promise: " + ", ".join(name for name, _ in promises))
    parser.add_argument("--at", metavar="POINT", help="only this point of the promise")
    parser.add_argument("--points", type=int, metavar="N", help="no more than N of many alike")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    options.program = os.path.abspath(options.program)
    failed = False
    with tempfile.TemporaryDirectory(prefix="outlay-trust-") as folder:
        fault = build_fault(folder)
        for name, promise in promises:
            if options.only and name not in options.only:
                continue
            place = os.path.join(folder, name)
            os.mkdir(place)
            trial = Trial(name, options, place, fault)
            begun = time.monotonic()
            promise(trial)
            shutil.rmtree(place, ignore_errors=True)
            if trial.skipped:
                print(f"{name:<28} skipped: {trial.skipped}", flush=True)
                continue
            print(f"{name:<28} {trial.tried:>6} tried {trial.failures:>5} failed   seed {options.seed}   "
                  f"{time.monotonic() - begun:.0f} s{trial.note}{'   stopped early' if trial.stopped else ''}", flush=True)
            failed = failed or trial.failures > 0 or trial.tried == 0 or trial.stopped
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

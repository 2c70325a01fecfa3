"""A run that is killed, or finds the disk full or failing, at any moment."""

import os
import signal
import subprocess
import time

from night import clean_environment, difference, first_night, second_deliveries


class Stage:
    """A night that is about to be run, and what it comes to when nothing disturbs it."""

    def __init__(self, trial, before=None):
        if before is None:
            before = first_night(trial.program, trial.place("before"))
            second_deliveries(before)
        self.before, self.old = before, before.published()
        good = before.copy(trial.place("good"))
        self.log = os.path.join(trial.folder, "calls")
        self.night = good.run(environment={"LD_PRELOAD": trial.fault, "FAULT_LOG": self.log})
        assert self.night.status == 0, self.night
        with open(self.log) as lines:
            self.calls = [line.split(" ", 2)[1:] for line in lines]
        # A workbook is written through streams, by calls that are many and alike: a hundred of them stand for all. Memory
        # is no disk: what goes there is not disturbed.
        streams = [n for n, call in enumerate(self.calls, 1) if call[0] == "fwrite" and not call[1].startswith("/memfd:")]
        self.streams = sorted(trial.random.sample(streams, min(100, len(streams))))
        self.files = [n for n, call in enumerate(self.calls, 1) if call[0] != "fwrite" and not call[1].startswith("/memfd:")]
        self.published, self.figures = good.published(), good.figures()
        good.remove()

    def half_published(self, there):
        """A month whose folder is neither what it was nor what it becomes."""
        now = there.published()
        for month in sorted({name.split("/")[0] for name in now if name.startswith("2026-")}):
            def of(files):
                return {name: value for name, value in files.items() if name.split("/")[0] == month}
            if of(now) and of(now) not in (of(self.old), of(self.published)):
                return f"Output/{month} is half written: {difference(of(self.published), of(now))}"
        missing = [name for name in self.old if name not in now]
        return f"an old report is gone: {missing[0]}" if missing else None

    def history_lost(self, there):
        """The history as a reader finds it before anything mends it: readable, and with what it had."""
        with there.read() as history:
            if history.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "integrity_check after the fault"
            if history.execute("SELECT COUNT(*) FROM delivery WHERE sequence <= 6").fetchone()[0] < 2:
                return "an old delivery is gone"
        return None

    def not_mended(self, there):
        """What is still wrong after one more run."""
        night = there.run()
        if night.status != 0:
            return f"the next run: {night}"
        wrong = difference(self.figures, there.figures()) or difference(self.published, there.published())
        if wrong:
            return f"after the next run {wrong}"
        left = [n for n in os.listdir(there.output) if n.startswith(".")]
        return f"left behind: {left}" if left else there.unsound()


def killed_at_any_moment(trial):
    stage = Stage(trial)
    calls = sorted(stage.files + stage.streams)
    times = [trial.random.uniform(0, stage.night.seconds * 1.1) for _ in range(200)]
    points = trial.pick([(f"time {i}", ("time", t)) for i, t in enumerate(times)], 4)
    points += trial.pick([(f"call {n}", ("kill", n)) for n in calls], 5)
    points += trial.pick([(f"torn {n}", ("torn", n)) for n in calls if "write" in stage.calls[n - 1][0]], 3)

    def attempt(label, point):
        kind, value = point
        there = stage.before.copy(trial.place(label))
        try:
            if kind == "time":
                process = subprocess.Popen(there.arguments("run"), cwd=there.folder, env=clean_environment(),
                                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(value)
                process.kill()
                process.wait()
            else:
                night = there.run(environment={"LD_PRELOAD": trial.fault, "FAULT_AT": str(value), "FAULT_KIND": kind})
                # Threads share the count, so the last calls of a run may not be reached in another one.
                if night.status not in (-signal.SIGKILL, 0):
                    return f"{stage.calls[value - 1]}: {night}"
            wrong = stage.half_published(there) or stage.history_lost(there) or stage.not_mended(there)
            return wrong and f"{'' if kind == 'time' else ' '.join(stage.calls[value - 1]).strip()}: {wrong}"
        finally:
            there.remove()

    trial.each(points, attempt)


def full_or_failing_disk(trial):
    stage = Stage(trial)
    points = [(f"{kind} {'from' if on else 'at'} {n}", (kind, n, on))
              for kind in ("enospc", "eio") for on in (False, True) for n in stage.files]
    disturb(trial, stage, trial.pick(points, 10))


def failing_disk_under_workbook(trial):
    """One write of a workbook's stream fails and the disk is well again: the library that writes it may not notice."""
    stage = Stage(trial)
    disturb(trial, stage, trial.pick([(f"{kind} at {n}", (kind, n, False)) for kind in ("enospc", "eio") for n in stage.streams], 3))


def disturb(trial, stage, points):
    """Each point: an error at one call, or from it on. Never exit 0 with other figures; the old stays; the next run mends."""
    def attempt(label, point):
        kind, n, on = point
        there = stage.before.copy(trial.place(label))
        try:
            fault = {"LD_PRELOAD": trial.fault, "FAULT_AT": str(n), "FAULT_KIND": kind, **({"FAULT_ON": "1"} if on else {})}
            night = there.run(environment=fault)
            call = " ".join(stage.calls[n - 1]).strip()
            if night.status is None or night.status < 0 or night.status in (1, 64, 70, 75, 78):
                return f"{call}: {night}"
            if night.status == 0:
                wrong = difference(stage.figures, there.figures()) or difference(stage.published, there.published())
                if wrong:
                    return f"{call}: exit 0, but {wrong}"
            elif not night.error.strip():
                return f"{call}: {night}, and not a word"
            wrong = stage.half_published(there) or stage.history_lost(there) or stage.not_mended(there)
            return wrong and f"{call}: {night.status}; {wrong}"
        finally:
            there.remove()

    trial.each(points, attempt)


PROMISES = [("killed-at-any-moment", killed_at_any_moment), ("full-or-failing-disk", full_or_failing_disk),
            ("failing-disk-under-workbook", failing_disk_under_workbook)]

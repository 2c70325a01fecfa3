"""Power loss: what a run wrote to the history, replayed up to some moment, with what was not yet synced lost or torn."""

import os
import random
import re
import shutil
import sqlite3
import struct

from night import closing, difference, first_night, second_deliveries

WRITE, SYNC, TRUNCATE, UNLINK = 1, 2, 3, 4
SECTOR = 512


def read_trace(path):
    with open(path, "rb") as file:
        data = file.read()
    at, records = 0, []
    while at < len(data):
        kind, name, offset, length = struct.unpack_from("<IIQQ", data, at)
        at += 24
        records.append((kind, os.path.basename(data[at:at + name].decode()), offset, data[at + name:at + name + length]))
        at += name + length
    return records


class Disk:
    """Files as they are on the platter, and writes that only the cache has."""

    def __init__(self, folder, names):
        self.files, self.waiting = {}, []
        for name in names:
            path = os.path.join(folder, name)
            if os.path.exists(path):
                with open(path, "rb") as file:
                    self.files[name] = bytearray(file.read())

    def apply(self, record):
        kind, name, offset, data = record
        if kind == UNLINK:
            self.files.pop(name, None)
            return
        file = self.files.setdefault(name, bytearray())
        if kind == TRUNCATE:
            del file[offset:]
            file.extend(bytes(offset - len(file)))
        else:
            file.extend(bytes(max(0, offset + len(data) - len(file))))
            file[offset:offset + len(data)] = data

    def take(self, record):
        """A sync makes durable what its file has waiting; everything else waits."""
        if record[0] == SYNC:
            for waiting in [w for w in self.waiting if w[1] == record[1]]:
                self.apply(waiting)
            self.waiting = [w for w in self.waiting if w[1] != record[1]]
        else:
            self.waiting.append(record)

    def lose_power(self, draw):
        """Of what waits each 512-byte sector may have been written or not, in any order; a sector may be torn to garbage."""
        mood = draw.choice(["nothing", "all", "some", "most", "torn"])
        for kind, name, offset, data in self.waiting:
            if mood == "nothing" or (mood == "some" and draw.random() < 0.5) or (mood == "most" and draw.random() < 0.1):
                continue
            if kind != WRITE or mood in ("all", "most"):
                self.apply((kind, name, offset, data))
                continue
            start = 0
            while start < len(data):
                length = min(SECTOR - (offset + start) % SECTOR, len(data) - start)
                luck = draw.random()
                if luck < 0.6:
                    self.apply((WRITE, name, offset + start, data[start:start + length]))
                elif luck < 0.7 and mood == "torn":
                    self.apply((WRITE, name, offset + start, draw.randbytes(length)))
                start += length


def power_loss(trial):
    before = first_night(trial.program, trial.place("before"))
    second_deliveries(before)
    good = before.copy(trial.place("good"))
    trace = os.path.join(trial.folder, "trace")
    assert good.run(environment={"LD_PRELOAD": trial.fault, "FAULT_TRACE": trace}).status == 0
    records = read_trace(trace)
    # What only lives in memory, or is not the history's: its shared index and the lock.
    records = [r for r in records if re.fullmatch(r"history\.sqlite(-wal|-journal)?", r[1])]
    assert sum(r[0] == SYNC for r in records) > 3 and sum(r[0] == WRITE for r in records) > 10, "the trace sees no writes"
    figures, published = good.figures(), good.published()
    names = ["history.sqlite", "history.sqlite-wal"]
    points = [(f"write {n} draw {d}", (n, d)) for n in range(len(records) + 1) for d in range(3 if trial.full else 1)]
    points = trial.pick(points, 10) + [(f"after the end {d}", (len(records), 1000 + d)) for d in range(20 if trial.full else 3)]

    def attempt(label, point):
        count, number = point
        draw = random.Random(f"{trial.seed} {count} {number}")
        there = before.copy(trial.place(label))
        disk = Disk(there.output, names)
        for record in records[:count]:
            disk.take(record)
        disk.lose_power(draw)
        for name in os.listdir(there.output):
            if name.startswith("history.sqlite-"):
                os.unlink(os.path.join(there.output, name))
        for name, data in disk.files.items():
            with open(os.path.join(there.output, name), "wb") as file:
                file.write(data)
        ended = count == len(records)
        with closing(sqlite3.connect(there.history)) as history:
            if history.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "integrity_check before the next run"
            there_now = {row[0] for row in history.execute("SELECT DISTINCT file FROM delivery")}
            if history.execute("SELECT COUNT(*) FROM publication").fetchone()[0] > publications:
                # The history says that the reports are published: `published_before_recorded` holds that they then are.
                shutil.copytree(good.output, there.output, ignore=shutil.ignore_patterns("history.sqlite*"), dirs_exist_ok=True)
        if ended:
            # The run has said that it is done: everything it took is there before anything else runs.
            wrong = difference(figures, there.figures())
            if wrong:
                return f"lost after exit 0: {wrong}"
        elif not there_now >= acknowledged:
            return f"lost what an earlier run acknowledged: {acknowledged - there_now}"
        night = there.run()
        if night.status != 0:
            return f"the next run: {night}"
        wrong = difference(figures, there.figures()) or difference(published, there.published()) or there.unsound()
        there.remove()
        return wrong and f"after the next run {wrong}"

    with before.read() as history:
        acknowledged = {row[0] for row in history.execute("SELECT DISTINCT file FROM delivery")}
        publications = history.execute("SELECT COUNT(*) FROM publication").fetchone()[0]
    assert acknowledged
    trial.each(points, attempt)


def published_before_recorded(trial):
    """Every published file is synced before its folder takes its place, and the folder above after that, before the history
    says so: from the order of the calls."""
    before = first_night(trial.program, trial.place("before"))
    second_deliveries(before)
    good = before.copy(trial.place("good"))
    log = os.path.join(trial.folder, "calls")
    assert good.run(environment={"LD_PRELOAD": trial.fault, "FAULT_LOG": log}).status == 0
    with open(log) as lines:
        calls = [line.rstrip("\n").split(" ", 2)[1:] for line in lines]
    output = os.path.realpath(good.output)
    renames = [i for i, (call, _) in enumerate(calls) if call.startswith("rename")]
    wal = [i for i, (call, name) in enumerate(calls) if call == "pwrite64" and name.endswith("-wal")]

    def attempt(label, i):
        synced, written = {}, {}
        for j, (call, name) in enumerate(calls[:i]):
            if call in ("write", "fwrite"):
                written[name] = j
            elif call in ("fsync", "fdatasync"):
                synced[name] = j
        name = calls[i][1]
        fresh = [n for n in written if "/.outlay-" in n and n.startswith(output) and "scratch" not in n and "(deleted)" not in n]
        late = [n for n in fresh if synced.get(n, -1) < written[n]]
        if late:
            return f"{name} takes its place before {late[0]} is synced"
        follows = next((j for j in wal if j > i), len(calls))
        if not any(call == "fsync" and os.path.realpath(n) == output for call, n in calls[i:follows]):
            return f"{name} takes its place, and the folder is not synced before the history is written"
        return None

    trial.each([(f"rename {n}", i) for n, i in enumerate(renames)], attempt)


PROMISES = [("power-loss", power_loss), ("published-before-recorded", published_before_recorded)]

"""Silent damage in the history, and files that are no history any more."""

import os
import random
import sqlite3

from night import closing, first_night, second_deliveries

PAGE = 4096


def sound_history(trial):
    """An installation whose whole history lies in its main file, and the bytes of that."""
    there = first_night(trial.program, trial.place("before"))
    second_deliveries(there)
    assert there.run().status == 0
    with closing(sqlite3.connect(there.history)) as history:
        history.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for ending in ("-wal", "-shm"):
        if os.path.exists(there.history + ending):
            os.unlink(there.history + ending)
    with open(there.history, "rb") as file:
        return there, file.read()


def dump(path):
    """Every value of every table, as bytes and with its type; what SQLite cannot read is said instead."""
    tables = {}
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as history:
            history.text_factory = bytes
            names = [row[0].decode() for row in history.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for name in names:
                try:
                    tables[name] = [repr(row) for row in history.execute(f'SELECT * FROM "{name}" NOT INDEXED')]
                except sqlite3.Error as error:
                    tables[name] = f"unreadable: {error}"
    except (sqlite3.Error, UnicodeDecodeError) as error:
        tables["sqlite_schema"] = f"unreadable: {error}"
    return tables


def place_history(trial, label, data):
    """A folder with nothing but this history, and its path."""
    folder = trial.place(label)
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "history.sqlite")
    with open(path, "wb") as file:
        file.write(data)
    return folder, path


def clear(folder):
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            os.unlink(path)


def flipped_byte(trial):
    there, good = sound_history(trial)
    folder, path = place_history(trial, "good", good)
    sound = dump(path)
    assert there.run("verify", "--history", path).status == 0
    seen = {"changed": 0, "silent": 0}

    def attempt(label, number):
        draw = random.Random(f"{trial.seed} flip {number}")
        # Half of the points lie where values are dense: anywhere in a page that is not mostly zero.
        while True:
            at = draw.randrange(len(good))
            page = good[at - at % PAGE: at - at % PAGE + PAGE]
            if number % 2 == 0 or (good[at] != 0 and page.count(0) < PAGE // 2):
                break
        data = bytearray(good)
        data[at] ^= draw.randrange(1, 256) if number % 3 == 0 else 1 << draw.randrange(8)
        folder, path = place_history(trial, label, data)
        now = dump(path)
        changed = next((name for name in set(sound) | set(now) if sound.get(name) != now.get(name)), None)
        night = there.run("verify", "--history", path, timeout=5)
        what = f"byte {at}: {good[at]:#04x} to {data[at]:#04x}"
        seen["changed" if changed else "silent"] += 1
        if night.status is None or night.status < 0 or night.status == 70:
            return f"{what}: {night}"
        if changed and night.status == 0:
            def first():
                one, other = sound.get(changed, []), now.get(changed, [])
                if isinstance(other, str):
                    return other
                return next(((a, b) for a, b in zip(one, other) if a != b), (len(one), len(other)))
            return f"{what}: verify is content, but {changed} changed: {str(first())[:300]}"
        clear(folder)
        return None

    trial.each([(f"flip {i}", i) for i in range(trial.most or (500 if trial.full else 24))], attempt)
    trial.note = f"   {seen['changed']} flips changed a value"


def mutate(good, draw):
    """Damage that a disk, a copy or a stranger does."""
    data = bytearray(good)
    kind = draw.randrange(6)
    if kind == 0:
        for _ in range(draw.randrange(1, 200)):
            data[draw.randrange(len(data))] = draw.randrange(256)
    elif kind == 1:
        data = data[: draw.randrange(len(data))]
    elif kind == 2:
        for _ in range(draw.randrange(1, 5)):
            a, b = (draw.randrange(len(data) // PAGE) * PAGE for _ in range(2))
            data[a:a + PAGE], data[b:b + PAGE] = data[b:b + PAGE], data[a:a + PAGE]
    elif kind == 3:
        a = draw.randrange(len(data))
        data[a:a + draw.randrange(1, 20000)] = bytes(draw.randrange(1, 20000))
    elif kind == 4:  # headers of pages and of the file, where structure lies
        for _ in range(draw.randrange(1, 12)):
            data[min(len(data) - 1, draw.randrange(len(data) // PAGE) * PAGE + draw.randrange(12))] = draw.randrange(256)
    else:
        for _ in range(draw.randrange(1, 20)):
            data[draw.randrange(100)] = draw.randrange(256)
    return bytes(data)


def mutated_history(trial):
    there, good = sound_history(trial)
    more = [("query", "SELECT COUNT(*), SUM(BilledCost) FROM focus"), ("run",), ("changes",), ("report", "--month", "2026-09")]

    def attempt(label, number):
        data = mutate(good, random.Random(f"{trial.seed} mutation {number}"))
        folder, path = place_history(trial, label, data)
        for command in (("verify",), more[number % len(more)]):
            arguments = [*command, "--history", path]
            if command[0] in ("run", "report"):
                arguments += ["--output", os.path.join(folder, "Output")]
            night = there.run(*arguments, timeout=5)
            if night.status is None:
                return f"{command[0]} is not done after 5 s"
            if night.status < 0 or night.status == 70:
                return f"{command[0]}: {night}"
        clear(folder)
        return None

    trial.each([(f"mutation {i}", i) for i in range(trial.most or (2000 if trial.full else 24))], attempt)


PROMISES = [("flipped-byte", flipped_byte), ("mutated-history", mutated_history)]

"""The same data again, in another dress: nothing changes."""

import csv
import gzip
import io
import os
import random

from night import difference, first_night, second_deliveries


def read_rows(data):
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    return rows[0], rows[1:]


def text(header, rows, quoting=csv.QUOTE_MINIMAL, ends="\n"):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting, lineterminator=ends).writerows([header, *rows])
    return out.getvalue().encode()


def content(path):
    with open(path, "rb") as file:
        data = file.read()
    return gzip.decompress(data) if path.endswith(".gz") else data


def put(path, data):
    """A new file in the place of the old one: inputs are links that other installations share."""
    if os.path.exists(path):
        os.unlink(path)
    with open(path, "wb") as file:
        file.write(gzip.compress(data, mtime=0) if path.endswith(".gz") else data)


def renamed(path, draw):
    os.rename(path, os.path.join(os.path.dirname(path), f"again-{draw.randrange(1000)}-{os.path.basename(path)}"))


def moved(path, draw):
    folder = os.path.join(os.path.dirname(path), f"folder {draw.randrange(100)}")
    os.makedirs(folder, exist_ok=True)
    os.rename(path, os.path.join(folder, os.path.basename(path)))


def compressed(path, draw):
    data = content(path)
    os.unlink(path)
    put(path[:-3] if path.endswith(".gz") else path + ".gz", data)


def compressed_differently(path, draw):
    if not path.endswith(".gz"):
        return compressed(path, draw)
    data = content(path)
    os.unlink(path)
    with open(path, "wb") as file:
        half = draw.randrange(1, len(data))
        file.write(gzip.compress(data[:half], 1, mtime=7) + gzip.compress(data[half:], 9, mtime=9))


def linked(path, draw):
    os.link(path, os.path.join(os.path.dirname(path), "link-" + os.path.basename(path)))


def touched(path, draw):
    put(path, content(path))


def shuffled(path, draw):
    header, rows = read_rows(content(path))
    draw.shuffle(rows)
    put(path, text(header, rows))


def columns_moved(path, draw):
    header, rows = read_rows(content(path))
    order = list(range(len(header)))
    draw.shuffle(order)
    put(path, text([header[i] for i in order], [[row[i] for i in order] for row in rows]))


def quoted(path, draw):
    put(path, text(*read_rows(content(path)), quoting=csv.QUOTE_ALL, ends="\r\n"))


CHANGES = [renamed, moved, compressed, compressed_differently, linked, touched, shuffled, columns_moved, quoted]


def same_data_twice(trial):
    before = first_night(trial.program, trial.place("before"))
    second_deliveries(before)
    # Read again today: when a source was last read decides which days are complete, and that is to be the same below.
    touched(os.path.join(before.inputs, "exports/usage/usage_2026-09.csv"), trial.random)
    assert before.run().status == 0
    figures, published = before.figures(), before.published()
    names = ["cloud/bill_2026-09_20261003.csv", "cloud/bill_2026-10_20261013.csv.gz", "cloud/bill_2026-09_20260920.csv",
             "usage/usage_2026-09.csv", "usage/usage_2026-10.csv"]
    points = [(f"{change.__name__} {os.path.basename(name)}", [(change, name)]) for change in CHANGES for name in names]
    for i in range(60):
        draw = random.Random(f"{trial.seed} {i}")
        points.append((f"mixed {i}", [(draw.choice(CHANGES), name) for name in names]))
    points = trial.pick(points, 14)

    def attempt(label, changes):
        there = before.copy(trial.place(label))
        draw = random.Random(f"{trial.seed} {label}")
        for change, name in changes:
            change(os.path.join(there.inputs, "exports", name), draw)
        night = there.run()
        what = ", ".join(f"{change.__name__} {name}" for change, name in changes)
        if night.status != 0:
            return f"{what}: {night}"
        wrong = difference(figures, there.figures()) or difference(published, there.published()) or there.unsound()
        there.remove()
        return wrong and f"{what}: {wrong}"

    trial.each(points, attempt)


PROMISES = [("same-data-twice", same_data_twice)]

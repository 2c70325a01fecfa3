"""Hostile inputs: each within ten seconds and 256 MB, refused or ignored, and the good bill beside it is taken."""

import gzip
import json
import os
import re
import socket
import struct
import zlib

from bounds import Bounded
from night import HEADER, Installation, bill, bill_rows, csv_bytes, write

SECONDS, MEMORY = 10, 256 << 20
HEAD = ",".join(HEADER).encode() + b"\n"
USAGE = b"day,metric,customer,quantity\n"


def bomb(prefix, block, count, suffix=b""):
    """One gzip member of prefix, `count` times the block, suffix; made without making its content."""
    def piece(data):
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        return deflate.compress(data) + deflate.flush(zlib.Z_FULL_FLUSH)

    crc = zlib.crc32(prefix)
    for _ in range(count):
        crc = zlib.crc32(block, crc)
    crc = zlib.crc32(suffix, crc)
    last = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = piece(prefix) + piece(block) * count + last.compress(suffix) + last.flush()
    size = (len(prefix) + len(block) * count + len(suffix)) & 0xFFFFFFFF
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + body + struct.pack("<II", crc, size)


MB = 1 << 20
ROW = csv_bytes(HEADER, bill_rows(10, 1)[:1]).split(b"\n", 1)[1]


def changed_row(**values):
    row = list(bill_rows(10, 1)[0])
    for name, value in values.items():
        row[HEADER.index(name)] = value
    return csv_bytes(HEADER, [row])


def sparse(size):
    def make(path):
        with open(path, "wb") as file:
            file.write(HEAD)
            file.truncate(size)
    return make


def unix_socket(path):
    here = os.getcwd()
    with socket.socket(socket.AF_UNIX) as it:
        os.chdir(os.path.dirname(path))
        try:
            it.bind(os.path.basename(path))
        finally:
            os.chdir(here)


def deep_folders(path):
    here = os.getcwd()
    try:
        os.makedirs(path)
        os.chdir(path)
        for _ in range(600):
            os.mkdir("deeper")
            os.chdir("deeper")
        write(os.path.abspath("x.csv") if len(os.getcwd()) < 3000 else "./x.csv", USAGE)
    finally:
        os.chdir(here)


def many_files(path):
    for i in range(2000):
        write(os.path.join(path, f"f{i}.csv"), b"x\n")


def link_to(target):
    return lambda path: os.symlink(target, path)


# Name, path below exports/evil/ (or Inputs/ when it begins with a slash), content or what makes it, exits that are right.
FILES = [
    ("gzip bomb of zeros", "a.csv.gz", lambda: bomb(b"", bytes(MB), 1024)),
    ("gzip bomb of line ends", "a.csv.gz", lambda: bomb(HEAD, b"\n" * MB, 1024)),
    ("gzip bomb of commas", "a.csv.gz", lambda: bomb(HEAD, b"," * MB, 1024)),
    ("gzip bomb of quotes", "a.csv.gz", lambda: bomb(HEAD, b'"' * MB, 1024)),
    ("gzip in gzip in gzip", "a.csv.gz", lambda: gzip.compress(gzip.compress(bomb(b"", bytes(MB), 1024)))),
    ("a gigabyte field", "a.csv.gz", lambda: bomb(HEAD + b'"', b"a" * MB, 1024, b'"\n')),
    ("a gigabyte field in a row", "a.csv.gz", lambda: bomb(HEAD + b"1,acct-1,USD,", b"a" * MB, 1024, b"\n")),
    ("a gigabyte header", "a.csv.gz", lambda: bomb(b"BilledCost,", b"a" * MB, 1024, b"\n1\n")),
    ("a sparse gigabyte", "a.csv", sparse(1 << 30)),
    ("a million columns", "a.csv", lambda: b",".join(b"c%d" % i for i in range(1_000_000)) + b"\n" + b"1," * 999_999 + b"1\n"),
    ("a million same columns", "a.csv", lambda: b"BilledCost," * 1_000_000 + b"x\n" + ROW),
    ("a row of a million fields", "a.csv", lambda: HEAD + b"1," * 1_000_000 + b"\n"),
    ("a million broken rows", "a.csv", lambda: HEAD + b"x,y\n" * 1_000_000),
    ("a million broken usage rows", "a.csv", lambda: USAGE + b"2026-10-99,m,c,x\n" * 1_000_000),
    ("two hundred thousand customers", "a.csv", lambda: USAGE + b"".join(b"2026-10-01,m,c%d,1\n" % i for i in range(200_000))),
    ("tags deeper than any stack", "a.csv", lambda: changed_row(Tags="[" * 100_000)),
    ("tags of deep objects", "a.csv", lambda: changed_row(Tags='{"a":' * 50_000 + "1" + "}" * 50_000)),
    ("tags of a hundred thousand keys", "a.csv", lambda: changed_row(Tags=json.dumps({f"k{i}": "v" for i in range(100_000)}))),
    ("cost 1e999999999", "a.csv", lambda: changed_row(BilledCost="1e999999999")),
    ("cost of a million digits", "a.csv", lambda: changed_row(BilledCost="9" * 1_000_000)),
    ("cost 1e-999999999", "a.csv", lambda: changed_row(BilledCost="1e-999999999")),
    ("period of ten thousand years", "a.csv", lambda: changed_row(ChargePeriodEnd="9999-12-31T00:00:00Z")),
    ("year 99999", "a.csv", lambda: changed_row(ChargePeriodStart="99999-01-01T00:00:00Z")),
    ("deep JSON lists", "a.json", lambda: b"[" * 5_000_000),
    ("deep JSON objects", "a.json", lambda: b'{"data":' * 1_000_000),
    ("deep JSON line", "a.jsonl", lambda: b'{"cost":' + b"[" * 500_000 + b"]" * 500_000 + b"}\n"),
    ("JSON string of 300 MB", "a.json.gz", lambda: bomb(b'{"data":"', b"a" * MB, 300, b'"}')),
    ("JSON list of a gigabyte", "a.json.gz", lambda: bomb(b"[", b"0," * (MB // 2), 1024, b"0]")),
    ("JSON number of a million digits", "a.json", lambda: b'[{"cost":' + b"9" * 1_000_000 + b"}]"),
    ("XML with entities in entities", "a.xml", lambda: b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %s "%s">' % (bytes([98 + i]), (b"&%s;" % bytes([97 + i])) * 10) for i in range(12)) + b"]><r>&m;</r>"),
    ("DOCTYPE of a file", "a.xml", lambda: b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'),
    ("DOCTYPE in a bill's name", "a.csv", lambda: b"<!DOCTYPE html><html>" + HEAD + ROW),
    ("NUL bytes", "a.csv", lambda: bytes(1000) + HEAD + ROW),
    ("UTF-16", "a.csv", lambda: (HEAD + ROW).decode().encode("utf-16")),
    ("invalid UTF-8", "a.csv", lambda: changed_row(ServiceName="X").replace(b"X,", b"\xff\xfe\xc0\x80,")),
    ("escape bytes in a value", "a.csv", lambda: changed_row(ServiceName="\x1b]0;own\x07\x1b[31mred", BilledCost="\x1b[2Jx")),
    ("nothing", "a.csv", lambda: b""),
    ("only a byte order mark", "a.csv", lambda: b"\xef\xbb\xbf"),
    ("gzip cut short", "a.csv.gz", lambda: gzip.compress(bill(10, 5))[:-9]),
    ("gzip with a wrong sum", "a.csv.gz", lambda: gzip.compress(bill(10, 5))[:-8] + b"12345678"),
    ("gzip with more behind", "a.csv.gz", lambda: gzip.compress(bill(10, 5)) + b"more" * 1000),
    ("random bytes", "a.csv", lambda: zlib.compress(b"x") + os.urandom(MB)),
    ("link to a device", "a.csv", link_to("/dev/zero")),
    ("link to random bytes", "a.csv", link_to("/dev/urandom")),
    ("link outside", "a.csv", link_to("/etc/passwd")),
    ("link to itself", "a.csv", link_to("a.csv")),
    ("link to nothing", "a.csv", link_to("nothing.csv")),
    ("link to the folder above", "loop", link_to("..")),
    ("link to the root", "root", link_to("/")),
    ("pipe", "a.csv", os.mkfifo),
    ("pipe as a source", "/exports/pipe", os.mkfifo),
    ("pipe as mapping", "/mapping.csv", os.mkfifo, (65, 66, 78)),
    ("device as contracts", "/contracts.csv", link_to("/dev/zero"), (0, 65, 66, 78)),
    ("socket", "a.csv", unix_socket),
    ("folders in folders", "deep", deep_folders),
    ("two thousand files", "many", many_files),
    ("name with a line end", "a\nexports: 0 refused\n.csv", lambda: b"x\n"),
    ("name with escape bytes", "\x1b[2J\x1b]0;own\x07.csv", lambda: b"x\n"),
    ("name that is not UTF-8", b"\xff\xfe\xc0.csv", lambda: b"x\n"),
    ("name that turns around", "a\u202egz.vsc.csv", lambda: b"x\n"),
    ("name like an option", "--output=x.csv", lambda: b"x\n"),
    ("name with a command", "$(touch own);`touch own`.csv", lambda: b"x\n"),
    ("name of 255 bytes", "a" * 251 + ".csv", lambda: b"x\n"),
    ("plan with aliases of aliases", "/plans/evil.yaml", lambda: b"a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"a%d: &a%d [%s]\n" % (i, i, b",".join([b"*a%d" % (i - 1)] * 9)) for i in range(1, 12)), (78,)),
    ("plan that is deep", "/plans/evil.yaml", lambda: b"plan: " + b"[" * 200_000, (78,)),
    ("plan of 100 MB", "/plans/evil.yaml", lambda: b"plan: x\nname: '" + b"a" * (100 * MB) + b"'\n", (78,)),
    ("settings that are deep", "/outlay.yaml", lambda: b"budgets: " + b"{a: " * 100_000, (78,)),
    ("mapping with costly patterns", "/mapping.csv", lambda: b"ServiceName,system,component,customer,environment\n" + (
        b"*a" * 2000 + b"b,shop,compute,,\n") * 200 + b"*,shop,compute,,\n", (0, 3, 78)),
    ("service that costly patterns meet", "a.csv", lambda: changed_row(ServiceName="a" * 500_000)),
    ("prices that are deep", "/prices.json", lambda: b"{" + b'"a":{' * 1_000_000, (0, 3, 78)),
]


def hostile_files(trial):
    def attempt(label, case):
        _, name, make, *right = case
        there = Installation(trial.program, trial.place(label)).found()
        there.deliver("bill_2026-10_20261013.csv", bill(10, 12))
        path = os.fsencode(there.inputs) + b"/" + (os.fsencode(name[1:]) if isinstance(name, str) and name.startswith("/")
                                                    else b"exports/evil/" + os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.lexists(path):
            os.unlink(path)
        try:
            data = make()
        except TypeError:
            data = make(os.fsdecode(path))
        if isinstance(data, bytes):
            with open(path, "wb") as file:
                file.write(data)
        it = Bounded(there.arguments("run"), there.folder, SECONDS)
        status, words, seconds, memory = it.status, it.words, it.seconds, it.memory
        end = words[-300:].decode(errors="replace")
        if status is None:
            return f"not done after {seconds:.0f} s, {memory >> 20} MB"
        exits = right[0] if right else (0, 3)
        if status not in exits:
            return f"exit {status}: {end}"
        if seconds > SECONDS or memory > MEMORY:
            return f"{seconds:.1f} s, {memory >> 20} MB: {end}"
        if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\xaa-\xae]", words):
            return f"control bytes in what it says: {words[:200]!r}"
        if len(words) > 1 << 20:
            return f"it says {len(words)} bytes"
        if os.path.exists(os.path.join(there.folder, "own")):
            return "a name was taken for a command"
        if status in (0, 3):
            with there.read() as history:
                rows = history.execute("SELECT COUNT(*) FROM focus WHERE x_Source = 'cloud'").fetchone()[0]
            if rows != 12 * 9:
                return f"the good bill beside it: {rows} of {12 * 9} rows"
        there.remove()
        most[0], most[1] = max(most[0], seconds), max(most[1], memory)
        return None

    most = [0, 0]
    trial.each(trial.pick([(case[0], case) for case in FILES], 10), attempt)
    trial.note = f"   at most {most[0]:.1f} s, {most[1] >> 20} MB"


PROMISES = [("hostile-files", hostile_files)]

"""Compares every number of a published set, wherever it is told: history, CSV files, workbook, XML, pages, feed.

usage: check_numbers.py FOLDER

The workbook and the history must have what the CSV files have, cell by cell. Every number of report.xml must stand in a CSV file or be
a sum of one by system, and every number that a page or the feed shows must be one of those, rounded as it is shown. Each finding is a
line on standard output; the exit status is 1 where there is one.
"""

import collections
import csv
import decimal
import html.parser
import pathlib
import re
import sqlite3
import sys
import xml.etree.ElementTree as tree

import openpyxl

NAMESPACE = "{https://outlay.example/ns/report/1}"
Decimal = decimal.Decimal
decimal.getcontext().prec = 60
folder = pathlib.Path(sys.argv[1]).resolve()
findings = []
checked = collections.Counter()

# Numbers of a page that are no figure: parts of names, dates, sequences, limits that settings give, the thresholds of a bar.
NO_FIGURE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\d{4}-Q\d|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
    r"|[A-Za-z_#][\w.-]*\d[\w.-]*|\d+[A-Za-z_][\w.-]*")
NUMBER = re.compile(r"[+\u2212-]?\d[\d,]*(?:\.\d+)?")


def find(where, what):
    findings.append(f"{where}: {what}")


def number(text):
    try:
        return Decimal(text)
    except decimal.InvalidOperation:
        return None


def tables(month):
    """The CSV files: names, headers and rows as text."""
    for path in sorted(month.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        yield path.stem, rows[0], rows[1:]


def workbook(month):
    book = openpyxl.load_workbook(month / "report.xlsx", read_only=True)
    for name, header, rows in tables(month):
        if not rows:
            continue
        if name not in book.sheetnames:
            find(month.name, f"report.xlsx has no sheet {name}")
            continue
        sheet = [list(row) for row in book[name].iter_rows(values_only=True)]
        if sheet[0] != header or len(sheet) != len(rows) + 1:
            find(month.name, f"report.xlsx, {name}: {len(sheet) - 1} rows of {sheet[0]}, expected {len(rows)} of {header}")
            continue
        for line, (cells, texts) in enumerate(zip(sheet[1:], rows), 2):
            cells += [None] * (len(header) - len(cells))
            for column, cell, text in zip(header, cells, texts):
                checked["workbook"] += 1
                told = "" if cell is None else cell
                same = abs(Decimal(text) - Decimal(repr(told))) <= abs(Decimal(text)) * Decimal("1e-15") \
                    if isinstance(told, (int, float)) and number(text) is not None else str(told) == text or "'" + str(told) == text
                if not same:
                    find(month.name, f"report.xlsx, {name}, line {line}, {column}: {told!r}, the CSV file says {text!r}")


def history(month):
    base = sqlite3.connect(f"file:{folder / 'history.sqlite'}?mode=ro", uri=True)
    for name, header, rows in tables(month):
        columns = [row[1] for row in base.execute(f"PRAGMA table_info({name})")]
        if "month" not in columns or not set(header) <= set(columns):
            continue
        stored = base.execute(f"SELECT {', '.join(header)} FROM {name} WHERE month = ?", (month.name,)).fetchall()
        # Percentages have four decimals in files; all else is the same number.
        percents = [at for at, column in enumerate(header) if "percent" in column]

        def sorted_rows(rows):
            told = []
            for row in rows:
                cells = ["" if cell is None else str(cell).removeprefix("'") for cell in row]
                found = [number(cell) for cell in cells]
                told.append((
                    [cell if value is None else format(float(value), ".12g") for at, (cell, value) in enumerate(zip(cells, found)) if at not in percents],
                    [found[at] for at in percents]))
            return sorted(told, key=lambda row: row[0])

        one, other = sorted_rows(rows), sorted_rows(stored)
        checked["history"] += len(rows) * len(header)
        if len(one) != len(other):
            find(month.name, f"{name}.csv has {len(one)} rows, the history {len(other)}")
        for left, right in zip(one, other):
            near = all((a is None) == (b is None) and (a is None or abs(a - b) <= Decimal("0.0001")) for a, b in zip(left[1], right[1]))
            if left[0] != right[0] or not near:
                find(month.name, f"{name}.csv says {left}, the history {right}")


def figures(month):
    """Every number of the CSV files, and the sums of their columns over all rows, by system and by system without reserved rows."""
    known = []
    for name, header, rows in tables(month):
        sums = collections.defaultdict(Decimal)
        for row in rows:
            cells = dict(zip(header, row))
            system = cells.get("system", "")
            groups = [(), (system,), ("sum", system, cells.get("component", ""), cells.get("customer", ""))]
            # A range counts as its bounds, what is no range as both of its own.
            for end in ("low", "high"):
                if f"plan_{end}" in cells:
                    cells[f"total_{end}"] = cells[f"plan_{end}"] or cells["plan"]
            if cells.get("variance"):
                groups += [("compared",), ("compared", system)]
            if cells.get("component") == "":
                groups += [("systems",), ("systems", bool(cells.get("variance")))]
            if cells.get("beside"):
                groups += [("beside", cells["beside"]), ("beside", cells["beside"], system)]
            reserved = any(cells.get(key, "").startswith("(") for key in ("system", "component", "customer"))
            if not reserved:
                groups += [("own", system), ("own",)]
            for column, text in cells.items():
                value = number(text) if column not in ("month", "system", "component", "customer") else None
                if value is None:
                    continue
                known.append(value)
                # Shares are shown as percentages, prices of single tokens by the million.
                known += [value * 100] if column == "share" else [value * 1_000_000] if "price" in column else []
                for group in groups:
                    sums[column, group] += value
        known += sums.values()
        known += [Decimal(len(rows))]
    return known


def report(month, known):
    exact = {value.normalize() for value in known}
    told = []
    root = tree.parse(month / "report.xml")
    # What is counted of sources and checked, what moved since the report before, and the daily quantities that ask for a capacity,
    # stand nowhere else.
    alone = {child for name in ("source", "input", "check", "changes") for parent in root.iter(f"{NAMESPACE}{name}") for child in parent.iter()}
    for element in root.iter():
        texts = [element.text or ""] + [value for key, value in element.attrib.items() if key not in ("sequence", "schemaVersion", "id")]
        for text in texts:
            value = number(text.strip()) if text.strip() else None
            if value is None:
                continue
            checked["report.xml"] += 1
            told.append(value)
            if element not in alone and value.normalize() not in exact and round(value, 4).normalize() not in exact:
                find(month.name, f"report.xml tells {text} in {element.tag.split('}')[1]}, no CSV file does")
    return told


class Text(html.parser.HTMLParser):
    """The texts that a page shows, each with where it stands."""

    def __init__(self):
        super().__init__()
        self.texts, self.skipped, self.stack = [], 0, []

    def handle_starttag(self, tag, attributes):
        if tag in ("meta", "link", "input", "br", "col"):
            return
        self.stack.append(tag)
        if tag in ("style", "script", "code", "nav", "title", "desc"):
            self.skipped += 1

    def handle_endtag(self, tag):
        self.stack.pop()
        if tag in ("style", "script", "code", "nav", "title", "desc"):
            self.skipped -= 1

    def handle_data(self, data):
        if not self.skipped and data.strip():
            self.texts.append((self.stack[-1], data.strip()))


class Rounded(dict):
    """What numbers are as they are shown, by decimals; made when a page first shows so many."""

    def __init__(self, known):
        self.known = {abs(value) for value in known}

    def __missing__(self, places):
        unit = Decimal(1).scaleb(-places)
        ways = (decimal.ROUND_HALF_EVEN, decimal.ROUND_HALF_UP)
        self[places] = {value.quantize(unit, way) for value in self.known for way in ways}
        return self[places]


def shown(where, texts, rounded):
    for tag, text in texts:
        for match in NUMBER.finditer(NO_FIGURE.sub(" ", text)):
            plain = match.group().replace(",", "").lstrip("+-\u2212")
            places = len(plain.partition(".")[2])
            checked[where.split("/")[-1]] += 1
            if Decimal(plain) not in rounded[places]:
                find(where, f"shows {match.group()} in {tag}: {text[:100]}")


def main():
    for month in sorted(path for path in folder.iterdir() if re.fullmatch(r"\d{4}-\d{2}", path.name)):
        if (month / "report.xlsx").exists():
            workbook(month)
        history(month)
        known = figures(month)
        rounded = Rounded(known + report(month, known))
        for path in [month / "index.html"] + sorted(month.glob("system-*.html")):
            page = Text()
            page.feed(path.read_text())
            shown(f"{month.name}/{path.name}", page.texts, rounded)
    for finding in findings:
        print(finding)
    print(f"{sum(checked.values())} numbers ({', '.join(f'{count} of {name}' for name, count in checked.items())}), {len(findings)} findings")
    sys.exit(1 if findings else 0)


main()

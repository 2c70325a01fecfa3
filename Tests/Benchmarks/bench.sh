#!/usr/bin/env bash
# Times `outlay ingest` beside `sqlite3 .import` (and DuckDB, where Python has it) on the same generated bill, in turns: CSV, and
# JSON lines from which sqlite3 takes the cost and eleven columns.
# LINES: records of the bill, ROUNDS: turns. Prints the best of each, its peak memory and the ratios.
set -euo pipefail
cd "$(dirname "$0")/../.."

lines=${LINES:-500000}
rounds=${ROUNDS:-3}

swift build --configuration release --product outlay >&2
swift build --configuration release --product outlay-sample >&2
outlay=$PWD/.build/release/outlay

folder=$(mktemp -d "${TMPDIR:-/tmp}/outlay-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT
bill=$folder/Inputs/exports/bench/focus_2026-08.csv
mkdir -p "$(dirname "$bill")"
.build/release/outlay-sample --bench "$lines" "$bill"
bytes=$(stat --format=%s "$bill")
dump=$folder/json/exports/bench/gcp_2026-08.json
mkdir -p "$(dirname "$dump")"
.build/release/outlay-sample --bench "$lines" "$dump"
dump_bytes=$(stat --format=%s "$dump")
echo "$lines records, $((bytes / 1000000)) MB as CSV, $((dump_bytes / 1000000)) MB as JSON lines"

# Runs a command; appends "seconds peak-kilobytes" to the record of its name (0 where the peak is not known).
timed() {
    local name=$1
    shift
    if [ -x /usr/bin/time ]; then
        /usr/bin/time --format='%e %M' --output="$folder/$name.once" "$@" >"$folder/$name.log" 2>&1 ||
            { cat "$folder/$name.log" >&2; return 1; }
        tail -n 1 "$folder/$name.once" >>"$folder/$name.times"
    else
        local start=$EPOCHREALTIME
        "$@" >"$folder/$name.log" 2>&1 || { cat "$folder/$name.log" >&2; return 1; }
        awk -v from="$start" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.2f 0\n", to - from }' >>"$folder/$name.times"
    fi
}

best() { sort --general-numeric-sort "$folder/$1.times" | head -n 1; }

show() {
    best "$1" | awk -v name="$1" -v bytes="${2:-$bytes}" '{
        printf "%-16s %8.2f s  %8.1f MB/s  ", name, $1, bytes / 1e6 / ($1 > 0 ? $1 : 0.01)
        if ($2 > 0) printf "%7.1f MB peak\n", $2 * 1024 / 1e6; else print "peak not measured"
    }'
}

ratio() {
    awk -v one="$(best "$1" | cut -d' ' -f1)" -v other="$(best "$2" | cut -d' ' -f1)" -v names="$1 / $2" 'BEGIN {
        printf "%-32s %.3f\n", names, one / (other > 0 ? other : 0.01)
    }'
}

duckdb=
python3 -c 'import duckdb' 2>/dev/null && duckdb=yes
cat "$bill" "$dump" >/dev/null
paths=(cost billing_account_id service.description sku.id sku.description project.id location.region resource.name
    usage_start_time usage_end_time usage.amount invoice.month credits labels)
columns=$(printf ", j -> '$.%s'" "${paths[@]}")
for _ in $(seq "$rounds"); do
    rm -rf "$folder/Output" "$folder/plain.sqlite"*
    mkdir "$folder/Output"
    timed outlay "$outlay" ingest --verbose --inputs "$folder/Inputs" --output "$folder/Output" --today 2026-11-21
    rm -rf "$folder/json-output" "$folder/json.sqlite"*
    mkdir "$folder/json-output"
    timed outlay-json "$outlay" ingest --verbose --inputs "$folder/json" --output "$folder/json-output" --today 2026-11-21
    timed sqlite3-json sqlite3 -batch -ascii -separator $'\x1f' -newline $'\n' "$folder/json.sqlite" \
        'CREATE TABLE line (j)' ".import '$dump' line" "CREATE TABLE bill AS SELECT ${columns#, } FROM line"
    timed sqlite3 sqlite3 -batch -csv "$folder/plain.sqlite" ".import '$bill' focus"
    if [ -n "$duckdb" ]; then
        rm -f "$folder/plain.duckdb"
        timed duckdb python3 -c "import duckdb, sys
duckdb.connect(sys.argv[1]).execute(\"create table focus as select * from read_csv(?, header = true, nullstr = 'NULL')\", [sys.argv[2]])" \
            "$folder/plain.duckdb" "$bill"
    fi
done

# Fast and wrong does not count: every record has arrived, and every cent.
taken=$(sqlite3 -readonly "$folder/Output/history.sqlite" 'SELECT SUM(x_LineCount) FROM focus')
[ "$taken" = "$lines" ] || { echo "outlay took $taken of $lines records" >&2; exit 1; }
loaded=$(sqlite3 -readonly "$folder/plain.sqlite" 'SELECT COUNT(*) FROM focus')
[ "$loaded" = "$lines" ] || { echo "sqlite3 loaded $loaded of $lines records" >&2; exit 1; }
# Both as whole micros and what is left in units of 1e-11, the bill's last digit: sums of integers, so exact.
expected=$(sqlite3 -readonly "$folder/plain.sqlite" "
    WITH part AS (
        SELECT SUM(CAST(BilledCost AS INTEGER)) AS whole,
            SUM(CAST(SUBSTR(BilledCost, INSTR(BilledCost, '.') + 1) AS INTEGER)) AS fraction
        FROM focus)
    SELECT whole * 1000000 + fraction / 100000, fraction % 100000 FROM part")
stored=$(sqlite3 -readonly "$folder/Output/history.sqlite" '
    WITH part AS (SELECT SUM(x_BilledCostMicros) AS micros, SUM(x_BilledCostFemtos) AS femtos FROM focus)
    SELECT micros + femtos / 1000000000, femtos % 1000000000 / 10000 FROM part')
[ "$stored" = "$expected" ] || { echo "outlay holds $stored, the bill $expected (micros and 1e-11)" >&2; exit 1; }

# The same of the JSON lines, with their credits.
expected=$(sqlite3 -readonly "$folder/json.sqlite" "
    WITH digits AS (
        SELECT j -> '$.cost' AS t, 1 AS sign FROM line
        UNION ALL SELECT substr(j -> '$.credits[0].amount', 2), -1 FROM line WHERE j -> '$.credits[0]' IS NOT NULL),
    part AS (
        SELECT SUM(sign * CAST(t AS INTEGER)) AS whole, SUM(sign * CAST(SUBSTR(t, INSTR(t, '.') + 1) AS INTEGER)) AS fraction
        FROM digits)
    SELECT whole * 100000000000 + fraction FROM part")
stored=$(sqlite3 -readonly "$folder/json-output/history.sqlite" '
    SELECT SUM(x_BilledCostMicros) * 100000 + SUM(x_BilledCostFemtos) / 10000 FROM focus')
[ "$stored" = "$expected" ] || { echo "outlay holds $stored, the JSON lines $expected (1e-11)" >&2; exit 1; }

show outlay
show sqlite3
[ -z "$duckdb" ] || show duckdb
show outlay-json "$dump_bytes"
show sqlite3-json "$dump_bytes"
ratio outlay sqlite3
ratio outlay-json sqlite3-json
[ -z "$duckdb" ] || ratio outlay duckdb
echo "where the time goes, last turn:"
for name in outlay outlay-json; do sed --quiet "s/^.*: \([0-9.]* s to read and stage, .*\)$/  $name: \1/p" "$folder/$name.log"; done

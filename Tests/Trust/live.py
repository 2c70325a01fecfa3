"""Four clients that ask all the time, each question in a session of its own, while a run takes eight bills in: no error, only committed
states, some of them between the first and the last, and at full size the run takes at most a fifth longer, on whatever processors there
are, in the best of three pairs with and without them."""

import os
import shutil
import subprocess
import threading
import time

from night import HEADER, Installation, bill_rows, clean_environment, csv_bytes

CLIENTS, ACCOUNTS = 4, 8
UNSEEN = f"{CLIENTS} clients have seen no state between the first and the last"
SLOWER = f"the run takes over 20 % longer with {CLIENTS} clients"
ASKED = """SELECT (SELECT COUNT(DISTINCT BillingAccountId) FROM focus), (SELECT coalesce(SUM(x_LineCount), 0) FROM focus),
    (SELECT coalesce(SUM(x_BilledCostMicros), 0) FROM focus), (SELECT COUNT(*) FROM delivery), (SELECT coalesce(SUM(rows), 0) FROM delivery)"""


def queries_during_a_run(trial):
    lines = 25_000 if trial.full else 8_000
    month = bill_rows(10, 30)
    there = Installation(trial.program, trial.place("house")).found()
    millionths = 0
    for account in range(ACCOUNTS):
        rows = []
        for at in range(lines):
            row = list(month[at % len(month)])
            row[0] = row[10] = "1.000001"
            row[HEADER.index("BillingAccountId")] = f"acct-{account}"
            row[HEADER.index("SkuId")] = f"SKU-{at // len(month)}"
            rows.append(row)
        millionths = lines * 1_000_001
        # Letters: numbers would make them parts of one delivery, which comes as a whole.
        there.deliver(f"{'abcdefgh'[account]}_2026-10_20261031.csv", csv_bytes(HEADER, rows))
    # Before the first delivery there is a history, so that there is something to ask.
    empty = Installation(trial.program, trial.place("empty")).found()
    empty.deliver("usage_2026-10.csv", b"day,metric,customer,quantity\n2026-10-01,requests,customer-1,1\n", "usage")
    assert empty.run().status == 0
    states = {(n, n * lines, n * millionths) for n in range(ACCOUNTS + 1)}

    def whole_run(clients):
        shutil.rmtree(there.output)
        shutil.copytree(empty.output, there.output)
        stop, wrong, asked, seen = threading.Event(), [], [0], set()

        def ask():
            while not stop.is_set():
                begun = time.monotonic()
                # In a session of its own, as people and other programs ask: there a lower priority leaves the run nothing.
                done = subprocess.run([there.program, "query", ASKED, "--format", "csv"], cwd=there.folder, env=clean_environment(),
                                      stdin=subprocess.DEVNULL, capture_output=True, start_new_session=True)
                seconds = time.monotonic() - begun
                if done.returncode != 0 or done.stderr:
                    wrong.append(f"a query: exit {done.returncode}: {done.stderr.decode()[-300:]}")
                    return
                state = tuple(int(value) for value in done.stdout.decode().split("\r\n")[1].split(","))
                # Beside the bills there is the one delivery of usage.
                if state[:3] not in states or state[3:] != (state[0] + 1, state[1] + 1):
                    wrong.append(f"no committed state: {state}")
                seen.add(state[0])
                asked[0] += 1
                longest[0] = max(longest[0], seconds)
        threads = [threading.Thread(target=ask) for _ in range(clients)]
        for thread in threads:
            thread.start()
        begun = time.monotonic()
        with open(os.path.join(there.folder, "said"), "wb") as said:
            process = subprocess.Popen(there.arguments("run", today="2026-11-01"), cwd=there.folder, env=clean_environment(),
                                       stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        stop.set()
        for thread in threads:
            thread.join()
        if process.returncode != 0:
            with open(os.path.join(there.folder, "said"), "rb") as said:
                wrong.append(f"the run: exit {process.returncode}: {said.read()[-300:].decode(errors='replace')}")
        return seconds, used.ru_utime + used.ru_stime, asked[0], seen, wrong

    def attempt(label, number):
        # What else the machine does is no client's doing: the best of three counts.
        for _ in range(3):
            wrong = pair()
            if wrong not in (SLOWER, UNSEEN):
                break
        return wrong

    def pair():
        alone, busy = whole_run(0), whole_run(CLIENTS)
        times.append((alone[0], busy[0], alone[1], busy[1]))
        counted[0] += busy[2]
        if alone[4] or busy[4]:
            return (alone[4] + busy[4])[0]
        if not busy[3] & set(range(1, ACCOUNTS)):
            return UNSEEN
        if trial.full and busy[0] > alone[0] * 1.2:
            return SLOWER
        return there.unsound()

    times, counted, longest = [], [0], [0]
    trial.each([(f"run {n}", n) for n in range(3 if trial.full else 1)], attempt, jobs=1)
    if times:
        alone, busy, needed, used = (sorted(column)[len(times) // 2] for column in zip(*times))
        trial.note = (f"   {ACCOUNTS * lines} records on {len(os.sched_getaffinity(0))} processors: {alone:.2f} s alone, "
                      f"{busy:.2f} s asked {counted[0] // len(times)} times (of the processor {needed:.2f} s and {used:.2f} s); "
                      f"the slowest answer {longest[0]:.1f} s")


PROMISES = [("queries-during-a-run", queries_during_a_run)]

"""Ten runs at once: one works, nine say so and leave."""

import subprocess

from night import clean_environment, difference, first_night, second_deliveries


def ten_at_once(trial):
    before = first_night(trial.program, trial.place("before"))
    second_deliveries(before)
    good = before.copy(trial.place("good"))
    assert good.run().status == 0
    figures, published = good.figures(), good.published()

    def attempt(label, _):
        there = before.copy(trial.place(label))
        # Whoever holds the lock waits at a write behind it until the others have met it.
        waiting = {"LD_PRELOAD": trial.fault, "FAULT_AT": "30", "FAULT_KIND": "wait"}
        runs = [subprocess.Popen(there.arguments("run"), cwd=there.folder, env={**clean_environment(), **waiting},
                                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(10)]
        words = [run.communicate()[1] for run in runs]
        statuses = sorted(run.returncode for run in runs)
        if statuses != [0] + [75] * 9:
            return f"exits {statuses}"
        if not all(word.strip() for run, word in zip(runs, words) if run.returncode == 75):
            return "a refused run does not say why"
        wrong = difference(figures, there.figures()) or difference(published, there.published()) or there.unsound()
        there.remove()
        return wrong

    trial.each([(f"round {i}", None) for i in range(20 if trial.full else 1)], attempt, jobs=1)


PROMISES = [("ten-runs-at-once", ten_at_once)]

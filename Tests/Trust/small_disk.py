"""A file system that is really full: Output on a few hundred kilobytes to four megabytes, then on enough."""

import os
import shutil
import subprocess

from interrupted import Stage
from night import difference


def mount(*arguments):
    return subprocess.run(["mount", *arguments], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def small_file_system(trial):
    stage = Stage(trial)
    probe = trial.place("probe")
    os.makedirs(probe)
    if not mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", probe):
        trial.skipped = "nothing may be mounted here"
        return
    subprocess.run(["umount", probe], check=True)
    used = sum(os.path.getsize(os.path.join(root, name)) for root, _, names in os.walk(stage.before.output) for name in names)
    sizes = [used + 60_000 + 12288 * step for step in range(250)]

    def attempt(label, size):
        there = stage.before.copy(trial.place(label))
        old = there.output + ".old"
        os.rename(there.output, old)
        os.mkdir(there.output)
        if not mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", there.output):
            return "it cannot be mounted"
        try:
            try:
                shutil.copytree(old, there.output, dirs_exist_ok=True)
            except shutil.Error:
                return None  # too small for what was there before
            night = there.run()
            if night.status == 0:
                wrong = difference(stage.figures, there.figures()) or difference(stage.published, there.published())
                if wrong:
                    return f"{size} bytes: exit 0, but {wrong}"
            elif night.status not in (73, 74):
                return f"{size} bytes: {night}"
            elif not night.error.strip():
                return f"{size} bytes: {night}, and not a word"
            wrong = stage.half_published(there) or stage.history_lost(there)
            mount("-o", "remount,size=64m", there.output)
            wrong = wrong or stage.not_mended(there)
            return wrong and f"{size} bytes: {wrong}"
        finally:
            subprocess.run(["umount", there.output], check=True)
            there.remove()

    points = [(f"size {size}", size) for size in sizes]
    trial.each(trial.pick(points, 3), attempt)


PROMISES = [("small-file-system", small_file_system)]

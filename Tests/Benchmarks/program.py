"""One run of a program, measured."""

import os
import subprocess
import sys
import time


class Run:
    """Seconds on the clock, of the processors, and in MB the peak of its memory and what it wrote into files."""

    def __init__(self, arguments, output=subprocess.DEVNULL):
        begun = time.monotonic()
        process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE)
        said = process.stderr.read()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        self.seconds = time.monotonic() - begun
        with open(f"/proc/{process.pid}/io") as file:
            self.written = int(dict(line.split(": ") for line in file)["wchar"]) / 1e6
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{' '.join(arguments)[:200]}: exit {process.returncode}\n{said.decode(errors='replace')[-2000:]}")
        self.cpu = used.ru_utime + used.ru_stime
        self.memory = used.ru_maxrss / 1000

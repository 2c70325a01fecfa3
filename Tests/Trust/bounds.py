"""A start of the program with its time and its memory, which is ended when it goes far beyond what it may take."""

import subprocess
import tempfile
import time

from night import clean_environment


class Bounded:
    """How a start ended: its status (None where it had to be killed), what it said, its seconds and its largest memory in bytes."""

    def __init__(self, arguments, folder, seconds, given=b"", output=None, environment=None):
        with tempfile.TemporaryFile() as heard, tempfile.TemporaryFile() as said:
            heard.write(given)
            heard.seek(0)
            begun = time.monotonic()
            process = subprocess.Popen(arguments, cwd=folder, env={**clean_environment(), **(environment or {})}, stdin=heard,
                                       stdout=said if output is None else output, stderr=said)
            # What getrusage tells of a child counts what its parent had when it began, so the high-water mark is read while it runs.
            self.memory = 0
            while process.poll() is None and time.monotonic() - begun < seconds * 2:
                try:
                    with open(f"/proc/{process.pid}/status") as file:
                        self.memory = max([self.memory, *(int(line.split()[1]) << 10 for line in file if line.startswith("VmHWM"))])
                except ProcessLookupError:
                    break
                time.sleep(0.005)
            self.status = None
            if process.poll() is None and time.monotonic() - begun >= seconds * 2:
                process.kill()
                process.wait()
            else:
                self.status = process.wait()
            self.seconds = time.monotonic() - begun
            said.seek(0)
            self.words = said.read()

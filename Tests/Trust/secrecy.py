"""Secrets: passwords, keys and secret addresses stand in the files that hold them, and nowhere else."""

import base64
import os
import subprocess
import threading
import time
import urllib.parse

from night import clean_environment, first_night, second_deliveries, write
from receivers import Receivers

SECRETS = {"password": "pass-Zq7;w x'\"9!Kd", "address": "T0ken-8fGh/b2Vd=+", "key": "key-Lm4pQ9rS2tUv6", "slack": "B04-XyZ77/aBcDeFgH", "ping": "p1ng-Rt5yUi8oP"}
NIGHTLY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "cron", "nightly")
SETTINGS = """budgets:
  month-of-shop: {{system: shop, amount: 100}}
channels:
  finance: {{kind: mail, to: [finance@example.org], sender: outlay@example.org, smtp: "127.0.0.1:{mail}", security: none, user: outlay,
            password_file: secrets/password, timeout: 5}}
  desk: {{kind: webhook, url_file: secrets/address, key_file: secrets/key, timeout: 5}}
  chat: {{kind: slack, url_file: secrets/slack, timeout: 5}}
  shell: {{kind: mail, to: [shell@example.org], sender: outlay@example.org, sendmail: {program} -t -i, timeout: 5}}
"""


def shapes(secret):
    """How a secret might be met: as it is, as addresses, headers and dumps have it, and its longer half."""
    plain = secret.encode()
    yield plain
    yield plain[len(plain) // 3:]
    yield urllib.parse.quote(secret, safe="").encode()
    yield plain.hex().encode()
    for before in (b"", b"\0outlay\0", b"outlay\0outlay\0"):
        yield base64.b64encode(before + plain).rstrip(b"=")[4:]


NEEDLES = [(name, shape) for name, secret in SECRETS.items() for shape in set(shapes(secret))]


def found(data, where):
    """The first secret in some bytes, or None."""
    return next((f"the {name} stands in {where}" for name, shape in NEEDLES if shape in data), None)


def in_files(folder):
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                wrong = found(os.fsencode(path) + b"\n" + file.read(), path)
            if wrong:
                return wrong
    return None


def family(pid):
    """A process and what it has started, and so on."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as file:
                    parents.setdefault(int(file.read().rpartition(")")[2].split()[1]), []).append(int(name))
            except OSError:
                pass
    known = [pid]
    for one in known:
        known += parents.get(one, [])
    return known


def shown_by(pid):
    """The first secret that a list of processes shows, or None."""
    for one in family(pid):
        for what in ("cmdline", "environ"):
            try:
                with open(f"/proc/{one}/{what}", "rb") as file:
                    wrong = found(file.read(), f"the {what} of a process")
                if wrong:
                    return wrong
            except OSError:
                pass
    return None


class House:
    """An installation whose alerts go everywhere, and what it is seen to do."""

    def __init__(self, there, mood):
        self.there, self.receivers, self.process, self.wrong = there, Receivers(), None, None
        self.receivers.watch = self.look
        mail, web = self.receivers.mail_port, self.receivers.web_port
        if mood == "refused":
            self.receivers.close()
        else:
            self.receivers.mood = mood
        program = os.path.join(there.folder, "sendmail")
        # A program has neither the secrets of others nor what outlay was started with.
        write(program, "#!/bin/sh\ncat >/dev/null\n" + ("exit 75\n" if mood not in ("taken", "slow") else ""))
        os.chmod(program, 0o755)
        path = os.path.join(there.inputs, "outlay.yaml")
        write(path, SETTINGS.format(mail=mail, program=program))
        for name, text in [("password", SECRETS["password"]), ("address", f"http://127.0.0.1:{web}/{SECRETS['address']}"), ("key", SECRETS["key"]),
                           ("slack", f"http://127.0.0.1:{web}/services/{SECRETS['slack']}?x={SECRETS['slack']}")]:
            if mood == "broken":
                text = f"{text}\n{text}" if name != "address" else "no address: " + text
            path = os.path.join(there.inputs, "secrets", name)
            write(path, text + "\n")
            os.chmod(path, 0o644 if mood == "open" else 0o600)

    def look(self):
        if self.process:
            self.wrong = self.wrong or shown_by(self.process.pid)

    def start(self, arguments, environment=None):
        """Runs to the end, looked at all the while; what it said."""
        self.process = subprocess.Popen(arguments, cwd=self.there.folder, env={**clean_environment(), **(environment or {})},
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = []
        reader = threading.Thread(target=lambda: said.append(self.process.stdout.read()))
        reader.start()
        while self.process.poll() is None:
            self.look()
            time.sleep(0.001)
        reader.join()
        self.wrong = self.wrong or found(said[0], f"what {' '.join(arguments[1:3])} says: {said[0][-300:]}")
        return self.process.returncode


def secrets_stay_secret(trial):
    before = first_night(trial.program, trial.place("before"))
    second_deliveries(before)
    moods = ["taken", "401", "500", "redirect", "echo", "refused", "open", "broken"]

    def attempt(label, mood):
        there = before.copy(trial.place(label))
        house = House(there, mood)
        try:
            aside = os.path.join(there.folder, "aside")
            os.mkdir(aside)
            status = house.start(there.arguments("run", "--verbose"), {"TMPDIR": aside})
            if status != (0 if mood == "taken" else 69):
                return f"the run: exit {status}"
            for arguments in [["run"], *(["alerts", "test", name, "--verbose"] for name in ("finance", "desk", "chat", "shell")), ["alerts", "list"],
                              ["doctor", "--verbose"], ["doctor", "--format", "json"], ["verify", "--verbose"], ["changes"], ["plan", "check"],
                              ["backup", "aside/backup.sqlite"], ["publish", "aside/published.sqlite"], ["query", "SELECT * FROM sqlite_schema"],
                              ["report", "--month", "2026-10", "--format", "html,xml,csv,xlsx,json", "--output", "aside/again",
                               "--history", there.history]]:
                house.start(there.arguments(*arguments), {"TMPDIR": aside})
            if mood == "taken" and len(house.receivers.got) < 3:
                return f"only {house.receivers.got} came: the channels were not used"
            return house.wrong or in_files(there.output) or in_files(aside)
        finally:
            if mood != "refused":
                house.receivers.close()
            there.remove()

    def pinging(label, mood):
        """The script that starts a night tells somebody of it, at an address that is a secret."""
        there = before.copy(trial.place(label))
        house = House(there, mood)
        try:
            settings = os.path.join(there.folder, "outlay.conf")
            write(settings, f"OUTLAY_DIR={there.folder}\nOUTLAY_BIN={trial.program}\nOUTLAY_OPTIONS='--today 2026-10-14'\n"
                            f"OUTLAY_PING=http://127.0.0.1:{house.receivers.web_port}/{SECRETS['ping']}\n")
            status = house.start([NIGHTLY], {"OUTLAY_CONF": settings})
            if status != (0 if mood == "taken" else 69):
                return f"the night: exit {status}"
            return house.wrong or in_files(there.output)
        finally:
            if mood != "refused":
                house.receivers.close()
            there.remove()

    def written_into_settings(label, line):
        """A secret in the settings, where it does not belong, is not repeated in what is said of it."""
        there = before.copy(trial.place(label))
        house = House(there, "taken")
        try:
            with open(os.path.join(there.inputs, "outlay.yaml"), "a") as file:
                file.write(f"  wrong: {line}\n")
            for arguments in (["run", "--verbose"], ["doctor", "--verbose"], ["alerts", "test", "wrong"], ["close", "2026-09"]):
                if house.start(there.arguments(*arguments)) in (0, 70):
                    return f"{arguments[0]} takes it"
            return house.wrong or in_files(there.output)
        finally:
            house.receivers.close()
            there.remove()

    points = [(f"servers: {mood}", (attempt, mood)) for mood in moods]
    points += [(f"ping: {mood}", (pinging, mood)) for mood in ("taken", "500", "redirect")]
    secret = SECRETS["key"]
    points += [(f"in settings: {name}", (written_into_settings, line)) for name, line in [
        ("address of Slack", f"{{kind: slack, url: \"https://hooks.example/{secret}\"}}"),
        ("password", f"{{kind: mail, to: [a@example.org], sender: b@example.org, smtp: mail.example.org, user: u, password: {secret}}}"),
        ("password in a server", f"{{kind: mail, to: [a@example.org], sender: b@example.org, smtp: \"u:{secret}@mail.example.org\"}}"),
        ("key", f"{{kind: webhook, url: \"https://hooks.example/\", key: {secret}}}"),
        ("password in an address", f"{{kind: webhook, url: \"https://u:{secret}@127.0.0.1:1/\", timeout: 1}}"),
        ("no group", secret)]]
    trial.each(trial.pick(points, 3), lambda label, point: point[0](label, point[1]))


PROMISES = [("secrets-stay-secret", secrets_stay_secret)]

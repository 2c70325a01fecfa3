"""A mail server and a web server on this machine that take alerts, as badly as they are told to, and keep what they got."""

import email
import os
import signal
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receivers:
    """Both servers. `mood` is how they answer: taken, 401, 500, redirect, echo (an error that repeats what came), before and after
    (the sender is killed before, or right after, its alert is answered)."""

    def __init__(self):
        self.mood, self.got, self.victim, self.watch = "taken", [], None, None
        self.changing = threading.Lock()
        self.web = ThreadingHTTPServer(("127.0.0.1", 0), web_handler(self))
        self.mail = MailServer(("127.0.0.1", 0), mail_handler(self))
        for server in (self.web, self.mail):
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def web_port(self):
        return self.web.server_address[1]

    @property
    def mail_port(self):
        return self.mail.server_address[1]

    def take(self, channel, number):
        with self.changing:
            self.got.append((channel, number))

    def kill(self, when):
        """Kills the sender, once."""
        if self.mood == when and self.victim:
            victim, self.victim = self.victim, None
            os.kill(victim, signal.SIGKILL)
            return True
        return False

    def look(self):
        if self.watch:
            self.watch()

    def close(self):
        for server in (self.web, self.mail):
            server.shutdown()
            server.server_close()


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


def web_handler(receivers):
    class Web(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            receivers.look()
            if receivers.mood in ("401", "500"):
                return self.answer(int(receivers.mood))
            if receivers.mood == "redirect":
                return self.answer(302, location=f"http://127.0.0.1:{receivers.web_port}/elsewhere")
            if receivers.mood == "echo":
                return self.answer(403, (self.requestline + "\n" + str(self.headers)).encode() + body)
            receivers.take("web", self.headers["Idempotency-Key"])
            if not receivers.kill("before"):
                self.answer(204)
                receivers.kill("after")

        do_GET = do_POST

        def answer(self, status, body=b"", location=None):
            try:
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:  # whoever asked is gone
                pass

        def log_message(self, *_):
            pass

    return Web


def mail_handler(receivers):
    class Mail(socketserver.StreamRequestHandler):
        def handle(self):
            try:
                self.speak()
            except OSError:
                pass

        def say(self, text):
            self.wfile.write(text.encode() + b"\r\n")

        def speak(self):
            self.say("220 here")
            heard = ""
            while line := self.rfile.readline():
                word = line.split(b" ")[0].strip().upper()
                heard += line.decode(errors="replace")
                if word == b"EHLO":
                    self.say("250-here\r\n250-AUTH PLAIN\r\n250 SIZE")
                elif word == b"AUTH":
                    if len(line.split()) < 3:
                        self.say("334 ")
                        heard += self.rfile.readline().decode(errors="replace")
                    receivers.look()
                    words = " ".join(heard.split())
                    self.say({"401": "535 no", "echo": f"535 {words}"}.get(receivers.mood, "235 yes"))
                elif word == b"MAIL" and receivers.mood in ("500", "redirect"):
                    self.say("451 not now")
                elif word == b"DATA":
                    self.say("354 go on")
                    text = b""
                    while (line := self.rfile.readline()) not in (b".\r\n", b""):
                        text += line
                    receivers.look()
                    receivers.take("mail", email.message_from_bytes(text)["Message-ID"])
                    if receivers.kill("before"):
                        return
                    self.say("250 taken")
                    receivers.kill("after")
                elif word == b"QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 yes")

    return Mail

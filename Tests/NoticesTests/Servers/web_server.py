"""A webhook for the tests: python3 web_server.py KIND FOLDER [KEY]. It prints its port, and ends with its input.

KIND is a status to answer with (301 and the like lead to /moved on the same server), hang (no answer) or break (the connection is
closed instead of an answer). Each request is put into FOLDER: N.body, and N.head with the request line, the headers in order of their
names, and, where KEY is given, whether Python finds the signature right.
"""

import hashlib
import hmac
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

kind, folder = sys.argv[1:3]
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
key = sys.argv[3].encode() if len(sys.argv) > 3 else None


def write(name, data):
    path = os.path.join(folder, name)
    with open(path + ".part", "wb") as file:
        file.write(data)
    os.rename(path + ".part", path)


class Handler(BaseHTTPRequestHandler):
    count = 0

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        lines = [self.requestline] + sorted(f"{name}: {value}" for name, value in self.headers.items() if name != "Host")
        if key:
            right = "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest()
            lines.append("right" if self.headers.get("X-Outlay-Signature") == right else "wrong")
        write(f"{Handler.count}.head", "".join(line + "\n" for line in lines).encode())
        write(f"{Handler.count}.body", body)
        Handler.count += 1
        if kind == "hang":
            time.sleep(600)
        if kind == "break":
            return
        self.send_response(int(kind))
        if kind.startswith("3"):
            self.send_header("Location", "/moved")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    do_POST = do_GET = handle_any

    def log_message(self, *words):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()

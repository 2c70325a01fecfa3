"""A server that behaves badly: python3 rude_server.py KIND. It prints its port, and ends with its input.

KIND is hang (takes connections and says nothing), deny (greets with 554), break (a mail server that breaks off within the mail) or
silent (a mail server that never answers the mail itself).
"""

import os
import socket
import sys
import threading

kind = sys.argv[1]
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(50)
print(listener.getsockname()[1], flush=True)


def serve(connection):
    file = connection.makefile("rwb")

    def say(line):
        file.write(line + b"\r\n")
        file.flush()

    try:
        if kind == "hang":
            file.read()
            return
        if kind == "deny":
            say(b"554 no mail here")
            file.read()
            return
        say(b"220 localhost")
        for line in file:
            if line.upper().startswith(b"DATA"):
                say(b"354 go on")
                if kind == "silent":
                    file.read()
                else:
                    connection.recv(100)
                    # Closed with unread bytes, so that the other side is reset.
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return
            say(b"250 OK")
    except OSError:
        pass
    finally:
        file.close()
        connection.close()


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

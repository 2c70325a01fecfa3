"""A mail server for the tests: python3 mail_server.py KIND FOLDER [CERTIFICATE KEY].

KIND is starttls, tls or plain (take mail; the first two for the user "outlay" with the password "open sesame" only),
refuse (RCPT is answered 550) or later (RCPT is answered 451). It prints its port, and ends with its input. What it takes is put into
FOLDER as read by Python's own parser: N.eml (the bytes), N.txt and N.html (the decoded parts), N.head (decoded headers), N.to (the
envelope).
"""

import asyncio
import logging
import os
import ssl
import sys
import threading
import warnings
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

kind, folder = sys.argv[1:3]
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
# What it thinks of clients that go away is no result.
logging.disable()
warnings.simplefilter("ignore")


def write(name, data):
    path = os.path.join(folder, name)
    with open(path + ".part", "wb") as file:
        file.write(data)
    os.rename(path + ".part", path)


class Handler:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if kind == "refuse":
            return "550 5.1.1 nobody of that name lives here"
        if kind == "later":
            return "451 4.7.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        number = str(Handler.count)
        Handler.count += 1
        message = message_from_bytes(envelope.original_content, policy=policy.default)
        text, page = list(message.iter_parts())
        write(number + ".txt", text.get_content().replace("\r\n", "\n").encode())
        write(number + ".html", page.get_content().replace("\r\n", "\n").encode())
        write(number + ".head", "".join(f"{name}: {value}\n" for name, value in message.items()).encode())
        write(number + ".to", f"{envelope.mail_from} {' '.join(envelope.rcpt_tos)}\n".encode())
        write(number + ".eml", envelope.original_content)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"outlay", b"open sesame")
    return AuthResult(success=known, handled=False)


async def main():
    context = None
    if len(sys.argv) > 3:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[3], sys.argv[4])
    options = {}
    if kind in ("starttls", "tls"):
        options = {"authenticator": authenticate, "auth_required": True, "auth_require_tls": kind == "starttls"}
    if kind == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    handler = Handler()
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, hostname="localhost", data_size_limit=2**26, **options),
        "127.0.0.1", 0, ssl=context if kind == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())

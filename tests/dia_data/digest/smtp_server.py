"""A mail server for tests: it takes what it is given, refuses what it is told to, and answers as RFC 5321 wants."""

import base64
import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any, cast

LOCALHOST = "127.0.0.1"


class MailServer(socketserver.ThreadingTCPServer):
    """What it took, whom it refuses, and the certificate and password that it wants, if any."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((LOCALHOST, 0), _Talk)
        self.taken: list[tuple[list[str], EmailMessage]] = []
        self.refused: set[str] = set()
        self.hangs_up_on: set[str] = set()
        self.says_goodbye_badly = False
        self.certificate: ssl.SSLContext | None = None
        self.password: str | None = None
        self.was_encrypted = False

    @property
    def port(self) -> int:
        return self.server_address[1]

    def receivers(self) -> list[str]:
        return [one for to, _ in self.taken for one in to]


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.mail = cast("MailServer", self.server)
        self.to: list[str] = []
        self.is_known = self.mail.password is None
        self.answer("220 test")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ", maxsplit=1)[0].upper()
            if not getattr(self, f"do_{verb.lower()}", self.do_other)(line):
                return

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def answer(self, *lines: str) -> bool:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())
        self.wfile.flush()
        return True

    def do_ehlo(self, _: str) -> bool:
        offers = ["STARTTLS"] if self.mail.certificate and not self.mail.was_encrypted else []
        offers += ["AUTH PLAIN"] if self.mail.password is not None else []
        names = ["test", *offers]
        return self.answer(*(f"250{'-' if name is not names[-1] else ' '}{name}" for name in names))

    def do_starttls(self, _: str) -> bool:
        assert self.mail.certificate
        self.answer("220 go on")
        secured = self.mail.certificate.wrap_socket(self.connection, server_side=True, do_handshake_on_connect=False)
        self.connection = secured
        try:
            secured.do_handshake()
        except ssl.SSLError:
            return False
        self.mail.was_encrypted = True
        self.rfile, self.wfile = secured.makefile("rb"), cast("Any", secured.makefile("wb"))
        return True

    def do_auth(self, line: str) -> bool:
        password = base64.b64decode(line.rsplit(maxsplit=1)[-1]).split(b"\0")[-1].decode()
        self.is_known = password == self.mail.password
        return self.answer("235 welcome" if self.is_known else "535 unknown")

    def do_mail(self, _: str) -> bool:
        return self.answer("250 ok" if self.is_known else "530 sign in first")

    def do_rcpt(self, line: str) -> bool:
        address = re.findall("<(.*)>", line)[0]
        if address in self.mail.hangs_up_on:
            return False
        if address in self.mail.refused:
            return self.answer("550 no such mailbox")
        self.to.append(address)
        return self.answer("250 ok")

    def do_data(self, _: str) -> bool:
        self.answer("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = cast("EmailMessage", message_from_bytes(b"".join(lines), policy=SMTP))
        self.mail.taken.append((self.to, message))
        return self.answer("250 taken")

    def do_rset(self, _: str) -> bool:
        return self.answer("250 ok")

    def do_quit(self, _: str) -> bool:
        self.answer("421 too late" if self.mail.says_goodbye_badly else "221 bye")
        return False

    def do_other(self, _: str) -> bool:
        return self.answer("502 unknown")


@contextmanager
def serve() -> Iterator[MailServer]:
    """A server that listens while the block runs."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()

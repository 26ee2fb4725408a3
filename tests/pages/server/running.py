"""A dashboard in a process of its own for tests from outside, which keeps a list of whom it asks."""

import os
import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dia_data.settings import ROOT
from tests.saved import lay_out

WATCH = r"""
import ipaddress, os, sys

def number(host):
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None

def is_asked(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        host = arguments[1][0] if isinstance(arguments[1], tuple) else "localhost"
        return host if not (host == "localhost" or number(host) and number(host).is_loopback) else ""
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
        return host if host not in ("", "localhost", None) and not number(host) else ""
    return "a browser" if event == "webbrowser.open" else ""

def watch(event, arguments):
    if asked := is_asked(event, arguments):
        with open(os.environ["ASKED"], "a") as file:
            file.write(f"{event} {asked}\n")

sys.addaudithook(watch)
with open(os.environ["ASKED"], "a") as file:
    file.write("watching\n")
"""
"""What Python itself reports of each connection and each question for an address, before it is made."""

DESCRIPTORS = 1024
START_SECONDS = 60
STREAMLIT = (sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port")


@dataclass
class Running:
    """The process, its port, what it wrote, and whom it asked."""

    process: subprocess.Popen
    port: int
    log: Path
    asked: Path

    def others_asked(self) -> list[str]:
        """Whom the server asked, other than this computer. Raises `RuntimeError` where nobody kept the list."""
        first, *others = self.asked.read_text().splitlines() or [""]
        if first != "watching":
            raise RuntimeError("Nobody notes whom the server asks.")
        return [line for line in others if line != "watching"]

    @property
    def host(self) -> str:
        return f"localhost:{self.port}"

    def stop(self) -> int:
        """End it, and return the code that it ended with."""
        self.process.terminate()
        return self.process.wait(timeout=20)

    def connect(self, source: str = "127.0.0.1") -> socket.socket:
        """A connection from an address of this computer."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20, source_address=(source, 0))

    def send(self, request: str, source: str = "127.0.0.1") -> socket.socket:
        """A connection over which a request was sent as it is; the answer is still to be read."""
        connection = self.connect(source)
        connection.sendall(request.encode())
        return connection

    def head(self, path: str = "/", *, method: str = "GET", source: str = "127.0.0.1", **headers: str) -> str:
        """The status line and headers of an answer; a websocket is asked for with `upgrade="websocket"`."""
        with self.begin(path, method=method, source=source, **headers) as connection:
            return read_head(connection)

    def begin(self, path: str, *, method: str = "GET", source: str = "127.0.0.1", **headers: str) -> socket.socket:
        """A connection over which a request was sent; headers as keywords, `Host` as it should be unless named."""
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in ({"host": self.host} | headers).items()]
        return self.send("\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]), source)

    def websocket(self, **headers: str) -> str:
        """The status line and headers that answer who wishes to connect to a session."""
        handshake = {
            "connection": "Upgrade",
            "upgrade": "websocket",
            "sec_websocket_version": "13",
            "sec_websocket_key": "dGhlIHNhbXBsZSBub25jZQ==",
            "sec_websocket_protocol": "streamlit",
        }
        return self.head("/_stcore/stream", **handshake | headers)


def read_head(connection: socket.socket, end: str = "\r\n\r\n") -> str:
    """What comes over a connection up to the end of the headers (or another end), or until it is closed."""
    got = b""
    while end.encode() not in got and (part := connection.recv(4096)):
        got += part
    return got.partition(end.encode())[0].decode("latin-1")


def status(head: str) -> int:
    return int(head.split(" ", 2)[1]) if head else 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("", 0))  # at no address of this computer is it taken
        return probe.getsockname()[1]


def start(folder: Path, command: Sequence[str] = STREAMLIT, *, options: Sequence[str] = (), **own: str) -> Running:
    """Start a dashboard over what is laid out in `folder`; it may hold so many descriptors, and no more."""
    data, asked, log = folder / "data", folder / "asked.txt", folder / "server.log"
    if not data.exists():
        lay_out(data)
    (folder / "watch").mkdir(exist_ok=True)
    (folder / "watch" / "sitecustomize.py").write_text(WATCH)
    asked.touch()
    port = free_port()
    environment = {**os.environ, "DIA_DATA": str(data), "ASKED": str(asked), "PYTHONPATH": str(folder / "watch"), **own}
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, str(port), *options], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (DESCRIPTORS // 2, DESCRIPTORS))
    return Running(process=process, port=port, log=log, asked=asked)


def wait_until_it_answers(running: Running) -> None:
    """Raises `RuntimeError` with what the server wrote when it ends or stays silent."""
    pause = threading.Event()
    for _ in range(START_SECONDS * 10):
        if running.process.poll() is not None:
            break
        try:
            if status(running.head("/_stcore/health")) == 200:
                return
        except OSError:
            pause.wait(0.1)  # nothing announces that another process is ready
    running.process.kill()
    raise RuntimeError(running.log.read_text())

"""The servers that are measured: each in a process group of its own, over data of its own, stopped when it was used."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dia_data.settings import ROOT

PORTS = range(8700, 8800)
START_SECONDS = 60
STOP_SECONDS = 10
PORT = "{port}"
"""Stands in a command for the port that is found."""

DASHBOARD = (sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", PORT)
PEERS = ROOT / "tests" / "bench" / "peers"
BLANK = (
    *(
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "blank_page.py",
        "--server.port",
        PORT,
        "--server.address",
        "localhost",
    ),
    *("--server.headless", "true", "--browser.gatherUsageStats", "false", "--browser.serverAddress", "localhost"),
)
"""Streamlit as shipped: to be run in `PEERS`, out of sight of our settings; what is set keeps it quiet, not fast."""


def dash(page: str) -> tuple[str, ...]:
    """The command for a page of the dashboard in Dash."""
    return (sys.executable, "-m", "tests.bench.peers.dash_page", PORT, page)


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server that answers: its port, its process, and how long it took to answer."""

    port: int
    pid: int
    start_seconds: float

    @property
    def url(self) -> str:
        """The address without a slash at its end."""
        return f"http://localhost:{self.port}"


@contextmanager
def documents() -> Iterator[Path]:
    """A copy of the data folder without databases, for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        copy = Path(folder) / "data"
        shutil.copytree(ROOT / "data", copy, ignore=shutil.ignore_patterns("*.duckdb*"))
        yield copy


@contextmanager
def record() -> Iterator[Path]:
    """The same with the database built, for one process to open."""
    with documents() as data:
        build(data)
        yield data


@contextmanager
def reported() -> Iterator[Path]:
    """The same with two years of reports where the consortium's own stand: those of the demonstration."""
    with record() as data:
        demonstrate(data)
        (data / "demonstration.duckdb").replace(data / "dia.duckdb")
        yield data


def build(data: Path) -> None:
    """Build the database of a data folder in a process of its own."""
    command = [sys.executable, "-m", "dia_data", "build"]
    subprocess.run(command, cwd=ROOT, env=environment(data), check=True, stdout=subprocess.DEVNULL)


def demonstrate(data: Path) -> None:
    """Make the demonstration in a process of its own."""
    command = [sys.executable, "-m", "dia_data", "demonstration"]
    subprocess.run(command, cwd=ROOT, env=environment(data), check=True, stdout=subprocess.DEVNULL)


def prepare_assets() -> None:
    """Compress Streamlit's static files, where that is not done yet."""
    subprocess.run([sys.executable, "-m", "pages._server.assets"], cwd=ROOT, check=True)


def environment(data: Path | None) -> dict[str, str]:
    """The variables a process gets: ours and the data folder, without what an outer `make` left for inner ones."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    quiet = {"DIA_DEMONSTRATION_AHEAD": "no"}  # else it is made while something is measured
    return own | quiet | ({"DIA_DATA": str(data)} if data else {})


@contextmanager
def running(
    command: Sequence[str], data: Path | None = None, *, answers: Sequence[str] = ("/",), folder: Path = ROOT
) -> Iterator[Server]:
    """Start a server in a folder and wait until each path in `answers` is served; stop it when the block ends.

    Raises `RuntimeError` with what the server wrote when it ends or stays silent.
    """
    port = _free_port()
    with tempfile.TemporaryFile("w+") as log:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [part.replace(PORT, str(port)) for part in command],
            cwd=folder,
            env=environment(data),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            if not all(_answered(process, f"http://localhost:{port}{path}") for path in answers):
                log.seek(0)
                raise RuntimeError(f"No answer from {' '.join(command)}:\n{log.read()}")
            yield Server(port=port, pid=process.pid, start_seconds=time.perf_counter() - begun)
        finally:
            _stop(process)


def _free_port() -> int:
    # In any order: who looks for one at the same moment, in another run, would find the same first one.
    for port in secrets.SystemRandom().sample(PORTS, len(PORTS)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("localhost", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"No port from {PORTS.start} to {PORTS.stop - 1} is free.")


def _answered(process: subprocess.Popen, url: str) -> bool:
    """Ask until the server answers 200; False when its process ends or its time is over."""
    deadline = time.perf_counter() + START_SECONDS
    while process.poll() is None and time.perf_counter() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=START_SECONDS):
                return True
        except (urllib.error.URLError, ConnectionError):
            threading.Event().wait(0.02)  # nothing announces that another process is ready
    return False


def _stop(process: subprocess.Popen) -> None:
    """End the process and what it started, and wait until it is gone."""
    for way in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, way)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                continue

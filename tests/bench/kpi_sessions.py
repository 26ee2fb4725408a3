"""How long a reader of `/kpis` waits for a changed filter while many others change theirs."""

import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, cycle, islice
from statistics import median
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import ClientConnection, connect

from tests.bench import servers, wire
from tests.bench.findings import Finding, p95

GOALS = {50: 0.25, 75: 0.4}
"""Sessions held, and the seconds within which 95 of 100 changes are answered."""
ALONE_GOAL = 0.06

EVERY_SECONDS = 2
CHANGES = 12
WARMING = 3
"""Changes of each session that do not count: everybody has just come."""

ADDRESS = "workspace=demonstration"
OPEN_AT_ONCE = 4


class Addressed:
    """A connection whose visitor has the demonstration in the address of the page."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    def send(self, message: bytes) -> None:
        """Send a message with the address added."""
        asked = BackMsg.FromString(message)
        asked.rerun_script.query_string = ADDRESS
        self._connection.send(asked.SerializeToString())

    def recv(self, timeout: float) -> Any:
        """The next answer."""
        return self._connection.recv(timeout)


def measure() -> list[Finding]:
    """One reader alone, then each number of readers at once: the 95th percentile of every round of changes."""
    findings = []
    with servers.record() as data:
        servers.demonstrate(data)
        with servers.running(servers.DASHBOARD, data) as server:
            alone = change_in_rounds(server, 1)
            findings.append(
                Finding(what="/kpis, one reader, filter change", times=[min(row) for row in alone], plus=ALONE_GOAL)
            )
            for sessions, goal in GOALS.items():
                rounds = change_in_rounds(server, sessions)
                print(
                    f"{sessions} sessions: median {median(chain.from_iterable(rounds)) * 1000:.0f} ms", file=sys.stderr
                )
                findings.append(
                    Finding(
                        what=f"/kpis, {sessions} readers, p95 of a round",
                        times=[p95(row) for row in rounds],
                        plus=goal,
                    )
                )
    return findings


def change_in_rounds(server: servers.Server, sessions: int, *, changes: int = CHANGES) -> list[list[float]]:
    """The seconds of each change, by round; in a round each session changes its filter once."""
    opened: list[wire.Session] = []
    with ThreadPoolExecutor(OPEN_AT_ONCE) as opening, _closing(server) as connected:
        opened += opening.map(lambda _: connected(), range(sessions))
        begin = time.perf_counter() + 1
        with ThreadPoolExecutor(sessions) as pool:
            times = list(
                pool.map(lambda one: _changes(*one, begin=begin, sessions=sessions, changes=changes), enumerate(opened))
            )
    return [list(of_round) for of_round in zip(*times, strict=True)][WARMING:]


@contextmanager
def _closing(server: servers.Server) -> Iterator[Any]:
    """A function that opens a session; all of them are closed when the block ends."""
    address = f"ws://localhost:{server.port}/_stcore/stream"
    connections: list[ClientConnection] = []

    def connected() -> wire.Session:
        connection = connect(address, subprotocols=["streamlit"], max_size=None, proxy=None)
        connections.append(connection)
        return wire.Session(Addressed(connection), "kpis")

    try:
        yield connected
    finally:
        for connection in connections:
            connection.close()


def _changes(number: int, session: wire.Session, *, begin: float, sessions: int, changes: int) -> list[float]:
    """Change the country filter again and again; sessions take their turns evenly over the two seconds."""
    countries = [[], *([name] for name in session.options("Country")[:6])]
    times = []
    for turn, chosen in enumerate(islice(cycle(countries), number, number + changes)):
        moment = begin + EVERY_SECONDS * (turn + number / sessions)
        threading.Event().wait(max(moment - time.perf_counter(), 0))
        times.append(session.choose({"Country": chosen}))
    return times

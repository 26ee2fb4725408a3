"""How many readers of `/kpis` one process serves, beside a lean page in Dash with the same list, and at what cost.

The knee is the most readers of whom 95 of 100 wait less than `LONGEST` for a changed filter, each changing it every two
seconds; it is found by halving. An absolute number moves with the machine, the ratio to Dash does not.
"""

import http.client
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice

from dia_data.queries import choices
from dia_data.storage.store import Store
from tests.bench import kpi_sessions, servers
from tests.bench.findings import Finding, p95
from tests.bench.live import measure_cpu_seconds

LONGEST = 0.4
MOST_READERS = 256
CLOSE_ENOUGH = 8
"""Readers within which the knee is told."""
CHANGES, WARMING = 8, 2
KNEE_RATIO, CPU_RATIO = 1.0, 0.75
FILTERS = ("country", "sector", "partner")

Round = Callable[[int], Sequence[float]]
"""The seconds that each change took of so many readers at once."""


def measure() -> list[Finding]:
    """The seconds between two changes that one process can answer, and what the server works for one change."""
    with ExitStack() as opened:
        ours, dash = _serve(opened, servers.DASHBOARD), _serve(opened, servers.dash("kpis"))
        countries = _list_countries()
        rounds: dict[str, tuple[servers.Server, Round]] = {
            "ours": (ours, lambda readers: _change_ours(ours, readers)),
            "Dash": (dash, lambda readers: _change_dash(dash, readers, countries)),
        }
        knees, costs = {}, {}
        for name, (server, change) in rounds.items():
            costs[name] = _measure_cost(server, change)
            knees[name] = find_knee(lambda readers, change=change: p95(change(readers)) < LONGEST)
            print(f"{name}: knee at {knees[name]} readers", file=sys.stderr)
    return [
        # A finding is better the smaller it is: seconds of the machine for each reader, not readers.
        Finding(
            what=f"/kpis, seconds for a reader at the knee ({knees['ours']} readers)",
            times=[kpi_sessions.EVERY_SECONDS / max(knees["ours"], 1)],
            peer_name=f"Dash ({knees['Dash']} readers)",
            peer=[kpi_sessions.EVERY_SECONDS / max(knees["Dash"], 1)],
            ratio=KNEE_RATIO,
        ),
        Finding(
            what="/kpis, CPU of the server for a change",
            times=[costs["ours"]],
            peer_name="Dash",
            peer=[costs["Dash"]],
            ratio=CPU_RATIO,
        ),
    ]


def find_knee(holds: Callable[[int], bool], *, most: int = MOST_READERS, close_enough: int = CLOSE_ENOUGH) -> int:
    """The most readers for whom it holds, found by halving and told within `close_enough`; 0 where it does for none."""
    known, broken = 0, most + 1
    while broken - known > close_enough:
        readers = (known + broken) // 2
        if holds(readers):
            known = readers
        else:
            broken = readers
    return known


def _serve(opened: ExitStack, command: Sequence[str]) -> servers.Server:
    return opened.enter_context(servers.running(command, opened.enter_context(servers.reported())))


def _measure_cost(server: servers.Server, change: Round) -> float:
    """The CPU seconds of the server for one change, of a few readers who hardly meet."""
    change(4)
    before = measure_cpu_seconds(server.pid)
    changes = change(4)
    # What opening the page costs is in it for both, and little beside the changes.
    return (measure_cpu_seconds(server.pid) - before) / (len(changes) * CHANGES / (CHANGES - WARMING))


def _change_ours(server: servers.Server, readers: int) -> list[float]:
    return [one for row in kpi_sessions.change_in_rounds(server, readers, changes=CHANGES) for one in row]


def _change_dash(server: servers.Server, readers: int, countries: Sequence[str]) -> list[float]:
    """The same of a page in Dash: what its browser part asks, asked by us."""
    begin = time.perf_counter() + 1
    with ThreadPoolExecutor(readers) as pool:
        times = list(pool.map(lambda number: _ask_dash(server, number, readers, countries, begin), range(readers)))
    return [one for of_reader in times for one in of_reader[WARMING:]]


def _list_countries() -> list[str]:
    with servers.record() as data:
        store = Store(data / "dia.duckdb")
        codes = list(choices.countries(store)["code"])[:6]
        store.close()
    return codes


def _ask_dash(server: servers.Server, number: int, readers: int, countries: Sequence[str], begin: float) -> list[float]:
    times = []
    with _connecting(server) as connection:
        chosen_in_turn = islice(cycle([[], *([code] for code in countries)]), number, number + CHANGES)
        for turn, chosen in enumerate(chosen_in_turn):
            moment = begin + kpi_sessions.EVERY_SECONDS * (turn + number / readers)
            threading.Event().wait(max(moment - time.perf_counter(), 0))
            begun = time.perf_counter()
            connection.request("POST", "/_dash-update-component", _write_question(chosen), _HEADERS)
            answer = connection.getresponse()
            answer.read()
            if answer.status != http.client.OK:
                raise RuntimeError(f"Dash answers {answer.status}.")
            times.append(time.perf_counter() - begun)
    return times


@contextmanager
def _connecting(server: servers.Server) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("localhost", server.port, timeout=60)
    try:
        yield connection
    finally:
        connection.close()


_HEADERS = {"content-type": "application/json", "accept-encoding": "gzip, br"}


def _write_question(countries: Sequence[str]) -> str:
    values = {"country": list(countries), "sector": [], "partner": []}
    inputs = [{"id": name, "property": "value", "value": values[name]} for name in FILTERS]
    return json.dumps(
        {
            "output": "content.children",
            "outputs": {"id": "content", "property": "children"},
            "inputs": inputs,
            "changedPropIds": ["country.value"],
        }
    )

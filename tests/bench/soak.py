"""Whether memory stays bounded over thousands of changes, as no full garbage collection follows a script run.

And what each reader costs who has the page of the KPIs open.
"""

import subprocess
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import combinations, cycle, islice

from tests.bench import servers, wire

CHANGES: Mapping[str, int] = {"markets": 5_000, "kpis": 20_000}
"""How often a filter is changed on each page."""
QUARTERS = 4
AT_ONCE = 4
CHANGES_PER_SESSION = 50
COUNTRIES = 8  # the markets come first in the list of countries
GOAL_GROWTH = 0.05
HELD, UNCOUNTED = 100, 10
"""Sessions held at once, and the first of them, which find everything new."""
GOAL_SESSION_MB = 0.5


def report(changes: Mapping[str, int] = CHANGES) -> Iterator[str]:
    """Lines with the server's memory before and after each quarter of each page's changes, and by held session."""
    for page, number in changes.items():
        with servers.record() as data, servers.running(servers.DASHBOARD, data) as server:
            yield from _changing(server, page, number)
    with servers.record() as data, servers.running(servers.DASHBOARD, data) as server:
        yield _holding(server)


def _changing(server: servers.Server, page: str, changes: int) -> Iterator[str]:
    yield f"/{page}, before the first visit: {_resident_mb(server.pid):.0f} MB"
    memory = []
    for quarter in range(1, QUARTERS + 1):
        _change_filters(server, page, changes // QUARTERS)
        memory.append(_resident_mb(server.pid))
        yield f"/{page}, after {changes * quarter // QUARTERS} changes: {memory[-1]:.0f} MB"
    growth = memory[-1] / memory[-2] - 1
    bounded = "bounded" if growth < GOAL_GROWTH else "NOT bounded"
    yield f"/{page}, the last quarter grew by {growth:.1%} (goal: less than {GOAL_GROWTH:.0%}): {bounded}"


def _change_filters(server: servers.Server, page: str, changes: int) -> None:
    """Let sessions of some changes each, several at once, ask for every choice of markets in turn."""
    sessions = changes // CHANGES_PER_SESSION
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda number: _one_session(server, page, number), range(sessions)))


def _one_session(server: servers.Server, page: str, number: int) -> None:
    with wire.session(server, page) as session:
        markets, partners = session.options("Country")[:COUNTRIES], session.options("Partner")
        choices = [list(choice) for size in range(COUNTRIES + 1) for choice in combinations(markets, size)]
        begin = number * CHANGES_PER_SESSION % len(choices)
        for countries in islice(cycle(choices), begin, begin + CHANGES_PER_SESSION):
            session.choose({"Country": countries, "Partner": partners[: number % 2]})


def _holding(server: servers.Server) -> str:
    """What one more open session takes, each with a changed filter."""
    with ExitStack() as held:
        memory = []
        for number in range(UNCOUNTED + HELD):
            session = held.enter_context(wire.session(server, "kpis"))
            session.choose({"Country": session.options("Country")[number % COUNTRIES : number % COUNTRIES + 1]})
            memory.append(_resident_mb(server.pid))
    each = (memory[-1] - memory[UNCOUNTED - 1]) / HELD
    holds = "yes" if each <= GOAL_SESSION_MB else "NO"
    return f"/kpis, each of {HELD} more sessions: {each:.2f} MB (goal: {GOAL_SESSION_MB} MB): {holds}"


def _resident_mb(pid: int) -> float:
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], check=True, capture_output=True, text=True)
    return int(shown.stdout) / 1024

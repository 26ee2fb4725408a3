"""Whether memory stays bounded over thousands of changes, as no full garbage collection follows a script run."""

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations, cycle, islice

from tests.bench import servers, wire

CHANGES = 5000
QUARTERS = 4
AT_ONCE = 4
CHANGES_PER_SESSION = 50
COUNTRIES = 8  # the markets come first in the list of countries
GOAL_GROWTH = 0.05


def report(changes: int = CHANGES) -> Iterator[str]:
    """Lines with the server's memory before and after each quarter, and whether it is bounded."""
    with servers.record() as data, servers.running(servers.DASHBOARD, data) as server:
        yield f"before the first visit: {_resident_mb(server.pid):.0f} MB"
        memory = []
        for quarter in range(1, QUARTERS + 1):
            _change_filters(server, changes // QUARTERS)
            memory.append(_resident_mb(server.pid))
            yield f"after {changes * quarter // QUARTERS} changes: {memory[-1]:.0f} MB"
        growth = memory[-1] / memory[-2] - 1
        bounded = "bounded" if growth < GOAL_GROWTH else "NOT bounded"
        yield f"the last quarter grew by {growth:.1%} (goal: less than {GOAL_GROWTH:.0%}): {bounded}"


def _change_filters(server: servers.Server, changes: int) -> None:
    """Let sessions of some changes each, several at once, ask for every choice of markets in turn."""
    sessions = changes // CHANGES_PER_SESSION
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda number: _one_session(server, number), range(sessions)))


def _one_session(server: servers.Server, number: int) -> None:
    with wire.session(server, "markets") as session:
        markets, partners = session.options("Country")[:COUNTRIES], session.options("Partner")
        choices = [list(choice) for size in range(COUNTRIES + 1) for choice in combinations(markets, size)]
        begin = number * CHANGES_PER_SESSION % len(choices)
        for countries in islice(cycle(choices), begin, begin + CHANGES_PER_SESSION):
            session.choose({"Country": countries, "Partner": partners[: number % 2]})


def _resident_mb(pid: int) -> float:
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], check=True, capture_output=True, text=True)
    return int(shown.stdout) / 1024

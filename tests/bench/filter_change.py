"""How long the server works when a reader changes a filter."""

import threading
from collections.abc import Iterator
from itertools import combinations, cycle

from tests.bench import servers, wire
from tests.bench.findings import Finding

GOAL_SECONDS = 0.06
CHANGES = 40
COUNTRIES = 8  # the markets come first in the list of countries
PAUSE_SECONDS = 0.1
"""Between two changes. Without a pause each answer waits some 40 ms for TCP to acknowledge the answer before."""


def measure() -> list[Finding]:
    """Changes to what was asked before, and changes to what the server has not been asked yet."""
    known_times, new_times = [], []
    with (
        servers.record() as data,
        servers.running(servers.DASHBOARD, data) as server,
        wire.session(server, "markets") as session,
    ):
        markets = session.options("Country")[:COUNTRIES]
        known = [[market] for market in markets]
        for countries in known:
            session.choose({"Country": countries})
        for new, asked_before in zip(_more_than_one(markets), cycle(known), strict=False):
            for countries, times in ((new, new_times), (asked_before, known_times)):
                threading.Event().wait(PAUSE_SECONDS)
                times.append(session.choose({"Country": countries}))
    return [
        Finding(what="filter change, asked before", times=known_times, plus=GOAL_SECONDS),
        Finding(what="filter change, new question", times=new_times, plus=GOAL_SECONDS),
    ]


def _more_than_one(markets: list[str]) -> Iterator[list[str]]:
    """As many different choices of two or three markets as there are changes."""
    choices = [list(choice) for size in (2, 3) for choice in combinations(markets, size)]
    yield from choices[:CHANGES]
